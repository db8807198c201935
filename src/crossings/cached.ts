import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { cachedFunctionOf, cachedFunctionsIn } from '../flow/cached-functions.ts';
import { functionCalled } from '../flow/calls.ts';
import { filesMentioning, type Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { nameOfFunction, type FunctionNode } from '../syntax/nodes.ts';
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
  return cachedFunctionsIn(project, sourceFile).flatMap(({ node, kind }) =>
    resultsOf(node, kind === 'unstable' ? 'json' : 'react'),
  );
}

/** What the `"use cache"` functions of the program are given in a file: as arguments, or by closing over it. */
export function cachedArguments(project: Project, sourceFile: ts.SourceFile): CachedArgumentCrossing[] {
  const { ts } = project;
  const found: CachedArgumentCrossing[] = [];
  for (const { node: fn, name, kind } of cachedFunctionsIn(project, sourceFile)) {
    if (kind === 'unstable') continue;
    for (const { expression } of capturesOf(ts, fn)) {
      found.push({ kind: 'cached-argument', expression, at: expression, fn, name, parameter: undefined });
    }
  }
  if (!hasCachedFunctions(project)) return found;
  for (const node of descendantsOf(ts, sourceFile, 'CallExpression')) {
    if (node.arguments.length === 0) continue;
    const fn = functionCalled(project, node)?.node;
    if (!fn || !isCached(project, fn)) continue;
    const name = nameOfFunction(ts, fn)?.getText();
    for (const [index, expression] of node.arguments.entries()) {
      // Behind a spread the parameter is unknown.
      if (ts.isSpreadElement(expression)) break;
      found.push({ kind: 'cached-argument', expression, at: expression, fn, name, parameter: fn.parameters[index] });
    }
  }
  return found;
}

const hasCachedFunctions = memoized((project: Project) =>
  filesMentioning(project, 'use cache').some((file) => cachedFunctionsIn(project, file).length > 0),
);

function isCached(project: Project, fn: FunctionNode): boolean {
  const cached = cachedFunctionOf(project, fn);
  return cached !== undefined && cached.kind !== 'unstable';
}
