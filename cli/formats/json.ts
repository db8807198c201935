import type { ReportedFinding } from '../reported-finding.ts';
import type { Placement } from '../placements.ts';
import { jsonText } from '../terminal.ts';
import { linesOf, type Format, type LineRange } from './format.ts';

/** One finding as it is printed. */
interface JsonFinding extends LineRange {
  readonly file: string;
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly severity: 'warn' | 'error';
  readonly fixable: boolean;
  readonly suggestions: ReadonlyArray<{ readonly messageId: string; readonly message: string }>;
  /** Where programs put its module on different sides. */
  readonly programs?: readonly Placement[];
}

/** All findings as one array, for programs. */
export const json: Format = {
  name: 'json',
  description: 'one array, for programs',
  format: ({ findings }) => jsonText(findings.map(toJson)),
};

function toJson({ finding, sourceFile, file, placements }: ReportedFinding): JsonFinding {
  return {
    file,
    ...linesOf(sourceFile, finding),
    rule: finding.rule,
    messageId: finding.messageId,
    message: finding.message,
    severity: finding.severity,
    fixable: finding.fix !== undefined,
    suggestions: finding.suggestions.map(({ messageId, message }) => ({ messageId, message })),
    ...(placements ? { programs: placements } : {}),
  };
}
