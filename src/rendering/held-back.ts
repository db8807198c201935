import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { holderOf } from '../syntax/scope.ts';
import { unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import { Guard, isKeptFrom } from './guards.ts';

/**
 * Whether something may keep an element from being prerendered: a condition on what a hook gives (a state that begins empty), on what
 * the component was given, on loaded data, on the environment.
 *
 * @param given what is known to be there, where a condition asks for it: the uses of a prop that an element is given for
 */
export function isHeldBack(
  project: Project,
  site: ts.Node,
  fn: FunctionNode,
  isClient: boolean,
  given: readonly ts.Node[] = [],
): boolean {
  if (isKeptFrom(project, site, 'server')) return true;
  const guard = given.length > 0 ? openBut(project, isClient, given) : openIn(project, isClient);
  return guard.isWithin(project.ts, site, fn);
}

function openBut(project: Project, isClient: boolean, given: readonly ts.Node[]): Guard {
  return new Guard(([condition]) => isNotDecided(project, condition, isClient, given));
}

const openIn = memoized((project: Project, isClient: boolean) => openBut(project, isClient, []));

function isNotDecided(project: Project, condition: ts.Expression, isClient: boolean, given: readonly ts.Node[]): boolean {
  const { ts } = project;
  const isNotKnown = (node: ts.Node): boolean => {
    if (ts.isCallExpression(node) || ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
    if (!ts.isIdentifier(node)) return false;
    if (node.text === 'process' || node.text === 'window') return true;
    const holder = holderOf(ts, node);
    if (holder && ts.isParameter(holder)) return true;
    const value = holder && ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
    return value !== undefined && (isClient || !ts.isLiteralExpression(value)) && !isWrittenThere(ts, value);
  };
  return hasNode(ts, condition, isNotKnown, (node) => given.includes(node));
}

/** A value that is written where it is declared. */
function isWrittenThere(ts: Project['ts'], value: ts.Expression): boolean {
  const inner = unwrap(ts, value);
  return (
    ts.isLiteralExpression(inner) ||
    ts.isArrayLiteralExpression(inner) ||
    ts.isObjectLiteralExpression(inner) ||
    inner.kind === ts.SyntaxKind.TrueKeyword
  );
}
