import type ts from 'typescript';
import { factsOf, type ImportBinding, type ImportFact } from '../facts/index.ts';
import { originOfExport, type Reference } from '../flow/origin.ts';
import { importedFile, type Project } from '../project/project.ts';

/**
 * The first module with a directive on the way of an import, or of one name of it: what is imported is a reference to that module. A
 * name may come through a barrel.
 *
 * @param binding the name; left out for the import as a whole
 * @returns undefined where no such module is in view, and where nothing of the import is left at run time
 */
export function referenceOfImport(
  project: Project,
  sourceFile: ts.SourceFile,
  fact: ImportFact,
  binding?: ImportBinding,
): Pick<Reference, 'fileName' | 'directive'> | undefined {
  if (fact.erased || binding?.erased) return undefined;
  const targetFile = importedFile(project, sourceFile, fact.specifier);
  if (!targetFile || targetFile.isDeclarationFile) return undefined;
  if (binding && binding.imported !== '*') return originOfExport(project, targetFile, binding.imported).reference;
  const { moduleDirective } = factsOf(project.ts, targetFile);
  return moduleDirective && { fileName: targetFile.fileName, directive: moduleDirective };
}
