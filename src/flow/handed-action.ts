import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, isNameOrMember, unwrap } from '../syntax/nodes.ts';
import { givenFor } from './call-sites.ts';
import { originOf, type Origin } from './origin.ts';
import { serverFunctionOf, type ServerFunctionValue } from './server-function.ts';
import { valuesOfOrigin } from './values.ts';

/** The Server Function that a component or a hook is given wherever it is used; the first, where there are several. */
export function handedAction(project: Project, expression: ts.Expression): ServerFunctionValue | undefined {
  return handedActions(project, expression)[0];
}

/** The Server Functions that a component is given for a prop, or a function (`useAction(save)`) for a parameter, wherever it is used. */
export function handedActions(project: Project, expression: ts.Expression): readonly ServerFunctionValue[] {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (!isNameOrMember(ts, inner)) return [];
  const origin = originOf(project, inner);
  if (origin.end.kind !== 'parameter') return [];
  const { values, isOpen } = givenFor(project, origin);
  const all = isOpen ? argumentsFor(project, origin) : values;
  const actions = all.map((value) =>
    isFunctionNode(ts, value) && !ts.isExpression(value) ? undefined : serverFunctionOf(project, value),
  );
  return actions.every((action) => action !== undefined) ? actions : [];
}

/** All that a parameter of a function of the program is given, each branch by itself; nothing where not all of it is in view. */
function argumentsFor(project: Project, origin: Origin): ts.Expression[] {
  const { given, isComplete } = valuesOfOrigin(project, origin);
  const values = given.map(({ kind, expression, members }) =>
    kind === 'value' && members.length === 0 ? expression : undefined,
  );
  if (!isComplete || !values.every((value) => value !== undefined)) return [];
  return values.flatMap((value) => branchesOf(project.ts, value));
}
