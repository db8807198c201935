import type ts from 'typescript';
import { namesGiven, propsOf } from '../flow/call-sites.ts';
import { originOf } from '../flow/origin.ts';
import { literalsOf, noNames, partsOf, type Names } from '../flow/properties.ts';
import { branchesOf } from '../syntax/branches.ts';
import { isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { isOfPlatform } from './builtins.ts';
import { hasProtocol, segmentOf } from './contents.ts';
import { judgeProp } from './handed-values.ts';
import { isFunctionReason, judged, ok, oneOf, unknown, within, worst, type Judgement } from './judgement.ts';
import { judgeType } from './serializable.ts';
import { isClassLike, isLostInCopy } from './type-structure.ts';
import { maximumValueDepth, type ValuePlace, type ValueWalk } from './value-walk.ts';

/**
 * Judges an object literal by its properties as they end up: one that a later one replaces is not in it.
 *
 * @param hidden names that something behind the literal sets again, where it is spread
 */
export function judgeLiteral(
  walk: ValueWalk,
  literal: ts.ObjectLiteralExpression,
  place: ValuePlace,
  hidden: Names = noNames,
): Judgement {
  const { project } = walk.question;
  const { ts } = project;
  // Any object with a `then` is a promise to React, one with a `toJSON` is replaced by what that returns: its type says which.
  if (hasProtocol(ts, literal.properties)) return walk.judgeByType(literal, place);
  return worst(
    partsOf(project, literal, hidden).map(({ node, isSpread, value, hidden: replaced }): Judgement => {
      if (isSpread) return value && !isFunctionNode(ts, value) ? judgeSpread(walk, value, place, replaced) : unknown;
      const name = node.name as ts.PropertyName;
      const symbol = symbolKey(walk, name);
      if (symbol) return symbol;
      const segment = segmentOf(project, name);
      if (!segment || !value) return unknown;
      const inner = {
        name: segment.kind === 'property' ? segment.name : undefined,
        depth: place.depth + 1,
        isNested: true,
      };
      return within(segment, isFunctionNode(ts, value) ? walk.judgeFunction(value, inner) : walk.judge(value, inner));
    }),
  );
}

/** `{ [tag]: 1 }` of a symbol: React drops the key, and warns of it. */
function symbolKey({ question }: ValueWalk, name: ts.PropertyName): Judgement | undefined {
  const { ts, checker } = question.project;
  if (!ts.isComputedPropertyName(name) || !checker) return undefined;
  const { flags } = checker.getTypeAtLocation(name.expression);
  return flags & ts.TypeFlags.ESSymbolLike
    ? judged('converts', { kind: 'symbol-key', name: name.expression.getText() })
    : undefined;
}

/**
 * Judges what a value brings along where its properties are copied: into an object, or into the props of an element.
 *
 * @param place that of the object it is copied into
 * @param hidden names that something behind it sets again
 */
export function judgeSpread(walk: ValueWalk, expression: ts.Expression, place: ValuePlace, hidden: Names = noNames): Judgement {
  const { project } = walk.question;
  const { ts } = project;
  const inner = { depth: place.depth + 1, isNested: true };
  if (inner.depth > maximumValueDepth) return unknown;
  return worst(
    branchesOf(ts, expression).map((branch): Judgement => {
      const literals = literalsOf(project, branch);
      if (literals) return worst(literals.map((literal) => judgeLiteral(walk, literal, inner, hidden)));
      const props = ts.isIdentifier(branch) ? propsOf(project, originOf(project, branch)) : undefined;
      if (props) return judgeAllProps(walk, branch, props, place, hidden);
      return copyOfValue(walk, branch, inner) ?? copyByType(walk, branch, hidden);
    }),
  );
}

/** What a value is known to hold by the way it is made, where its type does not say so: `Object.assign({}, …)`, `[f]`. */
function copyOfValue(walk: ValueWalk, expression: ts.Expression, place: ValuePlace): Judgement | undefined {
  const { ts } = walk.question.project;
  if (!ts.isCallExpression(expression) && !ts.isArrayLiteralExpression(expression)) return undefined;
  const judgement = walk.judge(expression, place);
  const [first] = judgement.path;
  const isCopied = first !== undefined && (first.kind === 'property' || first.kind === 'index' || first.kind === 'entry');
  return judgement.verdict === 'no' && isCopied && first.kind !== 'property' ? judgement : undefined;
}

/** All of a component's props: each function among them is judged where the component is given it. */
function judgeAllProps(
  walk: ValueWalk,
  expression: ts.Expression,
  { component, taken }: { readonly component: FunctionNode; readonly taken: ReadonlySet<string> },
  place: ValuePlace,
  hidden: Names,
): Judgement {
  const { project } = walk.question;
  const isOut = (name: string): boolean => taken.has(name) || hidden.has(name) || name === 'key' || name === 'ref';
  const byType = copyByType(walk, expression, { has: isOut }, (name, judgement) =>
    judgeProp(walk, component, { ...place, name, isNested: false }, judgement),
  );
  if (byType.verdict !== 'unknown' || byType.reason) return byType;
  // Where there are no types, what the call sites show.
  const given = [...namesGiven(project, component)].filter((name) => !isOut(name));
  return worst([
    byType,
    ...given.map((name) =>
      within({ kind: 'property', name }, judgeProp(walk, component, { ...place, name, isNested: false }, unknown)),
    ),
  ]);
}

/** How many properties of one type are looked at: the elements of React's types have some three hundred. */
const maximumProperties = 1000;

/** The properties that a copy of a type's values has: those of its own, not its class's methods. */
function copyByType(
  { question }: ValueWalk,
  expression: ts.Expression,
  hidden: Names,
  ofFunction?: (name: string, judgement: Judgement) => Judgement,
): Judgement {
  const { project, direction } = question;
  const { ts, checker } = project;
  if (!checker) return unknown;
  const shapes = { ts, checker };
  const { Object: AnyObject, Intersection, Null, Undefined, Void, BooleanLike } = ts.TypeFlags;
  const judgePart = (type: ts.Type): Judgement => {
    if (type.flags & (Null | Undefined | Void | BooleanLike)) return ok;
    if (!(type.flags & (AnyObject | Intersection)) || checker.isArrayType(type)) return unknown;
    const symbol = type.symbol as ts.Symbol | undefined;
    // What the platform's own objects hold is not theirs to copy.
    if (symbol && isOfPlatform(symbol) && isClassLike(shapes, symbol)) return unknown;
    const properties = checker.getPropertiesOfType(type).slice(0, maximumProperties);
    const judgements = properties.map((property): Judgement => {
      const { name } = property;
      if (hidden.has(name) || isLostInCopy(shapes, type, property) || !isOwn(ts, property)) return ok;
      const position = { direction, position: 'nested', name } as const;
      const judgement = judgeType(ts, checker, checker.getTypeOfSymbolAtLocation(property, expression), position);
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      const seen = isOptional && judgement.verdict === 'no' ? { ...judgement, verdict: 'maybe' as const } : judgement;
      const isFunction = isFunctionReason(seen) && seen.path.length === 0;
      return within({ kind: 'property', name }, isFunction && ofFunction ? ofFunction(name, seen) : seen);
    });
    const entries = checker
      .getIndexInfosOfType(type)
      .map(({ type: value }) => within({ kind: 'entry' }, judgeType(ts, checker, value, { direction, position: 'nested' })));
    return properties.length + entries.length === 0 ? unknown : worst([...judgements, ...entries]);
  };
  const type = checker.getTypeAtLocation(expression);
  return type.isUnion() ? oneOf(type.types.map(judgePart)) : judgePart(type);
}

/** Not a method or an accessor of a class, nor a key that is a symbol. */
function isOwn(ts: ValueWalk['question']['project']['ts'], property: ts.Symbol): boolean {
  if (/^__[@#]/.test(String(property.escapedName))) return false;
  const isOfPrototype = (property.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0;
  return !isOfPrototype || !(property.declarations?.some(({ parent }) => ts.isClassLike(parent)) ?? false);
}
