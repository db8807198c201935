import type ts from 'typescript';

/** So deep a climb has to be to be kept: most are short, and there are as many as nodes. */
const deep = 16;

/**
 * What the innermost of a node's ancestors says that says something. What a deep climb finds is kept for all the nodes on its way,
 * so that to ask it of every node of a chain takes no longer than the chain is.
 *
 * @param known what is kept, for as long as the answers hold
 * @param decide what an ancestor says about the node below it; undefined where it says nothing
 * @param otherwise what holds where no ancestor says anything
 */
export function fromAncestors<T>(
  known: WeakMap<ts.Node, T>,
  node: ts.Node,
  decide: (outer: ts.Node, inner: ts.Node) => T | undefined,
  otherwise: T,
): T {
  let answer: T | undefined;
  let steps = 0;
  let inner = node;
  for (; inner.parent; inner = inner.parent, steps++) {
    answer = known.get(inner) ?? decide(inner.parent, inner);
    if (answer !== undefined) break;
  }
  const found = answer ?? otherwise;
  if (steps < deep) return found;
  for (let below = node; below !== inner; below = below.parent) known.set(below, found);
  return found;
}
