import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/**
 * The innermost node at a position; one that ends there counts.
 *
 * @param position UTF-16 offset, 0-based
 * @returns undefined where none is
 */
export function nodeAt(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.Node | undefined {
  return nodesTo(ts, sourceFile, (node) => node.getStart(sourceFile) <= position && position <= node.end).at(-1);
}

/** The nodes of a file for which a test holds, each inside the one before: of those beside each other the first. */
export function nodesTo(ts: TypeScript, sourceFile: ts.SourceFile, isAround: (node: ts.Node) => boolean): ts.Node[] {
  const found: ts.Node[] = [];
  const enter = (node: ts.Node): ts.Node | undefined => (isAround(node) ? node : undefined);
  for (let node = ts.forEachChild(sourceFile, enter); node; node = ts.forEachChild(node, enter)) found.push(node);
  return found;
}
