import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { PlaceKind } from './fault.ts';

/** A module of an app in which a fault can stand. */
export interface Place {
  readonly kind: PlaceKind;
  readonly fileName: string;
  /** Where the directives end and imports can stand. */
  readonly importsAt: number;
  /** The directive's statement, where it has one. */
  readonly directive?: { readonly start: number; readonly end: number };
  /** An element that it renders, beside which another one can be put. */
  readonly element?: { readonly start: number; readonly end: number };
}

/** An app on the disk, and programs of it with some files changed. */
export class App {
  readonly options: ts.CompilerOptions;
  readonly fileNames: readonly string[];
  #last: ts.Program | undefined;
  readonly #kept = new Map<string, ts.SourceFile>();

  /** @throws Error where the folder has no tsconfig.json that can be read */
  constructor(readonly directory: string) {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
    const parsed = ts.getParsedCommandLineOfConfigFile(join(directory, 'tsconfig.json'), {}, host);
    if (!parsed) throw new Error(`${directory} has no tsconfig.json that can be read.`);
    this.options = { ...parsed.options, noEmit: true, incremental: false, composite: false };
    this.fileNames = parsed.fileNames;
  }

  /** A program, and what it reads, with these texts in place of those on the disk. */
  programWith(changed: ReadonlyMap<string, string>): { program: ts.Program; system: ts.System } {
    const folders = new Set([...changed.keys()].map((name) => dirname(name)));
    const system: ts.System = {
      ...ts.sys,
      fileExists: (name) => changed.has(name) || ts.sys.fileExists(name),
      directoryExists: (name) => folders.has(name) || ts.sys.directoryExists(name),
      readFile: (name, encoding) => changed.get(name) ?? ts.sys.readFile(name, encoding),
    };
    const host = ts.createCompilerHost(this.options, true);
    host.getCurrentDirectory = () => this.directory;
    host.fileExists = system.fileExists;
    host.readFile = (name) => system.readFile(name);
    host.getSourceFile = (name, languageVersion) => {
      const text = changed.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, languageVersion, true);
      let kept = this.#kept.get(name);
      if (!kept) {
        const read = ts.sys.readFile(name);
        if (read === undefined) return undefined;
        kept = ts.createSourceFile(name, read, languageVersion, true);
        this.#kept.set(name, kept);
      }
      return kept;
    };
    const program = ts.createProgram([...new Set([...this.fileNames, ...changed.keys()])], this.options, host, this.#last);
    this.#last = program;
    return { program, system };
  }
}

const isSource = (name: string): boolean => /\.[jt]sx?$/.test(name) && !/\.d\.ts$|\/node_modules\//.test(name);

/**
 * The places of an app, found by a graph of its own: what pages and layouts import, up to each `"use client"` and `"use server"`.
 * It shares no line with the analysis that is tried.
 */
export function placesOf(app: App, program: ts.Program): Place[] {
  const files = program.getSourceFiles().filter(({ fileName }) => isSource(fileName));
  const byName = new Map(files.map((file) => [file.fileName, file]));
  const directiveOf = new Map(files.map((file) => [file.fileName, directive(file)?.text]));
  const imports = new Map(files.map((file) => [file.fileName, importsOf(app, file).filter((name) => byName.has(name))]));
  const isEntry = (name: string): boolean =>
    /\/app\/(?:.*\/)?(?:page|layout|template|default|loading|not-found|route)\.[jt]sx?$/.test(name) && !directiveOf.get(name);
  const server = new Set<string>();
  const entries = new Set<string>();
  walk([...byName.keys()].filter(isEntry), (name) => {
    if (directiveOf.get(name) === 'use client') {
      entries.add(name);
      return [];
    }
    server.add(name);
    return imports.get(name)!;
  });
  const client = new Set<string>();
  walk(
    [...byName.keys()].filter((name) => directiveOf.get(name) === 'use client' || /\/pages\//.test(name)),
    (name) => {
      if (directiveOf.get(name) === 'use server') {
        server.add(name);
        return [];
      }
      client.add(name);
      return imports.get(name)!;
    },
  );
  return files.flatMap((file) => {
    const { fileName } = file;
    const kind = kindOf(fileName);
    if (!kind) return [];
    const own = directive(file);
    const element = rootElementOf(file);
    if (kind === 'page' && !element) return [];
    const first = file.statements.find((statement) => !isString(statement));
    return [
      {
        kind,
        fileName,
        importsAt: first ? first.getFullStart() : file.end,
        ...(own ? { directive: { start: own.start, end: own.end } } : {}),
        ...(element ? { element } : {}),
      },
    ];
  });

  function kindOf(name: string): PlaceKind | undefined {
    const text = directiveOf.get(name);
    const isConvention = /\/(?:page|layout|template|default|loading|not-found|error|global-error|route)\.[jt]sx?$/.test(name);
    if (text === 'use server') return server.has(name) ? 'actions' : undefined;
    if (text === 'use client') return entries.has(name) && !isConvention && name.endsWith('.tsx') ? 'client' : undefined;
    if (text || client.has(name) || !server.has(name) || !name.endsWith('.tsx')) return undefined;
    if (/\/app\/(?:.*\/)?page\.tsx$/.test(name)) return 'page';
    return isConvention ? undefined : 'server';
  }
}

function walk(from: readonly string[], next: (name: string) => readonly string[]): void {
  const seen = new Set(from);
  for (const name of seen) for (const to of next(name)) seen.add(to);
}

function isString(statement: ts.Statement): statement is ts.ExpressionStatement & { expression: ts.StringLiteral } {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

function directive(file: ts.SourceFile): { text: string; start: number; end: number } | undefined {
  for (const statement of file.statements) {
    if (!isString(statement)) return undefined;
    const { text } = statement.expression;
    if (/^use (?:client|server|cache)/.test(text)) return { text, start: statement.getStart(file), end: statement.end };
  }
  return undefined;
}

/** What a file loads when it runs, by file name. */
function importsOf(app: App, file: ts.SourceFile): string[] {
  const found: string[] = [];
  const add = (specifier: ts.Expression | undefined): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { resolvedModule } = ts.resolveModuleName(specifier.text, file.fileName, app.options, ts.sys);
    if (resolvedModule) found.push(resolvedModule.resolvedFileName);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const isTypes =
        clause?.isTypeOnly ||
        (clause && !clause.name && named && ts.isNamedImports(named) && named.elements.every(({ isTypeOnly }) => isTypeOnly));
      if (!isTypes) add(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && !node.isTypeOnly) add(node.moduleSpecifier);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What the default export, or else the first component of a file, returns: an element, which another one can be put beside. */
function rootElementOf(file: ts.SourceFile): { readonly start: number; readonly end: number } | undefined {
  const isExported = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
    ts.canHaveModifiers(node) && Boolean(ts.getModifiers(node)?.some((modifier) => modifier.kind === kind));
  const functions = file.statements.filter(
    (statement): statement is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(statement) && isExported(statement, ts.SyntaxKind.ExportKeyword),
  );
  const component = functions.find((fn) => isExported(fn, ts.SyntaxKind.DefaultKeyword)) ?? functions[0];
  let root = component?.body?.statements.findLast(ts.isReturnStatement)?.expression;
  while (root && ts.isParenthesizedExpression(root)) root = root.expression;
  const isElement = root && (ts.isJsxElement(root) || ts.isJsxFragment(root) || ts.isJsxSelfClosingElement(root));
  return root && isElement ? { start: root.getStart(file), end: root.end } : undefined;
}
