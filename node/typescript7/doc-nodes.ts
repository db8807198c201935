import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';

interface Documented extends ts.Node {
  readonly jsDoc?: readonly ts.Node[];
}

/** Where a node is in its text, and which kind it is. */
export function docPlaceOf({ pos, end }: { readonly pos: number; readonly end: number }, kind: number | undefined): string {
  return `${pos} ${end} ${kind}`;
}

/**
 * The nodes of a JavaScript file's documentation comments, by place: its types are declared there, and TypeScript 7.1 has them as if
 * they stood in the code.
 */
export function docNodesOf(typescript: TypeScript, file: ts.SourceFile): ReadonlyMap<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  const collect = (node: ts.Node): void => {
    found.set(docPlaceOf(node, node.kind), node);
    typescript.forEachChild(node, collect);
  };
  const visit = (node: Documented): void => {
    node.jsDoc?.forEach(collect);
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
