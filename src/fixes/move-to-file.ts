import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import { linksOf } from '../graph/links.ts';
import { takersOf } from '../graph/takers.ts';
import type { Project } from '../project/project.ts';
import { hasNode } from '../syntax/descendants.ts';
import { hasModifier, isFunctionLiteral } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { endOfStatement, newLineOf, quoteOf, removeStatement } from './edits.ts';
import {
  declarationIn,
  isExported,
  Mover,
  type ImportedName,
  type Movable,
  type MovedDeclarations,
} from './moved-declarations.ts';
import { isJsx } from '../syntax/jsx.ts';
import { addTo } from '../syntax/grouped.ts';

/** A statement in a file of its own, and the rest of the program as it is then. */
export interface SplitFile {
  /** Absolute, forward slashes; there is no such file yet. */
  readonly fileName: string;
  readonly text: string;
  /** In the file it came from, and in those that import it. */
  readonly edits: readonly TextEdit[];
}

/** What is to become of a statement. */
interface Move {
  readonly statement: Movable;
  /** What the new file begins with. */
  readonly directive: 'use client' | 'use server';
  /** The new file's name without folder and extension. */
  readonly stem: string;
}

/**
 * Moves a statement into a new file beside its own, with what only it uses, and with the imports it needs; who uses it imports it
 * from there.
 *
 * @returns undefined where it cannot stand alone, or an import of it cannot be redirected
 */
export function moveToFile(
  project: Project,
  checker: ts.TypeChecker,
  { statement, directive, stem }: Move,
): SplitFile | undefined {
  const { ts } = project;
  const sourceFile = statement.getSourceFile();
  const moved = new Mover(project, checker, statement).all();
  const name = declarationIn(ts, statement).name;
  if (!moved || !name || !ts.isIdentifier(name) || hasModifier(ts, statement, ts.SyntaxKind.DefaultKeyword)) return undefined;
  // There every file with markup has to import React.
  if (project.compilerOptions.jsx === ts.JsxEmit.React) return undefined;
  const fileName = `${sourceFile.fileName.replace(/[^/]*$/, '')}${stem}${extensionFor(ts, sourceFile, moved)}`;
  const specifier = `./${stem}${writtenExtension(project, sourceFile, fileName)}`;
  const redirected = redirectTakers(project, statement, name.text, stem);
  if (!redirected) return undefined;
  return {
    fileName,
    text: textOfNewFile(ts, sourceFile, moved, statement, directive),
    edits: [...ownEdits(ts, sourceFile, moved, name.text, specifier), ...redirected],
  };
}

function extensionFor(ts: TypeScript, { fileName }: ts.SourceFile, { statements }: MovedDeclarations): string {
  const isTypeScript = /\.[cm]?tsx?$/.test(fileName);
  const isMarkup = statements.some((statement) => hasNode(ts, statement, (node) => isJsx(ts, node)));
  return isTypeScript ? (isMarkup ? '.tsx' : '.ts') : isMarkup ? /\.[^.]*$/.exec(fileName)![0] : '.js';
}

/** The extension that relative imports of the file are written with; none where they have none. */
function writtenExtension(project: Project, sourceFile: ts.SourceFile, fileName: string): string {
  const written = linksOf(project, sourceFile).edges.map(
    ({ fact }) => /^\.{1,2}\/.*\.([cm]?[jt]sx?)$/.exec(fact.specifier.text)?.[1],
  );
  const found = written.find((extension) => extension !== undefined);
  if (!found) return '';
  return found.includes('t') ? /\.[^.]*$/.exec(fileName)![0] : '.js';
}

function textOfNewFile(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { statements, imports, types }: MovedDeclarations,
  statement: Movable,
  directive: Move['directive'],
): string {
  const newLine = newLineOf(sourceFile);
  const quote = quoteOf(sourceFile);
  const end = hasSemicolons(sourceFile) ? ';' : '';
  const lines = [...namesByImport(ts, imports)].map(([of, names]) => importText(ts, of, names, end));
  if (types.size > 0) {
    const own = /([^/]*?)\.[cm]?[jt]sx?$/.exec(sourceFile.fileName)![1]!;
    lines.push(`import type { ${[...types].map(({ name }) => name.text).join(', ')} } from ${quote}./${own}${quote}${end}`);
  }
  const blocks = statements.map((one) =>
    one === statement ? exportedText(ts, sourceFile, one, directive) : dedented(sourceFile, one),
  );
  const head = `${quote}${directive}${quote}${end}`;
  return [[head], ...(lines.length > 0 ? [lines] : []), ...blocks.map((block) => [block])]
    .map((part) => part.join(newLine))
    .join(newLine + newLine)
    .concat(newLine);
}

/** The statement as an export, without a `"use server"` of its own: the new file's says it for all. */
function exportedText(ts: TypeScript, sourceFile: ts.SourceFile, statement: Movable, directive: Move['directive']): string {
  const inner = directive === 'use server' ? innerDirective(ts, statement) : undefined;
  const text = dedented(sourceFile, statement, inner && removeStatement(ts, sourceFile, inner));
  const jsDoc = statement.getStart(sourceFile) - statement.getStart(sourceFile, true);
  return isExported(ts, statement) ? text : `${text.slice(0, jsDoc)}export ${text.slice(jsDoc)}`;
}

function innerDirective(ts: TypeScript, statement: Movable): ts.Statement | undefined {
  const initializer = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]!.initializer : undefined;
  const fn = ts.isFunctionDeclaration(statement) ? statement : initializer;
  const body = fn && (ts.isFunctionDeclaration(fn) || isFunctionLiteral(ts, fn)) ? fn.body : undefined;
  const statements = body && ts.isBlock(body) ? body.statements : undefined;
  return statements?.find(
    (one) => ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression) && one.expression.text === 'use server',
  );
}

/** A statement's text from the margin, with its comment, and without a part of it. */
function dedented(sourceFile: ts.SourceFile, statement: Movable, without?: TextEdit): string {
  const { text } = sourceFile;
  const start = statement.getStart(sourceFile, true);
  const own = without
    ? text.slice(start, without.start) + without.newText + text.slice(without.end, statement.end)
    : text.slice(start, statement.end);
  const indent = /[ \t]*$/.exec(text.slice(0, start))![0];
  // What stands in a template is text, blanks included.
  return indent === '' || own.includes('`') ? own : own.replaceAll(`\n${indent}`, '\n');
}

function namesByImport(ts: TypeScript, names: ReadonlySet<ImportedName>): Map<ts.ImportDeclaration, ImportedName[]> {
  const byImport = new Map<ts.ImportDeclaration, ImportedName[]>();
  for (const name of names) {
    let of: ts.Node = name;
    while (!ts.isImportDeclaration(of)) of = of.parent;
    addTo(byImport, of, name);
  }
  return byImport;
}

/** An import of some of the names that a declaration imports. */
function importText(ts: TypeScript, of: ts.ImportDeclaration, names: readonly ImportedName[], end: string): string {
  const isType = of.importClause?.isTypeOnly ? 'type ' : '';
  const whole = names.flatMap((name) =>
    ts.isImportClause(name) ? [name.name!.text] : ts.isNamespaceImport(name) ? [name.getText()] : [],
  );
  const named = names.filter((name) => ts.isImportSpecifier(name)).map((name) => name.getText());
  const clause = [...whole, ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : [])].join(', ');
  return `import ${isType}${clause} from ${of.moduleSpecifier.getText()}${end}`;
}

/** What changes in the file: the statements go, imports that nothing needs any more too, and what is still used is imported. */
function ownEdits(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { statements, idle, types, isStillUsed }: MovedDeclarations,
  name: string,
  specifier: string,
): TextEdit[] {
  const quote = quoteOf(sourceFile);
  const end = hasSemicolons(sourceFile) ? ';' : '';
  const newLine = newLineOf(sourceFile);
  const edits = statements.map((statement) => removeWithComment(ts, sourceFile, statement));
  for (const type of types) {
    const start = type.getStart(sourceFile);
    if (!isExported(ts, type)) edits.push({ start, end: start, newText: 'export ' });
  }
  const added = isStillUsed ? `import { ${name} } from ${quote}${specifier}${quote}${end}` : undefined;
  const imports = sourceFile.statements.filter((one) => ts.isImportDeclaration(one));
  const byImport = namesByImport(ts, idle);
  const last = imports.at(-1);
  for (const of of imports) {
    const gone = byImport.get(of);
    const left = gone ? bindingsOf(ts, of).filter((one) => !gone.includes(one)) : undefined;
    const kept = left && left.length > 0 ? importText(ts, of, left, end) : undefined;
    const suffix = of === last && added !== undefined ? added : undefined;
    if (!left) {
      if (suffix !== undefined) edits.push({ start: of.end, end: of.end, newText: newLine + suffix });
    } else if (kept === undefined && suffix === undefined) edits.push(removeStatement(ts, sourceFile, of));
    else {
      const newText = [kept, suffix].filter((line) => line !== undefined).join(newLine);
      edits.push({ start: of.getStart(sourceFile), end: of.end, newText });
    }
  }
  if (!last && added !== undefined) {
    const prologue = sourceFile.statements.findLast((one) => ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression));
    const at = prologue ? endOfStatement(ts, sourceFile, prologue) : 0;
    edits.push({ start: at, end: at, newText: prologue ? newLine + added : added + newLine });
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** As {@link removeStatement}, with the comment that documents it. */
function removeWithComment(ts: TypeScript, sourceFile: ts.SourceFile, statement: Movable): TextEdit {
  const { text } = sourceFile;
  const edit = removeStatement(ts, sourceFile, statement);
  const comment = statement.getStart(sourceFile, true);
  if (comment === statement.getStart(sourceFile)) return edit;
  const start = text.lastIndexOf('\n', comment - 1) + 1;
  const isBetweenBlanks = /(?:^|\n)\r?\n$/.test(text.slice(0, start));
  const blank = isBetweenBlanks ? /^[ \t]*\r?\n/.exec(text.slice(edit.end)) : null;
  return { ...edit, start, end: edit.end + (blank?.[0].length ?? 0) };
}

function bindingsOf(ts: TypeScript, { importClause }: ts.ImportDeclaration): ImportedName[] {
  const bindings = importClause?.namedBindings;
  const named: readonly ImportedName[] = !bindings ? [] : ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements;
  return [...(importClause?.name ? [importClause] : []), ...named];
}

/** Has those who import the statement's name import it from the new file; undefined where one does so in a way that is not plain. */
function redirectTakers(project: Project, statement: Movable, name: string, stem: string): TextEdit[] | undefined {
  const { ts } = project;
  const { fileName } = statement.getSourceFile();
  if (!ts.isSourceFile(statement.parent) || !isExported(ts, statement)) return [];
  const own = /([^/]*?)\.[cm]?[jt]sx?$/.exec(fileName)![1]!;
  const edits: TextEdit[] = [];
  for (const { from, fact, binding } of takersOf(project, fileName, name)) {
    const { node, specifier } = fact;
    const of = binding?.node.parent;
    const path = new RegExp(`(^|/)${own.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\.[cm]?[jt]sx?)?$`);
    if (
      fact.kind !== 'import' ||
      !ts.isImportDeclaration(node) ||
      binding?.imported !== name ||
      !of ||
      !path.test(specifier.text)
    )
      return undefined;
    const file = node.getSourceFile();
    const target = specifier.text.replace(path, (_, before: string, extension = '') => `${before}${stem}${String(extension)}`);
    const quoted = specifier.getText().replace(specifier.text, () => target);
    const names = bindingsOf(ts, node);
    const specifierOf = names.find(
      (one) =>
        one === of || one === binding.node || (ts.isImportSpecifier(one) && (one.propertyName ?? one.name) === binding.node),
    );
    if (!specifierOf) return undefined;
    const end = node.getText().endsWith(';') ? ';' : '';
    const left = names.filter((one) => one !== specifierOf);
    const lines = [
      ...(left.length > 0 ? [importText(ts, node, left, end)] : []),
      importText(ts, node, [specifierOf], end).replace(specifier.getText(), () => quoted),
    ];
    edits.push({ fileName: from, start: node.getStart(file), end: node.end, newText: lines.join(newLineOf(file)) });
  }
  return edits;
}

function hasSemicolons({ text, statements }: ts.SourceFile): boolean {
  return statements.length === 0 || statements.some(({ end }) => text[end - 1] === ';');
}
