import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import { isStatementList, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { insertFirst } from './edits.ts';
import { identifiersBelow } from '../syntax/file-index.ts';
import { isAssignment } from '../syntax/operators.ts';

/** An expression awaited where it stands: `await x` as the whole value of a variable, else `(await x)`. */
export function awaitInPlace(ts: TypeScript, expression: ts.Expression): TextEdit[] {
  const sourceFile = expression.getSourceFile();
  const start = expression.getStart(sourceFile);
  const { parent } = expression;
  const isWhole =
    (ts.isVariableDeclaration(parent) && parent.initializer === expression) ||
    ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== expression) ||
    (isAssignment(ts, parent) && parent.right === expression) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isForOfStatement(parent);
  if (isWhole) return [{ start, end: start, newText: 'await ' }];
  return [
    { start, end: start, newText: `${continuesStatement(ts, expression) ? ';' : ''}(await ` },
    { start: expression.end, end: expression.end, newText: ')' },
  ];
}

/** Whether a parenthesis here would call what the statement before ends with, for want of a semicolon. */
function continuesStatement(ts: TypeScript, expression: ts.Expression): boolean {
  const sourceFile = expression.getSourceFile();
  const start = expression.getStart(sourceFile);
  let outer: ts.Node = expression.parent;
  while (outer && !ts.isStatement(outer)) outer = outer.parent;
  if (!outer || !ts.isExpressionStatement(outer) || outer.getStart(sourceFile) !== start) return false;
  const { parent } = outer;
  if (!isStatementList(ts, parent)) return false;
  const before = statementBefore(parent.statements, outer);
  if (!before || sourceFile.text[before.end - 1] === ';') return false;
  return !(
    ts.isBlock(before) ||
    ts.isIfStatement(before) ||
    ts.isFunctionDeclaration(before) ||
    ts.isIterationStatement(before, false)
  );
}

/** By where it ends: there may be many statements, with something to mend in each. */
function statementBefore(statements: readonly ts.Statement[], statement: ts.Statement): ts.Statement | undefined {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (statements[middle]!.end <= statement.pos) low = middle + 1;
    else high = middle;
  }
  return statements[low - 1];
}

/**
 * A parameter's own pattern, `({ params: { id } })`, as a statement of the body that awaits it.
 *
 * @returns undefined where the body has no place for it, or means something else by the name
 */
export function awaitPattern(ts: TypeScript, fn: FunctionNode, pattern: ts.ObjectBindingPattern): TextEdit[] | undefined {
  const sourceFile = fn.getSourceFile();
  const element = pattern.parent;
  const { body } = fn;
  if (!ts.isBindingElement(element) || element.initializer || !body || !ts.isBlock(body)) return undefined;
  const key = element.propertyName;
  if (!key || !ts.isIdentifier(key)) return undefined;
  const isTaken = identifiersBelow(ts, body, key.text).length > 0;
  // What another default of the parameter needs would not be there yet.
  const hasDefaults =
    pattern.elements.some(({ initializer }) => initializer) || fn.parameters.some(({ initializer }) => initializer);
  const hasDirective =
    body.statements[0] && ts.isExpressionStatement(body.statements[0]) && ts.isStringLiteral(body.statements[0].expression);
  if (isTaken || hasDefaults || hasDirective) return undefined;
  return [
    { start: key.end, end: element.end, newText: '' },
    insertFirst(sourceFile, body, `const ${pattern.getText(sourceFile)} = await ${key.text};`),
  ];
}
