import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { memoized } from './memoized.ts';
import { walk } from './walk.ts';
import { isForeignFile } from './nodes.ts';

/** The kinds of nodes that can be asked for by {@link descendantsOf}: the names of `ts.SyntaxKind`, and the nodes that have them. */
export interface NodeKinds {
  ArrowFunction: ts.ArrowFunction;
  AwaitExpression: ts.AwaitExpression;
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
  'AwaitExpression',
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

/** The places of kinds among the lists of an index, from 1 on. */
const places = new Map(listedKinds.map((kind, place) => [kind, place + 1]));

/** By the number of a kind its place, 0 where it is not listed. How kinds are numbered is the TypeScript's own. */
const placesByNumber = memoized((ts: TypeScript): Uint8Array => {
  const byNumber = new Uint8Array(Math.max(...listedKinds.map((kind) => ts.SyntaxKind[kind])) + 1);
  for (const [kind, place] of places) byNumber[ts.SyntaxKind[kind]] = place;
  return byNumber;
});

/** All nodes of a file in the order of the text, listed in one walk and kept with the file. */
export interface NodeIndex {
  readonly nodes: readonly ts.Node[];
  /** For each node, the position in the list of the first node behind what is below it. */
  readonly ends: Uint32Array;
  /** By the place of a kind, the positions in the list: of the kinds that the file has, which are few. */
  readonly kinds: ReadonlyArray<readonly number[] | undefined>;
  /** The positions of several kinds together, once they were asked for. */
  mixed?: Map<string, readonly number[]>;
  /** For each node, 1 where only the types need it. Filled when it is asked for. */
  erased?: Uint8Array;
}

const indexes = new WeakMap<ts.SourceFile, NodeIndex>();

/**
 * The index of the file that a node stands in. A file of a package is listed only where the whole of it is asked for: a rule
 * may follow one function into a declaration file of ten thousand lines.
 */
export function indexAround(ts: TypeScript, root: ts.Node): NodeIndex | undefined {
  const file = ts.isSourceFile(root) ? root : (root.getSourceFile() as ts.SourceFile | undefined);
  const known = file && indexes.get(file);
  if (known || !file) return known;
  if (file !== root && isForeignFile(file)) return undefined;
  const index = buildIndex(ts, file);
  indexes.set(file, index);
  return index;
}

function buildIndex(ts: TypeScript, file: ts.SourceFile): NodeIndex {
  const nodes: ts.Node[] = [];
  const ends: number[] = [];
  const open: number[] = [];
  const kinds: number[][] = [];
  const placeOf = placesByNumber(ts);
  const enter = (node: ts.Node): undefined => {
    const position = nodes.push(node) - 1;
    const place = placeOf[node.kind];
    if (place) (kinds[place] ??= []).push(position);
    open.push(position);
  };
  walk(ts, file, enter, () => void (ends[open.pop()!] = nodes.length));
  // Copies have no room to grow, and there are as many as modules.
  return { nodes: nodes.slice(), ends: Uint32Array.from(ends), kinds: kinds.map((list) => list.slice()) };
}

/** The positions in the list of what is below a root: from the first up to the second. Undefined where the root is not found. */
export function rangeBelow(ts: TypeScript, { nodes, ends }: NodeIndex, root: ts.Node): readonly [number, number] | undefined {
  if (ts.isSourceFile(root)) return [0, nodes.length];
  let position = lowerBound(nodes.length, (at) => nodes[at]!.pos >= root.pos);
  while (position < nodes.length && nodes[position] !== root && nodes[position]!.pos === root.pos) position++;
  return nodes[position] === root ? [position + 1, ends[position]!] : undefined;
}

/** The first number below a limit for which a test holds, where it holds for all behind that. */
export function lowerBound(limit: number, holds: (at: number) => boolean): number {
  let low = 0;
  for (let high = limit; low < high;) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The positions in the list of the nodes of some kinds, in order. */
export function positionsOf(index: NodeIndex, kinds: readonly NodeKind[]): readonly number[] {
  const lists: Array<readonly number[]> = [];
  for (const kind of kinds) {
    const list = index.kinds[places.get(kind)!];
    if (list) lists.push(list);
  }
  // Most files have nodes of few kinds, and of one kind they are in order.
  if (lists.length <= 1) return lists[0] ?? nowhere;
  const key = kinds.join(' ');
  const mixed = (index.mixed ??= new Map<string, readonly number[]>());
  let positions = mixed.get(key);
  if (!positions) mixed.set(key, (positions = lists.flat().sort((a, b) => a - b)));
  return positions;
}

const nowhere: readonly number[] = [];
