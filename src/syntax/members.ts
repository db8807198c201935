import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { hasModifier } from './nodes.ts';
import { memoized } from './memoized.ts';

/** The first static method of a class by that name. */
export function staticMethodNamed(ts: TypeScript, node: ts.ClassLikeDeclaration, name: string): ts.MethodDeclaration | undefined {
  return staticMethods(ts, node).get(name);
}

const staticMethods = memoized((ts: TypeScript, node: ts.ClassLikeDeclaration) => {
  const found = new Map<string, ts.MethodDeclaration>();
  for (const member of node.members) {
    if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name) || found.has(member.name.text)) continue;
    if (hasModifier(ts, member, ts.SyntaxKind.StaticKeyword)) found.set(member.name.text, member);
  }
  return found;
});

type Property = Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>;

/** The last property of a literal with a name that is written out, where no spread after it could replace it. */
export function lastPropertyNamed(ts: TypeScript, literal: ts.ObjectLiteralExpression, name: string): Property | undefined {
  return lastProperties(ts, literal).get(name);
}

const lastProperties = memoized((ts: TypeScript, literal: ts.ObjectLiteralExpression): ReadonlyMap<string, Property> => {
  const found = new Map<string, Property>();
  for (const property of [...literal.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) break;
    const key = property.name;
    if ((ts.isIdentifier(key) || ts.isStringLiteralLike(key)) && !found.has(key.text)) found.set(key.text, property);
  }
  return found;
});

/** What a property is given: `value` of `{ key: value }`, `key` of `{ key }`; nothing for a method and a spread. */
export function valueOfProperty(ts: TypeScript, property: ts.ObjectLiteralElementLike | undefined): ts.Expression | undefined {
  if (!property) return undefined;
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** As {@link valueOfProperty}, and of a spread what is spread. */
export function valueOrSpread(ts: TypeScript, property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  return ts.isSpreadAssignment(property) ? property.expression : valueOfProperty(ts, property);
}

/** What a literal gives a property by its name, in the first place that does; a spread may say otherwise. */
export function valueNamed(ts: TypeScript, literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of literal.properties) {
    const value = property.name?.getText() === name ? valueOfProperty(ts, property) : undefined;
    if (value) return value;
  }
  return undefined;
}
