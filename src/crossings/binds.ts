import type ts from 'typescript';
import { forEachDescendant, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import { serverFunctionOf } from '../flow/server-function.ts';

/** A `.bind` on a Server Function. */
export interface Bind {
  readonly call: ts.CallExpression;
  /** The Server Function's name; undefined where it has none. */
  readonly name: string | undefined;
  /** The function itself, where it is not hidden behind a wrapper call. */
  readonly node: FunctionNode | undefined;
  /** The bound values, without the `this` in front. */
  readonly values: readonly ts.Expression[];
}

/** The calls of `.bind` on Server Functions in a file, in the order of the text. */
export function bindsOf(project: Project, sourceFile: ts.SourceFile): Bind[] {
  const { ts } = project;
  const found: Bind[] = [];
  if (!sourceFile.text.includes('.bind')) return found;
  forEachDescendant(ts, sourceFile, (node) => {
    if (!ts.isCallExpression(node)) return;
    const callee = unwrap(ts, node.expression);
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'bind') return;
    const target = serverFunctionOf(project, callee.expression);
    if (target)
      found.push({
        call: node,
        name: target.name,
        node: target.node,
        values: node.arguments.slice(1).filter((value) => !ts.isSpreadElement(value)),
      });
  });
  return found;
}
