import { relative } from 'node:path';
import type ts from 'typescript';
import { loadTypeScript } from '../node/typescript.ts';
import { analyze } from '../src/analyze.ts';
import { graphOf } from '../src/graph/graph.ts';
import type { Project } from '../src/project/project.ts';
import { withoutSuppressed } from '../src/suppressions.ts';
import type { CheckOptions } from './arguments.ts';
import { configuredProjects, type ConfiguredProject } from './configured.ts';
import { connectedTo, isBecauseOf } from './elsewhere.ts';
import { Fixer } from './fix.ts';
import { note, noteMissingRoots } from './notices.ts';
import { checkPaths, isAt, namedPaths, type FileFilter } from './paths.ts';
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
  /** Where paths were named: how many findings stand in other files because of those. */
  readonly elsewhere?: number;
}

/**
 * Checks the whole of one or more programs. A rule that fails costs what it would have found in that file, and nothing else.
 *
 * @param paths files or folders to report on; everything where there are none
 * @throws UsageError for whatever the user asked that cannot be done
 */
export function check(paths: readonly string[], options: CheckOptions, workingDirectory: string): CheckResult {
  const typescript = loadTypeScript();
  const named = namedPaths(paths);
  const isWanted: FileFilter = (fileName) => named.length === 0 || named.some(({ absolute }) => isAt(fileName, absolute));
  let projects = configuredProjects(typescript, options, workingDirectory);
  checkPaths(named, projects);
  let result = findAll(typescript, projects, workingDirectory, isWanted);
  if (options.fix) {
    const fixer = new Fixer(
      typescript,
      workingDirectory,
      named.map(({ absolute }) => absolute),
    );
    const on = projects.flatMap(({ rules }) => rules);
    const isFixable = (name: string): boolean => on.some(({ rule }) => rule.name === name && rule.fixable);
    while (fixer.pass(result.findings, isFixable)) {
      projects = configuredProjects(typescript, options, workingDirectory);
      result = findAll(typescript, projects, workingDirectory, isWanted);
    }
    for (const text of fixer.notes()) note(text);
  }
  noteMissingRoots(projects.map(({ project }) => project));
  // Only a person asks what else there is.
  const isTold = paths.length > 0 && options.format === 'stylish';
  return isTold ? { ...result, elsewhere: countElsewhere(typescript, projects, isWanted) } : result;
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
  projects: readonly ConfiguredProject[],
  workingDirectory: string,
  isWanted: FileFilter,
): CheckResult {
  const findings: ReportedFinding[] = [];
  const failures: RuleFailure[] = [];
  for (const [fileName, { project, rules }] of projectByFile(projects)) {
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

/** How many findings stand in other files because of those asked about. */
function countElsewhere(typescript: typeof ts, projects: readonly ConfiguredProject[], isWanted: FileFilter): number {
  const chosen = projectByFile(projects);
  let count = 0;
  for (const configured of projects) {
    const { project, rules } = configured;
    for (const fileName of connectedTo(project, isWanted)) {
      if (chosen.get(fileName) !== configured) continue;
      const sourceFile = project.sourceFile(fileName)!;
      // A rule that fails there is told of where that file is asked about.
      const found = analyze(project, sourceFile, rules, { onRuleError: () => undefined });
      count += withoutSuppressed(typescript, sourceFile, found).filter((finding) =>
        isBecauseOf(project, fileName, finding, isWanted),
      ).length;
    }
  }
  return count;
}

/** A file of two programs is reported once: in the first that knows which side it is on, by way of a page, else in the first. */
function projectByFile(projects: readonly ConfiguredProject[]): Map<string, ConfiguredProject> {
  const chosen = new Map<string, ConfiguredProject>();
  const reached = new Set<string>();
  for (const configured of projects) {
    const { project } = configured;
    for (const fileName of project.fileNames()) {
      if (reached.has(fileName)) continue;
      // Of a single program there is nothing to choose, and its graph may not be needed.
      const isReached = projects.length > 1 && isReachedByRoot(project, fileName);
      if (isReached) reached.add(fileName);
      if (isReached || !chosen.has(fileName)) chosen.set(fileName, configured);
    }
  }
  return chosen;
}

function isReachedByRoot(project: Project, fileName: string): boolean {
  const graph = graphOf(project);
  const { server, client } = graph.environmentOf(fileName);
  return [server, client].some((chain) => chain && (graph.entries.has(chain[0]!) || project.settings.isServerRoot?.(chain[0]!)));
}
