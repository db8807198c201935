import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/** The members of a union, or the one type that there is. */
export function typesOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** What a symbol stands for, where it is an alias: an import, a name in `export { … }`. */
export function behindAlias(ts: TypeScript, checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
