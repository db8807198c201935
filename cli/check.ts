import { relative } from 'node:path';
import type ts from 'typescript';
import { loadTypeScript } from '../node/typescript.ts';
import { analyze } from '../src/analyze.ts';
import { compareFindings, type Finding } from '../src/finding.ts';
import { byPath } from '../src/project/project.ts';
import { withoutSuppressed } from '../src/suppressions.ts';
import type { CheckOptions } from './arguments.ts';
import { configuredProjects, type ConfiguredProject } from './configured.ts';
import { connectedTo, isBecauseOf } from './elsewhere.ts';
import { Fixer } from './fix.ts';
import { note, noteMissingRoots } from './notices.ts';
import { checkPaths, isAt, namedPaths, type FileFilter } from './paths.ts';
import { judgedIn, placementsOf } from './placements.ts';
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
  for (const [fileName, judges] of judgedIn(projects)) {
    if (!isWanted(fileName)) continue;
    const file = relative(workingDirectory, fileName).replaceAll('\\', '/');
    const found = judges.map((judge) => ({ ...judge, found: findIn(typescript, judge, fileName, file, failures) }));
    const told = new Set<string>();
    for (const { project, rules, found: own } of found) {
      for (const finding of own) {
        const key = keyOf(finding);
        if (told.has(key)) continue;
        told.add(key);
        const has = found.map((other) => ({ ...other, found: other.found.some((candidate) => keyOf(candidate) === key) }));
        const placements = has.length > 1 ? { placements: placementsOf(has, fileName, workingDirectory) } : {};
        const { severity } = rules.find(({ rule }) => rule.name === finding.rule)!;
        findings.push({ finding, severity, sourceFile: project.sourceFile(fileName)!, file, ...placements });
      }
    }
  }
  return { findings: findings.sort(compareReported), failures };
}

function findIn(
  typescript: typeof ts,
  { project, rules }: ConfiguredProject,
  fileName: string,
  file: string,
  failures: RuleFailure[],
): Finding[] {
  const sourceFile = project.sourceFile(fileName);
  if (!sourceFile) return [];
  const found = analyze(project, sourceFile, rules, {
    onRuleError: (rule, error) => failures.push({ rule: rule.name, file, error }),
  });
  return withoutSuppressed(typescript, sourceFile, found);
}

/** What a finding says, and where: in another program it may come with other places. */
function keyOf({ rule, messageId, message, start, end }: Finding): string {
  return JSON.stringify([rule, messageId, message, start, end]);
}

function compareReported(one: ReportedFinding, other: ReportedFinding): number {
  return byPath(one.file, other.file) || compareFindings(one.finding, other.finding);
}

/** How many findings stand in other files because of those asked about. */
function countElsewhere(typescript: typeof ts, projects: readonly ConfiguredProject[], isWanted: FileFilter): number {
  const judges = judgedIn(projects);
  let count = 0;
  for (const configured of projects) {
    const { project, rules } = configured;
    for (const fileName of connectedTo(project, isWanted)) {
      if (judges.get(fileName)?.[0] !== configured) continue;
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
