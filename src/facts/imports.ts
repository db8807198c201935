import type ts from 'typescript';
import { descendantsOf, forEachDescendantOnce } from '../syntax/descendants.ts';
import type { TypeScript } from '../typescript.ts';
import { specifierOf } from './specifier.ts';
import { isImportCall, isTypeScriptFile } from '../syntax/nodes.ts';

/** One name an import or re-export brings in. */
export interface ImportBinding {
  /** The name in the other module: `default`, `*` for the whole namespace, or the exported name. */
  readonly imported: string;
  /** The name here: the local variable, or for a re-export the exported name. */
  readonly local: string;
  /** Where to point at the imported name. */
  readonly node: ts.Node;
  /** `import { type X }`, or a name this file uses only as a type: nothing of it is left at run time. */
  readonly erased: boolean;
}

/** One place where a file reaches another. */
export interface ImportFact {
  readonly kind: 'import' | 'export' | 'dynamic' | 'require' | 'import-equals';
  readonly specifier: ts.StringLiteralLike;
  /** The statement, or the call for `import()` and `require()`. */
  readonly node: ts.Node;
  readonly bindings: readonly ImportBinding[];
  /** Whether nothing of it is left once types are stripped: `import type`, or every name used only as a type. */
  readonly erased: boolean;
}

/**
 * The imports of a file, in order. Type-only ones are listed with `erased`, because a rule may want to say why they do not count.
 * A statement that names no module, and a name that is not written yet, are left out.
 *
 * An import whose names are never used as a value is erased in a TypeScript file, as TypeScript and Next.js's compiler do it;
 * one without names (`import './x'`, `import {} from './x'`) never is, nor one whose local name is `React` in a `.tsx` file.
 *
 * @param keepsUnused the program's `verbatimModuleSyntax`: only what says `type` is erased, and of a statement without a `type` of its
 *   own the import itself stays (`import { type A } from './a'` loads the module)
 */
export function importsOf(ts: TypeScript, sourceFile: ts.SourceFile, keepsUnused = false): ImportFact[] {
  const found: ImportFact[] = [];
  let used: ReadonlySet<string> | undefined;
  // SWC's own rule, whatever the JSX transform: what is called React in a .tsx file is never erased (asked of Next.js 16.4.6).
  const keepsReact = /\.tsx$/.test(sourceFile.fileName);
  const isUsed = (name: string): boolean => {
    if (keepsUnused || !isTypeScriptFile(sourceFile) || (keepsReact && name === 'React')) return true;
    used ??= namesUsedAsValues(ts, sourceFile, importedNames(ts, sourceFile));
    return used.has(name);
  };
  for (const statement of sourceFile.statements) {
    if (ts.isImportDeclaration(statement)) {
      const fact = importFact(ts, statement, isUsed, keepsUnused);
      if (fact) found.push(fact);
    } else if (ts.isExportDeclaration(statement)) {
      const fact = reExportFact(ts, statement, keepsUnused);
      if (fact) found.push(fact);
    } else if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
      const specifier = specifierOf(ts, statement.moduleReference.expression);
      const { name, isTypeOnly } = statement;
      if (!specifier || name.text === '') continue;
      const erased = isTypeOnly || !isUsed(name.text);
      const bindings = [{ imported: '*', local: name.text, node: name, erased }];
      found.push({ kind: 'import-equals', specifier, node: statement, bindings, erased });
    }
  }
  // A file that never writes `import(` or `require(` need not be walked.
  if (/\b(?:import|require)\s*\(/.test(sourceFile.text)) found.push(...importCalls(ts, sourceFile));
  // A copy has no room to grow, and there is one for each module.
  return [...found];
}

function importFact(
  ts: TypeScript,
  statement: ts.ImportDeclaration,
  isUsed: (name: string) => boolean,
  keepsUnused: boolean,
): ImportFact | undefined {
  const specifier = specifierOf(ts, statement.moduleSpecifier);
  if (!specifier) return undefined;
  const clause = statement.importClause;
  const bindings: ImportBinding[] = [];
  const add = (imported: string, local: ts.Identifier, node: ts.Node, isTypeOnly: boolean): void => {
    if (imported === '' || local.text === '') return;
    bindings.push({ imported, local: local.text, node, erased: isTypeOnly || !isUsed(local.text) });
  };
  const allTypes = clause?.isTypeOnly ?? false;
  if (clause?.name) add('default', clause.name, clause.name, allTypes);
  const named = clause?.namedBindings;
  if (named && ts.isNamespaceImport(named)) add('*', named.name, named.name, allTypes);
  else if (named) {
    for (const element of named.elements) {
      const name = element.propertyName ?? element.name;
      add(name.text, element.name, name, allTypes || element.isTypeOnly);
    }
  }
  const erased = allTypes || (!keepsUnused && bindings.length > 0 && bindings.every((binding) => binding.erased));
  return { kind: 'import', specifier, node: statement, bindings: [...bindings], erased };
}

function reExportFact(ts: TypeScript, statement: ts.ExportDeclaration, keepsUnused: boolean): ImportFact | undefined {
  const specifier = specifierOf(ts, statement.moduleSpecifier);
  if (!specifier) return undefined;
  const clause = statement.exportClause;
  const bindings: ImportBinding[] = [];
  if (!clause) bindings.push({ imported: '*', local: '*', node: statement, erased: statement.isTypeOnly });
  else if (ts.isNamespaceExport(clause)) {
    bindings.push({ imported: '*', local: clause.name.text, node: clause.name, erased: statement.isTypeOnly });
  } else {
    for (const element of clause.elements) {
      const name = element.propertyName ?? element.name;
      const erased = statement.isTypeOnly || element.isTypeOnly;
      if (name.text === '' || element.name.text === '') continue;
      bindings.push({ imported: name.text, local: element.name.text, node: name, erased });
    }
  }
  const isEmptied = !keepsUnused && bindings.length > 0 && bindings.every((binding) => binding.erased);
  const erased = statement.isTypeOnly || isEmptied;
  return { kind: 'export', specifier, node: statement, bindings, erased };
}

function importCalls(ts: TypeScript, sourceFile: ts.SourceFile): ImportFact[] {
  const found: ImportFact[] = [];
  for (const node of descendantsOf(ts, sourceFile, 'CallExpression')) {
    const [argument] = node.arguments;
    const isImport = isImportCall(ts, node);
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
    if (argument && ts.isStringLiteralLike(argument) && argument.text !== '' && (isImport || isRequire)) {
      const kind = isImport ? 'dynamic' : 'require';
      found.push({ kind, specifier: argument, node, bindings: [], erased: false });
    }
  }
  return found;
}

/** The local names of a file's imports that are not marked as types. */
function importedNames(ts: TypeScript, sourceFile: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of sourceFile.statements) {
    if (ts.isImportEqualsDeclaration(statement)) names.add(statement.name.text);
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    if (!clause || clause.isTypeOnly) continue;
    if (clause.name) names.add(clause.name.text);
    const named = clause.namedBindings;
    if (named && ts.isNamespaceImport(named)) names.add(named.name.text);
    else for (const element of named?.elements ?? []) if (!element.isTypeOnly) names.add(element.name.text);
  }
  return names;
}

/**
 * Which of some names a file uses where a value is meant. A name that is also declared again in an inner scope counts as used:
 * an import too many is an edge too many, and never a directive or a module taken for unreached.
 */
function namesUsedAsValues(ts: TypeScript, sourceFile: ts.SourceFile, asked: ReadonlySet<string>): Set<string> {
  const used = new Set<string>();
  forEachDescendantOnce(ts, sourceFile, (node) => {
    // Most files use all that they import, and soon.
    if (used.size === asked.size) return false;
    if (ts.isIdentifier(node)) {
      if (asked.has(node.text) && !isNamePosition(ts, node)) used.add(node.text);
      return false;
    }
    if (ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return false;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return false;
    if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier || node.isTypeOnly || !node.exportClause || !ts.isNamedExports(node.exportClause)) return false;
      for (const element of node.exportClause.elements) {
        const { text } = element.propertyName ?? element.name;
        if (!element.isTypeOnly && asked.has(text)) used.add(text);
      }
      return false;
    }
    return true;
  });
  return used;
}

/** Whether an identifier only names something: a property key, a declaration, a JSX attribute, a label. */
function isNamePosition(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isJsxAttribute(parent) && parent.name === node) ||
    (ts.isImportEqualsDeclaration(parent) && parent.name === node) ||
    (ts.isVariableDeclaration(parent) && parent.name === node) ||
    (ts.isParameter(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && (parent.name === node || parent.propertyName === node)) ||
    ((ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent) || ts.isEnumDeclaration(parent)) &&
      parent.name === node) ||
    ((ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node)
  );
}
