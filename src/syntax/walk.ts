import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { isHole } from './nodes.ts';

/** So deep a walk calls itself; below that it keeps a list, so that no nesting overflows the stack. */
const deepest = 200;

/**
 * The one walk through nodes.
 *
 * @param leave called when a node and all that is below it has been visited
 */
export function walk(ts: TypeScript, root: ts.Node, enter: (node: ts.Node) => boolean | undefined, leave?: () => void): void {
  const { FirstNode } = ts.SyntaxKind;
  let depth = 0;
  const visit = (node: ts.Node): void => {
    if (isHole(ts, node)) return;
    // Names, keywords and literals have nothing below them, and are most of a file.
    if (enter(node) !== false && node.kind >= FirstNode) {
      if (depth === deepest) walkByList(ts, node, enter, leave);
      else {
        depth++;
        ts.forEachChild(node, visit);
        depth--;
      }
    }
    leave?.();
  };
  ts.forEachChild(root, visit);
}

function walkByList(
  ts: TypeScript,
  root: ts.Node,
  enter: (node: ts.Node) => boolean | undefined,
  leave: (() => void) | undefined,
): void {
  // A node that is to be entered, or undefined where one has to be left.
  const stack: Array<ts.Node | undefined> = [];
  const push = (parent: ts.Node): void => {
    const children: ts.Node[] = [];
    ts.forEachChild(parent, (child) => void (isHole(ts, child) || children.push(child)));
    // The last pushed is visited first.
    for (const child of children.reverse()) stack.push(child);
  };
  push(root);
  while (stack.length > 0) {
    const node = stack.pop();
    if (!node) {
      leave!();
      continue;
    }
    if (leave) stack.push(undefined);
    if (enter(node) !== false) push(node);
  }
}
