import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/** What is asked of two values: `same` by `==` and `===`, `other` by `!=` and `!==`; undefined of any other operator. */
export function equalityOf(ts: TypeScript, { operatorToken: { kind } }: ts.BinaryExpression): 'same' | 'other' | undefined {
  const { EqualsEqualsToken, EqualsEqualsEqualsToken, ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  if (kind === EqualsEqualsToken || kind === EqualsEqualsEqualsToken) return 'same';
  return kind === ExclamationEqualsToken || kind === ExclamationEqualsEqualsToken ? 'other' : undefined;
}

/** Whether a node gives something another value: `a = b`. */
export function isAssignment(ts: TypeScript, node: ts.Node): node is ts.AssignmentExpression<ts.EqualsToken> {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** Whether a node writes to what stands on its left: `=`, `+=`, `??=` … */
export function isAnyAssignment(ts: TypeScript, node: ts.Node): node is ts.AssignmentExpression<ts.AssignmentOperatorToken> {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

interface Joined<Operator extends ts.BinaryOperator> extends ts.BinaryExpression {
  readonly operatorToken: ts.Token<Operator>;
}

/** `a && b`, `a || b`, `a ?? b`. */
export function isLogical(
  ts: TypeScript,
  node: ts.Node,
): node is Joined<ts.LogicalOperator | ts.SyntaxKind.QuestionQuestionToken> {
  return (
    isFallback(ts, node) || (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
  );
}

/** `a || b`, `a ?? b`: what is on the right counts where nothing is on the left. */
export function isFallback(
  ts: TypeScript,
  node: ts.Node,
): node is Joined<ts.SyntaxKind.BarBarToken | ts.SyntaxKind.QuestionQuestionToken> {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
}

/** `!a`. */
export function isNegation(
  ts: TypeScript,
  node: ts.Node,
): node is ts.PrefixUnaryExpression & { readonly operator: ts.SyntaxKind.ExclamationToken } {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

/** `a + b`. */
export function isSum(ts: TypeScript, node: ts.Node): node is Joined<ts.SyntaxKind.PlusToken> {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

/** `a, b`. */
export function isSequence(ts: TypeScript, node: ts.Node): node is Joined<ts.SyntaxKind.CommaToken> {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}
