import type ts from 'typescript';
import { usesOfFunction } from '../flow/uses.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode } from '../syntax/nodes.ts';
import { isHostTag } from '../syntax/jsx.ts';

/**
 * Whether a parameter is the event of a host element's handler, whatever its type says: `onClick={(event) => …}`, or the function's
 * name there.
 */
export function isEvent(project: Project, parameter: ts.ParameterDeclaration | ts.BindingElement): boolean {
  const { ts } = project;
  const { parent: fn } = parameter;
  if (!isFunctionNode(ts, fn) || fn.parameters[0] !== parameter) return false;
  if (isHandlerOfHost(ts, fn.parent)) return true;
  return usesOfFunction(project, fn).uses.some(
    ({ kind, node, members }) => kind === 'handed' && members.length === 0 && isHandlerOfHost(ts, node.parent),
  );
}

/** Whether an expression in braces is what a host element calls with an event. */
export function isHandlerOfHost(ts: Project['ts'], braces: ts.Node): boolean {
  if (!ts.isJsxExpression(braces) || !ts.isJsxAttribute(braces.parent)) return false;
  const attribute = braces.parent;
  return /^on[A-Z]/.test(attribute.name.getText()) && isHostTag(ts, attribute.parent.parent.tagName);
}
