import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { identifiersNamed } from './file-index.ts';
import { isValueUse } from './references.ts';
import { declarationOf, type Declaration } from './scope.ts';

/** The places of a file where the value of a declaration is meant by its name. */
export function usesOfDeclared(ts: TypeScript, declaration: Declaration, name: ts.Identifier): ts.Identifier[] {
  return identifiersNamed(ts, declaration.getSourceFile(), name.text).filter(
    (node) => node !== name && isValueUse(ts, node) && declarationOf(ts, node) === declaration,
  );
}
