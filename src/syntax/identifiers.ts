import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { forEachDescendant } from './nodes.ts';

const known = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Identifier[]>>();
const none: readonly ts.Identifier[] = [];

/** The identifiers of a file by what they say, in the order of the text. Listed once a file, and not at all where the text lacks the name. */
export function identifiersNamed(ts: TypeScript, sourceFile: ts.SourceFile, name: string): readonly ts.Identifier[] {
  let names = known.get(sourceFile);
  if (!names) {
    if (!sourceFile.text.includes(name)) return none;
    known.set(sourceFile, (names = listed(ts, sourceFile)));
  }
  return names.get(name) ?? none;
}

function listed(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlyMap<string, readonly ts.Identifier[]> {
  const names = new Map<string, ts.Identifier[]>();
  forEachDescendant(ts, sourceFile, (node) => {
    if (!ts.isIdentifier(node)) return undefined;
    const list = names.get(node.text);
    if (list) list.push(node);
    else names.set(node.text, [node]);
    return undefined;
  });
  return names;
}
