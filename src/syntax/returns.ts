import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { forEachDescendant, type FunctionNode } from './nodes.ts';

/** The expressions a function returns: those of its own `return` statements, or an arrow's body; in the order of the text. */
export function returnedExpressions(ts: TypeScript, { body }: FunctionNode): ts.Expression[] {
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  forEachDescendant(ts, body, (node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    return undefined;
  });
  return found;
}
