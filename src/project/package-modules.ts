import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { unlessTooDeep, type TypeScript } from '../typescript.ts';
import { moduleLoadOf, type ModuleLoad } from './package-load.ts';
import type { PackageModule } from './package-module.ts';
import { escaped } from '../syntax/pattern.ts';

/** What a door lets the analysis see of the disk: packages' JavaScript, `next.config`, `package.json`. */
export type Disk = Pick<ts.ModuleResolutionHost, 'readFile' | 'fileExists' | 'directoryExists' | 'realpath'> & {
  readonly readDirectory?: ts.System['readDirectory'] | undefined;
};

// A directive stands before any code; a long licence may stand before it.
const headLength = 16_384;
// Packages of icons have barrels of some hundred kilobytes, and modules of some thousand.
const maxBarrelLength = 2_000_000;
const maxTextLength = 16_000_000;
const maxLoadLength = 600_000;

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
    const resolve = (): ts.ResolvedModuleWithFailedLookupLocations =>
      this.#ts.resolveModuleName(specifier, from, this.#options, this.#host, this.#cache);
    const fileName = unlessTooDeep(resolve)?.resolvedModule?.resolvedFileName;
    if (!fileName || !/\.[cm]?jsx?$/.test(fileName)) return undefined;
    if (!this.#modules.has(fileName)) this.#modules.set(fileName, this.#read(fileName));
    return this.#modules.get(fileName);
  }

  #read(fileName: string): PackageModule | undefined {
    const text = this.#host.readFile(fileName);
    if (text === undefined) return undefined;
    const ts = this.#ts;
    const format = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
    const parsed = (part: string): ts.SourceFile | undefined =>
      unlessTooDeep(() => ts.createSourceFile(fileName, part, format, true));
    const head = text.slice(0, headLength);
    const headFile = /(['"])use (?:client|server|cache)/.test(head) ? parsed(head) : undefined;
    const isModule = text.length <= maxTextLength && /\bexport\b/.test(text);
    let whole: ts.SourceFile | undefined;
    let load: ModuleLoad | undefined;
    let declared: ReadonlyMap<string, Declared> | undefined;
    return {
      fileName,
      directive: headFile && factsOf(ts, headFile).moduleDirective,
      mentionsReact: /['"]react['"]/.test(text),
      load: () => {
        const file = !load && text.length <= maxLoadLength ? (whole ?? parsed(text)) : undefined;
        return (load ??= file && moduleLoadOf(ts, file));
      },
      // Most files of a package have nothing to do with a name, and need not be parsed to know it.
      sourceFile: (name) =>
        isModule && text.length <= maxBarrelLength && (name === undefined || text.includes(name) || /\bexport\s*\*/.test(text))
          ? (whole ??= parsed(text))
          : undefined,
      declares: (name) => (isModule ? (declared ??= exportsDeclaredIn(text)).get(name) : declaredInCommonJs(text, name)),
    };
  }
}

type Declared = NonNullable<ReturnType<PackageModule['declares']>>;

/** What stands behind `export` at the beginning of a line: the first of a name counts. */
function exportsDeclaredIn(text: string): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  const declarations = /^export\s+(?:async\s+)?(function|const|let|var|class)\b\*?\s*([\w$\u0080-\uffff]+)/gm;
  for (const [, keyword, name] of text.matchAll(declarations))
    if (!found.has(name!)) found.set(name!, keyword === 'function' || keyword === 'class' ? keyword : 'variable');
  return found;
}

/** What `exports.Name = Name` hands out of a module of CommonJS: a function, or what a call made; not what it has from another module. */
function declaredInCommonJs(text: string, name: string): Declared | undefined {
  if (!/^[\w$]+$/.test(name) || !text.includes(`exports.${name}`)) return undefined;
  const local = new RegExp(`^(?:module\\.)?exports\\.${escaped(name)} = ([\\w$]+);?$`, 'm').exec(text)?.[1];
  if (local === undefined) return undefined;
  const made = new RegExp(
    `^(?:async )?(?:(function|class) ${escaped(local)}\\b|(?:const|let|var) ${escaped(local)} = ([\\w$.]+)\\()`,
    'm',
  ).exec(text);
  if (made?.[1]) return made[1] as Declared;
  return made?.[2] && !/require|interop/i.test(made[2]) ? 'made' : undefined;
}
