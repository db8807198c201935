import type ts from 'typescript';
import { revalidations } from '../catalog/revalidations.ts';
import { cachedFunctionOf, isUnstableCache, type CachedFunction } from '../flow/cached-functions.ts';
import type { CallLike } from '../flow/calls.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { searchEach, type Query, type Way } from '../flow/search.ts';
import { factsOf } from '../facts/index.ts';
import type { Project } from '../project/project.ts';
import { hangsOnArguments } from '../rendering/argument-conditions.ts';
import { swallowerOf } from '../redirects/swallower.ts';
import { requestChange } from '../security/request-stores.ts';
import { isInside, isNameOrAccess, unwrap, type FunctionNode } from '../syntax/nodes.ts';

/** What must not run in a cached function. */
interface Forbidden {
  readonly kind: 'request' | 'connection' | 'draft' | 'revalidation';
  /** As a message calls it: `cookies()`, `draftMode().enable()`. */
  readonly text: string;
}

/** A place of a cached function that comes to something forbidden. */
export interface ForbiddenUse {
  /** The call in the cached function; the tag of an element. */
  readonly at: ts.Node;
  readonly forbidden: Forbidden;
  /** The call that does it. */
  readonly node: ts.Node;
  /** The functions on the way, outermost first, with the calls that run them; empty where the cached function does it itself. */
  readonly through: ReadonlyArray<{ readonly call: ts.Node; readonly fn: FunctionNode }>;
}

/** What each kind of cached function must not do: see `cookies.js`, `connection.js`, `draft-mode.js`, `revalidate.js` of Next.js. */
const forbiddenQueries: Readonly<Record<CachedFunction['kind'], Query<Forbidden>>> = {
  public: forbiddenQuery(() => true),
  private: forbiddenQuery(({ kind }) => kind !== 'request'),
  unstable: forbiddenQuery(() => true, true),
};

/** The places of a cached function that read the request, or change what only an action may, by themselves or by what they call. */
export function forbiddenIn(project: Project, { node: fn, kind }: CachedFunction): ForbiddenUse[] {
  const found = new Map<ts.Node, ForbiddenUse>();
  for (const way of searchEach(project, fn, forbiddenQueries[kind])) {
    const use = ownUse(project, fn, way);
    if (!found.has(use.at)) found.set(use.at, use);
  }
  return [...found.values()];
}

/** Of a way the last place that is still written in the cached function: a local helper of it is mended there. */
function ownUse({ ts }: Project, fn: FunctionNode, { hit, node, calls, functions }: Way<Forbidden>): ForbiddenUse {
  const places: ts.Node[] = [...calls, node];
  const index = places.findLastIndex((place) => isInside(place, fn));
  const place = places[index]!;
  const at = ts.isJsxOpeningLikeElement(place) ? place.tagName : place;
  return { at, forbidden: hit, node, through: calls.slice(index).map((call, step) => ({ call, fn: functions[index + step]! })) };
}

function forbiddenQuery(isForbidden: (forbidden: Forbidden) => boolean, mayBeCaught = false): Query<Forbidden> {
  return {
    inner: 'run',
    throughElements: true,
    hit: (project, node) => {
      const forbidden = project.ts.isCallExpression(node) ? forbiddenBy(project, node) : undefined;
      return forbidden && isForbidden(forbidden) ? forbidden : undefined;
    },
    enters: entersFrom,
    counts: (project, place, within) =>
      !isLeftToCaller(project, place, within) && !(mayBeCaught && isErrorForgotten(project, place)),
  };
}

/** Whether a helper does it where it is told to: `request({ auth: 'none' })` is right. What a cached function was given is no excuse. */
function isLeftToCaller(project: Project, place: ts.Node, within: FunctionNode): boolean {
  return !cachedFunctionOf(project, within) && hangsOnArguments(project, place, within);
}

/** `unstable_cache` forgets an error that is caught; `"use cache"` remembers it and fails all the same. */
function isErrorForgotten(project: Project, node: ts.Node): boolean {
  if (!project.ts.isCallExpression(node)) return false;
  return [false, true].some((isAsync) => swallowerOf(project, node, { name: '', isAsync }) !== undefined);
}

/** What is cached for itself is reported there; what is the client's is no function here. */
function entersFrom(project: Project, fn: FunctionNode, call: CallLike): boolean {
  const { ts } = project;
  if (factsOf(ts, fn.getSourceFile()).moduleDirective === 'use client') return false;
  const cached = cachedFunctionOf(project, fn);
  if (!cached) return true;
  // A private function cannot be called in a public one either, whatever it does; without its reading of the request it is left alone.
  if (cached.kind !== 'unstable') return cached.kind === 'private';
  // The function that `unstable_cache` was given may be called as it is, too.
  return ts.isCallExpression(call) && !isUnstableCache(project, call.expression) && ts.isIdentifier(unwrap(ts, call.expression));
}

const byModule: Readonly<Record<string, Readonly<Record<string, Forbidden['kind']>>>> = {
  'next/headers': { cookies: 'request', headers: 'request' },
  'next/server': { connection: 'connection' },
  'next/cache': Object.fromEntries(revalidations.map((name) => [name, 'revalidation'])),
};

function forbiddenBy(project: Project, call: ts.CallExpression): Forbidden | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const change = requestChange(project, callee);
  if (change?.store === 'draftMode') return { kind: 'draft', text: `draftMode().${change.method}()` };
  if (!isNameOrAccess(ts, callee)) return undefined;
  const origin = originOf(project, callee);
  if (origin.end.kind !== 'package') return undefined;
  const { module, name } = origin.end;
  const kind = isFrom(origin, module, name) ? byModule[module]?.[name] : undefined;
  return kind && { kind, text: `${name}()` };
}
