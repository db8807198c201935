import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/** What is asked of two values: `same` by `==` and `===`, `other` by `!=` and `!==`; undefined of any other operator. */
export function equalityOf(ts: TypeScript, { operatorToken: { kind } }: ts.BinaryExpression): 'same' | 'other' | undefined {
  const { EqualsEqualsToken, EqualsEqualsEqualsToken, ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  if (kind === EqualsEqualsToken || kind === EqualsEqualsEqualsToken) return 'same';
  return kind === ExclamationEqualsToken || kind === ExclamationEqualsEqualsToken ? 'other' : undefined;
}
