import type ts from 'typescript';
import { factsOf, type ImportFact } from '../facts/index.ts';
import type { Project } from './project.ts';

/**
 * The imports of a file as its project compiles it. With `verbatimModuleSyntax` an import stays that is used only as a type: so
 * TypeScript has it, and Next.js built with Turbopack (16.4). The older `importsNotUsedAsValues` and `preserveValueImports` change
 * nothing there.
 */
export function importsIn({ ts, compilerOptions }: Project, sourceFile: ts.SourceFile): readonly ImportFact[] {
  const facts = factsOf(ts, sourceFile);
  return compilerOptions.verbatimModuleSyntax === true ? facts.writtenImports : facts.imports;
}
