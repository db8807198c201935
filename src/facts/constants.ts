import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { unwrap } from './syntax.ts';

const converters = new Set(['Number', 'String', 'Boolean', 'BigInt', 'parseInt', 'parseFloat']);
const listers = new Set(['keys', 'values', 'entries', 'fromEntries']);
const listMethods = new Set(['map', 'filter', 'slice', 'concat', 'flatMap', 'flat', 'sort', 'toSorted', 'reverse', 'toReversed', 'join', 'split']);

/**
 * Whether an expression's value is certain to be neither a function nor a component: a literal, a template, arithmetic, a
 * comparison, `new X()`, `process.env.X`, and what the language's own functions make of such.
 *
 * @param expression parentheses and casts around it do not matter
 */
export function isConstantValue(ts: TypeScript, expression: ts.Expression): boolean {
  const value = unwrap(ts, expression);
  if (ts.isLiteralExpression(value) || ts.isTemplateExpression(value) || ts.isNewExpression(value)) return true;
  if (ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value)) return true;
  if (ts.isPrefixUnaryExpression(value) || ts.isTypeOfExpression(value)) return true;
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  if (value.kind === TrueKeyword || value.kind === FalseKeyword || value.kind === NullKeyword) return true;
  if (ts.isConditionalExpression(value)) return isConstantValue(ts, value.whenTrue) && isConstantValue(ts, value.whenFalse);
  if (ts.isPropertyAccessExpression(value)) return /^process\.env\.\w+$/.test(value.getText());
  if (ts.isBinaryExpression(value)) return isConstantOperation(ts, value);
  return ts.isCallExpression(value) && isConstantCall(ts, value);
}

function isConstantOperation(ts: TypeScript, { operatorToken, left, right }: ts.BinaryExpression): boolean {
  const { AmpersandAmpersandToken, BarBarToken, CommaToken, QuestionQuestionToken, FirstAssignment, LastAssignment } = ts.SyntaxKind;
  const { kind } = operatorToken;
  if (kind >= FirstAssignment && kind <= LastAssignment) return false;
  if (kind === CommaToken) return isConstantValue(ts, right);
  if (kind !== AmpersandAmpersandToken && kind !== BarBarToken && kind !== QuestionQuestionToken) return true;
  return isConstantValue(ts, left) && isConstantValue(ts, right);
}

function isConstantCall(ts: TypeScript, { expression: callee, arguments: [first] }: ts.CallExpression): boolean {
  if (ts.isIdentifier(callee)) return converters.has(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const holder = unwrap(ts, callee.expression);
  const name = callee.name.text;
  if (ts.isIdentifier(holder) && holder.text === 'Object') {
    return listers.has(name) || ((name === 'freeze' || name === 'assign') && first !== undefined && isConstantValue(ts, first));
  }
  return listMethods.has(name) && isConstantValue(ts, holder);
}
