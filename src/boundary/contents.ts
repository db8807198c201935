import type ts from 'typescript';
import { branchesOf } from '../facts/exported-values.ts';
import { returnedExpressions } from '../facts/returns.ts';
import { isAsync, isFunctionNode, unwrap, type FunctionNode } from '../facts/syntax.ts';
import { originOf } from '../project/origin.ts';
import type { Project } from '../project/project.ts';
import type { PathSegment } from './judgement.ts';

/** A part of a value that can be seen where the value is made, and the way to it. */
export interface Content {
  readonly segment: PathSegment;
  readonly expression: ts.Expression;
}

/** What `new Map([[key, value]])` and `new Set([value])` are made of; undefined for any other class, and where it cannot be seen. */
export function collectionContents(project: Project, made: ts.NewExpression): readonly Content[] | undefined {
  const { ts } = project;
  const entries = made.arguments?.[0] && unwrap(ts, made.arguments[0]);
  if (!entries || !ts.isArrayLiteralExpression(entries) || entries.elements.length === 0) return undefined;
  const { end, members } = originOf(project, made.expression);
  if (end.kind !== 'global' || members.length > 0) return undefined;
  if (end.name === 'Set' && !entries.elements.some(ts.isSpreadElement)) {
    return entries.elements.map((expression) => ({ segment: { kind: 'element' }, expression }));
  }
  const pairs = entries.elements.map((element) => unwrap(ts, element));
  if (end.name !== 'Map' || !pairs.every(ts.isArrayLiteralExpression)) return undefined;
  const kinds = ['map-key', 'map-value'] as const;
  return pairs.flatMap(({ elements }) => kinds.flatMap((kind, index) => (elements[index] ? { segment: { kind }, expression: elements[index] } : [])));
}

/** The function literals that a function returns; none where it returns anything else, or a promise of them. */
export function returnedFunctions({ ts }: Project, fn: FunctionNode): readonly FunctionNode[] {
  if (isAsync(ts, fn)) return [];
  const returned = returnedExpressions(ts, fn);
  const functions = returned.flatMap((expression) => branchesOf(ts, expression)).map((expression) => unwrap(ts, expression));
  return functions.every((node) => isFunctionNode(ts, node)) ? functions : [];
}

/** Whether a class has what makes React take its instances for something else: `then`, `toJSON`, an iterator. */
export function hasProtocol(ts: Project['ts'], node: ts.ClassLikeDeclaration): boolean {
  return node.members.some(({ name }) => name && (ts.isComputedPropertyName(name) || /^(?:then|toJSON)$/.test(name.getText())));
}

/** The key of a property of an object literal; undefined where it is worked out at run time. */
export function keyOf(ts: Project['ts'], name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  return ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
}
