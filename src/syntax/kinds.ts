import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/** The name of a kind, as `ts.SyntaxKind` has it. */
type KindName = keyof typeof ts.SyntaxKind;

/**
 * A test whether a node is of one of some kinds, in one look where the guards of TypeScript take one for each: of what is asked of
 * every node of a file.
 */
export function kindTest<Node extends ts.Node>(...names: readonly KindName[]): (ts: TypeScript, node: ts.Node) => node is Node {
  // How kinds are numbered is the TypeScript's own: most runs have one.
  let numbered: TypeScript | undefined;
  let isOne = new Uint8Array();
  return (ts, node): node is Node => {
    if (numbered !== ts) {
      const kinds = names.map((name) => ts.SyntaxKind[name]);
      isOne = new Uint8Array(Math.max(...kinds) + 1);
      for (const kind of kinds) isOne[kind] = 1;
      numbered = ts;
    }
    return isOne[node.kind] === 1;
  };
}
