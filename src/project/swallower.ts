import type ts from 'typescript';
import { isRunAtOnce } from '../facts/components.ts';
import { forEachDescendant, isAsync, isFunctionNode, unwrap, type FunctionNode } from '../facts/syntax.ts';
import type { Navigation } from './navigation.ts';
import { originOf } from './origin.ts';
import type { Project } from './project.ts';
import { fateInCatch, fateInHandler } from './rethrow.ts';

/** What keeps the error of a navigation from Next.js. */
export type Swallower =
  | { readonly kind: 'catch'; readonly statement: ts.TryStatement; readonly clause: ts.CatchClause }
  /** a `finally` that returns, or leaves otherwise */
  | { readonly kind: 'finally'; readonly statement: ts.TryStatement }
  /** `.catch(handler)`, or the second argument of `.then()` */
  | { readonly kind: 'handler'; readonly handler: ts.Expression };

/** A place that the error passes on its way out: thrown at a node, or as the rejection of an expression's promise. */
interface Step {
  readonly node: ts.Node;
  readonly isPromise: boolean;
}

/** The call that throws, and the function of `next/navigation` that it ends in. */
interface Thrown {
  readonly call: ts.CallExpression;
  readonly name: string;
}

/**
 * What swallows the error of a navigation: follows it from the call outwards through `try` statements, functions that run where
 * they stand, and chains of promises, as far as the file shows who receives it.
 *
 * @returns undefined where it gets out, or where nobody can say
 */
export function swallowerOf(project: Project, call: ts.CallExpression, navigation: Navigation): Swallower | undefined {
  const thrown = { call, name: navigation.name };
  let step: Step | undefined = { node: call, isPromise: navigation.isAsync };
  while (step) {
    const next: Step | Swallower | undefined = step.isPromise
      ? nextOfPromise(project, step.node, thrown)
      : nextOfThrown(project, step.node, thrown);
    if (next && 'kind' in next) return next;
    step = next;
  }
  return undefined;
}

/** Whether anything around a call could swallow what it throws: asked before who throws, because it is cheap. */
export function mayBeSwallowed(ts: Project['ts'], call: ts.CallExpression): boolean {
  for (let outer = call.parent; outer; outer = outer.parent) {
    if (ts.isTryStatement(outer)) return true;
    if (ts.isCallExpression(outer) && ts.isPropertyAccessExpression(outer.expression) && /^(?:then|catch)$/.test(outer.expression.name.text)) return true;
  }
  return false;
}

function nextOfThrown(project: Project, node: ts.Node, thrown: Thrown): Step | Swallower | undefined {
  const { ts } = project;
  const { parent } = node;
  if (!parent || ts.isSourceFile(parent) || ts.isClassLike(parent)) return undefined;
  if (isFunctionNode(ts, parent)) return afterFunction(project, parent, false);
  if (!ts.isTryStatement(parent)) return { node: parent, isPromise: false };
  const { catchClause, finallyBlock, tryBlock } = parent;
  if (catchClause && node === tryBlock && fateInCatch(project, catchClause, thrown.call, thrown.name) === 'swallowed') {
    return { kind: 'catch', statement: parent, clause: catchClause };
  }
  if (finallyBlock && node !== finallyBlock && leavesItself(project, finallyBlock)) return { kind: 'finally', statement: parent };
  return { node: parent, isPromise: false };
}

function nextOfPromise(project: Project, node: ts.Node, thrown: Thrown): Step | Swallower | undefined {
  const { ts } = project;
  const { parent } = node;
  if (!parent) return undefined;
  if (ts.isAwaitExpression(parent)) return { node: parent, isPromise: false };
  if (ts.isReturnStatement(parent)) {
    let fn: ts.Node = parent;
    while (fn.parent && !isFunctionNode(ts, fn)) fn = fn.parent;
    return isFunctionNode(ts, fn) ? afterFunction(project, fn, true) : undefined;
  }
  if (ts.isArrowFunction(parent)) return afterFunction(project, parent, true);
  if (ts.isConditionalExpression(parent)) return node === parent.condition ? undefined : { node: parent, isPromise: true };
  if (ts.isBinaryExpression(parent)) return node === parent.right ? { node: parent, isPromise: true } : undefined;
  if (isWrapper(ts, parent)) return { node: parent, isPromise: true };
  if (ts.isPropertyAccessExpression(parent)) {
    const call = parent.parent;
    return ts.isCallExpression(call) && call.expression === parent ? afterMethod(project, call, parent.name.text, thrown) : undefined;
  }
  const list = ts.isArrayLiteralExpression(parent) ? parent : ts.isCallExpression(parent) ? node : undefined;
  return list && afterList(project, list);
}

function isWrapper(ts: Project['ts'], node: ts.Node): boolean {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node);
}

/** A method called on the promise. */
function afterMethod(project: Project, call: ts.CallExpression, method: string, thrown: Thrown): Step | Swallower | undefined {
  const passed = { node: call, isPromise: true };
  const handler = method === 'then' ? call.arguments[1] : method === 'catch' ? call.arguments[0] : undefined;
  if (!handler) return /^(?:then|catch|finally)$/.test(method) ? passed : undefined;
  const fate = fateInHandler(project, handler, thrown.call, thrown.name);
  if (fate === 'swallowed') return { kind: 'handler', handler };
  return fate && passed;
}

/** `Promise.all([promise])`, `Promise.race(…)`: rejected with it. */
function afterList(project: Project, list: ts.Node): Step | undefined {
  const { ts } = project;
  const { parent } = list;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== list) return undefined;
  const { end, members } = originOf(project, parent.expression);
  const isPromise = end.kind === 'global' && end.name === 'Promise' && /^(?:all|race|resolve)$/.test(members.join('.'));
  return isPromise ? { node: parent, isPromise: true } : undefined;
}

/**
 * Where an error goes that leaves a function, if the function is called where it stands.
 *
 * @param isPromise whether it leaves as the promise the function returns
 */
function afterFunction(project: Project, fn: FunctionNode, isPromise: boolean): Step | undefined {
  const { ts } = project;
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  if (ts.isFunctionExpression(fn) && fn.asteriskToken) return undefined;
  const isRejection = isPromise || isAsync(ts, fn);
  let outer: ts.Node = fn;
  while (isWrapper(ts, outer.parent)) outer = outer.parent;
  const { parent } = outer;
  // What an executor throws rejects its promise; what it returns is lost.
  if (ts.isNewExpression(parent)) return isRunAtOnce(ts, fn) && !isRejection ? { node: parent, isPromise: true } : undefined;
  if (!ts.isCallExpression(parent)) return undefined;
  if (parent.expression === outer) return { node: parent, isPromise: isRejection };
  const callee = unwrap(ts, parent.expression);
  if (!ts.isPropertyAccessExpression(callee)) return isRunAtOnce(ts, fn) && !isRejection ? { node: parent, isPromise: false } : undefined;
  if (/^(?:then|catch|finally)$/.test(callee.name.text)) return { node: parent, isPromise: true };
  if (!isRunAtOnce(ts, fn)) return undefined;
  if (!isRejection) return { node: parent, isPromise: false };
  return /^(?:map|flatMap)$/.test(callee.name.text) ? afterList(project, parent) : undefined;
}

/** Whether a `finally` block ends otherwise than by running through, so that nothing thrown before gets past it. */
function leavesItself({ ts }: Project, block: ts.Block): boolean {
  let found = block.statements.some((statement) => ts.isThrowStatement(statement) || ts.isBreakOrContinueStatement(statement));
  forEachDescendant(ts, block, (node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    found ||= ts.isReturnStatement(node);
    return found ? false : undefined;
  });
  return found;
}
