import pc from 'picocolors';
import type { RelatedInformation } from '../../src/finding.ts';
import type { ModuleReasons } from '../../src/why/module.ts';
import type { RuleReason } from '../../src/why/rules.ts';
import type { ValueReason } from '../../src/why/value.ts';
import type { Colors } from '../formats/format.ts';
import { visible } from '../terminal.ts';
import { placeAt, type Answer } from './answer.ts';

/** An answer as a person reads it: the module, what crosses, where names come from, and each rule with its reason. */
export function whyText(answer: Answer, colors: Colors = pc): string {
  const { why, at, sourceFile } = answer;
  const source = /^[^\r\n]*/.exec(sourceFile.text.slice(sourceFile.getLineStarts()[at.line - 1]))![0];
  const where = why.range.start === why.range.end ? `${at.line}:${at.column}` : at.line;
  const lines = [
    colors.underline(visible(`${at.file}:${where}`)),
    ...(source.length <= 160 ? [`  ${colors.dim('│')} ${visible(source)}`] : []),
  ];
  lines.push('', colors.bold('Module'), ...moduleLines(answer, why.module));
  if (why.said.length > 0) lines.push('', colors.bold('Here'), ...why.said.map((line) => `  ${visible(line)}`));
  if (why.values.length > 0)
    lines.push('', colors.bold('What crosses'), ...why.values.flatMap((value) => valueLines(answer, value)));
  if (why.origins.length > 0) {
    lines.push('', colors.bold('Where names come from'));
    for (const { of, text, at: declared } of why.origins)
      lines.push(visible(`  ${of}: ${text}${declared ? ` (${locate(answer, declared)})` : ''}`));
  }
  lines.push('', colors.bold('Rules'), ...ruleLines(answer, why.rules, colors));
  return `${lines.join('\n')}\n`;
}

function moduleLines(answer: Answer, { directive, entry, purpose, isBoundary, sides }: ModuleReasons): string[] {
  const about = [
    directive && `"${directive}"`,
    entry && `${entry} of the app`,
    isBoundary && 'a boundary',
    purpose && `taken for a ${purpose} file`,
  ].filter(Boolean);
  const lines = about.length > 0 ? [`  ${about.join(', ')}`] : [];
  for (const { text, steps } of sides)
    lines.push(visible(`  ${text}`), ...steps.map((step) => `    ${relatedText(answer, step)}`));
  if (sides.length === 0)
    lines.push(
      '  its side is not known: no root of the framework reaches it, and nothing in it tells. What hangs on it stays silent.',
    );
  return lines;
}

function valueLines(answer: Answer, { kind, name, type, text, path, origin }: ValueReason): string[] {
  return [
    visible(`  ${name} (${kind}${type ? `, of type ${type}` : ''})`),
    visible(`    ${text}`),
    ...path.map((step) => `    ${relatedText(answer, step)}`),
    visible(`    ${origin.of}: ${origin.text}${origin.at ? ` (${locate(answer, origin.at)})` : ''}`),
  ];
}

/** The rules that say the same are named together. */
function ruleLines(answer: Answer, reasons: readonly RuleReason[], colors: Colors): string[] {
  const lines: string[] = [];
  const silent = new Map<string, string[]>();
  for (const { rule, state, isOn, text, related } of reasons) {
    if (state === 'silent') {
      const key = `${isOn ? 'silent' : 'off'}: ${text}`;
      silent.set(key, [...(silent.get(key) ?? []), rule]);
    } else {
      const paint = state === 'reported' ? colors.red : colors.yellow;
      lines.push(`  ${paint(state)} ${rule}: ${visible(text)}`, ...related.map((place) => `    ${relatedText(answer, place)}`));
    }
  }
  for (const [text, names] of silent) lines.push(`  ${visible(text)}`, `    ${names.join(', ')}`);
  return lines;
}

function relatedText(answer: Answer, place: RelatedInformation): string {
  return visible(`${locate(answer, place)} ${place.message}`);
}

function locate({ project, workingDirectory }: Answer, place: RelatedInformation): string {
  const at = placeAt(project, workingDirectory, place);
  return at ? `${at.file}:${at.line}:${at.column}` : place.fileName;
}
