import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/**
 * The innermost node at a position; one that ends there counts.
 *
 * @param position UTF-16 offset, 0-based
 * @returns undefined where none is
 */
export function nodeAt(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.Node | undefined {
  let node: ts.Node = sourceFile;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, (candidate) =>
      candidate.getStart(sourceFile) <= position && position <= candidate.end ? candidate : undefined,
    );
    if (!child) return node === sourceFile ? undefined : node;
    node = child;
  }
}
