import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import type { Checker, Native, Program, Signature, Symbol, Type } from './api.ts';
import { flagsBetween } from './enumerations.ts';
import type { Nodes } from './nodes.ts';
import { PropertyOrder } from './property-order.ts';

/** What of a symbol the analysis reads. */
export type SymbolMembers = Pick<
  ts.Symbol,
  'flags' | 'name' | 'escapedName' | 'declarations' | 'valueDeclaration' | 'getName' | 'getDeclarations'
>;

/** What of a type the analysis reads. */
export type TypeMembers = Pick<
  ts.Type,
  | 'flags'
  | 'symbol'
  | 'aliasSymbol'
  | 'getSymbol'
  | 'getProperties'
  | 'getProperty'
  | 'getCallSignatures'
  | 'getConstructSignatures'
  | 'getStringIndexType'
  | 'getNumberIndexType'
  | 'getNonNullableType'
  | 'isUnion'
  | 'isIntersection'
  | 'isClass'
  | 'isClassOrInterface'
  | 'isTypeParameter'
> &
  Partial<Pick<ts.UnionOrIntersectionType, 'types'>> &
  Partial<Pick<ts.TypeReference, 'target'>> &
  Partial<Pick<ts.ObjectType, 'objectFlags'>>;

/** What of a signature the analysis reads. */
export type SignatureMembers = Pick<ts.Signature, 'declaration' | 'typeParameters' | 'getParameters' | 'getReturnType'>;

/**
 * TypeScript 7.1's symbols, types and signatures in the shape and the numbers of the TypeScript that is handed in: one view for each,
 * so that what is the same there is the same here.
 */
export class Views {
  readonly nodes: Nodes;
  readonly checker: Checker;
  readonly typeFlags: (flags: number) => number;
  readonly objectFlags: (flags: number) => number;
  readonly symbolFlags: (flags: number) => number;
  readonly native: Native;
  readonly properties: PropertyOrder;
  readonly #symbols = new WeakMap<Symbol, SymbolView>();
  readonly #types = new WeakMap<Type, TypeView>();
  readonly #signatures = new WeakMap<Signature, SignatureView>();

  constructor(typescript: TypeScript, native: Native, program: Program, nodes: Nodes) {
    this.nodes = nodes;
    this.native = native;
    this.checker = program.getProject().checker;
    this.properties = new PropertyOrder(this.checker);
    const { sync } = native;
    this.typeFlags = flagsBetween(sync.TypeFlags, typescript.TypeFlags);
    this.objectFlags = flagsBetween(sync.ObjectFlags, typescript.ObjectFlags);
    this.symbolFlags = flagsBetween(sync.SymbolFlags, typescript.SymbolFlags);
  }

  symbol(symbol: Symbol): ts.Symbol;
  symbol(symbol: Symbol | undefined): ts.Symbol | undefined;
  symbol(symbol: Symbol | undefined): ts.Symbol | undefined {
    if (!symbol) return undefined;
    let view = this.#symbols.get(symbol);
    if (!view) this.#symbols.set(symbol, (view = new SymbolView(this, symbol)));
    return view as unknown as ts.Symbol;
  }

  symbols(symbols: readonly Symbol[]): ts.Symbol[] {
    return symbols.map((symbol) => this.symbol(symbol));
  }

  type(type: Type): ts.Type;
  type(type: Type | undefined): ts.Type | undefined;
  type(type: Type | undefined): ts.Type | undefined {
    if (!type) return undefined;
    let view = this.#types.get(type);
    if (!view) this.#types.set(type, (view = new TypeView(this, type)));
    return view as unknown as ts.Type;
  }

  types(types: readonly Type[]): ts.Type[] {
    return types.map((type) => this.type(type));
  }

  signature(signature: Signature): ts.Signature {
    let view = this.#signatures.get(signature);
    if (!view) this.#signatures.set(signature, (view = new SignatureView(this, signature)));
    return view as unknown as ts.Signature;
  }

  signatures(signatures: readonly Signature[]): ts.Signature[] {
    return signatures.map((signature) => this.signature(signature));
  }
}

/** The symbol that a view is of. */
export function symbolOf(view: ts.Symbol): Symbol {
  return (view as unknown as SymbolView).own;
}

/** The type that a view is of. */
export function typeOf(view: ts.Type): Type {
  return (view as unknown as TypeView).own;
}

/** What is worked out when it is first asked for, and then kept. */
class Kept {
  readonly #known = new Map<string, unknown>();

  keep<T>(name: string, make: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, make());
    return this.#known.get(name) as T;
  }
}

/** A symbol of TypeScript 7.1 in the shape of TypeScript 6's. */
export class SymbolView extends Kept implements SymbolMembers {
  readonly own: Symbol;
  readonly flags: ts.SymbolFlags;
  readonly #views: Views;

  constructor(views: Views, own: Symbol) {
    super();
    this.own = own;
    this.#views = views;
    this.flags = views.symbolFlags(own.flags);
  }

  get name(): string {
    return this.own.name;
  }

  get escapedName(): ts.__String {
    return this.own.escapedName as string as ts.__String;
  }

  get declarations(): ts.Declaration[] | undefined {
    return this.keep('declarations', () => {
      const found = this.own.declarations.flatMap((handle) => this.#views.nodes.ours(handle) ?? []);
      return found.length > 0 ? (found as ts.Declaration[]) : undefined;
    });
  }

  get valueDeclaration(): ts.Declaration | undefined {
    const handle = this.own.valueDeclaration;
    return handle && (this.#views.nodes.ours(handle) as ts.Declaration | undefined);
  }

  getName(): string {
    return this.name;
  }

  getDeclarations(): ts.Declaration[] | undefined {
    return this.declarations;
  }
}

/** A type of TypeScript 7.1 in the shape of TypeScript 6's. */
export class TypeView extends Kept implements TypeMembers {
  readonly own: Type;
  readonly flags: ts.TypeFlags;
  readonly #views: Views;

  constructor(views: Views, own: Type) {
    super();
    this.own = own;
    this.#views = views;
    this.flags = views.typeFlags(own.flags);
  }

  get objectFlags(): ts.ObjectFlags {
    return this.own.isObjectType() ? this.#views.objectFlags(this.own.objectFlags) : 0;
  }

  // TypeScript says that each type has one, and many have none.
  get symbol(): ts.Symbol {
    return this.keep('symbol', () => this.#views.symbol(this.own.getSymbol()))!;
  }

  get aliasSymbol(): ts.Symbol | undefined {
    return this.keep('aliasSymbol', () => this.#views.symbol(this.own.getAliasSymbol()));
  }

  // As of a type that is no union: the analysis asks any type for its members.
  get types(): ts.Type[] {
    return this.keep('types', () => {
      const { own } = this;
      return own.isUnionType() || own.isIntersectionType() ? this.#views.types(own.getTypes()) : undefined;
    })!;
  }

  get target(): ts.GenericType {
    return this.keep('target', () => {
      const { own } = this;
      return (own.isTypeReference() ? this.#views.type(own.getTarget()) : undefined) as ts.GenericType;
    });
  }

  getSymbol(): ts.Symbol | undefined {
    return this.symbol;
  }

  getProperties(): ts.Symbol[] {
    return this.keep('properties', () => this.#views.symbols(this.#views.properties.of(this.own)));
  }

  getProperty(name: string): ts.Symbol | undefined {
    return this.keep(`property ${name}`, () => this.#views.symbol(this.own.getProperty(name)));
  }

  getCallSignatures(): readonly ts.Signature[] {
    return this.keep('calls', () => this.#views.signatures(this.own.getCallSignatures()));
  }

  getConstructSignatures(): readonly ts.Signature[] {
    return this.keep('constructs', () => this.#views.signatures(this.own.getConstructSignatures()));
  }

  getStringIndexType(): ts.Type | undefined {
    return this.keep('string index', () => this.#views.type(this.own.getStringIndexType()));
  }

  getNumberIndexType(): ts.Type | undefined {
    return this.keep('number index', () => this.#views.type(this.own.getNumberIndexType()));
  }

  getNonNullableType(): ts.Type {
    return this.keep('non-nullable', () => this.#views.type(this.own.getNonNullableType()));
  }

  isUnion(): this is ts.UnionType {
    return this.own.isUnionType();
  }

  isIntersection(): this is ts.IntersectionType {
    return this.own.isIntersectionType();
  }

  isClass(): this is ts.InterfaceType {
    const { own } = this;
    return own.isObjectType() && (own.objectFlags & this.#views.native.sync.ObjectFlags.Class) !== 0;
  }

  isClassOrInterface(): this is ts.InterfaceType {
    return this.own.isClassOrInterface();
  }

  isTypeParameter(): this is ts.TypeParameter {
    return this.own.isTypeParameter();
  }
}

/** A signature of TypeScript 7.1 in the shape of TypeScript 6's. */
export class SignatureView extends Kept implements SignatureMembers {
  readonly own: Signature;
  readonly #views: Views;

  constructor(views: Views, own: Signature) {
    super();
    this.own = own;
    this.#views = views;
  }

  get declaration(): ts.SignatureDeclaration {
    const handle = this.own.declaration;
    return (handle && this.#views.nodes.ours(handle)) as ts.SignatureDeclaration;
  }

  get typeParameters(): readonly ts.TypeParameter[] | undefined {
    return this.keep('type parameters', () => {
      const found = this.own.getTypeParameters();
      return found.length > 0 ? (this.#views.types(found) as ts.TypeParameter[]) : undefined;
    });
  }

  getParameters(): ts.Symbol[] {
    return this.keep('parameters', () => this.#views.symbols(this.own.getParameters()));
  }

  getReturnType(): ts.Type {
    return this.keep('return', () => this.#views.type(this.own.getReturnType()));
  }
}
