import { loadTypeScript } from '../node/typescript.ts';
import { analyze } from '../src/analyze.ts';
import { UsageError } from '../node/usage-error.ts';
import type { CheckOptions } from './arguments.ts';
import { Baseline, baselineName, writeBaseline } from './baseline.ts';
import { configuredProjects, type ConfiguredProject } from './configured.ts';
import { connectedTo, isBecauseOf } from './elsewhere.ts';
import { findAll, type CheckResult } from './find.ts';
import { Fixer, mayFix } from './fix.ts';
import { note, noteMissingRoots } from './notices.ts';
import { checkPaths, askedFolder, isAt, namedPaths, type FileFilter } from './paths.ts';
import { terminalFormat } from './output.ts';
import { judgedIn } from './placements.ts';
import type { ProgramSource } from './programs.ts';

/**
 * Checks the whole of one or more programs. A rule that fails costs what it would have found in that file, and nothing else.
 *
 * @param paths files or folders to report on; everything where there are none
 * @param source what it has in common with other runs
 * @throws UsageError for whatever the user asked that cannot be done
 */
export function check(
  paths: readonly string[],
  options: CheckOptions,
  workingDirectory: string,
  source: ProgramSource = {},
): CheckResult {
  const typescript = loadTypeScript();
  const named = namedPaths(paths);
  const isWanted: FileFilter = (fileName) => named.length === 0 || named.some(({ absolute }) => isAt(fileName, absolute));
  const near = named.map(askedFolder);
  let projects = configuredProjects(typescript, options, workingDirectory, { ...source, near });
  checkPaths(named, projects);
  let result = findAll(projects, workingDirectory, isWanted);
  if (result.failures.length > 0) source.backend?.assertAlive();
  if (options.fix && mayFix(result)) {
    const fixer = new Fixer(
      typescript,
      workingDirectory,
      named.map(({ absolute }) => absolute),
    );
    const on = projects.flatMap(({ rules }) => rules);
    const isFixable = (name: string): boolean => on.some(({ rule }) => rule.name === name && rule.fixable);
    while (fixer.pass(result.findings, isFixable)) {
      projects = configuredProjects(typescript, options, workingDirectory, { backend: source.backend, near });
      result = findAll(projects, workingDirectory, isWanted);
    }
    for (const text of fixer.notes()) note(text);
  }
  noteMissingRoots(projects.map(({ project }) => project));
  if (options.baseline !== undefined) {
    const isWhole = paths.length === 0 && result.failures.length === 0;
    const judged = new Set(isWhole ? projects.flatMap(({ project }) => project.fileNames()) : []);
    result = { ...result, findings: new Baseline(options.baseline).filter(result.findings, (name) => judged.has(name)) };
  }
  if (options.writeBaseline !== undefined) {
    if (result.failures.length > 0 || paths.length > 0)
      throw new UsageError(
        paths.length > 0
          ? 'A baseline is of the whole project: leave the paths out.'
          : `No baseline is written: rule "${result.failures[0]!.rule}" failed on ${result.failures[0]!.file}.`,
      );
    writeBaseline(options.writeBaseline === true ? baselineName : options.writeBaseline, result.findings);
    return { ...result, findings: [] };
  }
  // Only a person asks what else there is.
  const isTold = paths.length > 0 && terminalFormat(options.format) === 'stylish';
  return isTold ? { ...result, elsewhere: countElsewhere(projects, isWanted) } : result;
}

/**
 * The exit code a check ends with: 0 clean or warnings only, 1 errors found, 2 not the whole of it could be run.
 *
 * @param maxWarnings more warnings than these are an error
 */
export function exitCodeOf({ findings, failures, tooDeep }: CheckResult, maxWarnings = Infinity): 0 | 1 | 2 {
  if (failures.length > 0 || tooDeep.length > 0) return 2;
  const errors = findings.filter(({ finding }) => finding.severity === 'error').length;
  return errors > 0 || findings.length - errors > maxWarnings ? 1 : 0;
}

/** How many findings stand in other files because of those asked about. */
function countElsewhere(projects: readonly ConfiguredProject[], isWanted: FileFilter): number {
  const judges = judgedIn(projects);
  let count = 0;
  for (const configured of projects) {
    const { project, rules } = configured;
    for (const fileName of connectedTo(project, isWanted)) {
      if (judges.get(fileName)?.[0] !== configured) continue;
      const sourceFile = project.sourceFile(fileName)!;
      // A rule that fails there is told of where that file is asked about.
      const found = analyze(project, sourceFile, { rules, onRuleError: () => undefined });
      count += found.filter((finding) => isBecauseOf(project, fileName, finding, isWanted)).length;
    }
  }
  return count;
}
