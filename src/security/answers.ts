import type ts from 'typescript';
import { forEachNodeFrom, hasNode } from '../syntax/descendants.ts';
import { branchesOf } from '../syntax/branches.ts';
import { calleeName } from '../syntax/last-name.ts';
import { memoized } from '../syntax/memoized.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isFunctionNode, isInside, isNullish, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { leavingName, navigatesAway, throwsAgain } from '../catalog/authentication.ts';
import { calleesOf, search, type Query } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';

/** A call that checks who calls, and does not stop the function. */
export interface IdleCheck {
  readonly call: ts.CallExpression;
  readonly why: 'unawaited' | 'unread' | 'swallowed' | 'avoidable' | 'environment' | 'beside' | 'inverted';
}

/** `await f()`, `await f().g()`, or a call whose value is no promise for all that is seen: it is tested on the spot. */
export function isAnswerUsed(ts: TypeScript, call: ts.CallExpression): boolean {
  let outer: ts.Node = call;
  for (; outer.parent; outer = outer.parent) {
    const { parent } = outer;
    if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || ts.isPrefixUnaryExpression(parent)) return true;
    if (ts.isArrowFunction(parent)) return true;
    if (ts.isIfStatement(parent) && parent.expression === outer) return true;
    if (ts.isVariableDeclaration(parent) && parent.initializer === outer) return true;
    if (ts.isArrayLiteralExpression(parent)) return true;
    const isPart =
      ts.isPropertyAccessExpression(parent) ||
      ts.isCallExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isBinaryExpression(parent) ||
      ts.isAsExpression(parent);
    if (!isPart) break;
  }
  return false;
}

/** Whether a change is started before the answer is there: `await Promise.all([requireUser(), db.post.delete(…)])`. */
export function isStartedBeside(ts: TypeScript, call: ts.Node, change: ts.Node): boolean {
  let outer = call;
  for (; outer.parent && !isInside(change, outer.parent); outer = outer.parent) {
    if (ts.isAwaitExpression(outer) || isFunctionNode(ts, outer)) return false;
  }
  return ts.isArrayLiteralExpression(outer.parent) && !ts.isAwaitExpression(outer);
}

/**
 * Whether what a call throws is caught without leaving, so that what stands behind it runs all the same.
 *
 * @param before what it should keep from running; undefined where that is anything
 */
export function isSwallowed(project: Project, call: ts.Node, before: ts.Node | undefined): boolean {
  const { ts } = project;
  for (let inner: ts.Node = call, outer = call.parent; outer && !isFunctionNode(ts, outer); inner = outer, outer = outer.parent) {
    // What `allSettled` is given may fail as it likes.
    if (ts.isCallExpression(outer) && outer.expression.getText() === 'Promise.allSettled') return true;
    const isChained = ts.isPropertyAccessExpression(outer) && outer.name.text === 'catch';
    if (isChained && ts.isCallExpression(outer.parent) && !isThrownOn(project, outer.parent)) return true;
    if (ts.isTryStatement(outer) && isInFinally(outer, inner, before)) return true;
    if (!ts.isTryStatement(outer) || inner !== outer.tryBlock || !outer.catchClause) continue;
    const isBehind = before === undefined || before.pos >= outer.tryBlock.end;
    if (isBehind && !leaves(project, outer.catchClause.block)) return true;
  }
  return false;
}

/** Whether what `.catch(…)` is given throws or redirects itself. */
function isThrownOn(project: Project, { arguments: [handler] }: ts.CallExpression): boolean {
  const { ts } = project;
  const fn = handler && unwrap(ts, handler);
  if (!fn || !isFunctionNode(ts, fn) || !fn.body) return false;
  const isThrown = (node: ts.Node): boolean =>
    ts.isThrowStatement(node) || (ts.isCallExpression(node) && isWayOutByCall(project, node));
  return hasNode(ts, fn.body, isThrown, (node) => isFunctionNode(ts, node));
}

/** Whether a place is run by a `finally` however the part of its `try` ends: neither a return nor what is thrown keeps it from that. */
export function runsFinally(ts: TypeScript, part: ts.Node, place: ts.Node | undefined): boolean {
  for (let inner = part, outer = part.parent; outer && !isFunctionNode(ts, outer); inner = outer, outer = outer.parent)
    if (ts.isTryStatement(outer) && isInFinally(outer, inner, place)) return true;
  return false;
}

function isInFinally({ finallyBlock }: ts.TryStatement, part: ts.Node, place: ts.Node | undefined): boolean {
  return place !== undefined && finallyBlock !== undefined && part !== finallyBlock && isInside(place, finallyBlock);
}

/**
 * Whether a piece of code has a way out of the function around it, or throws.
 *
 * @param before what is not to be come to; the end of a loop that it does not stand in is no way around it
 */
export function leaves(project: Project, root: ts.Node, before?: ts.Node): boolean {
  const { ts } = project;
  const isWayOut = (node: ts.Node): boolean =>
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    (ts.isBreakOrContinueStatement(node) && leavesFor(ts, node, before)) ||
    (ts.isCallExpression(node) && isWayOutByCall(project, node));
  return hasNode(ts, root, isWayOut, (node) => isFunctionNode(ts, node));
}

function isWayOutByCall(project: Project, call: ts.CallExpression): boolean {
  return calleeName(project.ts, call) === 'unstable_rethrow' || isStopping(project, call);
}

/** Whether a `break` or a `continue` keeps a place from being come to: it stands in what they end. */
function leavesFor(ts: TypeScript, jump: ts.BreakOrContinueStatement, before: ts.Node | undefined): boolean {
  if (!before) return true;
  for (let outer: ts.Node = jump.parent; outer && !isFunctionNode(ts, outer); outer = outer.parent) {
    const isEnded = jump.label
      ? ts.isLabeledStatement(outer) && outer.label.text === jump.label.text
      : ts.isIterationStatement(outer, false) || (ts.isBreakStatement(jump) && ts.isSwitchStatement(outer));
    if (isEnded) return isInside(before, outer);
  }
  return true;
}

/** What can end a function and what calls it: it throws, redirects, or calls what does. */
const stopping: Query<true> = {
  inner: 'handed-on',
  counts: ({ ts }, place) => !isCaught(ts, place),
  hit: (project, node) => {
    const { ts } = project;
    return ts.isThrowStatement(node) || (ts.isCallExpression(node) && isNamedStop(project, node)) ? true : undefined;
  },
};

/** Whether the name of a call says that it ends what calls it: of what is in view its body says so, whatever it is called. */
function isNamedStop(project: Project, call: ts.CallExpression): boolean {
  const name = calleeName(project.ts, call);
  const isNamed = leavingName.test(name) || name === 'protect' || name === 'jwtVerify';
  return isNamed && calleesOf(project, call).all.length === 0;
}

/** Whether a call may throw or leave the function around it by itself. */
export function isStopping(project: Project, call: ts.CallExpression): boolean {
  return isNamedStop(project, call) || calleesOf(project, call).all.some(({ node }) => mayStop(project, node));
}

/** Whether a function may end what calls it: it throws, redirects, or calls what does. */
export function mayStop(project: Project, fn: FunctionNode): boolean {
  return search(project, fn, stopping) !== undefined;
}

/** What of a function's code refuses a caller: of what it calls, what gives nobody back instead is left out. */
const refusing: Query<true> = { ...stopping, enters: (project, fn) => !givesNobody(project, fn) };
const refusingByDefault: Query<true> = { ...stopping, enters: (project, fn) => !givesNobodyByDefault(project, fn) };

/**
 * Whether a function refuses who is not signed in, and does not only say so: it throws or redirects, and there is no way on which it
 * gives `null` back.
 *
 * @param isByDefault whether it is told by no option to give `null` back instead: `requireUser({ orNull: true })`
 */
export function refuses(project: Project, fn: FunctionNode, isByDefault = false): boolean {
  if (isByDefault) return search(project, fn, refusingByDefault) !== undefined && !givesNobodyByDefault(project, fn);
  return search(project, fn, refusing) !== undefined && !givesNobody(project, fn);
}

/** `if (!token) return null;`, `return session?.user ?? null`, beside other values; not in a function that navigates away itself. */
const givesNobody = memoized((project: Project, fn: FunctionNode) => mayGiveNobody(project, fn, false));
const givesNobodyByDefault = memoized((project: Project, fn: FunctionNode) => mayGiveNobody(project, fn, true));

function mayGiveNobody(project: Project, fn: FunctionNode, isByDefault: boolean): boolean {
  const { ts } = project;
  if (!fn.body) return false;
  if (!ts.isBlock(fn.body)) return mayBeNobody(project, fn.body);
  let isGiven = false;
  let isLeft = false;
  let isBare = false;
  let hasValue = false;
  const visit = (node: ts.Node): boolean | undefined => {
    if (isFunctionNode(ts, node)) return false;
    if (isByDefault && ts.isIfStatement(node) && asksOption(ts, node.expression, fn)) return false;
    isLeft ||=
      ts.isCallExpression(node) && navigatesAway.test(node.expression.getText()) && calleesOf(project, node).all.length === 0;
    if (!ts.isReturnStatement(node)) return undefined;
    if (node.expression) {
      hasValue = true;
      isGiven ||= mayBeNobody(project, node.expression);
    } else isBare = true;
    return undefined;
  };
  forEachNodeFrom(ts, fn.body, visit);
  return !isLeft && (isGiven || (isBare && hasValue));
}

/** Whether a condition asks for an option of a function: `if (orNull) …`, of `({ orNull = false } = {}) => …`. */
function asksOption(ts: TypeScript, condition: ts.Expression, fn: FunctionNode): boolean {
  return hasNode(ts, condition, (node) => {
    const declaration = declarationOf(ts, node);
    if (!declaration || !(ts.isParameter(declaration) || ts.isBindingElement(declaration)) || !isInside(declaration, fn))
      return false;
    const kind = declaration.initializer?.kind;
    if (kind === ts.SyntaxKind.FalseKeyword || kind === ts.SyntaxKind.TrueKeyword) return true;
    return ts.isParameter(declaration) && declaration.type?.kind === ts.SyntaxKind.BooleanKeyword;
  });
}

/** `null`, `undefined`, `false`, what may be one of them as it is written, and an object of nothing else: `{ user: null, session: null }`. */
function mayBeNobody({ ts }: Project, expression: ts.Expression): boolean {
  return branchesOf(ts, expression).some((branch) => {
    const inner = unwrap(ts, branch);
    if (!ts.isObjectLiteralExpression(inner)) return isNobody(ts, inner) || ts.isOptionalChain(inner);
    const { properties } = inner;
    return properties.length > 0 && properties.every((one) => ts.isPropertyAssignment(one) && isNobody(ts, one.initializer));
  });
}

function isNobody(ts: TypeScript, value: ts.Expression): boolean {
  return isNullish(ts, value) || value.kind === ts.SyntaxKind.FalseKeyword;
}

/** Whether what a place throws is caught in its own function by what throws nothing itself. */
function isCaught(ts: TypeScript, place: ts.Node): boolean {
  for (let inner = place, outer = place.parent; outer && !isFunctionNode(ts, outer); inner = outer, outer = outer.parent) {
    if (ts.isTryStatement(outer) && inner === outer.tryBlock && outer.catchClause && !throws(ts, outer.catchClause.block))
      return true;
  }
  return false;
}

function throws(ts: TypeScript, root: ts.Node): boolean {
  const isNamedSo = (text: string): boolean => throwsAgain.test(text) || leavingName.test(text);
  const isThrown = (node: ts.Node): boolean =>
    ts.isThrowStatement(node) || (ts.isCallExpression(node) && isNamedSo(node.expression.getText()));
  return hasNode(ts, root, isThrown, (node) => isFunctionNode(ts, node));
}
