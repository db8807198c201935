import pc from 'picocolors';
import { reasonOf, remedyOf } from '../src/rule.ts';
import type { RuleFailure } from './find.ts';
import { placementsText, type Placement } from './placements.ts';
import type { ReportedFinding } from './reported-finding.ts';
import { jsonText, visible } from './terminal.ts';

/** One finding as `--format json` prints it. Lines and columns are 1-based; columns count UTF-16 code units. */
export interface JsonFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly severity: 'warn' | 'error';
  readonly fixable: boolean;
  readonly suggestions: ReadonlyArray<{ readonly messageId: string; readonly message: string }>;
  /** Where programs put its module on different sides. */
  readonly programs?: readonly Placement[];
}

/** All findings as one JSON array. */
export function formatJson(findings: readonly ReportedFinding[]): string {
  return jsonText(findings.map(toJson));
}

function toJson({ finding, severity, sourceFile, file, placements }: ReportedFinding): JsonFinding {
  const start = sourceFile.getLineAndCharacterOfPosition(finding.start);
  const end = sourceFile.getLineAndCharacterOfPosition(finding.end);
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    rule: finding.rule,
    messageId: finding.messageId,
    message: finding.message,
    severity,
    fixable: finding.fix !== undefined,
    suggestions: finding.suggestions.map(({ messageId, message }) => ({ messageId, message })),
    ...(placements ? { programs: placements } : {}),
  };
}

/**
 * Findings as a person reads them: by file, each with its line of source, and a sum at the end.
 *
 * @param elsewhere where paths were named: how many findings stand in other files because of those
 */
export function formatStylish(
  findings: readonly ReportedFinding[],
  elsewhere: number | undefined = undefined,
  colors: ReturnType<typeof pc.createColors> = pc,
): string {
  const others = elsewhere
    ? `${plural(elsewhere, 'problem')} in other files because of these: leave the paths out to see.\n`
    : '';
  if (findings.length === 0) {
    const where = elsewhere === undefined ? 'across the client boundary' : 'in these files';
    return `${colors.green(`No problems ${where}.`)}\n${others && colors.yellow(others)}`;
  }
  const lines: string[] = [];
  let file = '';
  for (const reported of findings) {
    if (reported.file !== file) {
      file = reported.file;
      lines.push('', colors.underline(visible(file)));
    }
    lines.push(...describe(reported, colors));
  }
  return `${lines.join('\n')}\n\n${summary(findings, colors)}\n${others && colors.yellow(others)}`;
}

/** How many files are named of which all the same is said. */
const maximumNames = 5;

/** What is said of files that had to stay out of the program; empty where there are none. */
export function formatTooDeep(files: readonly string[]): string {
  if (files.length === 0) return '';
  const names = files.slice(0, maximumNames).map(visible).join(', ');
  const more = files.length > maximumNames ? ` and ${plural(files.length - maximumNames, 'other file')}` : '';
  return `rsc-boundary: ${names}${more} could not be read: nested too deeply for TypeScript. What hangs on it is missing; leave it out with "exclude" in your tsconfig.json if no person wrote it.\n`;
}

/** The rules that failed, one line each: where and why, and what can be done. Empty where none did. */
export function formatFailures(failures: readonly RuleFailure[]): string {
  const byRule = new Map<string, RuleFailure[]>();
  for (const failure of failures) byRule.set(failure.rule, [...(byRule.get(failure.rule) ?? []), failure]);
  return [...byRule]
    .map(([rule, [first, ...others]]) => {
      const more = others.length > 0 ? ` and ${plural(others.length, 'other file')}` : '';
      const { file, error } = first!;
      return `rsc-boundary: Rule "${rule}" failed on ${visible(file)}${more}, and what it finds there is missing (${visible(reasonOf(error))}). ${remedyOf(error)}; --rule ${rule}=off leaves it out.\n`;
    })
    .join('');
}

function describe(
  { finding, severity, sourceFile, placements }: ReportedFinding,
  colors: ReturnType<typeof pc.createColors>,
): string[] {
  const { line, character } = sourceFile.getLineAndCharacterOfPosition(finding.start);
  const paint = severity === 'error' ? colors.red : colors.yellow;
  const where = `${line + 1}:${character + 1}`.padEnd(8);
  const source = sourceLine(sourceFile.text, sourceFile.getLineStarts()[line]!);
  const marked = visible(source.slice(character, character + finding.end - finding.start));
  const marks = `${visible(source.slice(0, character)).replace(/[^\t]/g, ' ')}${'^'.repeat(Math.max(1, marked.length))}`;
  const body = [`  ${colors.dim(where)}${paint(severity.padEnd(5))}  ${visible(finding.message)}  ${colors.dim(finding.rule)}`];
  // A line that no person wrote (a bundle, a long template) would only push the message off the screen.
  if (source.length <= 160)
    body.push(`            ${colors.dim('│')} ${visible(source)}`, `            ${colors.dim('│')} ${paint(marks)}`);
  if (placements) body.push(`            ${colors.dim(`│ ${visible(placementsText(placements))}`)}`);
  for (const { message } of finding.suggestions) body.push(`            ${colors.dim(`→ ${visible(message)}`)}`);
  return body;
}

function sourceLine(text: string, start: number): string {
  return /^[^\r\n]*/.exec(text.slice(start))![0];
}

function summary(findings: readonly ReportedFinding[], colors: ReturnType<typeof pc.createColors>): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const fixable = findings.filter(({ finding }) => finding.fix).length;
  const files = new Set(findings.map(({ file }) => file)).size;
  const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')} in ${plural(files, 'file')}`;
  const hint = fixable > 0 ? ` (${fixable} can be fixed with --fix)` : '';
  return (errors > 0 ? colors.red : colors.yellow)(`✖ ${counts}${hint}`);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
