import type ts from 'typescript';
import type { Project } from '../project/project.ts';
import { carrierOf } from '../syntax/carrier.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { requestChange } from './request-stores.ts';

/**
 * Whether a change makes something for a visitor whom nobody knows yet: the function takes nothing of its caller's, and what the change
 * gives goes into a cookie of the visitor's own. So a cart begins, or an anonymous session.
 *
 * @param change the call that changes something
 */
export function beginsVisitorState(project: Project, fn: FunctionNode, change: ts.Node): boolean {
  const { ts } = project;
  if (fn.parameters.length > 0) return false;
  const { parent: outer } = carrierOf(ts, change);
  if (!ts.isVariableDeclaration(outer) || !ts.isIdentifier(outer.name)) return false;
  return usesOfDeclared(ts, outer, outer.name).some((use) => isInCookie(project, use, fn));
}

function isInCookie(project: Project, use: ts.Node, fn: FunctionNode): boolean {
  const { ts } = project;
  for (let inner = use, outer = use.parent; outer !== fn && !ts.isStatement(outer); inner = outer, outer = outer.parent) {
    if (!ts.isCallExpression(outer) || outer.expression === inner) continue;
    const made = requestChange(project, unwrap(ts, outer.expression));
    if (made?.store === 'cookies' && made.method === 'set') return true;
  }
  return false;
}
