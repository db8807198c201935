import type ts from 'typescript';
import { descendantsOf, forEachDescendant } from '../syntax/descendants.ts';
import { expressionOf } from '../facts/exports.ts';
import { factsOf } from '../facts/index.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, isNameOrMember, nameOfFunction, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { functionsOf } from './functions.ts';
import { declaredValue, isFrom, originOf } from './origin.ts';
import { keptByTexts } from '../project/kept-by-texts.ts';
import type { Project } from '../project/project.ts';
import { functionsBehind } from './values.ts';

/** A function of the program whose result is kept. */
export interface CachedFunction {
  readonly node: FunctionNode;
  /**
   * - `public`: `"use cache"`, also of a kind that the configuration names
   * - `private`: `"use cache: private"`, which may read the request
   * - `unstable`: the callback of `unstable_cache`
   */
  readonly kind: 'public' | 'private' | 'unstable';
  readonly name: string | undefined;
  /** What makes it one: the directive, or the call of `unstable_cache`. */
  readonly by: ts.Node;
}

const cachedBy = memoized(findCached);

/** The cached functions that are written in a file, in the order of the text. */
export function cachedFunctionsIn(project: Project, sourceFile: ts.SourceFile): readonly CachedFunction[] {
  return [...cachedBy(project, sourceFile).values()];
}

/** What a function is among the cached ones; undefined where it is none. */
export function cachedFunctionOf(project: Project, fn: FunctionNode): CachedFunction | undefined {
  return cachedBy(project, fn.getSourceFile()).get(fn);
}

/** Whether an expression stands for what `unstable_cache` gives back. */
export function isUnstableCache(project: Project, expression: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (ts.isCallExpression(inner)) return isUnstableCacheCall(project, inner);
  if (!isNameOrMember(ts, inner)) return false;
  const value = declaredValue(originOf(project, inner));
  return value !== undefined && ts.isCallExpression(value) && isUnstableCacheCall(project, value);
}

function findCached(project: Project, sourceFile: ts.SourceFile): Map<FunctionNode, CachedFunction> {
  const { ts } = project;
  const found = new Map<FunctionNode, CachedFunction>();
  if (sourceFile.text.includes('use cache')) {
    const facts = factsOf(ts, sourceFile);
    const { serverFunctions, moduleDirectives, moduleDirective, exports } = facts;
    const add = (node: FunctionNode, directive: { readonly text: string; readonly literal: ts.Node } | undefined): void => {
      if (!directive || found.has(node)) return;
      const kind = directive.text === 'use cache: private' ? 'private' : 'public';
      found.set(node, { node, kind, name: nameOfFunction(ts, node)?.getText(), by: directive.literal });
    };
    for (const { node, directive, by } of serverFunctions) {
      if (directive !== 'use cache') continue;
      const own = facts.directivesOf(node).find(({ counts, name }) => counts && name === 'use cache');
      add(node, by === 'body' ? own : moduleDirectives[0]);
    }
    // What a wrapper gives is exported in the place of the function: `export const getUser = cache(async () => …)`.
    for (const { thing, erased } of moduleDirective === 'use cache' ? exports : []) {
      const value = expressionOf(thing);
      if (erased || !value || !ts.isCallExpression(unwrap(ts, value))) continue;
      for (const { node } of functionsOf(project, value).all) {
        if (node.getSourceFile() === sourceFile) add(node, moduleDirectives[0]);
      }
    }
  }
  for (const [callback, by] of callbacksOf(project)) {
    const node = inFile(project, callback, sourceFile);
    if (!node || found.has(node)) continue;
    found.set(node, { node, kind: 'unstable', name: nameOfFunction(ts, node)?.getText(), by });
  }
  return new Map([...found].sort(([a], [b]) => a.pos - b.pos));
}

/** The functions of the program that are given to `unstable_cache`, with the call. */
const callbacksOf = keptByTexts('unstable_cache', findCallbacks);

/** A function as it is in a file, which may have been parsed anew since. */
function inFile({ ts }: Project, fn: FunctionNode, sourceFile: ts.SourceFile): FunctionNode | undefined {
  const own = fn.getSourceFile();
  if (own === sourceFile) return fn;
  if (own.fileName !== sourceFile.fileName || own.text !== sourceFile.text) return undefined;
  let found: FunctionNode | undefined;
  forEachDescendant(ts, sourceFile, (node) => {
    if (node.end < fn.end || node.pos > fn.pos) return false;
    if (isFunctionNode(ts, node) && node.pos === fn.pos && node.end === fn.end) found = node;
    return undefined;
  });
  return found;
}

function findCallbacks(project: Project, files: readonly ts.SourceFile[]): Map<FunctionNode, ts.CallExpression> {
  const { ts } = project;
  const found = new Map<FunctionNode, ts.CallExpression>();
  for (const file of files) {
    for (const node of descendantsOf(ts, file, 'CallExpression')) {
      if (!isUnstableCacheCall(project, node)) continue;
      const [callback] = node.arguments;
      for (const fn of callback ? functionsBehind(project, callback) : []) if (!found.has(fn.node)) found.set(fn.node, node);
    }
  }
  return found;
}

function isUnstableCacheCall(project: Project, { expression }: ts.CallExpression): boolean {
  const { ts } = project;
  const callee = unwrap(ts, expression);
  if (!isNameOrMember(ts, callee)) return false;
  return isFrom(originOf(project, callee), 'next/cache', 'unstable_cache');
}
