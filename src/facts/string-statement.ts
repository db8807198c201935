import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import type { DirectiveString } from './directive-string.ts';
import { isAsync, unwrapTypes, type FunctionNode } from '../syntax/nodes.ts';

/** How a string stands in the statement it is, or begins. */
type StringShape = Pick<DirectiveString, 'literal' | 'text' | 'form' | 'parentheses'>;

/**
 * The string a statement consists of, or begins with where nothing but an accident explains it.
 *
 * @param siblings the statements of a body or block
 * @param index which of them
 * @param owner the function they are in
 */
export function stringOf(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  siblings: readonly ts.Statement[],
  index: number,
  owner: FunctionNode | undefined,
): StringShape | undefined {
  const statement = siblings[index]!;
  if (ts.isReturnStatement(statement)) {
    const value = statement.expression && unwrapTypes(ts, statement.expression);
    if (!value || !ts.isStringLiteral(value)) return undefined;
    const isInFrontOfCode = siblings.slice(index + 1).some((sibling) => !ts.isFunctionDeclaration(sibling));
    const isWholeBody = index === 0 && owner !== undefined && statement.parent === owner.body && isAsync(ts, owner);
    // Anywhere else a returned string is a value.
    if (!isInFrontOfCode && !isWholeBody) return undefined;
    return { literal: value, text: value.text, form: 'returned', parentheses: 0 };
  }
  if (!ts.isExpressionStatement(statement)) return undefined;
  let parentheses = 0;
  let expression: ts.Expression = unwrapTypes(ts, statement.expression);
  while (ts.isParenthesizedExpression(expression)) {
    parentheses += 1;
    expression = unwrapTypes(ts, expression.expression);
  }
  if (ts.isStringLiteral(expression)) {
    return { literal: expression, text: expression.text, form: parentheses > 0 ? 'parenthesized' : 'plain', parentheses };
  }
  if (ts.isNoSubstitutionTemplateLiteral(expression)) {
    return { literal: expression, text: expression.text, form: 'template', parentheses };
  }
  const literal = leadingString(ts, expression);
  if (!literal) return undefined;
  const form = parentheses === 0 && isSwallowedString(ts, sourceFile, literal) ? 'swallowed' : 'expression';
  return { literal, text: foldedText(ts, literal), form, parentheses };
}

/**
 * The string literal that an expression starts with and throws away, as in `'a'(…)`, `'a'[…]`, `'a', b`, `'a' + b`, `'a' && b`,
 * `void 'a'`, or that is one of the values of a comma expression. A method call on a string is ordinary code.
 */
function leadingString(ts: TypeScript, expression: ts.Expression): ts.StringLiteral | undefined {
  let left: ts.Expression = expression;
  for (;;) {
    if (ts.isStringLiteral(left)) return left;
    if (ts.isBinaryExpression(left)) {
      const { kind } = left.operatorToken;
      if (kind === ts.SyntaxKind.CommaToken && ts.isStringLiteral(left.right) && !ts.isStringLiteral(left.left))
        return left.right;
      left = left.left;
    } else if (ts.isTaggedTemplateExpression(left)) left = left.tag;
    else if (ts.isConditionalExpression(left)) left = left.condition;
    else if (ts.isPropertyAccessExpression(left)) {
      if (ts.isStringLiteral(left.expression)) return undefined;
      left = left.expression;
    } else if (
      ts.isCallExpression(left) ||
      ts.isElementAccessExpression(left) ||
      ts.isVoidExpression(left) ||
      ts.isParenthesizedExpression(left) ||
      ts.isAsExpression(left) ||
      ts.isSatisfiesExpression(left) ||
      ts.isNonNullExpression(left)
    ) {
      left = left.expression;
    } else return undefined;
  }
}

/** Whether what follows the string starts on a line of its own, and is a statement, so that a missing semicolon explains it. */
function isSwallowedString(ts: TypeScript, sourceFile: ts.SourceFile, literal: ts.StringLiteral): boolean {
  const { parent } = literal;
  const takesIt =
    (ts.isCallExpression(parent) && parent.expression === literal && !parent.questionDotToken) ||
    (ts.isElementAccessExpression(parent) && parent.expression === literal && !parent.questionDotToken) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === literal) ||
    (ts.isBinaryExpression(parent) &&
      parent.left === literal &&
      !ts.isStringLiteral(parent.right) &&
      (parent.operatorToken.kind === ts.SyntaxKind.PlusToken || parent.operatorToken.kind === ts.SyntaxKind.MinusToken));
  if (!takesIt) return false;
  const { text } = sourceFile;
  // Comments may stand between; the line break is what the person took for the end of the statement.
  for (let index = literal.end; index < text.length; index++) {
    const char = text[index]!;
    if (char === '\n' || char === '\r') return true;
    if (char !== ' ' && char !== '\t' && char !== '/') return false;
    if (char === '/') return text[index + 1] === '/' || (text[index + 1] === '*' && hasBreakAfterComment(text, index));
  }
  return false;
}

function hasBreakAfterComment(text: string, start: number): boolean {
  const end = text.indexOf('*/', start + 2);
  return end !== -1 && /^[ \t]*(?:\/\/[^\n]*)?[\r\n]/.test(text.slice(end + 2));
}

/** The text of `'use ' + 'client'` put together, or the literal's own. */
function foldedText(ts: TypeScript, literal: ts.StringLiteral): string {
  let { text } = literal;
  let { parent } = literal as { parent: ts.Node };
  while (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    ts.isStringLiteral(parent.right)
  ) {
    text += parent.right.text;
    parent = parent.parent;
  }
  return text;
}
