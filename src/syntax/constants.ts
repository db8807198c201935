import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { isKeywordLiteral, unwrap } from './nodes.ts';
import { isAnyAssignment, isLogical } from './operators.ts';

const converters = new Set(['Number', 'String', 'Boolean', 'BigInt', 'parseInt', 'parseFloat']);
const listers = new Set(['keys', 'values', 'entries', 'fromEntries']);
const listMethods = new Set([
  'map',
  'filter',
  'slice',
  'concat',
  'flatMap',
  'flat',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'join',
  'split',
]);

/**
 * Whether an expression's value is certain to be neither a function nor a component: a literal, a template, arithmetic, a
 * comparison, `new X()`, `process.env.X`, and what the language's own functions make of such.
 *
 * @param expression parentheses and casts around it do not matter
 */
export function isConstantValue(ts: TypeScript, expression: ts.Expression): boolean {
  // A stack of its own: a chain of operators may be of any length.
  const stack = [expression];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const parts = constantParts(ts, unwrap(ts, next));
    if (!parts) return false;
    stack.push(...parts);
  }
  return true;
}

/** The expressions that must be constant for a value to be: none where it is so by itself; undefined where it cannot be known. */
function constantParts(ts: TypeScript, value: ts.Expression): readonly ts.Expression[] | undefined {
  if (ts.isConditionalExpression(value)) return [value.whenTrue, value.whenFalse];
  if (isAnyAssignment(ts, value)) return undefined;
  if (isLogical(ts, value)) return [value.left, value.right];
  if (ts.isBinaryExpression(value)) return value.operatorToken.kind === ts.SyntaxKind.CommaToken ? [value.right] : [];
  if (ts.isCallExpression(value)) return constantPartsOfCall(ts, value);
  return isPlain(ts, value) ? [] : undefined;
}

function isPlain(ts: TypeScript, value: ts.Expression): boolean {
  if (ts.isLiteralExpression(value) || ts.isTemplateExpression(value) || ts.isNewExpression(value)) return true;
  if (ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value)) return true;
  if (ts.isPrefixUnaryExpression(value) || ts.isTypeOfExpression(value)) return true;
  if (ts.isPropertyAccessExpression(value)) return /^process\.env\.\w+$/.test(value.getText());
  return isKeywordLiteral(ts, value);
}

function constantPartsOfCall(
  ts: TypeScript,
  { expression: callee, arguments: [first] }: ts.CallExpression,
): readonly ts.Expression[] | undefined {
  if (ts.isIdentifier(callee)) return converters.has(callee.text) ? [] : undefined;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const holder = unwrap(ts, callee.expression);
  const name = callee.name.text;
  if (!ts.isIdentifier(holder) || holder.text !== 'Object') return listMethods.has(name) ? [holder] : undefined;
  if (listers.has(name)) return [];
  return (name === 'freeze' || name === 'assign') && first ? [first] : undefined;
}
