import ts from 'typescript';

/**
 * The user's TypeScript, checked to be one with a JavaScript API.
 *
 * @throws UsageError where it is TypeScript 7 or later, whose main entry has no API
 */
export function loadTypeScript(): typeof ts {
  if (typeof ts.createSourceFile !== 'function') {
    throw new UsageError(
      `TypeScript ${ts.version} has no JavaScript API that rsc-boundary could use. Install TypeScript 6 beside it: ` +
        'npm install -D typescript@npm:@typescript/typescript6@^6 @typescript/native@npm:typescript@^7',
    );
  }
  return ts;
}

/** Something the user asked for cannot be done; the message says what to do. Shown without a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
