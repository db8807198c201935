import { statSync } from 'node:fs';
import { relative } from 'node:path';
import type ts from 'typescript';
import { diskOf, normalize, settingsFrom } from '../node/disk.ts';
import { loadTypeScript } from '../node/typescript.ts';
import { UsageError } from '../node/usage-error.ts';
import { analyze } from '../src/analyze.ts';
import { configure, type ConfiguredRule } from '../src/configuration.ts';
import { graphOf } from '../src/graph/graph.ts';
import { projectOfProgram } from '../src/project/program-project.ts';
import type { Project } from '../src/project/project.ts';
import { withoutSuppressed } from '../src/suppressions.ts';
import type { CheckOptions } from './arguments.ts';
import { Fixer } from './fix.ts';
import { createPrograms } from './programs.ts';
import type { ReportedFinding } from './reported-finding.ts';

/** A rule that failed on a file: what it would have found there is missing. */
export interface RuleFailure {
  readonly rule: string;
  /** Relative to the working directory, forward slashes. */
  readonly file: string;
  readonly error: unknown;
}

/** What came of a check. */
export interface CheckResult {
  /** Sorted by file and position. */
  readonly findings: readonly ReportedFinding[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Checks the whole of one or more programs. A rule that fails costs what it would have found in that file, and nothing else.
 *
 * @param paths files or folders to report on; everything where there are none
 * @throws UsageError for whatever the user asked that cannot be done
 */
export function check(paths: readonly string[], options: CheckOptions, workingDirectory: string): CheckResult {
  const typescript = loadTypeScript();
  const { rules, problems } = configure({
    ...(options.preset.length > 0 ? { presets: options.preset } : {}),
    rules: options.rule,
  });
  if (problems.length > 0) throw new UsageError(problems.join(' '));
  const wanted = wantedPaths(paths);
  const isWanted = (fileName: string): boolean => wanted.length === 0 || wanted.some((path) => isAt(fileName, path));
  const find = (): CheckResult => findAll(typescript, rules, options, workingDirectory, isWanted);
  let result = find();
  if (!options.fix) return result;
  const fixer = new Fixer(typescript, workingDirectory, wanted);
  const isFixable = (name: string): boolean => rules.some(({ rule }) => rule.name === name && rule.fixable);
  while (fixer.pass(result.findings, isFixable)) result = find();
  for (const note of fixer.notes()) console.error(`rsc-boundary: ${note}`);
  return result;
}

/**
 * The exit code a check ends with: 0 clean or warnings only, 1 errors found, 2 not the whole of it could be run.
 *
 * @param maxWarnings more warnings than these are an error
 */
export function exitCodeOf({ findings, failures }: CheckResult, maxWarnings = Infinity): 0 | 1 | 2 {
  if (failures.length > 0) return 2;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return errors > 0 || findings.length - errors > maxWarnings ? 1 : 0;
}

function findAll(
  typescript: typeof ts,
  rules: readonly ConfiguredRule[],
  options: CheckOptions,
  workingDirectory: string,
  isWanted: (fileName: string) => boolean,
): CheckResult {
  const findings: ReportedFinding[] = [];
  const failures: RuleFailure[] = [];
  const projects = createPrograms(typescript, options.project, workingDirectory).map(({ program, directory }) =>
    projectOfProgram(typescript, program, settingsFrom(options.serverRoot, directory), diskOf(typescript)),
  );
  for (const [fileName, project] of projectByFile(projects)) {
    const sourceFile = project.sourceFile(fileName);
    if (!sourceFile || !isWanted(fileName)) continue;
    const file = relative(workingDirectory, fileName).replaceAll('\\', '/');
    const found = analyze(project, sourceFile, rules, {
      onRuleError: (rule, error) => failures.push({ rule: rule.name, file, error }),
    });
    for (const finding of withoutSuppressed(typescript, sourceFile, found)) {
      const severity = rules.find(({ rule }) => rule.name === finding.rule)!.severity;
      findings.push({ finding, severity, sourceFile, file });
    }
  }
  return { findings: findings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)), failures };
}

/** A file of two programs is reported once: in the first that knows which side it is on, by way of a page, else in the first. */
function projectByFile(projects: readonly Project[]): Map<string, Project> {
  const chosen = new Map<string, Project>();
  const reached = new Set<string>();
  for (const project of projects) {
    for (const fileName of project.fileNames()) {
      if (reached.has(fileName)) continue;
      // Of a single program there is nothing to choose, and its graph may not be needed.
      const isReached = projects.length > 1 && isReachedByRoot(project, fileName);
      if (isReached) reached.add(fileName);
      if (isReached || !chosen.has(fileName)) chosen.set(fileName, project);
    }
  }
  return chosen;
}

function isReachedByRoot(project: Project, fileName: string): boolean {
  const graph = graphOf(project);
  const { server, client } = graph.environmentOf(fileName);
  return [server, client].some((chain) => chain && (graph.entries.has(chain[0]!) || project.settings.isServerRoot?.(chain[0]!)));
}

/** What the user has named: absolute, a folder with a slash at its end. */
function wantedPaths(paths: readonly string[]): string[] {
  return paths.map((path) => {
    const absolute = normalize(path);
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (!stats) throw new UsageError(`There is no file or folder ${path}.`);
    if (!stats.isFile() && !stats.isDirectory()) throw new UsageError(`${path} is neither a file nor a folder.`);
    return stats.isDirectory() ? `${absolute.replace(/\/$/, '')}/` : absolute;
  });
}

function isAt(fileName: string, path: string): boolean {
  return path.endsWith('/') ? fileName.startsWith(path) : fileName === path;
}
