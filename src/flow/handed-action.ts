import type ts from 'typescript';
import type { Project } from '../project/project.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { givenFor } from './call-sites.ts';
import { originOf } from './origin.ts';
import { serverFunctionOf, type ServerFunctionValue } from './server-function.ts';

/** The Server Function that a component is given for a prop wherever it is used; the first, where there are several. */
export function handedAction(project: Project, expression: ts.Expression): ServerFunctionValue | undefined {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner)) return undefined;
  const origin = originOf(project, inner);
  if (origin.end.kind !== 'parameter') return undefined;
  const { values, isOpen } = givenFor(project, origin);
  if (isOpen) return undefined;
  const actions = values.map((value) =>
    isFunctionNode(ts, value) && !ts.isExpression(value) ? undefined : serverFunctionOf(project, value),
  );
  return actions.every((action) => action !== undefined) ? actions[0] : undefined;
}
