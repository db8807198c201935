import type ts from 'typescript';
import { tellingCall } from '../catalog/authentication.ts';
import { revalidations } from '../catalog/revalidations.ts';
import { componentNameOf } from '../syntax/components.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { factsOf } from '../facts/index.ts';
import { unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { calleesOf, isFrom, originOf, searchCall, type CallLike, type Query, type Way } from '../flow/index.ts';
import type { Side } from '../graph/environment.ts';
import type { Project } from '../project/project.ts';
import { isHeldFromFirstRender } from '../rendering/first-render.ts';
import { swallowerOf } from '../redirects/swallower.ts';
import { mayStop } from './answers.ts';
import { firstChange } from './changes.ts';
import { cachedFunctionOf } from '../flow/cached-functions.ts';
import { dispatchedAction } from '../flow/dispatched.ts';
import { handlerIn } from '../server-functions/offered.ts';
import { cookieSetters } from '../catalog/data-writes.ts';
import { libraryOf } from '../flow/library.ts';
import { authFunctionOf } from '../redirects/navigation.ts';
import { lastName } from '../syntax/last-name.ts';
import { requestChange } from './request-stores.ts';
import { serverFunctionOf } from '../flow/server-function.ts';
import { nameOfReading } from '../catalog/reading-names.ts';
import { declaredValue } from '../flow/origin.ts';

/** What a call does that rendering must not do. */
interface Mutation {
  readonly kind: 'cookies' | 'draft' | 'headers' | 'revalidation' | 'action';
  readonly name: string;
  /** What a library is told, which then does it: `session.save`. */
  readonly by?: string;
}

/** A mutation that a call comes to, with the functions on the way. */
export interface MutationWay {
  readonly mutation: Mutation;
  /** The call that does it. */
  readonly call: ts.CallExpression;
  /** The names of the helpers called one from the other, the outermost first; empty where the call itself does it. */
  readonly helpers: readonly string[];
}

/**
 * The nearest mutation that a call comes to, and of those equally near the first in the text: by itself, or in a function of the
 * program that it calls. What the called functions only hand on (handlers, inline actions, `after(() => …)`) is not looked into.
 *
 * @param side where the call runs. In the browser a call of any Server Function is a request; on the server it is a call like
 *   another, and one in which nothing is seen to change anything is followed.
 */
export function mutationOf(project: Project, call: ts.CallExpression, side: Side): MutationWay | undefined {
  if (side === 'client' && isLaterOnly(project, call)) return undefined;
  const own = directMutation(project, call, side);
  if (own) return { mutation: own, call, helpers: [] };
  const ways = [mutationQueries[side].actions, mutationQueries[side].others].flatMap(
    (query) => searchCall(project, call, query) ?? [],
  );
  const [way] = ways.sort(compareWays);
  if (!way || !project.ts.isCallExpression(way.node)) return undefined;
  const names = way.functions.map((fn, index) => nameOfHelper(project, fn, way.calls[index]!));
  // What a wrapper returns goes by the name of what it wraps.
  return { mutation: way.hit, call: way.node, helpers: names.filter((name, index) => name !== names[index - 1]) };
}

/** What the browser comes to later only, React lets pass; a dispatch it never does. */
function isLaterOnly(project: Project, place: ts.Node): boolean {
  if (!isHeldFromFirstRender(project, place)) return false;
  return !project.ts.isCallExpression(place) || !dispatchedAction(project, place.expression);
}

function nameOfHelper({ ts }: Project, fn: FunctionNode, call: CallLike): string {
  const name = componentNameOf(ts, fn);
  if (name !== undefined) return name;
  return ts.isCallExpression(call) || ts.isNewExpression(call) ? call.expression.getText() : call.getText();
}

const mutationQueries = { server: queriesOf('server'), client: queriesOf('client') };

function queriesOf(side: Side): { readonly actions: Query<Mutation>; readonly others: Query<Mutation> } {
  const ofKind = (isAction: boolean): Query<Mutation> => ({
    inner: 'run',
    hit: (project, node) => {
      const mutation = project.ts.isCallExpression(node) ? directMutation(project, node, side) : undefined;
      return mutation && (mutation.kind === 'action') === isAction ? mutation : undefined;
    },
    enters: (project, fn, call) => {
      const { ts } = project;
      const file = fn.getSourceFile();
      // What is wrong in a cached function is said there.
      if (cachedFunctionOf(project, fn)) return false;
      return file === call.getSourceFile() || factsOf(ts, file).moduleDirective !== 'use client';
    },
    counts: (project, place) => {
      if (isAction) return side === 'server' || !isLaterOnly(project, place);
      // A helper that is also called where the change works, and takes it that it may not.
      return !(project.ts.isCallExpression(place) && isGivenUp(project, place));
    },
  });
  return { actions: ofKind(true), others: ofKind(false) };
}

/** The shorter way first, then by the place where they part. */
function compareWays(a: Way<Mutation>, b: Way<Mutation>): number {
  if (a.calls.length !== b.calls.length) return a.calls.length - b.calls.length;
  const places = (way: Way<Mutation>): number[] => [...way.calls, way.node].map((node) => node.pos);
  const [first, second] = [places(a), places(b)];
  const at = first.findIndex((pos, index) => pos !== second[index]);
  return at < 0 ? 0 : first[at]! - second[at]!;
}

/** Whether what Next.js throws at a call is caught on the spot, and not thrown again: then the change is not made, and it stays unnoticed. */
function isGivenUp(project: Project, call: ts.CallExpression): boolean {
  return swallowerOf(project, call, { name: '', isAsync: false })?.kind === 'catch';
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
  if (side === 'server' && setsCookies(project, callee)) return { kind: 'cookies', name: 'set', by: callee.getText() };
  const action = serverFunctionOf(project, callee) ?? (side === 'client' ? dispatchedAction(project, callee) : undefined);
  if (!action) return undefined;
  const name = ts.isIdentifier(callee) ? callee.text : (action.name ?? callee.getText());
  if (side === 'server' && onlyReads(project, call, action.name ?? name)) return undefined;
  return { kind: 'action', name: name === 'default' ? callee.getText() : name };
}

/** A library's own session, which it keeps in a cookie: `session.save()` of iron-session, `signOut()` of Auth.js. */
function setsCookies(project: Project, callee: ts.Expression): boolean {
  const { ts } = project;
  const name = lastName(ts, callee);
  if (name === 'signIn' || name === 'signOut') return authFunctionOf(project, originOf(project, callee)) !== undefined;
  const setter = cookieSetters.find(([, names]) => names.test(name));
  return (
    setter !== undefined && ts.isPropertyAccessExpression(callee) && setter[0].test(libraryOf(project, callee.expression) ?? '')
  );
}

/** Whether a Server Function, or the handler that a package wraps, is seen to do nothing but read; of one out of view its name tells. */
function onlyReads(project: Project, call: ts.CallExpression, name: string): boolean {
  const { all } = calleesOf(project, call);
  const functions = all.length > 0 ? all.map(({ node }) => node) : handlersBehind(project, call.expression);
  if (functions.length === 0) return nameOfReading.test(name);
  return functions.every((node) => !firstChange(project, node) && (nameOfReading.test(name) || isAskedForAnswer(project, node)));
}

/** Whether a function gives an answer, or stops whoever calls it: one that does neither is called for its effect. */
function isAskedForAnswer(project: Project, fn: FunctionNode): boolean {
  const returned = returnedExpressions(project.ts, fn).map((expression) => expression.getText());
  return returned.some((text) => text !== 'undefined' && !tellingCall.test(text)) || mayStop(project, fn);
}

/** `export const save = client.action(async () => …)`, of a package whose wrapper is not in view. */
function handlersBehind(project: Project, callee: ts.Expression): FunctionNode[] {
  const value = declaredValue(originOf(project, callee));
  const handler = value && project.ts.isExpression(value) ? handlerIn(project.ts, value) : undefined;
  return handler ? [handler.node] : [];
}
