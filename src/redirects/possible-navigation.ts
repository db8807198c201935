import type ts from 'typescript';
import { searchCall, type Query } from '../flow/search.ts';
import { functionCalled } from '../flow/calls.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { conditionsAround, type Condition } from '../rendering/guards.ts';
import { forEachNodeFrom } from '../syntax/descendants.ts';
import { isAsync, isGenerator, isNameOrAccess, unwrap, type FunctionNode } from '../syntax/nodes.ts';
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

/** Whether one of the conditions for a place in a function asks nothing but the function's parameters. */
function hangsOnArguments(project: Project, place: ts.Node, within: FunctionNode): boolean {
  for (const condition of conditionsAround(project.ts, place, within)) {
    if (conditionsIn(project.ts, condition).some((part) => asksOnlyParameters(project, part))) return true;
  }
  return false;
}

/** What must all hold for a condition to be as it is: both sides of `a && b`, and of `a || b` where it must not hold. */
function conditionsIn(ts: Project['ts'], [condition, holds]: Condition): readonly ts.Expression[] {
  const inner = unwrap(ts, condition);
  const joining = holds ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken;
  if (!ts.isBinaryExpression(inner) || inner.operatorToken.kind !== joining) return [inner];
  return [...conditionsIn(ts, [inner.left, holds]), ...conditionsIn(ts, [inner.right, holds])];
}

function asksOnlyParameters(project: Project, condition: ts.Expression): boolean {
  const { ts } = project;
  let isAny = false;
  let isOther = false;
  const visit = (node: ts.Node): boolean | undefined => {
    if (!isNameOrAccess(ts, node)) return isOther ? false : undefined;
    if (originOf(project, node).end.kind === 'parameter') isAny = true;
    else isOther = true;
    return false;
  };
  forEachNodeFrom(ts, condition, visit);
  return isAny && !isOther;
}
