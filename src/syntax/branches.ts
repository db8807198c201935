import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { unwrap } from './nodes.ts';
import { isFallback, isLogical, isSequence } from './operators.ts';

/** The expressions one of which is the value: of `a ? b : c`, `a ?? b`, `a || b`, `a && b`; the expression itself otherwise. */
export function branchesOf(ts: TypeScript, expression: ts.Expression): ts.Expression[] {
  const found: ts.Expression[] = [];
  // A stack of its own, the leftmost on top: a chain of `||` may be of any length.
  const stack = [expression];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const inner = unwrap(ts, next);
    if (ts.isConditionalExpression(inner)) stack.push(inner.whenFalse, inner.whenTrue);
    else if (isFallback(ts, inner)) stack.push(inner.right, inner.left);
    else if (isLogical(ts, inner) || isSequence(ts, inner)) stack.push(inner.right);
    else found.push(inner);
  }
  return found;
}

/** What an operator joins one of its sides with. */
export function otherSide(ts: TypeScript, { left, right }: ts.BinaryExpression, side: ts.Node): ts.Expression {
  return unwrap(ts, left === side ? right : left);
}
