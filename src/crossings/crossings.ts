import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { graphOf } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { bound, captured, returned, argumentsSent } from './actions.ts';
import { cachedArguments, cachedResults } from './cached.ts';
import type { Crossing, CrossingKind, CrossingOf } from './crossing.ts';
import { handedOfElements, propsOfElements } from './elements.ts';
import { memoized } from '../syntax/memoized.ts';

/** What finds the crossings of some kinds, in a file where there can be any. */
interface Finder {
  readonly kinds: readonly CrossingKind[];
  find(project: Project, sourceFile: ts.SourceFile): readonly Crossing[];
}

const finders: readonly Finder[] = [
  {
    kinds: ['prop', 'spread', 'child'],
    find: (project, file) => (isServerFile(project, file) ? propsOfElements(project, file) : []),
  },
  {
    kinds: ['handed'],
    find: (project, file) => (isServerFile(project, file) ? handedOfElements(project, file) : []),
  },
  { kinds: ['capture'], find: (project, file) => (isClientFile(project, file) ? [] : captured(project, file)) },
  { kinds: ['bound'], find: bound },
  {
    kinds: ['argument', 'event'],
    find: (project, file) => (isInBrowser(project, file) ? argumentsSent(project, file) : []),
  },
  { kinds: ['result'], find: (project, file) => (isClientFile(project, file) ? [] : returned(project, file)) },
  { kinds: ['cached-result'], find: (project, file) => (isClientFile(project, file) ? [] : cachedResults(project, file)) },
  { kinds: ['cached-argument'], find: (project, file) => (isClientFile(project, file) ? [] : cachedArguments(project, file)) },
];

/**
 * Every place of a file where a value goes from one side to the other, or into a cache: each once, in the order of the text. What
 * becomes of it is `verdictOf`'s to say.
 *
 * @param kinds only these; all where none is named
 */
export function crossingsOf<Kind extends CrossingKind = CrossingKind>(
  project: Project,
  sourceFile: ts.SourceFile,
  ...kinds: readonly Kind[]
): ReadonlyArray<CrossingOf<Kind>> {
  const wanted = finders.filter(
    (finder) => kinds.length === 0 || finder.kinds.some((kind) => (kinds as readonly string[]).includes(kind)),
  );
  const found = wanted.flatMap((finder) => foundBy(finder, project, sourceFile));
  const picked = kinds.length === 0 ? found : found.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
  const inOrder = wanted.length > 1 ? picked.sort((a, b) => a.expression.pos - b.expression.pos) : picked;
  return inOrder as Array<CrossingOf<Kind>>;
}

const foundBy = memoized((finder: Finder, project: Project, sourceFile: ts.SourceFile) => finder.find(project, sourceFile));

function isClientFile({ ts }: Project, sourceFile: ts.SourceFile): boolean {
  return factsOf(ts, sourceFile).moduleDirective === 'use client';
}

function isServerFile(project: Project, sourceFile: ts.SourceFile): boolean {
  return !isClientFile(project, sourceFile) && graphOf(project).environmentOf(sourceFile.fileName).server !== undefined;
}

function isInBrowser(project: Project, sourceFile: ts.SourceFile): boolean {
  const isServer = factsOf(project.ts, sourceFile).moduleDirective === 'use server';
  return !isServer && graphOf(project).environmentOf(sourceFile.fileName).client !== undefined;
}
