import type ts from 'typescript';
import type { Project } from '../project/project.ts';
import { unwrap } from '../syntax/nodes.ts';

/** A chain that a person writes is shorter; of a longer one its end counts, else each call of it would look at all of it. */
const maximumChain = 50;

/** The names along a chain of members, calls and `new`, first to last: `db`, `user` of `db.user.create`. */
export function chainNames(ts: Project['ts'], expression: ts.Expression): string[] {
  const names: string[] = [];
  let inner = unwrap(ts, expression);
  while (names.length < maximumChain) {
    if (ts.isPropertyAccessExpression(inner)) names.unshift(inner.name.text);
    else if (!ts.isCallExpression(inner) && !ts.isAwaitExpression(inner)) break;
    inner = unwrap(ts, inner.expression);
  }
  if (ts.isIdentifier(inner)) names.unshift(inner.text);
  return names;
}
