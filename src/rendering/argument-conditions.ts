import type ts from 'typescript';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { forEachNodeFrom } from '../syntax/descendants.ts';
import { isNameOrAccess, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { conditionsAround, type Condition } from './guards.ts';

/**
 * Whether one of the conditions for a place in a function asks nothing but what functions were given: whether it runs is each caller's
 * to say.
 */
export function hangsOnArguments(project: Project, place: ts.Node, within: FunctionNode): boolean {
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
