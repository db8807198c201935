import type ts from 'typescript';
import { unwrap } from '../syntax/nodes.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

/** The name that a property is written under, where it is no computed one. */
export function nameOf(ts: Project['ts'], name: ts.PropertyName | ts.BindingName): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
    return name.text;
  if (!ts.isComputedPropertyName(name)) return undefined;
  const inner = unwrap(ts, name.expression);
  return ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner) ? inner.text : undefined;
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
    const { end, members } = originOf(project, key);
    const value = end.kind === 'declaration' && members.length === 0 ? end.value : undefined;
    if (!value || !ts.isExpression(value)) return undefined;
    key = unwrap(ts, value);
  }
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
}

const members = new WeakMap<ts.ClassLikeDeclaration, ReadonlyMap<string, readonly ts.ClassElement[]>>();

/** The members of a class by a name, in the order of the text. */
export function membersNamed(ts: Project['ts'], node: ts.ClassLikeDeclaration, name: string): readonly ts.ClassElement[] {
  let known = members.get(node);
  if (!known) {
    const found = new Map<string, ts.ClassElement[]>();
    for (const member of node.members) {
      const key = member.name && nameOf(ts, member.name);
      if (key === undefined) continue;
      const list = found.get(key);
      if (list) list.push(member);
      else found.set(key, [member]);
    }
    members.set(node, (known = found));
  }
  return known.get(name) ?? [];
}

interface Properties {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly spreads: readonly number[];
}

const properties = new WeakMap<ts.ObjectLiteralExpression, Properties>();

/** The properties of a literal that may be the one by a name: those of the name, and the spreads; the last first. */
export function propertiesFor(
  ts: Project['ts'],
  literal: ts.ObjectLiteralExpression,
  name: string,
): readonly ts.ObjectLiteralElementLike[] {
  let known = properties.get(literal);
  if (!known) {
    const byName = new Map<string, number[]>();
    const spreads: number[] = [];
    for (const [index, property] of literal.properties.entries()) {
      const key = ts.isSpreadAssignment(property) ? undefined : nameOf(ts, property.name);
      if (ts.isSpreadAssignment(property)) spreads.push(index);
      else if (key !== undefined) byName.set(key, [...(byName.get(key) ?? []), index]);
    }
    properties.set(literal, (known = { byName, spreads }));
  }
  const places = [...(known.byName.get(name) ?? []), ...known.spreads].sort((one, other) => other - one);
  return places.map((place) => literal.properties[place]!);
}
