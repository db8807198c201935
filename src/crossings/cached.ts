import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { functionCalled } from '../flow/calls.ts';
import { functionsOf } from '../flow/functions.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { forEachDescendant, nameOfFunction, type FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { capturesOf } from './captures.ts';
import type { CachedArgumentCrossing, CachedResultCrossing } from './crossing.ts';

/** What the cached functions of a file return: those with `"use cache"`, and the callbacks of `unstable_cache`. */
export function cachedResults(project: Project, sourceFile: ts.SourceFile): CachedResultCrossing[] {
  const { ts } = project;
  const resultsOf = (fn: FunctionNode, encoder: 'react' | 'json'): CachedResultCrossing[] =>
    returnedExpressions(ts, fn).map((expression) => {
      const name = nameOfFunction(ts, fn)?.getText();
      return { kind: 'cached-result', encoder, expression, at: expression, fn, name };
    });
  const found = cachedFunctionsIn(project, sourceFile).flatMap((fn) => resultsOf(fn, 'react'));
  if (!sourceFile.text.includes('unstable_cache')) return found;
  const callbacks = new Set<FunctionNode>();
  forEachDescendant(ts, sourceFile, (node) => {
    const callback = ts.isCallExpression(node) ? callbackOf(project, node) : undefined;
    if (callback && callback.getSourceFile() === sourceFile) callbacks.add(callback);
    return undefined;
  });
  return [...found, ...[...callbacks].flatMap((fn) => resultsOf(fn, 'json'))];
}

/** The function of the program whose result `unstable_cache` keeps. */
function callbackOf(project: Project, call: ts.CallExpression): FunctionNode | undefined {
  const [first] = call.arguments;
  if (!first || !/unstable_cache/.test(call.expression.getText())) return undefined;
  if (!isFrom(originOf(project, call.expression), 'next/cache', 'unstable_cache')) return undefined;
  const { all } = functionsOf(project, first);
  return all.length === 1 ? all[0]!.node : undefined;
}

/** What the `"use cache"` functions of the program are given in a file: as arguments, or by closing over it. */
export function cachedArguments(project: Project, sourceFile: ts.SourceFile): CachedArgumentCrossing[] {
  const { ts } = project;
  const found: CachedArgumentCrossing[] = [];
  for (const fn of cachedFunctionsIn(project, sourceFile)) {
    const name = nameOfFunction(ts, fn)?.getText();
    for (const { expression } of capturesOf(ts, fn)) {
      found.push({ kind: 'cached-argument', expression, at: expression, fn, name, parameter: undefined });
    }
  }
  if (!hasCachedFunctions(project)) return found;
  forEachDescendant(ts, sourceFile, (node) => {
    if (!ts.isCallExpression(node) || node.arguments.length === 0) return;
    const fn = functionCalled(project, node)?.node;
    if (!fn || !isCached(project, fn)) return;
    const name = nameOfFunction(ts, fn)?.getText();
    for (const [index, expression] of node.arguments.entries()) {
      // Behind a spread nobody knows which parameter it is.
      if (ts.isSpreadElement(expression)) return;
      found.push({ kind: 'cached-argument', expression, at: expression, fn, name, parameter: fn.parameters[index] });
    }
  });
  return found;
}

const programs = new WeakMap<Project, boolean>();

function hasCachedFunctions(project: Project): boolean {
  let has = programs.get(project);
  if (has === undefined) {
    has = project.sourceFiles().some((file) => file.text.includes('use cache') && cachedFunctionsIn(project, file).length > 0);
    programs.set(project, has);
  }
  return has;
}

function cachedFunctionsIn({ ts }: Project, sourceFile: ts.SourceFile): FunctionNode[] {
  const { serverFunctions } = factsOf(ts, sourceFile);
  return serverFunctions.flatMap(({ directive, node }) => (directive === 'use cache' ? [node] : []));
}

function isCached(project: Project, fn: FunctionNode): boolean {
  return cachedFunctionsIn(project, fn.getSourceFile()).includes(fn);
}
