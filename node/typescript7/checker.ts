import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import type { Checker, Node, Type, Types } from './api.ts';
import { flagsBetween } from './enumerations.ts';
import { symbolOf, typeOf, type Views } from './views.ts';

/** The questions of the analysis to a checker, answered by TypeScript 7.1. */
export type CheckerMembers = Pick<
  ts.TypeChecker,
  | 'getAliasedSymbol'
  | 'getAwaitedType'
  | 'getBaseConstraintOfType'
  | 'getBaseTypes'
  | 'getContextualType'
  | 'getExportSpecifierLocalTargetSymbol'
  | 'getExportsOfModule'
  | 'getFullyQualifiedName'
  | 'getIndexInfoOfType'
  | 'getIndexInfosOfType'
  | 'getIndexTypeOfType'
  | 'getNonNullableType'
  | 'getPropertiesOfType'
  | 'getPropertyOfType'
  | 'getShorthandAssignmentValueSymbol'
  | 'getSignatureFromDeclaration'
  | 'getStringType'
  | 'getSymbolAtLocation'
  | 'getTypeArguments'
  | 'getTypeAtLocation'
  | 'getTypeFromTypeNode'
  | 'getTypeOfSymbol'
  | 'getTypeOfSymbolAtLocation'
  | 'isArrayType'
  | 'isTupleType'
  | 'isTypeAssignableTo'
  | 'typeToString'
>;

/** A checker in the shape of TypeScript 6's. Each question is asked once: an answer is a message to another process and back. */
export class CheckerView implements CheckerMembers {
  readonly #views: Views;
  readonly #checker: Checker;
  readonly #formatFlags: (flags: number) => number;
  readonly #kept = new Map<string, WeakMap<object, unknown>>();

  constructor(typescript: TypeScript, views: Views) {
    this.#views = views;
    this.#checker = views.checker;
    this.#formatFlags = flagsBetween(typescript.TypeFormatFlags, views.native.sync.TypeFormatFlags);
  }

  getTypeAtLocation(node: ts.Node): ts.Type {
    return this.#atNode('type', node, (their) => this.#views.type(this.#checker.getTypeAtLocation(their))) ?? this.#anyType();
  }

  getTypeFromTypeNode(node: ts.TypeNode): ts.Type {
    const ask = (their: Node): ts.Type => this.#views.type(this.#checker.getTypeFromTypeNode(their as never));
    return this.#atNode('type node', node, ask) ?? this.#anyType();
  }

  getContextualType(node: ts.Expression): ts.Type | undefined {
    const ask = (their: Node): ts.Type | undefined => this.#views.type(this.#checker.getContextualType(their as never));
    return this.#atNode('contextual type', node, ask);
  }

  getSymbolAtLocation(node: ts.Node): ts.Symbol | undefined {
    return this.#atNode('symbol', node, (their) => this.#views.symbol(this.#checker.getSymbolAtLocation(their)));
  }

  getShorthandAssignmentValueSymbol(node: ts.Node | undefined): ts.Symbol | undefined {
    const ask = (their: Node): ts.Symbol | undefined =>
      this.#views.symbol(this.#checker.getShorthandAssignmentValueSymbol(their));
    return node && this.#atNode('shorthand', node, ask);
  }

  getExportSpecifierLocalTargetSymbol(node: ts.ExportSpecifier | ts.Identifier): ts.Symbol | undefined {
    const ask = (their: Node): ts.Symbol | undefined =>
      this.#views.symbol(this.#checker.getExportSpecifierLocalTargetSymbol(their));
    return this.#atNode('export specifier', node, ask);
  }

  getSignatureFromDeclaration(node: ts.SignatureDeclaration): ts.Signature | undefined {
    const ask = (their: Node): ts.Signature => this.#views.signature(this.#checker.getSignatureFromDeclaration(their));
    return this.#atNode('signature', node, ask);
  }

  getTypeOfSymbol(symbol: ts.Symbol): ts.Type {
    return this.#once('type of symbol', symbol, () => this.#views.type(this.#checker.getTypeOfSymbol(symbolOf(symbol))));
  }

  getTypeOfSymbolAtLocation(symbol: ts.Symbol, node: ts.Node): ts.Type {
    const their = this.#views.nodes.theirs(node);
    if (!their) return this.getTypeOfSymbol(symbol);
    return this.#views.type(this.#checker.getTypeOfSymbolAtLocation(symbolOf(symbol), their));
  }

  getAliasedSymbol(symbol: ts.Symbol): ts.Symbol {
    return this.#once('aliased', symbol, () => this.#views.symbol(this.#checker.getAliasedSymbol(symbolOf(symbol))));
  }

  getExportsOfModule(symbol: ts.Symbol): ts.Symbol[] {
    return this.#once('exports', symbol, () => this.#views.symbols(this.#checker.getExportsOfModule(symbolOf(symbol))));
  }

  getFullyQualifiedName(symbol: ts.Symbol): string {
    return this.#once('full name', symbol, () => this.#checker.getFullyQualifiedName(symbolOf(symbol)));
  }

  getPropertiesOfType(type: ts.Type): ts.Symbol[] {
    return this.#ofType('properties', type, (own) => this.#views.symbols(this.#views.properties.of(own)));
  }

  getPropertyOfType(type: ts.Type, name: string): ts.Symbol | undefined {
    return this.#ofType(`property ${name}`, type, (own) => this.#views.symbol(this.#checker.getPropertyOfType(own, name)));
  }

  getNonNullableType(type: ts.Type): ts.Type {
    return this.#ofType('non-nullable', type, (own) => this.#views.type(this.#checker.getNonNullableType(own)));
  }

  getAwaitedType(type: ts.Type): ts.Type | undefined {
    return this.#ofType('awaited', type, (own) => this.#views.type(this.#checker.getAwaitedType(own)));
  }

  getBaseConstraintOfType(type: ts.Type): ts.Type | undefined {
    return this.#ofType('constraint', type, (own) => this.#views.type(this.#checker.getBaseConstraintOfType(own)));
  }

  getBaseTypes(type: ts.InterfaceType): ts.BaseType[] {
    const ask = (own: Type): ts.Type[] => this.#views.types(this.#checker.getBaseTypes(own as Types.InterfaceType));
    return this.#ofType('bases', type, ask) as ts.BaseType[];
  }

  getTypeArguments(type: ts.TypeReference): readonly ts.Type[] {
    const ask = (own: Type): ts.Type[] => (own.isTypeReference() ? this.#views.types(this.#checker.getTypeArguments(own)) : []);
    return this.#ofType('arguments', type, ask);
  }

  getIndexInfosOfType(type: ts.Type): readonly ts.IndexInfo[] {
    return this.#ofType('index infos', type, (own) => this.#checker.getIndexInfosOfType(own).map((info) => this.#info(info)));
  }

  getIndexInfoOfType(type: ts.Type, kind: ts.IndexKind): ts.IndexInfo | undefined {
    return this.#ofType(`index info ${kind}`, type, (own) => {
      const found = this.#checker.getIndexInfoOfType(own, kind as number);
      return found && this.#info(found);
    });
  }

  getIndexTypeOfType(type: ts.Type, kind: ts.IndexKind): ts.Type | undefined {
    return this.getIndexInfoOfType(type, kind)?.type;
  }

  isArrayType(type: ts.Type): boolean {
    return this.#ofType('is array', type, (own) => own.isTypeReference() && this.#checker.isArrayType(own));
  }

  isTupleType(type: ts.Type): boolean {
    return this.#ofType('is tuple', type, (own) => own.isTypeReference() && this.#checker.isTupleType(own));
  }

  isTypeAssignableTo(source: ts.Type, target: ts.Type): boolean {
    return this.#checker.isTypeAssignableTo(typeOf(source), typeOf(target));
  }

  typeToString(type: ts.Type, enclosing?: ts.Node, flags?: ts.TypeFormatFlags): string {
    const their = enclosing && this.#views.nodes.theirs(enclosing);
    return this.#checker.typeToString(typeOf(type), their, flags === undefined ? undefined : this.#formatFlags(flags));
  }

  getStringType(): ts.Type {
    return this.#views.type(this.#checker.getStringType());
  }

  /** Where a node is not in the other tree, nothing is known of it. */
  #anyType(): ts.Type {
    return this.#views.type(this.#checker.getAnyType());
  }

  #info({ keyType, valueType, isReadonly }: Types.IndexInfo): ts.IndexInfo {
    return { keyType: this.#views.type(keyType), type: this.#views.type(valueType), isReadonly };
  }

  #atNode<T>(question: string, node: ts.Node, ask: (their: Node) => T): T | undefined {
    return this.#once(question, node, () => {
      const their = this.#views.nodes.theirs(node);
      return their && ask(their);
    });
  }

  #ofType<T>(question: string, type: ts.Type, ask: (own: Type) => T): T {
    return this.#once(question, type, () => ask(typeOf(type)));
  }

  #once<T>(question: string, about: object, ask: () => T): T {
    let known = this.#kept.get(question);
    if (!known) this.#kept.set(question, (known = new WeakMap()));
    if (!known.has(about)) known.set(about, ask());
    return known.get(about) as T;
  }
}
