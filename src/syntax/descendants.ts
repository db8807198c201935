import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { hasModifier, type FunctionNode } from './nodes.ts';
import { indexAround, lowerBound, positionsOf, rangeBelow, type NodeIndex, type NodeKind, type NodeKinds } from './node-index.ts';
import { walk } from './walk.ts';

export type { NodeKinds } from './node-index.ts';

/**
 * Visits every node below a root in the order of the text, but for the holes of patterns. No depth of nesting overflows the
 * stack. A file is walked once, however often this is asked.
 *
 * @param enter called with each node; `false` leaves out what is inside it
 */
export function forEachDescendant(ts: TypeScript, root: ts.Node, enter: (node: ts.Node) => boolean | undefined): void {
  const index = indexAround(ts, root);
  const range = index && rangeBelow(ts, index, root);
  if (!range) {
    walk(ts, root, enter);
    return;
  }
  const { nodes, ends } = index;
  const [first, end] = range;
  for (let at = first; at < end;) at = enter(nodes[at]!) === false ? ends[at]! : at + 1;
}

/** As {@link forEachDescendant}, the root first. */
export function forEachNodeFrom(ts: TypeScript, root: ts.Node, enter: (node: ts.Node) => boolean | undefined): void {
  if (enter(root) !== false) forEachDescendant(ts, root, enter);
}

/**
 * Whether a root, or a node below it, is what is looked for.
 *
 * @param isLeftOut what is not looked at, nor into
 */
export function hasNode(
  ts: TypeScript,
  root: ts.Node,
  isSuch: (node: ts.Node) => boolean,
  isLeftOut?: (node: ts.Node) => boolean,
): boolean {
  return firstAnswer(ts, root, (node) => isSuch(node) || undefined, isLeftOut) !== undefined;
}

/** The first answer that a root, or a node below it, gives to a question, in the order of the text: as {@link hasNode}. */
export function firstAnswer<Answer>(
  ts: TypeScript,
  root: ts.Node,
  ask: (node: ts.Node) => Answer | undefined,
  isLeftOut?: (node: ts.Node) => boolean,
): Answer | undefined {
  let answer: Answer | undefined;
  forEachNodeFrom(ts, root, (node) => {
    if (answer !== undefined || isLeftOut?.(node)) return false;
    answer = ask(node);
    return answer === undefined ? undefined : false;
  });
  return answer;
}

/** As {@link forEachDescendant}, for a walk through a file that nothing else may ask for, or that ends soon: nothing is kept. */
export function forEachDescendantOnce(ts: TypeScript, root: ts.Node, enter: (node: ts.Node) => boolean | undefined): void {
  walk(ts, root, enter);
}

/** As {@link descendantsOf}, the root itself first where it is of one of the kinds. */
export function nodesFrom<K extends NodeKind>(ts: TypeScript, root: ts.Node, ...kinds: readonly K[]): Array<NodeKinds[K]> {
  const found = select(ts, root, kinds, undefined);
  if (kinds.some((kind) => root.kind === ts.SyntaxKind[kind])) found.unshift(root as NodeKinds[K]);
  return found;
}

/** The nodes of some kinds below a root, in the order of the text. A file without any costs one look. */
export function descendantsOf<K extends NodeKind>(ts: TypeScript, root: ts.Node, ...kinds: readonly K[]): Array<NodeKinds[K]> {
  return select(ts, root, kinds, undefined);
}

/** The functions below a root that could hold a directive, in the order of the text. */
export function functionsIn(ts: TypeScript, root: ts.Node): FunctionNode[] {
  return descendantsOf(
    ts,
    root,
    'FunctionDeclaration',
    'FunctionExpression',
    'ArrowFunction',
    'MethodDeclaration',
    'Constructor',
    'GetAccessor',
    'SetAccessor',
  );
}

/** As {@link descendantsOf}, without what only the types need: see {@link forEachRuntimeNode}. */
export function runtimeDescendantsOf<K extends NodeKind>(
  ts: TypeScript,
  root: ts.Node,
  ...kinds: readonly K[]
): Array<NodeKinds[K]> {
  return select(ts, root, kinds, isErasedIn);
}

function select<K extends NodeKind>(
  ts: TypeScript,
  root: ts.Node,
  kinds: readonly K[],
  isLeftOut: ((ts: TypeScript, index: NodeIndex, at: number) => boolean) | undefined,
): Array<NodeKinds[K]> {
  const index = indexAround(ts, root);
  const range = index && rangeBelow(ts, index, root);
  const found: ts.Node[] = [];
  if (!range) {
    const wanted = new Set<ts.SyntaxKind>(kinds.map((kind) => ts.SyntaxKind[kind]));
    const enter = (node: ts.Node): boolean | undefined => {
      if (isLeftOut && isOnlyForTypes(ts, node)) return false;
      if (wanted.has(node.kind)) found.push(node);
      return undefined;
    };
    walk(ts, root, enter);
  } else {
    const positions = positionsOf(index, kinds);
    const [first, end] = range;
    let at = first === 0 ? 0 : lowerBound(positions.length, (place) => positions[place]! >= first);
    for (; at < positions.length && positions[at]! < end; at++) {
      if (!isLeftOut?.(ts, index, positions[at]!)) found.push(index.nodes[positions[at]!]!);
    }
  }
  return found as Array<NodeKinds[K]>;
}

/**
 * Visits every node of a file that is left at run time: what only the types need (annotations, interfaces, `declare`,
 * `implements`, type imports) is left out.
 *
 * @param enter as in {@link forEachDescendant}
 */
export function forEachRuntimeNode(ts: TypeScript, root: ts.Node, enter: (node: ts.Node) => boolean | undefined): void {
  forEachDescendant(ts, root, (node) => (isOnlyForTypes(ts, node) ? false : enter(node)));
}

function isErasedIn(ts: TypeScript, index: NodeIndex, at: number): boolean {
  if (!index.erased) {
    const { nodes, ends } = index;
    const erased = new Uint8Array(nodes.length);
    for (let each = 0; each < nodes.length;) {
      if (!isOnlyForTypes(ts, nodes[each]!)) each++;
      else each = erased.fill(1, each, ends[each]) && ends[each]!;
    }
    index.erased = erased;
  }
  return index.erased[at] === 1;
}

function isOnlyForTypes(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return false;
  if (ts.isTypeNode(node)) return !ts.isExpressionWithTypeArguments(node);
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node)) return true;
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isIndexSignatureDeclaration(node)) return true;
  return ts.isStatement(node) && hasModifier(ts, node, ts.SyntaxKind.DeclareKeyword);
}
