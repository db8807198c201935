import type ts from 'typescript';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { isFrom, originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

/**
 * The function that a value is as it is written, also in React's `cache` and `useCallback`. What another wrapper makes of one may
 * keep its results, and is none.
 */
export function directFunction(project: Project, value: ts.Node | undefined): FunctionNode | undefined {
  const { ts } = project;
  if (!value || isFunctionNode(ts, value)) return value;
  if (!ts.isCallExpression(value)) return undefined;
  const [first] = value.arguments;
  const callee = originOf(project, value.expression);
  if (!first || !(isFrom(callee, 'react', 'useCallback') || isFrom(callee, 'react', 'cache'))) return undefined;
  const inner = unwrap(ts, first);
  return isFunctionNode(ts, inner) ? inner : undefined;
}
