import type ts from 'typescript';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { functionsOf } from './functions.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

const maximumDepth = 8;

/**
 * The package that a value comes from, or by whose functions and classes it was made: `stripe` of `new Stripe(key)`,
 * `@supabase/ssr` of `await createClient()` where that is a function of the program that returns `createServerClient(…)`, also
 * through members, calls and patterns.
 *
 * @returns the module specifier, or undefined where nothing tells
 */
export function libraryOf(project: Project, expression: ts.Expression, depth = 0): string | undefined {
  const { ts } = project;
  if (depth > maximumDepth) return undefined;
  const inner = rootOf(ts, expression);
  if (ts.isBinaryExpression(inner))
    return libraryOf(project, inner.left, depth + 1) ?? libraryOf(project, inner.right, depth + 1);
  if (ts.isNewExpression(inner)) return libraryOf(project, inner.expression, depth + 1);
  if (!ts.isIdentifier(inner)) return undefined;
  const { end } = originOf(project, inner);
  if (end.kind === 'package') return end.module;
  return end.kind === 'declaration' ? knownLibrary(project, end.node, end.value, depth) : undefined;
}

/** Of each declaration it is asked once: a function of many returns may be called often. */
const knownLibrary = memoized(libraryOfDeclaration);

function libraryOfDeclaration(project: Project, node: ts.Node, value: ts.Node | undefined, depth: number): string | undefined {
  const { ts } = project;
  for (const { node: fn } of value ? functionsOf(project, value).all : []) {
    for (const returned of returnedExpressions(ts, fn)) {
      const library = libraryOf(project, returned, depth + 1);
      if (library) return library;
    }
  }
  if (value && ts.isExpression(value) && !isFunctionNode(ts, value)) return libraryOf(project, value, depth + 1);
  // `const { auth } = NextAuth({})`
  let holder = node;
  while (ts.isBindingElement(holder)) holder = holder.parent.parent;
  return holder !== node && ts.isVariableDeclaration(holder) && holder.initializer
    ? libraryOf(project, holder.initializer, depth + 1)
    : undefined;
}

const roots = new WeakMap<ts.Node, ts.Expression>();

/** What a chain of members, calls and awaits begins with; kept for each of its links, as each of them is asked about. */
function rootOf(ts: Project['ts'], expression: ts.Expression): ts.Expression {
  const links: ts.Node[] = [];
  let inner = unwrap(ts, expression);
  while (
    ts.isPropertyAccessExpression(inner) ||
    ts.isElementAccessExpression(inner) ||
    ts.isCallExpression(inner) ||
    ts.isAwaitExpression(inner)
  ) {
    const known = roots.get(inner);
    if (known) {
      inner = known;
      break;
    }
    links.push(inner);
    inner = unwrap(ts, inner.expression);
  }
  if (links.length > 1) for (const link of links) roots.set(link, inner);
  return inner;
}
