import type ts from 'typescript';
import { unwrap } from '../syntax/nodes.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import type { PathSegment } from './judgement.ts';

/** A part of a value that can be seen where the value is made, and the way to it. */
interface Content {
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
  return pairs.flatMap(({ elements }) =>
    kinds.flatMap((kind, index) => (elements[index] ? { segment: { kind }, expression: elements[index] } : [])),
  );
}

/** Whether there is a member by which React takes an object for something else: `then`, `toJSON`, `[Symbol.iterator]`. */
export function hasProtocol(
  { isComputedPropertyName }: Project['ts'],
  members: ReadonlyArray<ts.ClassElement | ts.ObjectLiteralElementLike>,
): boolean {
  return members.some(({ name }) => {
    if (!name) return false;
    const text = isComputedPropertyName(name) ? name.expression.getText() : name.getText();
    return /^(?:(['"]?)(?:then|toJSON)\1|Symbol\.(?:iterator|asyncIterator))$/.test(text);
  });
}

/** The way to a property of an object literal; undefined for keys that may be symbols, which React drops. */
export function segmentOf({ ts, checker }: Project, name: ts.PropertyName): PathSegment | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
    return { kind: 'property', name: name.text };
  if (!ts.isComputedPropertyName(name)) return undefined;
  if (ts.isStringLiteralLike(name.expression)) return { kind: 'property', name: name.expression.text };
  const { StringLike, NumberLike } = ts.TypeFlags;
  const key = checker?.getTypeAtLocation(name.expression);
  const isText = ts.isTemplateExpression(name.expression) || (key !== undefined && (key.flags & (StringLike | NumberLike)) !== 0);
  return isText ? { kind: 'entry' } : undefined;
}
