import { analyze } from '../src/analyze.ts';
import { compareFindings, type Finding } from '../src/finding.ts';
import { graphOf } from '../src/graph/graph.ts';
import { byPath } from '../src/project/project.ts';
import type { ConfiguredProject } from './configured.ts';
import { nameBelow, type FileFilter } from './paths.ts';
import { judgedIn, placementsOf } from './placements.ts';
import { clearProgress, inPhase, inRule, isTimed, showProgress } from './progress.ts';
import type { ReportedFinding } from './reported-finding.ts';

/** A rule that failed on a file: what it would have found there is missing. */
export interface RuleFailure {
  readonly rule: string;
  /** Relative to the working directory, forward slashes. */
  readonly file: string;
  readonly error: unknown;
}

/** What is found in some projects. */
export interface Found {
  /** Sorted by file and position. */
  readonly findings: readonly ReportedFinding[];
  readonly failures: readonly RuleFailure[];
  /** Files that no program could hold, nested too deeply for TypeScript: as {@link RuleFailure.file}, sorted, each once. */
  readonly tooDeep: readonly string[];
}

/** What came of a check. */
export interface CheckResult extends Found {
  /** Where paths were named: how many findings stand in other files because of those. */
  readonly elsewhere?: number;
}

/** All that is found in the files asked about, each judged as {@link judgedIn} says. */
export function findAll(projects: readonly ConfiguredProject[], workingDirectory: string, isWanted: FileFilter): Found {
  const findings: ReportedFinding[] = [];
  const failures: RuleFailure[] = [];
  // Otherwise it is made when a rule first asks for it, and its time would be that rule's.
  if (isTimed()) inPhase('the module graph', () => projects.forEach(({ project, known }) => !known && graphOf(project)));
  const judged = [...judgedIn(projects)].filter(([fileName]) => isWanted(fileName));
  for (const [index, [fileName, judges]] of judged.entries()) {
    const file = nameBelow(workingDirectory, fileName);
    showProgress(index, judged.length, file);
    const found = judges.map((judge) => {
      const own = findIn(judge, fileName, file, failures);
      return { ...judge, own, keys: new Set(own.map(keyOf)) };
    });
    const told = new Set<string>();
    for (const { project, own } of found) {
      for (const finding of own) {
        const key = keyOf(finding);
        if (told.has(key)) continue;
        told.add(key);
        const has = found.map(({ keys, ...judge }) => ({ ...judge, found: keys.has(key) }));
        const placements = has.length > 1 ? { placements: placementsOf(has, fileName, workingDirectory) } : {};
        const sourceFile = project.sourceFile(fileName)!;
        findings.push({ finding, sourceFile, project, file, ...placements });
      }
    }
  }
  clearProgress();
  const tooDeep = new Set(projects.flatMap((one) => one.tooDeep.map((fileName) => nameBelow(workingDirectory, fileName))));
  return { findings: findings.sort(compareReported), failures, tooDeep: [...tooDeep].sort() };
}

function findIn(
  { project, rules, known }: ConfiguredProject,
  fileName: string,
  file: string,
  failures: RuleFailure[],
): readonly Finding[] {
  const judged = known?.get(fileName);
  if (judged) return judged;
  const sourceFile = project.sourceFile(fileName);
  if (!sourceFile) return [];
  return analyze(project, sourceFile, {
    rules,
    onRuleError: (rule, error) => failures.push({ rule: rule.name, file, error }),
    ...(isTimed() ? { measure: inRule } : {}),
  });
}

/** What a finding says, and where: in another program it may come with other places. */
function keyOf({ rule, messageId, message, start, end }: Finding): string {
  return JSON.stringify([rule, messageId, message, start, end]);
}

function compareReported(one: ReportedFinding, other: ReportedFinding): number {
  return byPath(one.file, other.file) || compareFindings(one.finding, other.finding);
}
