import type ts from 'typescript';
import { Grouped } from '../syntax/grouped.ts';
import { memoized } from '../syntax/memoized.ts';
import { unwrap } from '../syntax/nodes.ts';
import { declaredValue, originOf } from './origin.ts';
import type { Project } from '../project/project.ts';
import { typesOf } from '../syntax/types.ts';

/** The name that a property is written under, where it is no computed one. */
export function nameOf(ts: Project['ts'], name: ts.PropertyName | ts.BindingName): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
    return name.text;
  if (!ts.isComputedPropertyName(name)) return undefined;
  const inner = unwrap(ts, name.expression);
  return ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner) ? inner.text : undefined;
}

/** The member that an element of a pattern takes: by its name, or by its place in a list; undefined where it is worked out. */
export function keyTaken(ts: Project['ts'], element: ts.BindingElement): string | undefined {
  const { parent: pattern } = element;
  if (ts.isArrayBindingPattern(pattern)) return String(pattern.elements.indexOf(element));
  return nameOf(ts, element.propertyName ?? element.name);
}

/** The member that is read, where it is constant: `.save`, `['save']`, `[0]`, `[KEY]` of a constant. */
export function constantKey(
  project: Project,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  const { ts } = project;
  if (ts.isPropertyAccessExpression(access)) return access.name.text;
  let key = unwrap(ts, access.argumentExpression);
  if (ts.isIdentifier(key)) {
    const value = declaredValue(originOf(project, key));
    if (!value || !ts.isExpression(value)) return undefined;
    key = unwrap(ts, value);
  }
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
}

/** More members than a person writes into an object to choose from are not gone through. */
const maximumKeys = 60;

/** The members that may be read where which one is found out as the program runs, as the type of the key says: `'save' | 'remove'`. */
export function possibleKeys({ checker }: Project, access: ts.ElementAccessExpression): readonly string[] {
  const type = checker?.getTypeAtLocation(access.argumentExpression);
  const members = !type ? [] : typesOf(type);
  if (members.length > maximumKeys) return [];
  const keys = members.flatMap((one) => (one.isStringLiteral() || one.isNumberLiteral() ? [String(one.value)] : []));
  return keys.length === members.length ? keys : [];
}

/** The names that are written in an object, and the places in a list; none where there are too many to choose from. */
export function writtenKeys(ts: Project['ts'], node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): readonly string[] {
  const parts = ts.isArrayLiteralExpression(node) ? node.elements : node.properties;
  if (parts.length > maximumKeys) return [];
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((_element, index) => String(index));
  return node.properties.flatMap(({ name }) => (name && nameOf(ts, name)) ?? []);
}

/** The members of a class by a name, in the order of the text. */
export function membersNamed(ts: Project['ts'], node: ts.ClassLikeDeclaration, name: string): readonly ts.ClassElement[] {
  return membersByName(ts, node).of(name);
}

const membersByName = memoized(
  (ts: Project['ts'], node: ts.ClassLikeDeclaration) =>
    new Grouped(node.members, (member) => member.name && nameOf(ts, member.name)),
);

/** The properties of a literal that may be the one by a name: those of the name, and the spreads; the last first. */
export function propertiesFor(
  ts: Project['ts'],
  literal: ts.ObjectLiteralExpression,
  name: string,
): readonly ts.ObjectLiteralElementLike[] {
  const byName = propertiesByName(ts, literal);
  return [...byName.of(name), ...byName.of(spread)].sort((one, other) => other.pos - one.pos);
}

const spread = Symbol('spread');

const propertiesByName = memoized(
  (ts: Project['ts'], literal: ts.ObjectLiteralExpression) =>
    new Grouped<string | symbol | undefined, ts.ObjectLiteralElementLike>(literal.properties, (property) =>
      ts.isSpreadAssignment(property) ? spread : nameOf(ts, property.name),
    ),
);
