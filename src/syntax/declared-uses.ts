import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { identifiersNamed } from './file-index.ts';
import { Grouped } from './grouped.ts';
import { isValueUse } from './references.ts';
import { declarationOf, type Declaration } from './scope.ts';

type Uses = Grouped<Declaration | undefined, ts.Identifier>;

/** By the text of a name. */
const known = new WeakMap<ts.SourceFile, Map<string, Uses>>();

/** The places of a file where the value of a declaration is meant by its name. */
export function usesOfDeclared(ts: TypeScript, declaration: Declaration, name: ts.Identifier): readonly ts.Identifier[] {
  const file = declaration.getSourceFile();
  let byName = known.get(file);
  if (!byName) known.set(file, (byName = new Map<string, Uses>()));
  let uses = byName.get(name.text);
  // A file may declare the same name over and over: `catch (error)`.
  if (!uses) {
    const values = identifiersNamed(ts, file, name.text).filter((node) => isValueUse(ts, node));
    byName.set(name.text, (uses = new Grouped(values, (node) => declarationOf(ts, node))));
  }
  return uses.of(declaration).filter((node) => node !== name);
}
