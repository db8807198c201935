import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import type { Project } from '../project/project.ts';

/** The expressions that a function may return, each branch of a conditional for itself, in the order of the text. */
export function returnsOf({ ts }: Project, fn: FunctionNode): readonly ts.Expression[] {
  return returnedExpressions(ts, fn).flatMap((returned) => branchesOf(ts, returned));
}
