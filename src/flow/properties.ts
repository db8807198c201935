import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { Grouped } from '../syntax/grouped.ts';
import { memoized } from '../syntax/memoized.ts';
import { isKeywordLiteral, isNameOrMember, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import { declaredValue, originOf } from './origin.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { attributeValue } from '../syntax/jsx.ts';
import { typesOf } from '../syntax/types.ts';
import { isFallback } from '../syntax/operators.ts';

/** Names of which only is asked whether one is among them: a set of them for each of many parts would be as many copies. */
export interface Names {
  has(name: string): boolean;
}

/** A part of an object literal or of an element's attributes that counts: a property, or what is left of a spread value. */
interface Part {
  /** The attribute, the property, or the spread. */
  readonly node: ts.JsxAttributeLike | ts.ObjectLiteralElementLike;
  /** The property's name; undefined for a spread and for a computed name. */
  readonly name: string | undefined;
  readonly isSpread: boolean;
  /** What it is given; a method is its own value. Undefined for an attribute without one, and for an accessor. */
  readonly value: ts.Expression | FunctionNode | undefined;
  /** Names that a later part sets for certain: of a spread value they do not count. */
  readonly hidden: Names;
}

/** No name at all. */
export const noNames: ReadonlySet<string> = new Set();

/**
 * The parts of an object literal or of an element's attributes, in order, as they end up: a property that a later part sets again
 * for certain is left out, and a spread says which of its names are.
 *
 * @param later names that are set for certain behind all of them, such as `children` between the tags
 */
export function partsOf(project: Project, owner: ts.ObjectLiteralExpression | ts.JsxAttributes, later: Names = noNames): Part[] {
  const { ts } = project;
  const found: Part[] = [];
  /** By name the step, from the end, of the last part that sets it. */
  const setAt = new Map<string, number>();
  for (const [step, node] of [...owner.properties].reverse().entries()) {
    const hidden: Names = { has: (name) => later.has(name) || setAt.get(name)! < step };
    const spread = ts.isSpreadAssignment(node) || ts.isJsxSpreadAttribute(node) ? node.expression : undefined;
    const name = spread ? undefined : partNameOf(ts, node.name!);
    if (name === undefined || !hidden.has(name)) {
      found.push({ node, name, isSpread: spread !== undefined, value: spread ?? partValue(ts, node), hidden });
    }
    const names = spread ? namesSetBy(project, spread) : name === undefined ? noNames : [name];
    for (const set of names) if (!setAt.has(set)) setAt.set(set, step);
    // Without types such a spread may set anything, and of what stands before it nothing is known.
    if (spread && !project.checker && !literalsOf(project, spread)) break;
  }
  return found.reverse();
}

const partsByName = memoized(
  (project: Project, owner: ts.ObjectLiteralExpression | ts.JsxAttributes) =>
    new Grouped(partsOf(project, owner), ({ name }) => name),
);

/** Of the {@link partsOf} those that may set one name: the property of that name, and the spreads, in order. Many names may be asked for. */
export function partsThatMaySet(
  project: Project,
  owner: ts.ObjectLiteralExpression | ts.JsxAttributes,
  name: string,
): readonly Part[] {
  const byName = partsByName(project, owner);
  const spreads = byName.of(undefined).filter(({ isSpread }) => isSpread);
  return [...spreads, ...byName.of(name)].sort((one, other) => one.node.pos - other.node.pos);
}

/** The object literals that an expression's value is spread from; undefined where one of its branches is anything else. */
export function literalsOf(project: Project, expression: ts.Expression): ts.ObjectLiteralExpression[] | undefined {
  const { ts } = project;
  const literals: ts.ObjectLiteralExpression[] = [];
  for (const branch of branchesOf(ts, expression)) {
    const literal = literalBehind(project, branch);
    if (literal) literals.push(literal);
    // These bring no property.
    else if (!isKeywordLiteral(ts, branch)) return undefined;
  }
  return literals;
}

function literalBehind(project: Project, branch: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const { ts } = project;
  if (ts.isObjectLiteralExpression(branch)) return branch;
  if (!isNameOrMember(ts, branch)) return undefined;
  const origin = originOf(project, branch);
  const value = declaredValue(origin);
  if (origin.reference || !value || !ts.isExpression(value)) return undefined;
  const inner = unwrap(ts, value);
  return ts.isObjectLiteralExpression(inner) ? inner : undefined;
}

/** The names that a spread sets whatever branch its value takes. */
function namesSetBy(project: Project, expression: ts.Expression): ReadonlySet<string> {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (ts.isConditionalExpression(inner)) return common(project, inner.whenTrue, inner.whenFalse);
  // Of `a && b` the first may be all there is.
  if (ts.isBinaryExpression(inner)) return isFallback(ts, inner) ? common(project, inner.left, inner.right) : noNames;
  const literal = project.checker && !ts.isObjectLiteralExpression(inner) ? undefined : literalBehind(project, inner);
  return literal ? namesOfLiteral(project, literal) : namesByType(project, inner);
}

/** The literals that are being looked into: one may be spread into itself. */
const openLiterals = new Set<ts.Node>();

function namesOfLiteral(project: Project, literal: ts.ObjectLiteralExpression): ReadonlySet<string> {
  if (openLiterals.has(literal)) return noNames;
  openLiterals.add(literal);
  try {
    return namesOfParts(project, literal);
  } finally {
    openLiterals.delete(literal);
  }
}

function namesOfParts(project: Project, literal: ts.ObjectLiteralExpression): ReadonlySet<string> {
  const { ts } = project;
  const names = new Set<string>();
  for (const { name, isSpread, value } of partsOf(project, literal)) {
    if (name !== undefined) names.add(name);
    else if (isSpread && value && ts.isExpression(value)) for (const set of namesSetBy(project, value)) names.add(set);
  }
  return names;
}

function common(project: Project, first: ts.Expression, second: ts.Expression): ReadonlySet<string> {
  const others = namesSetBy(project, second);
  return new Set([...namesSetBy(project, first)].filter((name) => others.has(name)));
}

/** The properties that every value of a type has of its own: a copy of an instance has no methods. */
function namesByType({ ts, checker }: Project, expression: ts.Expression): ReadonlySet<string> {
  if (!checker) return noNames;
  const type = checker.getTypeAtLocation(expression);
  const { Optional, Method, Accessor } = ts.SymbolFlags;
  const isCopied = (property: ts.Symbol): boolean =>
    (property.flags & Optional) === 0 &&
    ((property.flags & (Method | Accessor)) === 0 || !property.declarations?.some(({ parent }) => ts.isClassLike(parent)));
  const [first, ...rest] = typesOf(type).map((part) => {
    const isObject = (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
    return isObject
      ? new Set(
          checker
            .getPropertiesOfType(part)
            .filter(isCopied)
            .map((property) => property.name),
        )
      : noNames;
  });
  return new Set([...(first ?? noNames)].filter((name) => rest.every((names) => names.has(name))));
}

function partNameOf(ts: Project['ts'], name: ts.JsxAttributeName | ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isJsxNamespacedName(name)) return name.getText();
  return ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
}

function partValue(
  ts: Project['ts'],
  node: ts.JsxAttributeLike | ts.ObjectLiteralElementLike,
): ts.Expression | FunctionNode | undefined {
  if (ts.isJsxAttribute(node)) return attributeValue(ts, node);
  if (ts.isJsxSpreadAttribute(node)) return undefined;
  return ts.isMethodDeclaration(node) ? node : valueOfProperty(ts, node);
}
