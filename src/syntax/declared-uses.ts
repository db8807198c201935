import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { identifiersNamed } from './file-index.ts';
import { Grouped } from './grouped.ts';
import { isValueUse } from './references.ts';
import { declarationOf, type Declaration } from './scope.ts';
import { memoized } from './memoized.ts';

type NameUses = Grouped<Declaration | undefined, ts.Identifier>;

/** The places of a file where the value of a declaration is meant by its name. */
export function usesOfDeclared(ts: TypeScript, declaration: Declaration, name: ts.Identifier): readonly ts.Identifier[] {
  return usesByDeclaration(ts, declaration.getSourceFile(), name.text)
    .of(declaration)
    .filter((node) => node !== name);
}

/** The uses of one name in a file, which may declare it over and over: `catch (error)`. */
const usesByDeclaration = memoized((ts: TypeScript, file: ts.SourceFile, name: string): NameUses => {
  const values = identifiersNamed(ts, file, name).filter((node) => isValueUse(ts, node));
  return new Grouped(values, (node) => declarationOf(ts, node));
});
