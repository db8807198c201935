import { createHash } from 'node:crypto';
import type { ReportedFinding } from './reported-finding.ts';

/**
 * What each finding is known by from one run to the next: its rule, its file and the line of source it stands on, however far that
 * line has moved; of equal ones, the how many-th it is.
 *
 * @param fileOf a file's name, the same on every machine
 */
export function fingerprintsOf(
  findings: readonly ReportedFinding[],
  fileOf: (reported: ReportedFinding) => string = ({ file }) => file,
): string[] {
  const counts = new Map<string, number>();
  return findings.map((reported) => {
    const { finding } = reported;
    const parts = [fileOf(reported), finding.rule, finding.messageId, sourceOf(reported)];
    const key = JSON.stringify(parts);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return createHash('sha256')
      .update(JSON.stringify([...parts, count]))
      .digest('hex');
  });
}

/** The line a finding starts on, whatever its indentation. */
export function sourceOf({ sourceFile, finding }: ReportedFinding): string {
  const { line } = sourceFile.getLineAndCharacterOfPosition(finding.start);
  const start = sourceFile.getLineStarts()[line]!;
  return /^[^\r\n]*/.exec(sourceFile.text.slice(start))![0].trim().replace(/\s+/g, ' ');
}
