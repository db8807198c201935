import type { ReportedFinding } from '../reported-finding.ts';
import { visible } from '../terminal.ts';
import { nameBelow } from '../paths.ts';
import { linesOf, type Format, type Report } from './format.ts';

/** Commands by which GitHub Actions writes a finding beside its line in a pull request. */
export const github: Format = {
  name: 'github',
  description: 'annotations of GitHub Actions',
  format: (report) => report.findings.map((reported) => `${commandOf(report, reported)}\n`).join(''),
};

function commandOf({ repository }: Report, { finding, sourceFile }: ReportedFinding): string {
  const { line, column, endLine, endColumn } = linesOf(sourceFile, finding);
  const properties = {
    file: nameBelow(repository, sourceFile.fileName),
    line,
    endLine,
    // Columns belong to one line: over several GitHub takes none.
    ...(line === endLine ? { col: column, endColumn } : {}),
    title: `rsc-boundary/${finding.rule}`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${finding.severity === 'error' ? 'error' : 'warning'} ${list.join(',')}::${escapeData(finding.message)}`;
}

function escapeData(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
