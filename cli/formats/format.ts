import type pc from 'picocolors';
import type ts from 'typescript';
import type { TextRange } from '../../src/finding.ts';
import type { CheckResult } from '../find.ts';

/** What a format is made of. */
export interface Report extends CheckResult {
  readonly version: string;
  /** What the names of the findings' files are relative to. */
  readonly workingDirectory: string;
  /** The folder of the repository, or the working directory: what services that show a file look for it from. */
  readonly repository: string;
}

/** The colours of a terminal, or none. */
export type Colors = ReturnType<typeof pc.createColors>;

/** A way to print findings. */
export interface Format {
  readonly name: string;
  /** Whom it is for, in a few words. */
  readonly description: string;
  format(report: Report, colors: Colors): string;
}

/** Lines and columns are 1-based; columns count UTF-16 code units. */
export interface LineRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A range of offsets by lines and columns. */
export function linesOf(sourceFile: ts.SourceFile, { start, end }: TextRange): LineRange {
  const first = sourceFile.getLineAndCharacterOfPosition(start);
  const last = sourceFile.getLineAndCharacterOfPosition(end);
  return {
    line: first.line + 1,
    column: first.character + 1,
    endLine: last.line + 1,
    endColumn: last.character + 1,
  };
}

/** Without halves of surrogate pairs, which neither an address nor XML can hold. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1 error, 2 warnings` */
export function countsText({ findings }: Pick<Report, 'findings'>): string {
  const errors = findings.filter(({ finding }) => finding.severity === 'error').length;
  return `${plural(errors, 'error')}, ${plural(findings.length - errors, 'warning')}`;
}
