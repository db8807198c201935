import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { calleesOf } from '../flow/calls.ts';
import { nameOf } from '../flow/keys.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import { returnsOf } from '../flow/returned.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, isNameOrMember, unwrap } from '../syntax/nodes.ts';
import { valueOfProperty } from '../syntax/members.ts';

const maximumDepth = 6;

/** The objects that an expression stands for where all of them are written out in the program: through names, `await` and calls. */
export function literalsBehind(project: Project, expression: ts.Expression, depth = 0): readonly ts.ObjectLiteralExpression[] {
  const { ts } = project;
  if (depth > maximumDepth) return [];
  const found = branchesOf(ts, expression).map((branch): readonly ts.ObjectLiteralExpression[] => {
    const inner = unwrap(ts, branch);
    if (ts.isObjectLiteralExpression(inner)) return [inner];
    if (ts.isAwaitExpression(inner)) return literalsBehind(project, inner.expression, depth + 1);
    if (ts.isCallExpression(inner)) {
      const { all, isComplete } = calleesOf(project, inner);
      const returned = all.flatMap(({ node, reference }) => (reference ? [] : returnsOf(project, node)));
      const each = returned.map((one) => literalsBehind(project, one, depth + 1));
      return isComplete && each.every((literals) => literals.length > 0) ? each.flat() : [];
    }
    if (!isNameOrMember(ts, inner)) return [];
    const origin = originOf(project, inner);
    const value = declaredValue(origin);
    if (origin.reference || !value || value === inner || !ts.isExpression(value) || isFunctionNode(ts, value)) return [];
    return literalsBehind(project, value, depth + 1);
  });
  return found.every((literals) => literals.length > 0) ? found.flat() : [];
}

/**
 * What the properties of an object are given that count, the last of each name: without those that are named, or one alone.
 *
 * @returns undefined where a spread or a computed name leaves it open
 */
export function writtenValues(
  ts: Project['ts'],
  { properties }: ts.ObjectLiteralExpression,
  counts: (name: string) => boolean,
): readonly ts.Expression[] | undefined {
  const values = new Map<string, ts.Expression>();
  for (const property of properties) {
    const name = property.name && nameOf(ts, property.name);
    if (name === undefined || ts.isSpreadAssignment(property)) return undefined;
    const value = valueOfProperty(ts, property);
    if (value) values.set(name, value);
    else values.delete(name);
  }
  return [...values].flatMap(([name, value]) => (counts(name) ? [value] : []));
}
