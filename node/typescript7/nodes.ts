import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import type { Kinds, Node, NodeHandle, Program } from './api.ts';
import { docNodesOf, docPlaceOf } from './doc-nodes.ts';
import { valuesBetween } from './enumerations.ts';

/**
 * The same nodes in two trees: the one that TypeScript 6 has parsed, which the analysis reads, and the one that TypeScript 7.1 has
 * of the same text, which it is asked about. They are found from their parents, by place and kind.
 */
export class Nodes {
  readonly #ts: TypeScript;
  readonly #program: Program;
  readonly #sourceFile: (path: string) => ts.SourceFile | undefined;
  readonly #kindOf: (kind: number) => number | undefined;
  readonly #ours = new WeakMap<Node, ts.Node>();
  readonly #theirs = new WeakMap<ts.Node, Node>();
  readonly #paired = new WeakSet<ts.Node>();
  readonly #docs = new WeakMap<ts.SourceFile, ReadonlyMap<string, ts.Node>>();
  readonly #handles = new WeakMap<NodeHandle, ts.Node | false>();

  /** @param sourceFile a file of the program as TypeScript 6 parses it */
  constructor(typescript: TypeScript, kinds: Kinds, program: Program, sourceFile: (path: string) => ts.SourceFile | undefined) {
    this.#ts = typescript;
    this.#program = program;
    this.#sourceFile = sourceFile;
    const kindOf = valuesBetween(kinds, typescript.SyntaxKind);
    this.#kindOf = (kind) => (kind === kinds.EndOfFile ? typescript.SyntaxKind.EndOfFileToken : kindOf(kind));
  }

  /** The node as TypeScript 7.1 has it; undefined where it has none there, as in a text that it parses otherwise. */
  theirs(node: ts.Node): Node | undefined {
    const known = this.#theirs.get(node);
    if (known) return known;
    if (this.#ts.isSourceFile(node)) {
      const file = this.#program.getSourceFile(node.fileName);
      if (file) this.#pair(node, file);
      return file;
    }
    // What was made by a fix has no parent, and is in no file.
    const parent = node.parent as ts.Node | undefined;
    const theirParent = parent && this.theirs(parent);
    if (!theirParent || this.#paired.has(parent)) return undefined;
    this.#pairChildren(parent, theirParent);
    return this.#theirs.get(node);
  }

  /** The node that TypeScript 7.1 names; undefined where it is none of the text, or of no file. */
  ours(handle: NodeHandle): ts.Node | undefined {
    let node = this.#handles.get(handle);
    if (node === undefined) this.#handles.set(handle, (node = this.#resolve(handle) ?? false));
    return node || undefined;
  }

  #resolve(handle: NodeHandle): ts.Node | undefined {
    const node = handle.resolve();
    return node && (this.#ourOf(node) ?? this.#inDocs(node));
  }

  /** What a documentation comment of JavaScript declares: by its own place, or by that of its name where it is another kind of node here. */
  #inDocs(node: Node): ts.Node | undefined {
    const file = this.#ourOf(node.getSourceFile());
    if (!file || !this.#ts.isSourceFile(file) || !/\.[cm]?jsx?$/.test(file.fileName)) return undefined;
    let docs = this.#docs.get(file);
    if (!docs) this.#docs.set(file, (docs = docNodesOf(this.#ts, file)));
    const { name } = node as Node & { readonly name?: Node };
    const own = docs.get(docPlaceOf(node, this.#kindOf(node.kind)));
    return own ?? (name && docs.get(docPlaceOf(name, this.#kindOf(name.kind)))?.parent);
  }

  #ourOf(node: Node): ts.Node | undefined {
    const known = this.#ours.get(node);
    if (known) return known;
    const parent = node.parent as Node | undefined;
    if (!parent) {
      const file = this.#sourceFile((node as Node & { readonly fileName: string }).fileName);
      if (file) this.#pair(file, node);
      return file;
    }
    const ourParent = this.#ourOf(parent);
    if (!ourParent || this.#paired.has(ourParent)) return undefined;
    this.#pairChildren(ourParent, parent);
    return this.#ours.get(node);
  }

  #pair(our: ts.Node, their: Node): void {
    this.#ours.set(their, our);
    this.#theirs.set(our, their);
  }

  #pairChildren(our: ts.Node, their: Node): void {
    this.#paired.add(our);
    const found = new Map<string, Node>();
    their.forEachChild((child) => void found.set(docPlaceOf(child, this.#kindOf(child.kind)), child));
    this.#ts.forEachChild(our, (child) => {
      const match = found.get(docPlaceOf(child, child.kind));
      if (match) this.#pair(child, match);
    });
  }
}
