import type ts from 'typescript';
import { harmlessFunction, harmlessMethod } from '../catalog/harmless-calls.ts';
import { logging } from '../catalog/logging.ts';
import { parsingCall } from '../catalog/validation.ts';
import { calleesOf, functionCalled } from '../flow/calls.ts';
import { directFunction } from '../flow/direct-function.ts';
import { handedActions } from '../flow/handed-action.ts';
import { originOf } from '../flow/origin.ts';
import { serverFunctionOf } from '../flow/server-function.ts';
import type { Project } from '../project/project.ts';
import { lastName } from '../syntax/last-name.ts';
import { forEachDescendant, forEachNodeFrom } from '../syntax/descendants.ts';
import { isAwaited } from '../syntax/name-positions.ts';
import { isAsync, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { exitsBelow, returnedExpressions } from '../syntax/returns.ts';

/** How many functions of the program may stand between a `try` and the Server Function. */
const maximumDepth = 4;

/**
 * The name of the Server Function whose errors are all that a promise can be rejected with: of its own call, of a list of them, of a
 * chain whose steps throw nothing, of a function of the program that does nothing else. Undefined where another error may come.
 *
 * A question of its own beside the engine's `search`: that finds the first hit, and here all that is awaited must be one.
 */
export function actionAwaited(project: Project, expression: ts.Expression, depth = 0): string | undefined {
  const { ts } = project;
  const call = unwrap(ts, expression);
  if (!ts.isCallExpression(call) || depth > maximumDepth) return undefined;
  const callee = unwrap(ts, call.expression);
  const own = serverFunctionOf(project, callee);
  const actions = own ? [own] : handedActions(project, callee);
  if (actions.length > 0) return actions.some(({ node }) => mayThrow(project, node, call)) ? callee.getText() : undefined;
  if (ts.isPropertyAccessExpression(callee)) {
    const { text } = callee.name;
    if (text === 'then' || text === 'finally') {
      const isPlain = call.arguments.every(
        (argument) => isFunctionNode(ts, argument) && !/\bthrow\b|\bawait\b/.test(argument.getText()),
      );
      return isPlain ? actionAwaited(project, callee.expression, depth) : undefined;
    }
    if (/^(?:all|race|any)$/.test(text) && callee.expression.getText() === 'Promise')
      return call.arguments[0] && ofList(project, call.arguments[0], depth);
  }
  if (originOf(project, callee).reference?.directive === 'use server') return undefined;
  const fn = functionCalled(project, call)?.node;
  return fn && actionRunBy(project, fn, depth + 1);
}

/** As {@link actionAwaited}, of what a function does: of all that it awaits or returns. */
export function actionRunBy(project: Project, fn: FunctionNode, depth = 0): string | undefined {
  const { ts } = project;
  if (!fn.body || fn.asteriskToken) return undefined;
  if (!ts.isBlock(fn.body)) return actionAwaited(project, awaitedIn(ts, fn.body), depth);
  const inBlock = actionAwaitedIn(project, fn.body, depth);
  if (inBlock === 'other') return undefined;
  const returned = returnedExpressions(ts, fn).filter((one) => ts.isCallExpression(unwrap(ts, one)));
  const names = returned.map((one) => actionAwaited(project, one, depth));
  if (names.includes(undefined) && !isAsync(ts, fn)) return undefined;
  return inBlock ?? names.find((name) => name !== undefined);
}

/** The one thing that a block awaits, where that is a Server Function; `other` where it may throw something else. */
export function actionAwaitedIn(project: Project, block: ts.Node, depth = 0): string | 'other' | undefined {
  const { ts } = project;
  let action: string | undefined;
  let isOther = false;
  forEachDescendant(ts, block, (node) => {
    if (isFunctionNode(ts, node) || isOther) return false;
    if (ts.isThrowStatement(node) || ts.isTryStatement(node)) isOther = true;
    if (ts.isCallExpression(node) && throwsItself(project, node)) isOther = true;
    if (!ts.isAwaitExpression(node)) return undefined;
    const name = actionAwaited(project, node.expression, depth);
    if (name === undefined) isOther = true;
    else action ??= name;
    return undefined;
  });
  return isOther ? 'other' : action;
}

function awaitedIn(ts: Project['ts'], expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  return ts.isAwaitExpression(inner) ? inner.expression : inner;
}

/** `[save(a), remove(b)]`, `ids.map((id) => remove(id))` */
function ofList(project: Project, list: ts.Expression, depth: number): string | undefined {
  const { ts } = project;
  const inner = unwrap(ts, list);
  if (ts.isArrayLiteralExpression(inner)) {
    const names = inner.elements.map((element) => actionAwaited(project, element, depth + 1));
    return names.includes(undefined) ? undefined : names[0];
  }
  if (!ts.isCallExpression(inner)) return undefined;
  const callee = unwrap(ts, inner.expression);
  const [each] = inner.arguments;
  if (!each || !ts.isPropertyAccessExpression(callee) || callee.name.text !== 'map') return undefined;
  const fn = unwrap(ts, each);
  return isFunctionNode(ts, fn) ? actionRunBy(project, fn, depth + 1) : serverFunctionOf(project, fn) && fn.getText();
}

/** Whether a call may throw before anything is awaited: a parser, or a function of the program that throws. */
function throwsItself(project: Project, call: ts.CallExpression): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (parsingCall.test(callee.getText())) return true;
  if (!ts.isIdentifier(callee) || serverFunctionOf(project, callee)) return false;
  const { end } = originOf(project, callee);
  const fn = end.kind === 'declaration' ? directFunction(project, end.value) : undefined;
  return fn?.body !== undefined && !isAsync(ts, fn) && exitsBelow(ts, fn.body, 'ThrowStatement').length > 0;
}

/** Whether what a Server Function throws comes to its caller: a wrapper of a package may give errors back, as next-safe-action does. */
function mayThrow(project: Project, node: FunctionNode | undefined, call: ts.CallExpression): boolean {
  if (node) return !givesErrorsBack(project, node);
  const callee = unwrap(project.ts, call.expression);
  // A prop is any of the Server Functions that it is given.
  if (!serverFunctionOf(project, callee)) return true;
  const { all, isComplete } = calleesOf(project, call);
  return isComplete && all.some((fn) => !givesErrorsBack(project, fn.node));
}

/**
 * Whether all that a function calls stands in a `try` whose `catch` gives something back; one that calls nothing, throws nothing and
 * returns an object gives its errors back by that. What throws no error of its own may stand anywhere.
 */
function givesErrorsBack(project: Project, fn: FunctionNode): boolean {
  const { ts } = project;
  const { body } = fn;
  if (!body) return false;
  let hasTry = false;
  let isThrowing = false;
  /** The ends of the `catch` blocks around: of these only what they throw themselves counts. */
  let caughtUntil = body.pos;
  forEachNodeFrom(ts, body, (node) => {
    if (isThrowing || isFunctionNode(ts, node)) return false;
    const { parent } = node;
    if (ts.isTryStatement(parent) && parent.catchClause) {
      hasTry = true;
      if (node === parent.tryBlock) return false;
      if (node === parent.catchClause) caughtUntil = Math.max(caughtUntil, node.end);
    }
    const isCaught = node.end <= caughtUntil;
    isThrowing =
      ts.isThrowStatement(node) ||
      (!isCaught &&
        (ts.isCallExpression(node) ? !isThrowingNothing(project, node) : ts.isAwaitExpression(node) && !isOfCall(ts, node)));
    return undefined;
  });
  return !isThrowing && (hasTry || returnsAnswer(ts, fn));
}

function isOfCall(ts: Project['ts'], { expression }: ts.AwaitExpression): boolean {
  return ts.isCallExpression(unwrap(ts, expression));
}

/** By its name; one of the program's own that throws does what its body says. */
function isThrowingNothing(project: Project, call: ts.CallExpression): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const name = lastName(ts, callee);
  const isNamed = logging.test(callee.getText()) || harmlessFunction.test(name);
  if (isNamed)
    return !calleesOf(project, call).all.some(({ node }) => node.body && exitsBelow(ts, node.body, 'ThrowStatement').length > 0);
  return harmlessMethod.test(name) && !isAwaited(ts, call);
}

function returnsAnswer(ts: Project['ts'], fn: FunctionNode): boolean {
  return returnedExpressions(ts, fn).some((returned) => {
    const inner = unwrap(ts, returned);
    return ts.isObjectLiteralExpression(inner) || ts.isConditionalExpression(inner);
  });
}
