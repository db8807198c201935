import type ts from 'typescript';
import { byPath } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { isOfPlatform } from './builtins.ts';

/** Reads the shape of types, the way React's encoder reads the shape of values. */
export interface Shapes {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  /** Whether only `new` makes values of a class's type, by what the program says of it; unknown where absent. */
  readonly isMadeByNewAlone?: ((symbol: ts.Symbol) => boolean) | undefined;
}

/** Whether the values of a type are functions or classes. */
export function isCallable(type: ts.Type): boolean {
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
}

/** The signatures of a method (or function property) of a type; none where there is no such method. */
export function methodSignatures(shapes: Shapes, type: ts.Type, name: string): readonly ts.Signature[] {
  const { checker } = shapes;
  const property = checker.getPropertyOfType(type, name);
  return property && !isLostInCopy(shapes, type, property) ? callSignatures(checker.getTypeOfSymbol(property)) : [];
}

/** The signatures of a method called by a well-known symbol: `[Symbol.iterator]`, `[Symbol.asyncIterator]`. */
export function symbolMethodSignatures(
  shapes: Shapes,
  type: ts.Type,
  name: 'iterator' | 'asyncIterator',
): readonly ts.Signature[] {
  const { checker } = shapes;
  const property = checker.getPropertiesOfType(type).find(({ escapedName }) => String(escapedName).startsWith(`__@${name}@`));
  return property && !isLostInCopy(shapes, type, property) ? callSignatures(checker.getTypeOfSymbol(property)) : [];
}

/**
 * Whether a property is one that only TypeScript copies: the type of `{ ...map }` has the methods of the interface `Map`, the
 * object has none, because they are the prototype's. TypeScript itself leaves out what a class declares.
 */
export function isLostInCopy(shapes: Shapes, type: ts.Type, property: ts.Symbol): boolean {
  const { ts, checker } = shapes;
  const symbol = type.symbol as ts.Symbol | undefined;
  if (!symbol || !(symbol.flags & ts.SymbolFlags.ObjectLiteral) || !isOfPlatform(property)) return false;
  return (property.declarations ?? []).some(({ parent }) => {
    const owner = ts.isInterfaceDeclaration(parent) ? checker.getSymbolAtLocation(parent.name) : undefined;
    return owner !== undefined && isClassLike(shapes, owner);
  });
}

/**
 * The members of a union; of any other type the type itself. TypeScript lists them by which of them it has come across first, and
 * so by who asked for what before: here they are in the order of their declarations. Primitives come first.
 */
export function membersOf({ checker }: Shapes, type: ts.Type): readonly ts.Type[] {
  if (!type.isUnion()) return [type];
  const declared = type.types.filter((member) => typeDeclarationOf(member));
  if (declared.length < 2) return type.types;
  const sorted = declared
    .map((member) => ({ member, declaration: typeDeclarationOf(member)! }))
    .sort(
      (one, other) =>
        byPath(one.declaration.getSourceFile().fileName, other.declaration.getSourceFile().fileName) ||
        one.declaration.pos - other.declaration.pos ||
        byPath(checker.typeToString(one.member), checker.typeToString(other.member)),
    );
  return [...type.types.filter((member) => !typeDeclarationOf(member)), ...sorted.map(({ member }) => member)];
}

function typeDeclarationOf({ symbol, aliasSymbol }: Pick<ts.Type, 'aliasSymbol'> & { symbol?: ts.Symbol }): ts.Node | undefined {
  return symbol?.declarations?.[0] ?? aliasSymbol?.declarations?.[0];
}

/** The call signatures of a type, of the parts of a union where there are none of the whole. */
export function callSignatures(type: ts.Type): readonly ts.Signature[] {
  const own = type.getCallSignatures();
  return own.length > 0 || !type.isUnion() ? own : type.types.flatMap((member) => [...member.getCallSignatures()]);
}

/** What an iterator gives: the `value` of what its `next` returns while it is not done. Undefined where the types do not say. */
export function iteratedType(shapes: Shapes, iterator: ts.Type): ts.Type | undefined {
  const { checker } = shapes;
  const returned = methodSignatures(shapes, iterator, 'next')[0]?.getReturnType();
  const result = returned && (awaitedType(shapes, returned) ?? returned);
  if (!result) return undefined;
  const step = membersOf(shapes, result).find((member) => {
    const done = checker.getPropertyOfType(member, 'done');
    return !done || checker.typeToString(checker.getTypeOfSymbol(done)) !== 'true';
  });
  const value = step && checker.getPropertyOfType(step, 'value');
  return value && checker.getTypeOfSymbol(value);
}

/** What a thenable resolves to, by the first parameter of the callback its `then` takes. Undefined for anything else. */
export function awaitedType(shapes: Shapes, type: ts.Type): ts.Type | undefined {
  const { checker } = shapes;
  for (const signature of methodSignatures(shapes, type, 'then')) {
    const callback = signature.getParameters()[0];
    const called = callback && checker.getNonNullableType(checker.getTypeOfSymbol(callback));
    const resolved = called && callSignatures(called)[0]?.getParameters()[0];
    if (resolved) return checker.getTypeOfSymbol(resolved);
  }
  return undefined;
}

/**
 * Whether the values of a type are made by a constructor: a class, or an interface with a value of the same name that constructs
 * (the way the libraries declare `RegExp`, `URL`, `Request`, and zod its schemas).
 */
export function isClassLike({ ts, checker }: Shapes, symbol: ts.Symbol): boolean {
  const { Class, Interface, Value } = ts.SymbolFlags;
  if (symbol.flags & Class) return true;
  if (!(symbol.flags & Interface) || !(symbol.flags & Value)) return false;
  const value = checker.getTypeOfSymbol(symbol);
  return value.getConstructSignatures().length > 0 || checker.getPropertyOfType(value, 'prototype') !== undefined;
}

/**
 * Whether a plain object cannot stand for an instance of a class: by a method, a private member, because a library declares it, or
 * because nothing in the program says of another value that it is one.
 */
export function isOnlyByConstructor(shapes: Shapes, type: ts.Type, symbol: ts.Symbol): boolean {
  const { ts, checker } = shapes;
  if (!(symbol.flags & ts.SymbolFlags.Class) || isOfPlatform(symbol)) return true;
  const isOfLibrary = symbol.declarations?.some((declaration) => declaration.getSourceFile().isDeclarationFile) ?? false;
  return (
    isOfLibrary ||
    checker.getPropertiesOfType(type).some((property) => isHidden(ts, property) || isMethod(ts, checker, property)) ||
    (shapes.isMadeByNewAlone?.(symbol) ?? false)
  );
}

function isMethod(ts: TypeScript, checker: ts.TypeChecker, property: ts.Symbol): boolean {
  return (property.flags & ts.SymbolFlags.Method) !== 0 || callSignatures(checker.getTypeOfSymbol(property)).length > 0;
}

/** `private`, `protected`, `#name`. */
function isHidden(ts: TypeScript, property: ts.Symbol): boolean {
  if (String(property.escapedName).startsWith('__#')) return true;
  const { Private, Protected } = ts.ModifierFlags;
  return (
    property.declarations?.some((declaration) => (ts.getCombinedModifierFlags(declaration) & (Private | Protected)) !== 0) ??
    false
  );
}

/** The object of `import * as x`: to be told from a `namespace`, which is a plain object. */
export function isModuleNamespace(ts: TypeScript, symbol: ts.Symbol): boolean {
  const { valueDeclaration } = symbol;
  return (symbol.flags & ts.SymbolFlags.ValueModule) !== 0 && valueDeclaration !== undefined && ts.isSourceFile(valueDeclaration);
}

/** What a type is called in a message: by its class or interface, or by its alias; undefined where it has no name. */
export function nameOfType(
  { ts }: Shapes,
  type: Pick<ts.Type, 'symbol' | 'aliasSymbol'> & { readonly types?: readonly ts.Type[] },
): string | undefined {
  const parts = type.types ?? [];
  for (const named of [
    type.symbol as ts.Symbol | undefined,
    type.aliasSymbol,
    ...parts.map(({ symbol }) => symbol as ts.Symbol | undefined),
  ]) {
    // `export default class Foo` is called `default`, and an expression by what it is assigned to.
    const declaration = named?.declarations?.[0];
    const name = declaration && ts.getNameOfDeclaration(declaration);
    const text = name && ts.isIdentifier(name) ? name.text : named?.name;
    if (text && !/^(?:__.*|default)$/.test(text)) return text;
  }
  return undefined;
}
