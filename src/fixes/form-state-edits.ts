import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import type { TypeScript } from '../typescript.ts';
import { removeStatement } from './edits.ts';
import { importName } from './import-edits.ts';
import { isValueUse } from '../syntax/references.ts';
import { declarationOf } from '../syntax/scope.ts';
import { unwrap } from '../syntax/nodes.ts';
import { everyIdentifierNamed } from '../syntax/file-index.ts';

/**
 * Turns the calls of `useFormState` (`react-dom`) into calls of `useActionState` (`react`): all of those that go by one imported
 * name, so that its import can go with them.
 *
 * @param call one of the calls
 * @returns undefined where the name is taken, or the file imports by `require()`
 */
export function useActionStateEdits(ts: TypeScript, call: ts.CallExpression): TextEdit[] | undefined {
  const sourceFile = call.getSourceFile();
  const callee = unwrap(ts, call.expression);
  const imported = importName(ts, call, 'react', 'useActionState');
  if (!imported) return undefined;
  const renamed = (node: ts.Node): TextEdit => ({ start: node.getStart(sourceFile), end: node.end, newText: imported.text });
  const declaration = declarationOf(ts, callee);
  const uses = declaration && ts.isImportSpecifier(declaration) ? usesOfImport(ts, sourceFile, declaration) : [];
  const areCalls = uses.every((use) => ts.isCallExpression(use.parent) && use.parent.expression === use);
  if (!declaration || !ts.isImportSpecifier(declaration) || !areCalls) return [renamed(call.expression), ...imported.edits];
  const edits = uses.map(renamed);
  const statement = declaration.parent.parent.parent;
  const isAlone = declaration.parent.elements.length === 1 && !statement.importClause?.name;
  if (!isAlone) return [...edits, removeSpecifier(declaration), ...imported.edits];
  const [added] = imported.edits;
  // Both edits would touch: the new import takes the place of the old.
  if (added && added.start === statement.end) {
    return [...edits, { start: statement.getStart(sourceFile), end: statement.end, newText: added.newText.trim() }];
  }
  return [...edits, removeStatement(ts, sourceFile, statement), ...imported.edits];
}

function removeSpecifier(specifier: ts.ImportSpecifier): TextEdit {
  const { elements } = specifier.parent;
  const sourceFile = specifier.getSourceFile();
  const clause = specifier.parent.parent;
  if (elements.length === 1) return { start: clause.name!.end, end: specifier.parent.end, newText: '' };
  const index = elements.indexOf(specifier);
  const next = elements[index + 1];
  if (next) return { start: specifier.getStart(sourceFile), end: next.getStart(sourceFile), newText: '' };
  return { start: elements[index - 1]!.end, end: specifier.end, newText: '' };
}

function usesOfImport(ts: TypeScript, sourceFile: ts.SourceFile, declaration: ts.ImportSpecifier): ts.Identifier[] {
  return everyIdentifierNamed(ts, sourceFile, declaration.name.text).filter((node) => {
    if (node.parent === declaration) return false;
    const isUse = ts.isExportSpecifier(node.parent) || ts.isTypeQueryNode(node.parent) || isValueUse(ts, node);
    return isUse && declarationOf(ts, node) === declaration;
  });
}
