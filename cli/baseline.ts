import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { UsageError } from '../node/usage-error.ts';
import { isRecord } from '../src/options.ts';
import { sourceOf } from './fingerprints.ts';
import { note } from './notices.ts';
import type { ReportedFinding } from './reported-finding.ts';
import { systemReason } from './terminal.ts';

/** Where a baseline is written when no file is named. */
export const baselineName = 'rsc-boundary-baseline.json';

/** By file and rule the lines of source that findings stand on, as often as they do. */
type Entries = Map<string, Map<string, string[]>>;

/** By file and rule how many errors ESLint passes over (`eslint --suppress-all`). */
type Counts = Map<string, Map<string, number>>;

/** Findings that were there before the baseline was written: they are known by rule and line of source, wherever that line stands. */
export class Baseline {
  readonly #fileName: string;
  readonly #entries: Entries = new Map();
  readonly #counts: Counts = new Map();

  /**
   * @param given the file as the user named it: a baseline, or what `eslint --suppress-all` wrote
   * @throws UsageError where there is none
   */
  constructor(given: string) {
    this.#fileName = resolve(given);
    const content = read(given, this.#fileName);
    if (isRecord(content) && content['version'] === 1 && isRecord(content['findings'])) {
      for (const [file, byRule] of Object.entries(content['findings'])) this.#entries.set(file, linesIn(byRule, given));
    } else if (isRecord(content) && Object.values(content).every(isCounts)) {
      for (const [file, byRule] of Object.entries(content)) this.#counts.set(file, countsIn(byRule as object));
    } else throw new UsageError(`${given} is neither a baseline nor what "eslint --suppress-all" writes.`);
  }

  /**
   * The findings that it does not know.
   *
   * @param isJudged says about a file whether all that is found in it is among the findings: what is gone from it is taken out
   */
  filter(findings: readonly ReportedFinding[], isJudged: (fileName: string) => boolean): ReportedFinding[] {
    const left = new Map(
      [...this.#entries].map(([file, byRule]) => [file, new Map([...byRule].map(([rule, lines]) => [rule, [...lines]]))]),
    );
    const kept = findings.filter((reported) => {
      const lines = left.get(this.#nameOf(reported.sourceFile.fileName))?.get(reported.finding.rule) ?? [];
      const index = lines.indexOf(sourceOf(reported));
      if (index >= 0) lines.splice(index, 1);
      return index < 0;
    });
    this.#prune(left, isJudged);
    return this.#counts.size === 0 ? kept : kept.filter((reported) => !this.#isCounted(reported, findings));
  }

  /** ESLint counts: as many as were there are passed over, and with one more all are told, for none can say which is the new one. */
  #isCounted({ finding, sourceFile }: ReportedFinding, findings: readonly ReportedFinding[]): boolean {
    const count = this.#counts.get(this.#nameOf(sourceFile.fileName))?.get(finding.rule) ?? 0;
    if (count === 0 || finding.severity !== 'error') return false;
    const same = findings.filter(
      (other) => other.sourceFile.fileName === sourceFile.fileName && other.finding.rule === finding.rule,
    );
    return same.length <= count;
  }

  #prune(left: Entries, isJudged: (fileName: string) => boolean): void {
    let gone = 0;
    for (const [file, byRule] of left) {
      const fileName = resolve(dirname(this.#fileName), file).replaceAll('\\', '/');
      if (existsSync(fileName) && !isJudged(fileName)) continue;
      for (const [rule, lines] of byRule) {
        const known = this.#entries.get(file)!.get(rule)!;
        for (const line of lines) known.splice(known.indexOf(line), 1);
        gone += lines.length;
      }
    }
    if (gone === 0) return;
    write(this.#fileName, this.#entries);
    note(
      `${gone === 1 ? 'One finding' : `${gone} findings`} of the baseline ${gone === 1 ? 'is' : 'are'} gone, and taken out of ${relative(process.cwd(), this.#fileName)}.`,
    );
  }

  #nameOf(fileName: string): string {
    return relative(dirname(this.#fileName), fileName).replaceAll('\\', '/');
  }
}

/** Writes down what is found now, so that only what is new is told from now on. */
export function writeBaseline(given: string, findings: readonly ReportedFinding[]): void {
  const fileName = resolve(given);
  const entries: Entries = new Map();
  for (const reported of findings) {
    const file = relative(dirname(fileName), reported.sourceFile.fileName).replaceAll('\\', '/');
    const byRule = entries.get(file) ?? new Map<string, string[]>();
    entries.set(file, byRule);
    byRule.set(reported.finding.rule, [...(byRule.get(reported.finding.rule) ?? []), sourceOf(reported)]);
  }
  write(fileName, entries);
  note(`${findings.length === 1 ? 'One finding is' : `${findings.length} findings are`} written down in ${given}.`);
}

function write(fileName: string, entries: Entries): void {
  const sorted = <Value>(map: ReadonlyMap<string, Value>): Array<[string, Value]> =>
    [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  const findings = Object.fromEntries(
    sorted(entries).flatMap(([file, byRule]) => {
      const told = sorted(byRule).filter(([, lines]) => lines.length > 0);
      return told.length > 0 ? [[file, Object.fromEntries(told.map(([rule, lines]) => [rule, [...lines].sort()]))]] : [];
    }),
  );
  try {
    writeFileSync(fileName, `${JSON.stringify({ version: 1, findings }, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${fileName} cannot be written: ${systemReason(error)}.`);
  }
}

function read(given: string, fileName: string): unknown {
  let text: string;
  try {
    text = readFileSync(fileName, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UsageError(`There is no baseline ${given}. Write one with --write-baseline.`);
    throw new UsageError(`${given} cannot be read: ${systemReason(error)}.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${given} is no baseline: it is no JSON.`);
  }
}

function linesIn(byRule: unknown, given: string): Map<string, string[]> {
  const entries = isRecord(byRule) ? Object.entries(byRule) : [];
  const isSound = isRecord(byRule) && entries.every(([, lines]) => Array.isArray(lines));
  if (!isSound)
    throw new UsageError(`${given} is no baseline: it has a file without rules. Write it anew with --write-baseline.`);
  return new Map(entries.map(([rule, lines]) => [rule, (lines as unknown[]).map(String)]));
}

function isCounts(byRule: unknown): boolean {
  return isRecord(byRule) && Object.values(byRule).every((entry) => isRecord(entry) && typeof entry['count'] === 'number');
}

function countsIn(byRule: object): Map<string, number> {
  return new Map(
    Object.entries(byRule as Record<string, { count: number }>).flatMap(([rule, { count }]) =>
      rule.startsWith('rsc-boundary/') ? [[rule.slice('rsc-boundary/'.length), count]] : [],
    ),
  );
}
