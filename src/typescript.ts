import type ts from 'typescript';

/**
 * The TypeScript API as a value. It is always handed in, never imported: an editor brings its own version, and enums such
 * as `SyntaxKind` and `TypeFlags` are numbered differently from one version to the next.
 */
export type TypeScript = typeof ts;

/**
 * Says whether a checker was made by this very TypeScript, so that its flags may be read with it.
 *
 * @param typescript the API the door was given
 * @param checker the checker of the program the door was given
 */
export function isCheckerOf(typescript: TypeScript, checker: ts.TypeChecker): boolean {
  try {
    return checker.getStringType().flags === typescript.TypeFlags.String;
  } catch {
    return false;
  }
}

/** The parser and the checker of TypeScript call themselves: some thousand levels of nesting are more than a stack can take. */
export function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && /call stack/.test(error.message);
}

/** What no stack can take is as good as not there: it is one file of many, or the `package.json` of one package. */
export function unlessTooDeep<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isTooDeep(error)) return undefined;
    throw error;
  }
}
