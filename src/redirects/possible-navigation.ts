import type ts from 'typescript';
import { searchCall, type Query } from '../flow/search.ts';
import { functionCalled } from '../flow/calls.ts';
import type { Project } from '../project/project.ts';
import { hangsOnArguments } from '../rendering/argument-conditions.ts';
import { isAsync, isGenerator } from '../syntax/nodes.ts';
import { isGoneThrough, navigationOf, type Navigation } from './navigation.ts';
import { swallowerOf } from './swallower.ts';

/** A navigation that a function of the program comes to on some path: `if (!user) redirect('/login')`. */
interface PossibleNavigation extends Navigation {
  /** The call of `redirect` or its like. */
  readonly call: ts.Node;
}

const navigations: Query<string> = {
  inner: 'run',
  isAwaitedOnly: true,
  hit(project, node) {
    if (!project.ts.isCallExpression(node)) return undefined;
    // What an asynchronous function ends in is found inside it.
    const navigation = navigationOf(project, node);
    return navigation && !navigation.isAsync ? navigation.name : undefined;
  },
  counts: (project, place, within) =>
    !hangsOnArguments(project, place, within) &&
    (!project.ts.isCallExpression(place) ||
      [false, true].every((isAsync) => !swallowerOf(project, place, { name: 'redirect', isAsync }))),
};

/**
 * The navigation that the function of the program that is called may end in, where that does not hang on what it is given: a caller
 * who says `{ redirect: false }` is right.
 */
export function possibleNavigationOf(project: Project, call: ts.CallExpression): PossibleNavigation | undefined {
  const called = functionCalled(project, call);
  if (!called || called.reference?.directive === 'use client') return undefined;
  const isGenerating = isGenerator(project.ts, called.node);
  if (isGenerating && !isGoneThrough(project.ts, call)) return undefined;
  const way = searchCall(project, call, navigations);
  return way && { name: way.hit, isAsync: !isGenerating && isAsync(project.ts, called.node), call: way.node };
}
