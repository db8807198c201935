import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { enclosingFunction, hasModifier, isWrapper, nameOfFunction } from './nodes.ts';
import { isAnyAssignment, isAssignment } from './operators.ts';

/** What becomes of a value where its expression stands. */
type ValueUse =
  /** it goes on whole: as a prop, a child, under another name, in a list or an object, as what a function returns */
  | { readonly kind: 'handed' }
  /** something is worked out of it here: a test, arithmetic, a text, a loop, a pattern, Next.js's metadata */
  | { readonly kind: 'read' }
  /** it is an argument, by itself or in a literal */
  | { readonly kind: 'argument'; readonly call: ts.CallExpression | ts.NewExpression; readonly isHeld: boolean }
  /** a call, a member, a spread, a tag: its own node says it */
  | { readonly kind: 'part' };

const handed: ValueUse = { kind: 'handed' };
const read: ValueUse = { kind: 'read' };
const part: ValueUse = { kind: 'part' };

/** Exports and functions that Next.js itself takes the values out of. */
const metadataExport = /^(?:metadata|viewport)$/;
const metadataFunction = /^generate(?:Metadata|Viewport|StaticParams|ImageMetadata|Sitemaps)$/;

/**
 * What becomes of a value, by what its expression stands in: through parentheses, casts, literals and the branches of a choice.
 *
 * @param expression a name or member expression, with parent pointers set
 */
export function valueUseOf(ts: TypeScript, expression: ts.Expression): ValueUse {
  let inner: ts.Node = expression;
  let isHeld = false;
  for (let outer = inner.parent; ; inner = outer, outer = outer.parent) {
    if (isWrapper(ts, outer)) continue;
    if (ts.isArrayLiteralExpression(outer) || ts.isObjectLiteralExpression(outer)) {
      isHeld = true;
      continue;
    }
    if (ts.isPropertyAssignment(outer) && outer.initializer === inner) continue;
    if (ts.isShorthandPropertyAssignment(outer)) continue;
    const next = choiceOf(ts, outer, inner);
    if (next === 'through') continue;
    return next ?? endOf(ts, outer, inner, isHeld);
  }
}

/** What a conditional or a chain of operators makes of one of its parts. */
function choiceOf(ts: TypeScript, outer: ts.Node, inner: ts.Node): ValueUse | 'through' | undefined {
  if (ts.isConditionalExpression(outer)) return outer.condition === inner ? read : 'through';
  if (!ts.isBinaryExpression(outer)) return undefined;
  const { kind } = outer.operatorToken;
  const { AmpersandAmpersandToken, BarBarToken, CommaToken, QuestionQuestionToken } = ts.SyntaxKind;
  if (kind === QuestionQuestionToken) return 'through';
  if (kind === AmpersandAmpersandToken || kind === BarBarToken) return outer.right === inner ? 'through' : read;
  if (kind === CommaToken) return outer.right === inner ? 'through' : handed;
  if (!isAnyAssignment(ts, outer)) return read;
  if (outer.left === inner) return part;
  const isPattern = ts.isArrayLiteralExpression(outer.left) || ts.isObjectLiteralExpression(outer.left);
  return isAssignment(ts, outer) && !isPattern ? handed : read;
}

function endOf(ts: TypeScript, outer: ts.Node, inner: ts.Node, isHeld: boolean): ValueUse {
  if (ts.isCallExpression(outer) || ts.isNewExpression(outer))
    return outer.expression === inner ? part : { kind: 'argument', call: outer, isHeld };
  if (ts.isPropertyAccessExpression(outer)) return part;
  if (ts.isElementAccessExpression(outer)) return outer.expression === inner ? part : read;
  if (ts.isTemplateSpan(outer) || ts.isPrefixUnaryExpression(outer) || ts.isPostfixUnaryExpression(outer)) return read;
  if (ts.isIfStatement(outer) || ts.isWhileStatement(outer) || ts.isDoStatement(outer) || ts.isForStatement(outer)) return read;
  if (ts.isForOfStatement(outer) || ts.isForInStatement(outer)) return read;
  if (ts.isSwitchStatement(outer) || ts.isCaseClause(outer) || ts.isComputedPropertyName(outer) || ts.isEnumMember(outer))
    return read;
  if (ts.isVariableDeclaration(outer)) {
    if (ts.isArrayBindingPattern(outer.name)) return read;
    return isHeld && isMetadata(ts, outer) ? read : handed;
  }
  if (ts.isReturnStatement(outer) || ts.isArrowFunction(outer)) return isMetadataAnswer(ts, outer) ? read : handed;
  return handed;
}

/** `export const metadata = { title }`. */
function isMetadata(ts: TypeScript, declaration: ts.VariableDeclaration): boolean {
  if (!ts.isIdentifier(declaration.name) || !metadataExport.test(declaration.name.text)) return false;
  const statement = declaration.parent.parent;
  return ts.isVariableStatement(statement) && hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
}

function isMetadataAnswer(ts: TypeScript, answer: ts.ReturnStatement | ts.ArrowFunction): boolean {
  const fn = ts.isArrowFunction(answer) ? answer : enclosingFunction(ts, answer);
  const name = fn && nameOfFunction(ts, fn);
  return name !== undefined && ts.isIdentifier(name) && metadataFunction.test(name.text);
}
