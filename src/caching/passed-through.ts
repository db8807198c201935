import type ts from 'typescript';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import type { PathSegment } from '../serialization/judgement.ts';
import { isInside, isNameOrMember, unwrap, unwrapAwaits, type FunctionNode } from '../syntax/nodes.ts';
import { outermost } from '../syntax/scope.ts';
import { valueOfProperty } from '../syntax/members.ts';

/**
 * Whether what is wrong with a result came in as an argument, or by the closure, and is only handed on: React gives back what it was
 * given then.
 *
 * @param path the way from the result to the culprit
 */
export function isPassedThrough(
  project: Project,
  fn: FunctionNode,
  result: ts.Expression,
  path: readonly PathSegment[],
): boolean {
  const { ts } = project;
  let value = unwrap(ts, result);
  for (const segment of path) {
    if (segment.kind === 'property' && ts.isObjectLiteralExpression(value)) {
      const part = valueOfProperty(
        ts,
        value.properties.find((property) => property.name?.getText() === segment.name),
      );
      if (part) value = unwrap(ts, part);
      else
        return value.properties.some((property) => ts.isSpreadAssignment(property) && isGiven(project, fn, property.expression));
    } else if (segment.kind === 'index' && ts.isArrayLiteralExpression(value) && value.elements[segment.index]) {
      value = unwrap(ts, value.elements[segment.index]!);
    } else break;
  }
  return isGiven(project, fn, value);
}

function isGiven(project: Project, fn: FunctionNode, expression: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrapAwaits(ts, expression);
  if (!isNameOrMember(ts, inner)) return false;
  const { end } = originOf(project, inner);
  return end.kind === 'parameter' && isInside(fn, outermost(ts, end.node).parent);
}
