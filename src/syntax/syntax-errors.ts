import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

interface Parsed extends ts.SourceFile {
  /** What TypeScript 5.5 to 6.0 keep of the parser's errors; the public API tells only through a Program. */
  readonly parseDiagnostics?: readonly ts.Diagnostic[];
}

/**
 * How many errors the parser found in a file. Half-typed source has some; what a checker minds beyond the grammar is not counted.
 * A file that does not say so itself is parsed again.
 */
export function syntaxErrorCount(ts: TypeScript, file: ts.SourceFile): number {
  const { parseDiagnostics }: Parsed = file;
  return parseDiagnostics ? parseDiagnostics.length : syntaxErrorCountOf(ts, file.fileName, file.text);
}

/** How many errors the parser finds in a text, as that of a file of this name. */
export function syntaxErrorCountOf(ts: TypeScript, fileName: string, text: string): number {
  const file: Parsed = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
  // Of a parser that keeps no errors nothing is known: then nothing is certain either.
  return file.parseDiagnostics ? file.parseDiagnostics.length : Number.POSITIVE_INFINITY;
}
