import type ts from 'typescript';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { TypeScript } from '../typescript.ts';
import { packageFieldOf, installedFolderOf } from './package-json.ts';
import type { Reference } from './reference.ts';
import type { PackageModule } from './package-module.ts';
import type { Project } from './project.ts';

/**
 * The first module of a package with a directive that an imported name is taken from, seen from the importing file: the package's
 * entry, or what the entry passes it on from.
 *
 * @param from the file the import stands in
 * @param name the name as the package exports it; `default` may be one, and `*` is none
 * @param member what is read of it, where it may be the namespace of another module (`import * as Menu from './menu'; export { Menu }`):
 *   such a namespace is no reference itself, what it holds is
 */
export function packageReference(
  project: Project,
  from: ts.SourceFile,
  specifier: string,
  name: string,
  member?: string,
): Reference | undefined {
  if (name === '*' || isReplaced(specifier)) return undefined;
  const module = project.packageModule(from.fileName, specifier);
  return module && new PackageSearch(project, member).reference(module, name);
}

const maximumSteps = 40;

/** What an export is by the JavaScript that declares it; of a `value` only its type tells more. */
type PlainExport = 'function' | 'component' | 'value';

/**
 * What a name is that a package declares in a module without a directive: on the server it is that, and no reference.
 *
 * @param from the file the import stands in
 * @returns undefined where it is a reference, or where the JavaScript cannot be read (CommonJS, a value made of an import)
 */
export function plainExport(project: Project, from: ts.SourceFile, specifier: string, name: string): PlainExport | undefined {
  if (name === '*' || isReplaced(specifier)) return undefined;
  const module = project.packageModule(from.fileName, specifier);
  return module && new PackageSearch(project, undefined).plain(module, name);
}

/**
 * Whether the build that a package has for the server (`exports` condition `react-server`) leaves a name out that its other builds have.
 *
 * @param from the file the import stands in
 */
export function isMissingOnServer(project: Project, from: ts.SourceFile, specifier: string, name: string): boolean {
  if (name === '*' || isReplaced(specifier)) return false;
  const module = project.packageModule(from.fileName, specifier);
  if (!module || module.directive) return false;
  return hasServerBuild(project, module, specifier) && new PackageSearch(project, undefined).lacks(module, name);
}

/** Whether what is imported has a build for the server, and not something else that its package offers. */
function hasServerBuild(project: Project, { fileName }: PackageModule, specifier: string): boolean {
  const { ts } = project;
  const folder = installedFolderOf(fileName);
  const field = folder === '' ? undefined : packageFieldOf(project, folder, 'exports');
  if (!field) return false;
  const subpath = `.${specifier.slice(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0].length)}`;
  const named = (ts.isObjectLiteralExpression(field) ? [...field.properties] : []).flatMap((property) =>
    ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.name) && property.name.text.startsWith('.')
      ? [{ key: property.name.text, build: property.initializer }]
      : [],
  );
  // Without subpaths all of it is the package's entry.
  const builds = named.length === 0 ? [field] : named.flatMap(({ key, build }) => (coversSubpath(key, subpath) ? [build] : []));
  return builds.some((build) => build.getText().includes('"react-server"'));
}

/** Whether a key of `exports`, which may have one `*`, is about a subpath. */
function coversSubpath(key: string, subpath: string): boolean {
  const [start, end] = key.split('*') as [string, string?];
  return end === undefined ? start === subpath : subpath.startsWith(start) && subpath.endsWith(end);
}

/** The module of a package that declares what an export stands for, and the name it has there. */
interface Owner {
  readonly module: PackageModule;
  readonly name: string;
}

/** One search along the re-exports of a package. */
export class PackageSearch {
  readonly #project: Project;
  /** What is read of a namespace; what is found without one is no answer then. */
  readonly #member: string | undefined;
  #steps = 0;

  constructor(project: Project, member: string | undefined) {
    this.#project = project;
    this.#member = member;
  }

  reference(module: PackageModule, name: string, isOfNamespace = false): Reference | undefined {
    const { directive, fileName } = module;
    if (directive) return this.#member === undefined || isOfNamespace ? { fileName, directive, name, members: [] } : undefined;
    if (module.declares(name) !== undefined) return undefined;
    const exports = this.exportsOf(module, name);
    const fact = exports.find((candidate) => candidate.name === name);
    if (fact) return this.#passedOn(module, fact, isOfNamespace);
    if (name === 'default') return undefined;
    for (const { name: exported, thing } of exports) {
      if (exported !== '*' || thing.kind !== 're-export' || !thing.specifier) continue;
      const next = this.#project.packageModule(fileName, thing.specifier.text);
      if (!next || !this.#has(next, name)) continue;
      return this.reference(next, name, isOfNamespace);
    }
    return undefined;
  }

  plain(module: PackageModule, name: string): PlainExport | undefined {
    const owner = this.owner(module, name);
    if (!owner) return undefined;
    const declared = owner.module.declares(owner.name);
    if (declared === 'function' || declared === 'class') return 'function';
    if (declared === 'made') return 'value';
    const value = this.value(owner);
    return value && madeOn(this.#project.ts, value);
  }

  /** The module without a directive that declares what a name stands for. */
  owner(module: PackageModule, name: string): Owner | undefined {
    if (module.directive) return undefined;
    if (module.declares(name) !== undefined) return { module, name };
    const { ts } = this.#project;
    const exports = this.exportsOf(module, name);
    const fact = exports.find((candidate) => candidate.name === name);
    if (fact) {
      const { thing, node, local } = fact;
      if (thing.kind !== 're-export') return { module, name };
      const next = thing.specifier && this.#project.packageModule(module.fileName, thing.specifier.text);
      const { node: imported } = thing;
      if (!next || ts.isNamespaceImport(imported)) return undefined;
      if (ts.isImportClause(imported)) return this.owner(next, 'default');
      if (ts.isImportSpecifier(imported)) return this.owner(next, (imported.propertyName ?? imported.name).text);
      return ts.isExportSpecifier(node) && local !== undefined ? this.owner(next, local) : undefined;
    }
    if (name === 'default') return undefined;
    const next = exports.flatMap(({ name: exported, thing }) =>
      exported === '*' && thing.kind === 're-export' && thing.specifier
        ? (this.#project.packageModule(module.fileName, thing.specifier.text) ?? [])
        : [],
    );
    const passing = next.find((candidate) => this.#has(candidate, name));
    return passing && this.owner(passing, name);
  }

  /** What an owner gives its name: a function or class, or the expression that makes it. */
  value({ module, name }: Owner): FunctionNode | ts.ClassLikeDeclaration | ts.Expression | undefined {
    const { ts } = this.#project;
    const thing = this.exportsOf(module, name).find((fact) => fact.name === name)?.thing;
    if (!thing) return undefined;
    if (thing.kind === 'function' || thing.kind === 'class') return thing.node;
    if (thing.kind === 'variable') return thing.initializer;
    if (thing.kind !== 'expression') return undefined;
    if (!ts.isIdentifier(thing.node)) return thing.node;
    const declaration = declarationOf(ts, thing.node);
    if (!declaration) return undefined;
    if (ts.isVariableDeclaration(declaration)) return declaration.initializer;
    return ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration) ? declaration : undefined;
  }

  /** Whether a module is ECMAScript, can be read with all that it passes on, and does not export a name. */
  lacks(module: PackageModule, name: string, seen = new Set<PackageModule>()): boolean {
    if (seen.has(module)) return true;
    seen.add(module);
    const { ts } = this.#project;
    const file = ++this.#steps > maximumSteps ? undefined : module.sourceFile();
    if (!file?.statements.some((statement) => isExport(ts, statement))) return false;
    return factsOf(ts, file).exports.every(({ name: exported, thing }) => {
      if (exported !== '*') return exported !== name;
      if (thing.kind !== 're-export' || !thing.specifier) return false;
      const next = this.#project.packageModule(module.fileName, thing.specifier.text);
      return next !== undefined && this.lacks(next, name, seen);
    });
  }

  #passedOn(
    { fileName }: PackageModule,
    { thing, node, local, statement }: ExportFact,
    isOfNamespace: boolean,
  ): Reference | undefined {
    const { ts } = this.#project;
    if (thing.kind !== 're-export' || !thing.specifier) return undefined;
    const next = this.#project.packageModule(fileName, thing.specifier.text);
    if (!next) return undefined;
    const { node: imported } = thing;
    if (ts.isNamespaceImport(imported) || (ts.isExportDeclaration(statement) && !ts.isExportSpecifier(node))) {
      return this.#member === undefined || isOfNamespace ? undefined : this.reference(next, this.#member, true);
    }
    if (ts.isImportClause(imported)) return this.reference(next, 'default', isOfNamespace);
    if (ts.isImportSpecifier(imported)) return this.reference(next, (imported.propertyName ?? imported.name).text, isOfNamespace);
    return ts.isExportSpecifier(node) && local !== undefined ? this.reference(next, local, isOfNamespace) : undefined;
  }

  /** Whether a module of a package exports a name, itself or by `export *`. */
  #has(module: PackageModule, name: string): boolean {
    if (module.declares(name) !== undefined) return true;
    const exports = this.exportsOf(module, name);
    return exports.some(({ name: exported, thing }) => {
      if (exported === name) return true;
      if (exported !== '*' || thing.kind !== 're-export' || !thing.specifier) return false;
      const next = this.#project.packageModule(module.fileName, thing.specifier.text);
      return next !== undefined && this.#has(next, name);
    });
  }

  /** The exports of a module that may have to do with a name. */
  exportsOf(module: PackageModule, name: string): readonly ExportFact[] {
    const file = ++this.#steps > maximumSteps ? undefined : module.sourceFile(name);
    return file ? factsOf(this.#project.ts, file).exports : [];
  }
}

/** Whether Next.js puts a build of its own in the place of a package. */
export function isReplaced(specifier: string): boolean {
  return /^(?:next|react|react-dom|server-only|client-only|node:.*)(?:\/|$)/.test(specifier);
}

/** What only an ECMAScript module has. */
function isExport(ts: TypeScript, statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true;
  return (
    ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** A value made on the spot; undefined for a name, which may hand on what is imported. */
function madeOn(ts: TypeScript, made: ts.Node): PlainExport | undefined {
  if (isFunctionNode(ts, made) || ts.isClassLike(made)) return 'function';
  const value = unwrap(ts, made as ts.Expression);
  if (isFunctionNode(ts, value) || ts.isClassLike(value)) return 'function';
  if (!ts.isCallExpression(value)) return undefined;
  return /(?:^|\.)(?:forwardRef|memo)$/.test(value.expression.getText()) ? 'component' : 'value';
}
