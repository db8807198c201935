import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import type { TypeScript } from '../typescript.ts';
import { newLineOf } from './edits.ts';
import { memoized } from '../syntax/memoized.ts';
import { declarationOfName } from '../syntax/scope.ts';

/** How to write an export of a module in a file, and what has to be added to the file for it. */
interface ExportReference {
  /** What to write: the name, or `namespace.name`. */
  readonly text: string;
  /** None where the file imports it already. */
  readonly edits: readonly TextEdit[];
}

/** Looked for once: a file may have many places to mend. */
const importStatementsOf = memoized((ts: TypeScript, sourceFile: ts.SourceFile) =>
  sourceFile.statements.filter((statement) => ts.isImportDeclaration(statement)),
);

/**
 * Imports an export into a file, beside what the file imports from the module already.
 *
 * @param from a place where it is to be used
 * @returns undefined where the name means something else there, or the file has no imports but `require()`
 */
export function importName(ts: TypeScript, from: ts.Node, module: string, name: string): ExportReference | undefined {
  const sourceFile = from.getSourceFile();
  const imports = importStatementsOf(ts, sourceFile);
  let beside: ts.NamedImports | undefined;
  for (const { importClause, moduleSpecifier } of imports) {
    const bindings = importClause?.namedBindings;
    if (!bindings || importClause.isTypeOnly || !ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== module) continue;
    const local = ts.isNamespaceImport(bindings)
      ? bindings
      : bindings.elements.find((element) => !element.isTypeOnly && (element.propertyName ?? element.name).text === name);
    if (local) {
      if (declarationOfName(ts, local.name.text, from) !== local) return undefined;
      return { text: ts.isNamespaceImport(local) ? `${local.name.text}.${name}` : local.name.text, edits: [] };
    }
    if (ts.isNamedImports(bindings)) beside ??= bindings;
  }
  if (declarationOfName(ts, name, from)) return undefined;
  if (beside) {
    const last = beside.elements.at(-1);
    const at = last ? last.end : beside.getStart(sourceFile) + 1;
    return { text: name, edits: [{ start: at, end: at, newText: last ? `, ${name}` : ` ${name} ` }] };
  }
  if (imports.length === 0 && /\brequire\s*\(|\bmodule\.exports\b/.test(sourceFile.text)) return undefined;
  const quote = imports.some(({ moduleSpecifier }) => moduleSpecifier.getText(sourceFile).startsWith('"')) ? '"' : "'";
  const statement = `import { ${name} } from ${quote}${module}${quote};`;
  const newLine = newLineOf(sourceFile);
  const lastImport = imports.at(-1);
  if (lastImport)
    return { text: name, edits: [{ start: lastImport.end, end: lastImport.end, newText: `${newLine}${statement}` }] };
  const first = sourceFile.statements.find((other) => !(ts.isExpressionStatement(other) && ts.isStringLiteral(other.expression)));
  const at = first ? first.getStart(sourceFile) : sourceFile.end;
  return { text: name, edits: [{ start: at, end: at, newText: `${statement}${newLine}` }] };
}
