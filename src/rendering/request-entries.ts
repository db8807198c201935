import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { nothingGiven, type Given } from '../flow/function-value.ts';
import { functionsOf } from '../flow/functions.ts';
import { declaredValue, isFrom, originOf, originOfExport } from '../flow/origin.ts';
import { graphOf } from '../graph/graph.ts';
import type { Entry } from '../frameworks/next/conventions.ts';
import { holds } from '../frameworks/versions.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { nodeAt } from '../syntax/node-at.ts';
import { isFunctionLiteral, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { handedOnBy } from './handed-requests.ts';

/** A function, or a class component, that Next.js calls with promises of what was requested. */
export interface RequestEntry {
  readonly node: FunctionNode | ts.ClassLikeDeclaration;
  /** Which of its parameters holds them. */
  readonly index: number;
  /** What of that parameter is a promise. */
  readonly names: readonly string[];
  /** Whether it runs on the server, so that it can await. */
  readonly isOfServer: boolean;
  /** Whether the program calls it, too, and would have to wait for it. */
  readonly isCalled: boolean;
}

const handlers = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * The functions of a file that Next.js calls with `params` and `searchParams`, by the file's own place or by that of a route's
 * file that passes its export on.
 */
export function requestEntriesIn(project: Project, sourceFile: ts.SourceFile): RequestEntry[] {
  const { ts } = project;
  const graph = graphOf(project);
  const isClient = factsOf(ts, sourceFile).moduleDirective === 'use client';
  const found = new Map<ts.Node, RequestEntry>();
  const own = graph.entries.has(sourceFile.fileName) ? [sourceFile.fileName] : [];
  const importers = graph.importersOf(sourceFile.fileName).map(({ from }) => from);
  for (const fileName of new Set([...own, ...importers])) {
    for (const { value, ...rest } of calledFor(project, fileName)) {
      const node = value.getSourceFile().fileName === sourceFile.fileName ? sameIn(ts, sourceFile, value) : undefined;
      if (node && !found.has(node)) found.set(node, { node, ...rest, isOfServer: !isClient && isFunctionNode(ts, node) });
    }
  }
  return [...found.values()];
}

interface Called extends Omit<RequestEntry, 'node' | 'isOfServer'> {
  readonly value: RequestEntry['node'];
}

/** What Next.js calls of a file of the router, and what that hands its promises on to. */
const calledFor = memoized((project: Project, fileName: string): readonly Called[] => [...findCalled(project, fileName)]);

function* findCalled(project: Project, fileName: string): Generator<Called> {
  const entry = graphOf(project).entries.get(fileName);
  const file = entry && project.sourceFile(fileName);
  if (!file) return;
  for (const [name, index, names] of exportsOf(project, entry, fileName)) {
    const behind = valueBehind(project, file, name);
    if (!behind) continue;
    const { value, given } = behind;
    yield { value, index, names, isCalled: false };
    if (!isFunctionNode(project.ts, value)) continue;
    for (const { node, ...rest } of handedOnBy(project, { node: value, bound: [], given }, index, names))
      yield { value: node, ...rest };
  }
}

/** The exports that Next.js calls, the parameter, and what is a promise there. */
function* exportsOf(
  project: Project,
  { kind, name }: Entry,
  fileName: string,
): Generator<readonly [name: string, index: number, names: readonly string[]]> {
  if (kind === 'route') for (const method of handlers) yield [method, 1, ['params']];
  if (kind !== 'app') return;
  if (name === 'page' || name === 'layout' || name === 'default') {
    const names = name === 'page' ? ['params', 'searchParams'] : ['params'];
    yield ['default', 0, names];
    yield ['generateMetadata', 0, names];
    yield ['generateViewport', 0, names];
  } else if (/^(?:icon|apple-icon|opengraph-image|twitter-image)\d?$/.test(name)) {
    if (holds(project, fileName, 'asyncImageParams')) yield ['default', 0, ['params']];
  }
}

interface Behind {
  readonly value: RequestEntry['node'];
  /** What the wrapper that made it was given. */
  readonly given: Given;
}

/**
 * The function or class that an export is, also inside `memo`; of a wrapper of the program the function that it returns. One that
 * another wrapper makes may be called with anything.
 */
function valueBehind(project: Project, sourceFile: ts.SourceFile, name: string): Behind | undefined {
  const { ts } = project;
  let origin = originOfExport(project, sourceFile, name);
  const { end } = origin;
  if (end.kind === 'declaration' && end.value && ts.isCallExpression(end.value)) {
    const [inner] = end.value.arguments;
    const maker = originOf(project, end.value.expression);
    if (!inner || !(isFrom(maker, 'react', 'memo') || isFrom(maker, 'react', 'cache'))) {
      const { all, isComplete } =
        maker.end.kind === 'declaration' ? functionsOf(project, end.value) : { all: [], isComplete: false };
      const [made] = all;
      return made && all.length === 1 && isComplete && made.bound.length === 0
        ? { value: made.node, given: made.given }
        : undefined;
    }
    if (isFunctionLiteral(ts, inner)) return { value: inner, given: nothingGiven };
    origin = originOf(project, inner);
  }
  const value = declaredValue(origin);
  return value && (isFunctionNode(ts, value) || ts.isClassLike(value)) ? { value, given: nothingGiven } : undefined;
}

/** The same node in the file at hand: a door may have parsed it once more than the project has. */
function sameIn(ts: Project['ts'], sourceFile: ts.SourceFile, node: RequestEntry['node']): RequestEntry['node'] | undefined {
  if (node.getSourceFile() === sourceFile) return node;
  if (sourceFile.text !== node.getSourceFile().text) return undefined;
  let same = nodeAt(ts, sourceFile, node.getStart());
  while (same && !(same.pos === node.pos && same.end === node.end && same.kind === node.kind)) same = same.parent;
  return same as RequestEntry['node'] | undefined;
}
