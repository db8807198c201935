import type { ReportedFinding } from '../reported-finding.ts';
import { placementsText } from '../placements.ts';
import { visible } from '../terminal.ts';
import { countsText, plural, type Colors, type Format, type Report } from './format.ts';

/** As a person reads them: by file, each with its line of source, and a sum at the end. */
export const stylish: Format = { name: 'stylish', description: 'for people (default)', format: formatStylish };

function formatStylish({ findings, elsewhere }: Report, colors: Colors): string {
  const others = elsewhere
    ? `${plural(elsewhere, 'problem')} in other files because of these: leave the paths out to see.\n`
    : '';
  if (findings.length === 0) {
    const where = elsewhere === undefined ? 'across the client boundary' : 'in these files';
    return `${colors.green(`No problems ${where}.`)}\n${others && colors.yellow(others)}`;
  }
  const lines: string[] = [];
  const folders = manyAlike(findings);
  let file = '';
  for (const reported of findings) {
    if (folders.get(folderOf(reported.file))?.includes(reported)) continue;
    if (reported.file !== file) {
      file = reported.file;
      lines.push('', colors.underline(visible(file)));
    }
    lines.push(...describe(reported, colors));
  }
  for (const [folder, alike] of folders) lines.push('', ...describeFolder(folder, alike, colors));
  return `${lines.join('\n')}\n\n${summary(findings, colors)}\n${others && colors.yellow(others)}`;
}

function describe({ finding, sourceFile, placements }: ReportedFinding, colors: Colors): string[] {
  const { line, character } = sourceFile.getLineAndCharacterOfPosition(finding.start);
  const paint = finding.severity === 'error' ? colors.red : colors.yellow;
  const where = `${line + 1}:${character + 1}`.padEnd(8);
  const source = sourceLine(sourceFile.text, sourceFile.getLineStarts()[line]!);
  const marked = visible(source.slice(character, character + finding.end - finding.start));
  const marks = `${visible(source.slice(0, character)).replace(/[^\t]/g, ' ')}${'^'.repeat(Math.max(1, marked.length))}`;
  const body = [
    `  ${colors.dim(where)}${paint(finding.severity.padEnd(5))}  ${visible(finding.message)}  ${colors.dim(finding.rule)}`,
  ];
  // A line that no person wrote (a bundle, a long template) would only push the message off the screen.
  if (source.length <= 160)
    body.push(`            ${colors.dim('│')} ${visible(source)}`, `            ${colors.dim('│')} ${paint(marks)}`);
  if (placements) body.push(`            ${colors.dim(`│ ${visible(placementsText(placements))}`)}`);
  for (const { message } of finding.suggestions) body.push(`            ${colors.dim(`→ ${visible(message)}`)}`);
  return body;
}

/** From so many on, what is said of a folder's files alike is said once. */
const manyInFolder = 10;

/** A directive that does nothing is no fault: of a folder that is full of them one line is enough. */
const summedUp = 'no-ineffective-directive';

/** The findings that are summed up, by their folder. */
function manyAlike(findings: readonly ReportedFinding[]): ReadonlyMap<string, readonly ReportedFinding[]> {
  const byFolder = new Map<string, ReportedFinding[]>();
  for (const reported of findings) {
    if (reported.finding.rule !== summedUp) continue;
    const folder = folderOf(reported.file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), reported]);
  }
  return new Map([...byFolder].filter(([, alike]) => alike.length >= manyInFolder));
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function describeFolder(folder: string, alike: readonly ReportedFinding[], colors: Colors): string[] {
  const { severity } = alike[0]!.finding;
  const paint = severity === 'error' ? colors.red : colors.yellow;
  const files = new Set(alike.map(({ file }) => file)).size;
  const message = `${plural(files, 'file')} here begin with a directive that does nothing. --format json names each; the option "ignore" leaves out what a tool wrote.`;
  return [
    colors.underline(visible(folder === '' ? '.' : `${folder}/`)),
    `  ${colors.dim(''.padEnd(8))}${paint(severity.padEnd(5))}  ${message}  ${colors.dim(summedUp)}`,
  ];
}

function sourceLine(text: string, start: number): string {
  return /^[^\r\n]*/.exec(text.slice(start))![0];
}

function summary(findings: readonly ReportedFinding[], colors: Colors): string {
  const hasErrors = findings.some(({ finding }) => finding.severity === 'error');
  const fixable = findings.filter(({ finding }) => finding.fix).length;
  const files = new Set(findings.map(({ file }) => file)).size;
  const hint = fixable > 0 ? ` (${fixable} can be fixed with --fix)` : '';
  return (hasErrors ? colors.red : colors.yellow)(`✖ ${countsText({ findings })} in ${plural(files, 'file')}${hint}`);
}
