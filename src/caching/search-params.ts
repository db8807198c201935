import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import type { CachedFunction } from '../flow/cached-functions.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { graphOf } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { componentNameOf, isDefaultExport } from '../syntax/components.ts';
import { enclosingFunction, isFunctionNode, isInside, isNameOrMember, unwrap, type FunctionNode } from '../syntax/nodes.ts';

/**
 * The reads of `searchParams` in a cached page, or a cached `generateMetadata` of one: there Next.js gives a promise that throws
 * when it is awaited. To hand it on is right.
 */
export function searchParamsReads(project: Project, { node: fn, kind }: CachedFunction): ts.Node[] {
  const { ts } = project;
  if (kind !== 'public' || !isOfPage(project, fn)) return [];
  return descendantsOf(ts, fn, 'AwaitExpression', 'PropertyAccessExpression', 'CallExpression').filter((node) => {
    const read = readOf(project, node);
    if (!read || !isSearchParams(project, read, fn)) return false;
    // A Server Function written in the page gets its own.
    const around = enclosingFunction(ts, node);
    return around === fn || (around !== undefined && ts.isArrowFunction(around) && isInside(around, fn));
  });
}

function isOfPage(project: Project, fn: FunctionNode): boolean {
  const { ts } = project;
  const entry = graphOf(project).entries.get(fn.getSourceFile().fileName);
  if (entry?.kind !== 'app' || entry.name !== 'page') return false;
  const name = componentNameOf(ts, fn);
  return isDefaultExport(ts, fn, name) || name === 'generateMetadata' || name === 'generateViewport';
}

/** What a node unwraps: `await x`, `use(x)`, `x.then(…)`, a member of `x`. */
function readOf(project: Project, node: ts.Node): ts.Expression | undefined {
  const { ts } = project;
  if (ts.isAwaitExpression(node)) return node.expression;
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'searchParams' ? undefined : node.expression;
  if (!ts.isCallExpression(node) || !node.arguments[0]) return undefined;
  return isFrom(originOf(project, node.expression), 'react', 'use') ? node.arguments[0] : undefined;
}

/** Whether an expression is the `searchParams` of the function's own props. */
function isSearchParams(project: Project, expression: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (!isNameOrMember(ts, inner)) return false;
  const { end, members } = originOf(project, inner);
  if (end.kind !== 'parameter') return false;
  const { node } = end;
  if (ts.isParameter(node)) return node === fn.parameters[0] && ts.isIdentifier(node.name) && members.join() === 'searchParams';
  const key = node.propertyName ?? node.name;
  let root: ts.Node = node.parent.parent;
  while (!isFunctionNode(ts, root) && !ts.isParameter(root)) root = root.parent;
  return (
    root === fn.parameters[0] &&
    node.parent.parent === root &&
    members.length === 0 &&
    !node.dotDotDotToken &&
    ts.isIdentifier(key) &&
    key.text === 'searchParams'
  );
}
