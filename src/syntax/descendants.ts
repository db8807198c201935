import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { hasModifier, type FunctionNode } from './nodes.ts';
import { walk } from './walk.ts';

/** The kinds of nodes that can be asked for by {@link descendantsOf}: the names of `ts.SyntaxKind`, and the nodes that have them. */
export interface NodeKinds {
  ArrowFunction: ts.ArrowFunction;
  BinaryExpression: ts.BinaryExpression;
  BindingElement: ts.BindingElement;
  Block: ts.Block;
  CallExpression: ts.CallExpression;
  CaseClause: ts.CaseClause;
  Constructor: ts.ConstructorDeclaration;
  ConstructorType: ts.ConstructorTypeNode;
  DefaultClause: ts.DefaultClause;
  DoStatement: ts.DoStatement;
  ElementAccessExpression: ts.ElementAccessExpression;
  ExpressionWithTypeArguments: ts.ExpressionWithTypeArguments;
  ForInStatement: ts.ForInStatement;
  ForOfStatement: ts.ForOfStatement;
  ForStatement: ts.ForStatement;
  FunctionDeclaration: ts.FunctionDeclaration;
  FunctionExpression: ts.FunctionExpression;
  FunctionType: ts.FunctionTypeNode;
  GetAccessor: ts.GetAccessorDeclaration;
  IfStatement: ts.IfStatement;
  JsxAttribute: ts.JsxAttribute;
  JsxElement: ts.JsxElement;
  JsxOpeningElement: ts.JsxOpeningElement;
  JsxSelfClosingElement: ts.JsxSelfClosingElement;
  JsxSpreadAttribute: ts.JsxSpreadAttribute;
  LabeledStatement: ts.LabeledStatement;
  MethodDeclaration: ts.MethodDeclaration;
  MethodSignature: ts.MethodSignature;
  ModuleBlock: ts.ModuleBlock;
  NewExpression: ts.NewExpression;
  PropertyAccessExpression: ts.PropertyAccessExpression;
  PropertyAssignment: ts.PropertyAssignment;
  ReturnStatement: ts.ReturnStatement;
  SetAccessor: ts.SetAccessorDeclaration;
  SpreadAssignment: ts.SpreadAssignment;
  SpreadElement: ts.SpreadElement;
  TaggedTemplateExpression: ts.TaggedTemplateExpression;
  ThrowStatement: ts.ThrowStatement;
  TryStatement: ts.TryStatement;
  VariableDeclaration: ts.VariableDeclaration;
  WhileStatement: ts.WhileStatement;
  WithStatement: ts.WithStatement;
}

/** The name of a kind of node. */
export type NodeKind = keyof NodeKinds;

const listedKinds: readonly NodeKind[] = [
  'ArrowFunction',
  'BinaryExpression',
  'BindingElement',
  'Block',
  'CallExpression',
  'CaseClause',
  'Constructor',
  'ConstructorType',
  'DefaultClause',
  'DoStatement',
  'ElementAccessExpression',
  'ExpressionWithTypeArguments',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'FunctionDeclaration',
  'FunctionExpression',
  'FunctionType',
  'GetAccessor',
  'IfStatement',
  'JsxAttribute',
  'JsxElement',
  'JsxOpeningElement',
  'JsxSelfClosingElement',
  'JsxSpreadAttribute',
  'LabeledStatement',
  'MethodDeclaration',
  'MethodSignature',
  'ModuleBlock',
  'NewExpression',
  'PropertyAccessExpression',
  'PropertyAssignment',
  'ReturnStatement',
  'SetAccessor',
  'SpreadAssignment',
  'SpreadElement',
  'TaggedTemplateExpression',
  'ThrowStatement',
  'TryStatement',
  'VariableDeclaration',
  'WhileStatement',
  'WithStatement',
];

/** All nodes of a file in the order of the text, listed in one walk and kept with the file. */
interface NodeIndex {
  readonly nodes: readonly ts.Node[];
  /** For each node, the position in the list of the first node behind what is below it. */
  readonly ends: Uint32Array;
  /** By the kinds of {@link NodeKinds}, the positions in the list; those of several kinds together once they were asked for. */
  readonly kinds: Map<string, number[]>;
  /** For each node, 1 where only the types need it. Filled when it is asked for. */
  erased?: Uint8Array;
}

const indexes = new WeakMap<ts.SourceFile, NodeIndex>();

/**
 * The index of the file that a node stands in. A file of a package is listed only where the whole of it is asked for: a rule
 * may follow one function into a declaration file of ten thousand lines.
 */
function indexAround(ts: TypeScript, root: ts.Node): NodeIndex | undefined {
  const file = ts.isSourceFile(root) ? root : (root.getSourceFile() as ts.SourceFile | undefined);
  const known = file && indexes.get(file);
  if (known || !file) return known;
  if (file !== root && (file.isDeclarationFile || file.fileName.includes('/node_modules/'))) return undefined;
  const index = buildIndex(ts, file);
  indexes.set(file, index);
  return index;
}

function buildIndex(ts: TypeScript, file: ts.SourceFile): NodeIndex {
  const nodes: ts.Node[] = [];
  const ends: number[] = [];
  const open: number[] = [];
  const kinds = new Map(listedKinds.map((kind) => [kind, [] as number[]]));
  const lists: Array<number[] | undefined> = [];
  for (const [kind, list] of kinds) lists[ts.SyntaxKind[kind]] = list;
  const enter = (node: ts.Node): undefined => {
    const position = nodes.push(node) - 1;
    lists[node.kind]?.push(position);
    open.push(position);
  };
  walk(ts, file, enter, () => void (ends[open.pop()!] = nodes.length));
  return { nodes, ends: Uint32Array.from(ends), kinds };
}

/** The positions in the list of what is below a root: from the first up to the second. Undefined where the root is not found. */
function rangeBelow(ts: TypeScript, { nodes, ends }: NodeIndex, root: ts.Node): readonly [number, number] | undefined {
  if (ts.isSourceFile(root)) return [0, nodes.length];
  let position = lowerBound(nodes.length, (at) => nodes[at]!.pos >= root.pos);
  while (position < nodes.length && nodes[position] !== root && nodes[position]!.pos === root.pos) position++;
  return nodes[position] === root ? [position + 1, ends[position]!] : undefined;
}

/** The first number below a limit for which a test holds, where it holds for all behind that. */
function lowerBound(limit: number, holds: (at: number) => boolean): number {
  let low = 0;
  for (let high = limit; low < high;) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

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

function positionsOf({ kinds: known }: NodeIndex, kinds: readonly NodeKind[]): readonly number[] {
  const key = kinds.join(' ');
  let positions = known.get(key);
  if (!positions) {
    const lists = kinds.flatMap((kind) => (known.get(kind)!.length > 0 ? [known.get(kind)!] : []));
    // Most files have nodes of few kinds, and of one kind they are in order.
    positions = lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => a - b);
    known.set(key, positions);
  }
  return positions;
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
