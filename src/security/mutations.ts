import type ts from 'typescript';
import { componentNameOf, isRunAtOnce } from '../syntax/components.ts';
import { forEachDescendant, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Side } from '../graph/environment.ts';
import type { Project } from '../project/project.ts';
import { swallowerOf } from '../redirects/swallower.ts';
import { firstMutation } from './changes.ts';
import { dispatchedAction } from '../flow/dispatched.ts';
import { requestChange } from './request-stores.ts';
import { serverFunctionOf } from '../flow/server-function.ts';

/** What a call does that rendering must not do. */
export type Mutation =
  | { readonly kind: 'cookies' | 'draft' | 'headers'; readonly name: string }
  | { readonly kind: 'revalidation'; readonly name: string }
  | { readonly kind: 'action'; readonly name: string };

/** A mutation that a call comes to, with the functions on the way. */
export interface MutationWay {
  readonly mutation: Mutation;
  /** The call that does it. */
  readonly call: ts.CallExpression;
  /** The names of the helpers called one from the other, the outermost first; empty where the call itself does it. */
  readonly helpers: readonly string[];
}

const revalidations = [
  'revalidatePath',
  'revalidateTag',
  'updateTag',
  'refresh',
  'expirePath',
  'expireTag',
  'unstable_expirePath',
  'unstable_expireTag',
];
const maximumDepth = 8;

/** What says of a function that it reads: `getOrders`, `findUserById`. A bare `list` or `count` says too little. */
const readingName = /^(?:get|fetch|find|list|load|lookup|read|retrieve|search|query|count|check|has|is)[A-Z]/;

/** Kept for each side apart: see {@link mutationOf}. */
const known = { server: new WeakMap<Project, Ways>(), client: new WeakMap<Project, Ways>() };
type Ways = Map<FunctionNode, MutationWay | undefined>;

/**
 * The nearest mutation that a call comes to, and of those equally near the first in the text: by itself, or in a function of the
 * program that it calls, to a bounded depth. What the called functions only hand on (handlers, inline actions, `after(() => …)`)
 * is not looked into.
 *
 * @param side where the call runs. In the browser a call of any Server Function is a request; on the server it is a call like
 *   another, and one that is named as reading and in which nothing is seen to change anything is looked through.
 */
export function mutationOf(project: Project, call: ts.CallExpression, side: Side): MutationWay | undefined {
  const mutation = directMutation(project, call, side);
  if (mutation) return { mutation, call, helpers: [] };
  const fn = calledFunction(project, call.expression);
  const way = fn && wayOf(project, fn, side);
  return fn && way && { ...way, helpers: [nameOfHelper(project, fn, call), ...way.helpers] };
}

function nameOfHelper({ ts }: Project, fn: FunctionNode, call: ts.CallExpression): string {
  return componentNameOf(ts, fn) ?? call.expression.getText();
}

/** A function on the way from the one that is asked about. */
interface Step {
  readonly fn: FunctionNode;
  readonly helpers: readonly string[];
  /** Whether it is called where what Next.js throws is caught: then only the call of an action counts. */
  readonly isGivenUp: boolean;
}

function wayOf(project: Project, fn: FunctionNode, side: Side): MutationWay | undefined {
  let ways = known[side].get(project);
  if (!ways) known[side].set(project, (ways = new Map()));
  if (!ways.has(fn)) ways.set(fn, findWay(project, fn, side));
  return ways.get(fn);
}

/** Breadth first, and nothing is kept of the functions on the way: so it is no matter who was asked about first, though they may call each other in a circle. */
function findWay(project: Project, fn: FunctionNode, side: Side): MutationWay | undefined {
  const reached = { open: new Set([fn]), givenUp: new Set<FunctionNode>() };
  const queue: Step[] = [{ fn, helpers: [], isGivenUp: false }];
  // The queue grows while it is walked.
  for (const step of queue) {
    for (const call of callsRunIn(project, step.fn)) {
      const mutation = directMutation(project, call, side);
      const called = mutation || step.helpers.length + 1 >= maximumDepth ? undefined : calledFunction(project, call.expression);
      if (!mutation && (!called || reached.open.has(called))) continue;
      const isGivenUp = step.isGivenUp || isGivenUpAt(project, call);
      if (mutation && (mutation.kind === 'action' || !isGivenUp)) return { mutation, call, helpers: step.helpers };
      const before = isGivenUp ? reached.givenUp : reached.open;
      if (!called || before.has(called)) continue;
      before.add(called);
      queue.push({ fn: called, helpers: [...step.helpers, nameOfHelper(project, called, call)], isGivenUp });
    }
  }
  return undefined;
}

const callsRun = new WeakMap<FunctionNode, readonly ts.CallExpression[]>();

/** The calls that a function makes by itself, in the order of the text. */
function callsRunIn({ ts }: Project, fn: FunctionNode): readonly ts.CallExpression[] {
  const before = callsRun.get(fn);
  if (before) return before;
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): boolean | undefined => {
    if (ts.isClassLike(node)) return false;
    if (isFunctionNode(ts, node) && !isRunAtOnce(ts, node) && !isThenCallback(ts, node)) return false;
    if (ts.isCallExpression(node)) found.push(node);
    return undefined;
  };
  if (fn.body && visit(fn.body) !== false) forEachDescendant(ts, fn.body, visit);
  callsRun.set(fn, found);
  return found;
}

/** Whether what Next.js throws at a call is caught on the spot, and not thrown again: then the change is not made, and nobody hears of it. */
function isGivenUpAt(project: Project, call: ts.CallExpression): boolean {
  return swallowerOf(project, call, { name: '', isAsync: false })?.kind === 'catch';
}

/** Whether a function is given to a promise's `then`, `catch` or `finally`: it still belongs to what waits for the promise. */
export function isThenCallback(ts: Project['ts'], fn: FunctionNode): boolean {
  let inner: ts.Node = fn;
  while (ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  if (!ts.isCallExpression(parent) || parent.expression === inner) return false;
  const callee = unwrap(ts, parent.expression);
  return ts.isPropertyAccessExpression(callee) && /^(?:then|catch|finally)$/.test(callee.name.text);
}

function directMutation(project: Project, call: ts.CallExpression, side: Side): Mutation | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const change = requestChange(project, callee);
  if (change) return { kind: change.store === 'draftMode' ? 'draft' : change.store, name: change.method };
  if (
    !ts.isIdentifier(callee) &&
    !ts.isPropertyAccessExpression(callee) &&
    !ts.isElementAccessExpression(callee) &&
    !ts.isCallExpression(callee)
  )
    return undefined;
  const origin = ts.isCallExpression(callee) ? undefined : originOf(project, callee);
  if (origin?.end.kind === 'package') {
    const name = revalidations.find((candidate) => isFrom(origin, 'next/cache', candidate));
    return name === undefined ? undefined : { kind: 'revalidation', name };
  }
  const action = serverFunctionOf(project, callee) ?? (side === 'client' ? dispatchedAction(project, callee) : undefined);
  if (!action) return undefined;
  const name = ts.isIdentifier(callee) ? callee.text : (action.name ?? callee.getText());
  if (side === 'server' && readingName.test(action.name ?? name) && action.node && !firstMutation(project, action.node))
    return undefined;
  return { kind: 'action', name: name === 'default' ? callee.getText() : name };
}

/** The function of the program that a call runs, also through React's `cache` and Next.js's `unstable_cache`. */
function calledFunction(project: Project, expression: ts.Expression): FunctionNode | undefined {
  const { ts } = project;
  const callee = unwrap(ts, expression);
  if (!ts.isIdentifier(callee) && !ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee))
    return undefined;
  const { end, members, reference } = originOf(project, callee);
  if (end.kind !== 'declaration' || members.length > 0 || !end.value || reference?.directive === 'use client') return undefined;
  if (isFunctionNode(ts, end.value)) return end.value;
  const [argument] = ts.isCallExpression(end.value) ? end.value.arguments : [];
  if (!ts.isCallExpression(end.value) || !argument) return undefined;
  const wrapper = originOf(project, end.value.expression);
  const isTransparent = isFrom(wrapper, 'react', 'cache') || isFrom(wrapper, 'next/cache', 'unstable_cache');
  if (!isTransparent) return undefined;
  const inner = unwrap(ts, argument);
  return isFunctionNode(ts, inner) ? inner : calledFunction(project, inner);
}
