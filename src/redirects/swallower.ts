import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { fromAncestors } from '../syntax/ancestors.ts';
import { memoized } from '../syntax/memoized.ts';
import { isPromiseMethod, isRunAtOnce } from '../syntax/components.ts';
import { declarationOf } from '../syntax/scope.ts';
import {
  enclosingFunction,
  isAsync,
  isFunctionLiteral,
  isFunctionNode,
  isGenerator,
  isWrapper,
  unwrap,
  withWrappers,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { functionCalled } from '../flow/calls.ts';
import type { Navigation } from './navigation.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { fateInCatch, fateInHandler } from './rethrow.ts';
import { identifiersBelow } from '../syntax/file-index.ts';
import { exitsBelow } from '../syntax/returns.ts';

/** What keeps the error of a navigation from Next.js. */
export type Swallower =
  | { readonly kind: 'catch'; readonly statement: ts.TryStatement; readonly clause: ts.CatchClause }
  /** a `finally` that returns, or leaves otherwise */
  | { readonly kind: 'finally'; readonly statement: ts.TryStatement }
  /** `.catch(handler)`, or the second argument of `.then()` */
  | { readonly kind: 'handler'; readonly handler: ts.Expression }
  /** a function that makes a result of it: `Promise.allSettled`, or one of the program with a `catch` in it */
  | { readonly kind: 'function'; readonly callee: ts.Expression };

/** A place that the error passes on its way out: thrown at a node, or as the rejection of an expression's promise. */
interface Step {
  readonly node: ts.Node;
  readonly isPromise: boolean;
}

/** The call that throws, and the function of `next/navigation` that it ends in. */
interface Thrown {
  readonly call: ts.CallExpression;
  readonly name: string;
  /** How often the way hung on them, or on how far functions are followed. */
  doubts: number;
}

/**
 * What swallows the error of a navigation: follows it from the call outwards through `try` statements, functions that run where
 * they stand, and chains of promises, as far as the file shows who receives it.
 *
 * @returns undefined where it gets out, or where that is unknown
 */
export function swallowerOf(project: Project, call: ts.CallExpression, navigation: Navigation): Swallower | undefined {
  return walkOut(project, { node: call, isPromise: navigation.isAsync }, { call, name: navigation.name, doubts: 0 }).swallower;
}

/** How far an error gets: to what swallows it, or to the last place that can be followed. */
interface ErrorWay {
  readonly swallower: Swallower | undefined;
  readonly last: Step;
}

/**
 * The ways on which no code that catches was asked: they are the same whatever is thrown. Kept by hand, as it shows only once a way has
 * been gone whether it is one of them; what is kept by a memo of the engine depends on nothing but what was asked.
 */
const plainWays = memoized((_project: Project, _isPromise: boolean) => new WeakMap<ts.Node, ErrorWay>());

function walkOut(project: Project, start: Step, thrown: Thrown): ErrorWay {
  let passed: Step[] = [];
  const end = (way: ErrorWay): ErrorWay => {
    for (const { node, isPromise } of passed) plainWays(project, isPromise).set(node, way);
    return way;
  };
  for (let last = start, before = thrown.doubts; ;) {
    const kept = plainWays(project, last.isPromise).get(last.node);
    if (kept) return end(kept);
    const next: Step | Swallower | undefined = last.isPromise
      ? nextOfPromise(project, last.node, thrown)
      : nextOfThrown(project, last.node, thrown);
    if (thrown.doubts > before) passed = [];
    else passed.push(last);
    before = thrown.doubts;
    if (!next) return end({ swallower: undefined, last });
    if (isSwallower(next)) return end({ swallower: next, last });
    last = next;
  }
}

function isSwallower(next: Step | Swallower): next is Swallower {
  return (next as Partial<Swallower>).kind !== undefined;
}

/** Whether anything around a call could swallow what it throws: asked before who throws, because it is cheap. */
export function mayBeSwallowed(ts: Project['ts'], call: ts.CallExpression): boolean {
  const maySwallow = (outer: ts.Node, inner: ts.Node): true | undefined => {
    if (ts.isTryStatement(outer)) return true;
    if (!ts.isCallExpression(outer)) return undefined;
    // What is called may be a function with a `catch`, or a method that takes one.
    const isMethod = ts.isPropertyAccessExpression(inner) && /^(?:then|catch)$/.test(inner.name.text);
    return outer.expression !== inner || isMethod || undefined;
  };
  return fromAncestors<boolean>(swallowed, call, maySwallow, false);
}

const swallowed = new WeakMap<ts.Node, boolean>();

function nextOfThrown(project: Project, node: ts.Node, thrown: Thrown): Step | Swallower | undefined {
  const { ts } = project;
  const { parent } = node;
  if (!parent || ts.isSourceFile(parent) || ts.isClassLike(parent)) return undefined;
  if (isFunctionNode(ts, parent)) return afterFunction(project, parent, false, thrown);
  if (!ts.isTryStatement(parent)) return { node: parent, isPromise: false };
  const { catchClause, finallyBlock, tryBlock } = parent;
  thrown.doubts++;
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
    const fn = enclosingFunction(ts, parent);
    return fn && afterFunction(project, fn, true, thrown);
  }
  if (ts.isArrowFunction(parent)) return afterFunction(project, parent, true, thrown);
  if (ts.isConditionalExpression(parent)) return node === parent.condition ? undefined : { node: parent, isPromise: true };
  if (ts.isBinaryExpression(parent)) return node === parent.right ? { node: parent, isPromise: true } : undefined;
  if (isWrapper(ts, parent)) return { node: parent, isPromise: true };
  if (ts.isPropertyAccessExpression(parent)) {
    const call = parent.parent;
    return ts.isCallExpression(call) && call.expression === parent
      ? afterMethod(project, call, parent.name.text, thrown)
      : undefined;
  }
  if (isWaitedForIn(ts, node, parent)) return { node: parent, isPromise: false };
  if (ts.isArrayLiteralExpression(parent)) {
    return isWaitedForIn(ts, parent, parent.parent) ? { node: parent.parent, isPromise: false } : afterList(project, parent);
  }
  return ts.isCallExpression(parent)
    ? (afterList(project, node) ?? afterCall(project, parent, node, (use) => ({ node: use, isPromise: true }), thrown))
    : undefined;
}

/** What `for await` goes through: it waits for each. */
function isWaitedForIn(ts: Project['ts'], list: ts.Node, loop: ts.Node): boolean {
  return ts.isForOfStatement(loop) && loop.awaitModifier !== undefined && loop.expression === list;
}

/** A method called on the promise. */
function afterMethod(project: Project, call: ts.CallExpression, method: string, thrown: Thrown): Step | Swallower | undefined {
  const passed = { node: call, isPromise: true };
  const handler = method === 'then' ? call.arguments[1] : method === 'catch' ? call.arguments[0] : undefined;
  if (!handler) return isPromiseMethod(method) ? passed : undefined;
  thrown.doubts++;
  const fate = fateInHandler(project, handler, thrown.call, thrown.name);
  if (fate === 'swallowed') return { kind: 'handler', handler };
  return fate && passed;
}

/** `Promise.all([promise])`, `Promise.race(…)`: rejected with it; of `Promise.allSettled(…)` it is a result that is not read. */
function afterList(project: Project, list: ts.Node): Step | Swallower | undefined {
  const { ts } = project;
  const { parent } = list;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== list) return undefined;
  const { end, members } = originOf(project, parent.expression);
  if (end.kind !== 'global' || end.name !== 'Promise') return undefined;
  if (members.join('.') === 'allSettled')
    return isReadLater(ts, parent) ? undefined : { kind: 'function', callee: parent.expression };
  return /^(?:all|race|resolve)$/.test(members.join('.')) ? { node: parent, isPromise: true } : undefined;
}

/**
 * Where an error goes that leaves a function, if the function is called where it stands.
 *
 * @param isPromise whether it leaves as the promise the function returns
 */
function afterFunction(project: Project, fn: FunctionNode, isPromise: boolean, thrown: Thrown): Step | Swallower | undefined {
  const { ts } = project;
  if (!isFunctionLiteral(ts, fn) || isGenerator(ts, fn)) return undefined;
  const isRejection = isPromise || isAsync(ts, fn);
  const outer = withWrappers<ts.Node>(ts, fn);
  const { parent } = outer;
  // What an executor throws rejects its promise; what it returns is lost.
  if (ts.isNewExpression(parent)) return isRunAtOnce(ts, fn) && !isRejection ? { node: parent, isPromise: true } : undefined;
  if (!ts.isCallExpression(parent)) return undefined;
  if (parent.expression === outer) return { node: parent, isPromise: isRejection };
  const callee = unwrap(ts, parent.expression);
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
  if (isPromiseMethod(method)) return { node: parent, isPromise: true };
  // What a transaction runs makes it fail.
  if (/^\$?transaction$/.test(method)) return { node: parent, isPromise: true };
  if (!isRunAtOnce(ts, fn)) {
    const called = (use: ts.Node): Step | undefined =>
      ts.isCallExpression(use.parent) && use.parent.expression === use ? { node: use.parent, isPromise: isRejection } : undefined;
    return afterCall(project, parent, outer, called, thrown);
  }
  if (!isRejection) return { node: parent, isPromise: false };
  return /^(?:map|flatMap)$/.test(method) ? afterList(project, parent) : undefined;
}

/**
 * Where an error goes that a function of the program is given: as a promise, or by a callback that throws it.
 *
 * @param start where the error comes up, of the one place where the function uses its parameter
 */
function afterCall(
  project: Project,
  call: ts.CallExpression,
  argument: ts.Node,
  start: (use: ts.Identifier) => Step | undefined,
  thrown: Thrown,
): Step | Swallower | undefined {
  const { ts } = project;
  const fn = functionCalled(project, call)?.node;
  const parameter = fn?.parameters[call.arguments.findIndex((given) => given === argument)];
  if (!fn?.body || !parameter || parameter.dotDotDotToken || !ts.isIdentifier(parameter.name)) return undefined;
  const uses = identifiersBelow(ts, fn, parameter.name.text).filter(
    (use) => use !== parameter.name && declarationOf(ts, use) === parameter,
  );
  const first = uses.length === 1 ? start(uses[0]!) : undefined;
  if (calls >= maximumCalls) thrown.doubts++;
  if (!first || calls >= maximumCalls) return undefined;
  calls++;
  let walked: ReturnType<typeof walkOut>;
  try {
    walked = walkOut(project, first, thrown);
  } finally {
    calls--;
  }
  const { swallower, last } = walked;
  if (swallower) return isReadLater(ts, call) ? undefined : { kind: 'function', callee: call.expression };
  const leaves = last.node === fn.body || (ts.isReturnStatement(last.node.parent) && last.node.parent.parent === fn.body);
  return leaves ? { node: call, isPromise: last.isPromise || isAsync(ts, fn) } : undefined;
}

/** Functions that hand on what they are given are followed this far. */
const maximumCalls = 5;
let calls = 0;

/** Whether the error could be in what comes of a call, and be thrown again: silent wherever the function around it does so or hands it on. */
function isReadLater(ts: Project['ts'], call: ts.CallExpression): boolean {
  let outer: ts.Node = call;
  while (isWrapper(ts, outer.parent) || ts.isAwaitExpression(outer.parent) || ts.isVoidExpression(outer.parent))
    outer = outer.parent;
  if (ts.isExpressionStatement(outer.parent)) return false;
  const scope = enclosingFunction(ts, outer) ?? outer.getSourceFile();
  const isThrown = (node: ts.Node): boolean =>
    ts.isThrowStatement(node) || (ts.isIdentifier(node) && /rethrow|^reason$/i.test(node.text));
  return hasNode(ts, scope, (node) => node.pos >= call.end && isThrown(node));
}

/** Whether a `finally` block ends otherwise than by running through, so that nothing thrown before gets past it. */
function leavesItself({ ts }: Project, block: ts.Block): boolean {
  const isExit = (statement: ts.Statement): boolean => ts.isThrowStatement(statement) || ts.isBreakOrContinueStatement(statement);
  return block.statements.some(isExit) || exitsBelow(ts, block, 'ReturnStatement').length > 0;
}
