import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/**
 * The specifier of an import or export statement. The parser takes any expression in its place, so that a name, a call, a template or
 * nothing at all may stand there: then the statement leads nowhere, and there is no specifier.
 */
export function specifierOf(ts: TypeScript, expression: ts.Expression | undefined): ts.StringLiteral | undefined {
  return expression && ts.isStringLiteral(expression) && expression.text !== '' ? expression : undefined;
}
