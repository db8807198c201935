import type ts from 'typescript';
import { fromAncestors } from './ancestors.ts';
import { isTypeOnlyWrapper } from './nodes.ts';
import type { TypeScript } from '../typescript.ts';

/**
 * The outermost expression whose value is that of a node, or may be: around parentheses, casts, `await`, the branches of conditionals
 * and of `||`, `??`, `&&`. A chain of operators may be of any length, with something to ask at each of them.
 */
export function carrierOf(ts: TypeScript, node: ts.Node): ts.Node {
  const outermost = (outer: ts.Node, inner: ts.Node): ts.Node | undefined => (carries(ts, outer, inner) ? undefined : inner);
  return fromAncestors<ts.Node>(carriers, node, outermost, node);
}

const carriers = new WeakMap<ts.Node, ts.Node>();

function carries(ts: TypeScript, outer: ts.Node, inner: ts.Node): boolean {
  if (ts.isConditionalExpression(outer)) return outer.condition !== inner;
  if (ts.isBinaryExpression(outer)) {
    const { AmpersandAmpersandToken, BarBarToken, CommaToken, QuestionQuestionToken } = ts.SyntaxKind;
    const { kind } = outer.operatorToken;
    if (kind === BarBarToken || kind === QuestionQuestionToken) return true;
    return (kind === AmpersandAmpersandToken || kind === CommaToken) && outer.right === inner;
  }
  return ts.isParenthesizedExpression(outer) || ts.isAwaitExpression(outer) || isTypeOnlyWrapper(ts, outer);
}
