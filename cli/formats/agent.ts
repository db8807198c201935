import type { TextEdit } from '../../src/finding.ts';
import type { ReportedFinding } from '../reported-finding.ts';
import { placementsText } from '../placements.ts';
import { visible } from '../terminal.ts';
import { nameBelow } from '../paths.ts';
import { countsText, linesOf, type Format, type Report } from './format.ts';

/** As few words as hold everything, for a program that reads text: where, what, the places it speaks of, and the edits that mend it. */
export const agent: Format = {
  name: 'agent',
  description: 'terse text, for tools that read it',
  format: (report) =>
    `${[...report.findings.flatMap((reported) => linesFor(report, reported)), countsText(report)].join('\n')}\n`,
};

function linesFor({ workingDirectory }: Report, reported: ReportedFinding): string[] {
  const { finding, sourceFile, file, project, placements } = reported;
  const { line, column } = linesOf(sourceFile, finding);
  const related = finding.related.flatMap((place) => {
    const other = project.sourceFile(place.fileName);
    if (!other) return [];
    const at = linesOf(other, place);
    return `  see ${visible(nameBelow(workingDirectory, place.fileName))}:${at.line}:${at.column} ${visible(place.message)}`;
  });
  const edits = (list: readonly TextEdit[]): string => list.map((edit) => editText(reported, workingDirectory, edit)).join(', ');
  return [
    `${visible(file)}:${line}:${column} ${finding.severity} ${finding.rule}: ${visible(finding.message)}`,
    ...(placements ? [`  ${visible(placementsText(placements))}`] : []),
    ...related,
    ...(finding.fix ? [`  fix: ${edits(finding.fix)}`] : []),
    ...finding.suggestions.map((suggestion) => `  suggestion: ${visible(suggestion.message)} ${edits(suggestion.edits)}`),
  ];
}

/** `2:8-2:8 "async "`: what is between the two places becomes the text. */
function editText({ sourceFile, project }: ReportedFinding, workingDirectory: string, edit: TextEdit): string {
  const file = edit.fileName === undefined ? sourceFile : project.sourceFile(edit.fileName);
  const name = edit.fileName === undefined ? '' : `${nameBelow(workingDirectory, edit.fileName)}:`;
  const { line, column, endLine, endColumn } = linesOf(file ?? sourceFile, edit);
  return visible(`${name}${line}:${column}-${endLine}:${endColumn} ${JSON.stringify(edit.newText)}`);
}
