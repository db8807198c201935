import type ts from 'typescript';
import { isInside, isStatementList } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import { leaves, runsFinally } from './answers.ts';
import { isLogical, isNegation } from '../syntax/operators.ts';

/** A statement that goes one way or another. */
export function isControl(ts: Project['ts'], node: ts.Node): boolean {
  return ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isForStatement(node) || ts.isSwitchStatement(node);
}

/** `a ? b : c`, `a && b`, `a || b`, `a ?? b` */
export function isBranching(ts: Project['ts'], node: ts.Node): boolean {
  return ts.isConditionalExpression(node) || isLogical(ts, node);
}

/** Whether an expression is what a control decides by. */
export function isConditionOf(ts: Project['ts'], part: ts.Node, control: ts.Node): boolean {
  if (ts.isIfStatement(control) || ts.isWhileStatement(control) || ts.isSwitchStatement(control))
    return control.expression === part;
  if (ts.isForStatement(control) || ts.isConditionalExpression(control)) return control.condition === part;
  return isLogical(ts, control) && control.left === part;
}

/** What a control may leave out: the branch where its condition holds comes first. */
export function branchesOfControl(ts: Project['ts'], control: ts.Node): readonly ts.Node[] {
  if (ts.isIfStatement(control)) return [control.thenStatement, ...(control.elseStatement ? [control.elseStatement] : [])];
  if (ts.isConditionalExpression(control)) return [control.whenTrue, control.whenFalse];
  if (ts.isBinaryExpression(control)) return [control.right];
  return ts.isSwitchStatement(control) ? [control.caseBlock] : [];
}

/** Whether a place is come to only behind a statement: the list that the statement stands in is around both. */
export function isBehind(project: Project, node: ts.Node, place: ts.Node): boolean {
  const { ts } = project;
  let statement: ts.Node = node;
  while (statement.parent && !isStatementList(ts, statement.parent)) statement = statement.parent;
  if (place.pos < node.end || !statement.parent) return false;
  if (runsFinally(ts, statement, place)) return false;
  // What stands in a `try` that goes on may have been left out.
  let list: ts.Node = statement.parent;
  if (ts.isTryStatement(list.parent) && list.parent.tryBlock === list && !isInside(place, list)) {
    const handler = list.parent.catchClause;
    if (handler && !leaves(project, handler.block)) return false;
    list = list.parent.parent;
  }
  return isInside(place, list);
}

/** Whether a place is where a parser has refused the value: `result.success ? … : here`, `result.data ?? here`. */
export function isRefused(ts: Project['ts'], test: ts.Node, control: ts.Node, place: ts.Node): boolean {
  if (ts.isBinaryExpression(control) && control.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return isInside(place, control.right);
  const passes = passesParser(ts, test);
  if (passes === undefined || !(ts.isIfStatement(control) || ts.isConditionalExpression(control))) return false;
  const [whenTrue, whenFalse] = branchesOfControl(ts, control);
  const refused = passes ? whenFalse : whenTrue;
  return refused !== undefined && isInside(place, refused);
}

/** Whether a parser's result, of which a member is tested, is a good one where the test holds; undefined where that is not known. */
function passesParser(ts: Project['ts'], test: ts.Node): boolean | undefined {
  if (ts.isParenthesizedExpression(test)) return passesParser(ts, test.expression);
  if (isNegation(ts, test)) {
    const passes = passesParser(ts, test.operand);
    return passes === undefined ? undefined : !passes;
  }
  // `const { success, error } = schema.safeParse(input)`
  const name = ts.isIdentifier(test) ? test.text : ts.isPropertyAccessExpression(test) ? test.name.text : '';
  if (name === 'success' || (name === 'data' && !ts.isIdentifier(test))) return true;
  return /^(?:error|errors|issues)$/.test(name) ? false : undefined;
}
