import type ts from 'typescript';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { TypeScript } from '../typescript.ts';
import { moduleLoadOf, type ModuleLoad } from './package-load.ts';
import type { Reference } from './reference.ts';
import type { PackageModule } from './package-module.ts';
import type { Project } from './project.ts';

/** What a door lets the analysis see of the disk: packages' JavaScript, `next.config`, `package.json`. */
export type Disk = Pick<ts.ModuleResolutionHost, 'readFile' | 'fileExists' | 'directoryExists' | 'realpath'> & {
  readonly readDirectory?: ts.System['readDirectory'] | undefined;
};

// A directive stands before any code; a long licence may stand before it.
const headLength = 16_384;
const maxBarrelLength = 200_000;
const maxLoadLength = 600_000;
const maxSteps = 40;

/**
 * The JavaScript of packages, found as Next.js's server compilation finds it (`exports` conditions `react-server`, `import`), read
 * when asked for and kept. Nothing of node_modules is read that no import leads to.
 */
export class PackageModules {
  readonly #ts: TypeScript;
  readonly #host: Disk;
  readonly #options: ts.CompilerOptions;
  readonly #cache: ts.ModuleResolutionCache;
  readonly #modules = new Map<string, PackageModule | undefined>();

  constructor(typescript: TypeScript, options: ts.CompilerOptions, directory: string, host: Disk) {
    this.#ts = typescript;
    this.#host = host;
    // `noDtsResolution` is what the language service resolves with for "go to source definition"; the public type lacks it.
    const javaScript: ts.CompilerOptions & { noDtsResolution: boolean } = {
      module: typescript.ModuleKind.ESNext,
      moduleResolution: typescript.ModuleResolutionKind.Bundler,
      customConditions: ['react-server', 'node', 'module', 'webpack', 'production', ...(options.customConditions ?? [])],
      allowJs: true,
      noDtsResolution: true,
      ...(options.preserveSymlinks === undefined ? {} : { preserveSymlinks: options.preserveSymlinks }),
    };
    this.#options = javaScript;
    this.#cache = typescript.createModuleResolutionCache(directory, (name) => name, javaScript);
  }

  /**
   * What an import loads.
   *
   * @param from the importing file, absolute
   * @returns undefined where it leads to no file of JavaScript
   */
  find(from: string, specifier: string): PackageModule | undefined {
    const { resolvedModule } = this.#ts.resolveModuleName(specifier, from, this.#options, this.#host, this.#cache);
    const fileName = resolvedModule?.resolvedFileName;
    if (!fileName || !/\.[cm]?jsx?$/.test(fileName)) return undefined;
    if (!this.#modules.has(fileName)) this.#modules.set(fileName, this.#read(fileName));
    return this.#modules.get(fileName);
  }

  #read(fileName: string): PackageModule | undefined {
    const text = this.#host.readFile(fileName);
    if (text === undefined) return undefined;
    const ts = this.#ts;
    const parsed = (part: string): ts.SourceFile => ts.createSourceFile(fileName, part, ts.ScriptTarget.Latest, true);
    const head = text.slice(0, headLength);
    const isBarrel = text.length <= maxBarrelLength && /\bexport\b/.test(text);
    let whole: ts.SourceFile | undefined;
    let load: ModuleLoad | undefined;
    return {
      fileName,
      directive: /(['"])use (?:client|server|cache)/.test(head) ? factsOf(ts, parsed(head)).moduleDirective : undefined,
      mentionsReact: /['"]react['"]/.test(text),
      load: () => (load ??= text.length <= maxLoadLength ? moduleLoadOf(ts, whole ?? parsed(text)) : undefined),
      // Most files of a package have nothing to do with a name, and need not be parsed to know it.
      sourceFile: (name) =>
        isBarrel && (text.includes(name) || /\bexport\s*\*/.test(text)) ? (whole ??= parsed(text)) : undefined,
      declares: (name) =>
        isBarrel &&
        new RegExp(
          `^export\\s+(?:async\\s+)?(?:function\\*?|const|let|var|class)\\s+${name.replace(/\W/g, '\\$&')}\\b`,
          'm',
        ).test(text),
    };
  }
}

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
  // Next.js puts builds of its own in the place of these.
  if (name === '*' || /^(?:next|react|react-dom|server-only|client-only|node:.*)(?:\/|$)/.test(specifier)) return undefined;
  const module = project.packageModule(from.fileName, specifier);
  return module && new Search(project, member).reference(module, name);
}

/** What an export is by the JavaScript that declares it; of a `value` only its type tells more. */
export type PlainExport = 'function' | 'component' | 'value';

/**
 * What a name is that a package declares in a module without a directive: on the server it is that, and no reference.
 *
 * @param from the file the import stands in
 * @returns undefined where it is a reference, or where the JavaScript cannot be read (CommonJS, a value made of an import)
 */
export function plainExport(project: Project, from: ts.SourceFile, specifier: string, name: string): PlainExport | undefined {
  if (name === '*' || /^(?:next|react|react-dom|server-only|client-only|node:.*)(?:\/|$)/.test(specifier)) return undefined;
  const module = project.packageModule(from.fileName, specifier);
  return module && new Search(project, undefined).plain(module, name);
}

/** One search along the re-exports of a package. */
class Search {
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
    if (module.declares(name)) return undefined;
    const exports = this.#exportsOf(module, name);
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
    if (module.directive) return undefined;
    const exports = this.#exportsOf(module, name);
    const fact = exports.find((candidate) => candidate.name === name);
    if (fact) return this.#plainFact(module, fact);
    if (name === 'default') return undefined;
    const next = exports.flatMap(({ name: exported, thing }) =>
      exported === '*' && thing.kind === 're-export' && thing.specifier
        ? (this.#project.packageModule(module.fileName, thing.specifier.text) ?? [])
        : [],
    );
    const owner = next.find((candidate) => this.#has(candidate, name));
    return owner && this.plain(owner, name);
  }

  #plainFact(module: PackageModule, { thing, node, local }: ExportFact): PlainExport | undefined {
    const { ts } = this.#project;
    if (thing.kind === 'function' || thing.kind === 'class') return 'function';
    if (thing.kind === 'variable') return thing.initializer && madeOn(ts, thing.initializer);
    if (thing.kind === 'expression') {
      if (!ts.isIdentifier(thing.node)) return madeOn(ts, thing.node);
      const declaration = declarationOf(ts, thing.node);
      if (!declaration) return undefined;
      if (ts.isVariableDeclaration(declaration)) return declaration.initializer && madeOn(ts, declaration.initializer);
      return ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration) ? 'function' : undefined;
    }
    if (thing.kind !== 're-export' || !thing.specifier) return undefined;
    const next = this.#project.packageModule(module.fileName, thing.specifier.text);
    const { node: imported } = thing;
    if (!next || ts.isNamespaceImport(imported)) return undefined;
    if (ts.isImportClause(imported)) return this.plain(next, 'default');
    if (ts.isImportSpecifier(imported)) return this.plain(next, (imported.propertyName ?? imported.name).text);
    return ts.isExportSpecifier(node) && local !== undefined ? this.plain(next, local) : undefined;
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
    if (module.declares(name)) return true;
    const exports = this.#exportsOf(module, name);
    return exports.some(({ name: exported, thing }) => {
      if (exported === name) return true;
      if (exported !== '*' || thing.kind !== 're-export' || !thing.specifier) return false;
      const next = this.#project.packageModule(module.fileName, thing.specifier.text);
      return next !== undefined && this.#has(next, name);
    });
  }

  #exportsOf(module: PackageModule, name: string): readonly ExportFact[] {
    const file = ++this.#steps > maxSteps ? undefined : module.sourceFile(name);
    return file ? factsOf(this.#project.ts, file).exports : [];
  }
}

/** A value made on the spot; undefined for a name, which may hand on what is imported. */
function madeOn(ts: TypeScript, expression: ts.Expression): PlainExport | undefined {
  const value = unwrap(ts, expression);
  if (isFunctionNode(ts, value) || ts.isClassExpression(value)) return 'function';
  if (!ts.isCallExpression(value)) return undefined;
  return /(?:^|\.)(?:forwardRef|memo)$/.test(value.expression.getText()) ? 'component' : 'value';
}
