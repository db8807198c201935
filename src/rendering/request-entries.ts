import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { isFrom, originOf, originOfExport } from '../flow/origin.ts';
import { graphOf } from '../graph/graph.ts';
import type { Entry } from '../frameworks/next/conventions.ts';
import { holds } from '../frameworks/versions.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';

/** A function, or a class component, that Next.js calls with promises of what was requested. */
export interface RequestEntry {
  readonly node: FunctionNode | ts.ClassLikeDeclaration;
  /** Which of its parameters holds them. */
  readonly index: number;
  /** What of that parameter is a promise. */
  readonly names: readonly string[];
  /** Whether nothing but Next.js calls it on the server, so that it may be asynchronous. */
  readonly isOfServer: boolean;
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
  const add = (entry: Entry, from: ts.SourceFile): void => {
    for (const [name, index, names] of exportsOf(project, entry, from.fileName)) {
      const value = valueBehind(project, from, name);
      const node = value?.getSourceFile().fileName === sourceFile.fileName ? sameIn(project, sourceFile, value) : undefined;
      if (node && !found.has(node)) found.set(node, { node, index, names, isOfServer: !isClient && isFunctionNode(ts, node) });
    }
  };
  const own = graph.entries.get(sourceFile.fileName);
  if (own) add(own, sourceFile);
  for (const { from } of graph.importersOf(sourceFile.fileName)) {
    const entry = graph.entries.get(from);
    const importer = entry && project.sourceFile(from);
    if (importer) add(entry, importer);
  }
  return [...found.values()];
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

/** The function or class that an export is, also inside `memo`; one that another wrapper makes may be called with anything. */
function valueBehind(project: Project, sourceFile: ts.SourceFile, name: string): RequestEntry['node'] | undefined {
  const { ts } = project;
  let { end, members } = originOfExport(project, sourceFile, name);
  if (end.kind === 'declaration' && end.value && ts.isCallExpression(end.value)) {
    const [inner] = end.value.arguments;
    const maker = originOf(project, end.value.expression);
    if (!inner || !(isFrom(maker, 'react', 'memo') || isFrom(maker, 'react', 'cache'))) return undefined;
    if (ts.isFunctionExpression(inner) || ts.isArrowFunction(inner)) return inner;
    ({ end, members } = originOf(project, inner));
  }
  const value = end.kind === 'declaration' && members.length === 0 ? end.value : undefined;
  return value && (isFunctionNode(ts, value) || ts.isClassLike(value)) ? value : undefined;
}

/** The same node in the file at hand: a door may have parsed it once more than the project has. */
function sameIn(project: Project, sourceFile: ts.SourceFile, node: RequestEntry['node']): RequestEntry['node'] | undefined {
  if (node.getSourceFile() === sourceFile) return node;
  for (const { name } of factsOf(project.ts, sourceFile).exports) {
    const value = valueBehind(project, sourceFile, name);
    if (value?.pos === node.pos && value.end === node.end) return value;
  }
  return undefined;
}
