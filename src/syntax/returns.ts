import type ts from 'typescript';
import { descendantsOf } from './descendants.ts';
import { type NodeKinds } from './descendants.ts';
import type { TypeScript } from '../typescript.ts';
import { enclosingFunction, type FunctionNode } from './nodes.ts';
import { memoized } from './memoized.ts';

/** The expressions a function returns: those of its own `return` statements, or an arrow's body; in the order of the text. */
export const returnedExpressions = memoized(findReturned);

function findReturned(ts: TypeScript, { body }: FunctionNode): readonly ts.Expression[] {
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  return exitsBelow(ts, body, 'ReturnStatement').flatMap(({ expression }) => expression ?? []);
}

/** The `return` (and `throw`) statements below a node that leave the function which the node itself is in. */
export function exitsBelow<K extends 'ReturnStatement' | 'ThrowStatement'>(
  ts: TypeScript,
  root: ts.Node,
  ...kinds: readonly K[]
): Array<NodeKinds[K]> {
  const statements = descendantsOf(ts, root, ...kinds);
  if (statements.length === 0) return statements;
  const fn = enclosingFunction(ts, root);
  return statements.filter((statement) => enclosingFunction(ts, statement) === fn);
}
