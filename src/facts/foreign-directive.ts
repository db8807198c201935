import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { directiveNameOf } from './directives.ts';
import { builtInCacheKinds, spellingOf } from './spelling.ts';

/** Directives that leave a module the module it is: of the language, of React's compiler, of the bundler. */
const neutral = /^use (?:strict|asm|(?:no )?(?:memo|forget)|turbopack.*)$/;

/**
 * The directive at the top of a file that belongs to another compiler (`"use dom"`, `"use worklet"`): what that makes of the
 * module, and for which machine, is known to that compiler only.
 *
 * @returns undefined where there is none; strings that only misspell one of React's are none
 */
export function foreignDirectiveOf(ts: TypeScript, { statements }: ts.SourceFile): string | undefined {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return undefined;
    const { text } = statement.expression;
    if (!/^use [a-z]+(?: [a-z]+)?$/.test(text) || neutral.test(text)) continue;
    if (directiveNameOf(text) === undefined && spellingOf(text, true, builtInCacheKinds) === undefined) return text;
  }
  return undefined;
}
