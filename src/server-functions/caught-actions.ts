import type ts from 'typescript';
import { descendantsOf, forEachDescendant } from '../syntax/descendants.ts';
import { calleesOf } from '../flow/calls.ts';
import { directFunction } from '../flow/direct-function.ts';
import { originOf } from '../flow/origin.ts';
import { serverFunctionOf } from '../flow/server-function.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { ErrorName } from './shown-errors.ts';

/** A name that stands for what a Server Function threw, and for nothing else. */
export interface CaughtError {
  readonly error: ErrorName;
  /** The name of the function as it is called. */
  readonly action: string;
}

/** The errors that a file catches of Server Functions alone: by `try` and `catch`, and by handlers of their promises. */
export function caughtOfActions(project: Project, sourceFile: ts.SourceFile): CaughtError[] {
  const { ts } = project;
  const found: CaughtError[] = [];
  for (const node of descendantsOf(ts, sourceFile, 'TryStatement', 'CallExpression')) {
    if (ts.isTryStatement(node)) {
      const error = node.catchClause?.variableDeclaration;
      const action = error && onlyActionAwaited(project, node.tryBlock);
      if (action !== undefined) found.push({ error: error!, action });
    } else {
      const caught = caughtByHandler(project, node);
      if (caught) found.push(caught);
    }
  }
  return found;
}

/** The one thing that a block awaits, where that is a Server Function, and the block throws nothing itself. */
function onlyActionAwaited(project: Project, block: ts.Node): string | undefined {
  const { ts } = project;
  let action: string | undefined;
  let isOther = false;
  forEachDescendant(ts, block, (node) => {
    if (isFunctionNode(ts, node)) return false;
    if (ts.isThrowStatement(node) || ts.isTryStatement(node)) isOther = true;
    if (!ts.isAwaitExpression(node)) return undefined;
    const name = actionCalled(project, node.expression);
    if (name === undefined) isOther = true;
    else action ??= name;
    return undefined;
  });
  return isOther ? undefined : action;
}

/** The name by which a Server Function is called, where a call is one. */
function actionCalled(project: Project, expression: ts.Expression): string | undefined {
  const { ts } = project;
  const call = unwrap(ts, expression);
  if (!ts.isCallExpression(call)) return undefined;
  const callee = unwrap(ts, call.expression);
  const action = serverFunctionOf(project, callee);
  return action && mayThrow(project, action.node, call) ? callee.getText() : undefined;
}

/** Whether what a Server Function throws comes to its caller: a wrapper of a package may give errors back, as next-safe-action does. */
function mayThrow(project: Project, node: FunctionNode | undefined, call: ts.CallExpression): boolean {
  if (node) return !catchesAll(project.ts, node);
  const { all, isComplete } = calleesOf(project, call);
  return isComplete && all.some((fn) => !catchesAll(project.ts, fn.node));
}

/** Whether all that a function calls stands in a `try` whose `catch` gives something back. */
function catchesAll(ts: Project['ts'], { body }: FunctionNode): boolean {
  if (!body || !ts.isBlock(body) || !body.statements.some(ts.isTryStatement)) return false;
  return body.statements.every((statement) => {
    const part = ts.isTryStatement(statement) && statement.catchClause ? statement.catchClause.block : statement;
    const isThrowing = (node: ts.Node): boolean =>
      ts.isThrowStatement(node) || (part === statement && (ts.isCallExpression(node) || ts.isAwaitExpression(node)));
    let isFound = false;
    forEachDescendant(ts, part, (node) => {
      if (isFound || isFunctionNode(ts, node)) return false;
      isFound = isThrowing(node);
      return undefined;
    });
    return !isFound;
  });
}

/** `save().catch((error) => …)`, `save().then(show, (error) => …)`. */
function caughtByHandler(project: Project, call: ts.CallExpression): CaughtError | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const index = callee.name.text === 'catch' ? 0 : callee.name.text === 'then' ? 1 : -1;
  const given = index < 0 ? undefined : call.arguments[index];
  const handler = given && unwrap(ts, given);
  if (!handler) return undefined;
  const action = actionAtRoot(project, callee.expression);
  if (action === undefined) return undefined;
  const { end } = isFunctionNode(ts, handler) ? { end: undefined } : originOf(project, handler);
  const fn = isFunctionNode(ts, handler) ? handler : end?.kind === 'declaration' ? directFunction(project, end.value) : undefined;
  const error = fn?.getSourceFile() === call.getSourceFile() ? fn.parameters[0] : undefined;
  return error && { error, action };
}

/** The Server Function that a chain of promises begins with; undefined where a step of it may throw something of its own. */
function actionAtRoot(project: Project, expression: ts.Expression): string | undefined {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  const own = actionCalled(project, inner);
  if (own !== undefined || !ts.isCallExpression(inner)) return own;
  const callee = unwrap(ts, inner.expression);
  if (!ts.isPropertyAccessExpression(callee) || !/^(?:then|finally)$/.test(callee.name.text)) return undefined;
  const isPlain = inner.arguments.every(
    (argument) => isFunctionNode(ts, argument) && !/\bthrow\b|\bawait\b/.test(argument.getText()),
  );
  return isPlain ? actionAtRoot(project, callee.expression) : undefined;
}
