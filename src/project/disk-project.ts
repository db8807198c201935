import type ts from 'typescript';
import { unlessTooDeep, type TypeScript } from '../typescript.ts';
import type { PackageModule } from './package-module.ts';
import { PackageModules } from './package-modules.ts';
import { byPath, foreignFolders, isMentioned, isOwnSource, type Project, type Settings } from './project.ts';

/** What a project without a Program reads from: the door hands in the disk. */
export interface DiskHost extends ts.ModuleResolutionHost {
  readonly directory: string;
  readonly compilerOptions: ts.CompilerOptions;
  /** The project's own source files, absolute, forward slashes. */
  fileNames(): readonly string[];
  readonly readDirectory?: ts.System['readDirectory'] | undefined;
}

/**
 * The project over the disk: files are parsed when asked for, imports resolved as TypeScript does it, no types.
 *
 * @param host the disk; never written to
 */
export function projectOfDisk(typescript: TypeScript, host: DiskHost, settings: Settings = {}): DiskProject {
  return new DiskProject(typescript, host, settings);
}

/** A project over the disk. A door that has parsed a file itself puts it in with {@link DiskProject.adopt}. */
export class DiskProject implements Project {
  readonly ts: TypeScript;
  readonly checker = undefined;
  readonly settings: Settings;
  readonly #host: DiskHost;
  readonly #files = new Map<string, ts.SourceFile | undefined>();
  // A plain map, not the project before: a chain of them would never be let go.
  readonly #before: ReadonlyMap<string, ts.SourceFile | undefined> | undefined;
  #cache: ts.ModuleResolutionCache | undefined;
  #packages: PackageModules | undefined;
  #fileNames: readonly string[] | undefined;
  #fileSet: object = this;
  #listed: ReadonlyMap<string, string> | undefined;
  /** The names of the files in whose text something stands. */
  readonly #mentions = new Map<string, readonly string[]>();

  /**
   * @param before the project as it was when it was last read: a file whose text has stayed the same stays the same SourceFile,
   *   with all that is cached by it
   */
  constructor(typescript: TypeScript, host: DiskHost, settings: Settings, before?: DiskProject) {
    this.ts = typescript;
    this.settings = settings;
    this.#host = host;
    this.#before = before ? before.#files : undefined;
  }

  get compilerOptions(): ts.CompilerOptions {
    return this.#host.compilerOptions;
  }

  get directory(): string {
    return this.#host.directory;
  }

  fileNames(): readonly string[] {
    return (this.#fileNames ??= this.#host.fileNames().filter(isOwnSource).sort(byPath));
  }

  sourceFiles(): readonly ts.SourceFile[] {
    return this.fileNames().flatMap((fileName) => this.sourceFile(fileName) ?? []);
  }

  /** Each project reads the disk for itself; one that was renewed has read nothing again. */
  get fileSet(): object {
    return this.#fileSet;
  }

  sourceFile(fileName: string): ts.SourceFile | undefined {
    if (!this.#files.has(fileName)) {
      const text = this.#host.readFile(fileName);
      this.#files.set(fileName, text === undefined ? undefined : this.#parsed(fileName, text));
    }
    return this.#files.get(fileName);
  }

  outsideFile(fileName: string): ts.SourceFile | undefined {
    return this.sourceFile(fileName);
  }

  filesBelow(extension: string): readonly string[] | undefined {
    return this.#host.readDirectory?.(this.directory, [extension], foreignFolders);
  }

  filesMentioning(what: string | RegExp): readonly ts.SourceFile[] {
    const key = String(what);
    let names = this.#mentions.get(key);
    if (!names) {
      names = this.sourceFiles().flatMap(({ fileName, text }) => (isMentioned(text, what) ? fileName : []));
      this.#mentions.set(key, names);
    }
    return names.flatMap((name) => this.sourceFile(name) ?? []);
  }

  #parsed(fileName: string, text: string): ts.SourceFile | undefined {
    const before = this.#before?.get(fileName);
    if (before?.text === text) return before;
    return unlessTooDeep(() => this.ts.createSourceFile(fileName, text, this.ts.ScriptTarget.Latest, true));
  }

  /** The file as it was last taken in or read; never reads. */
  known(fileName: string): ts.SourceFile | undefined {
    return this.#files.get(fileName);
  }

  /** The same files, and none of what was found out about them: for when one of them has changed. */
  renewed(): DiskProject {
    const next = new DiskProject(this.ts, this.#host, this.settings);
    for (const [fileName, sourceFile] of this.#files) next.#files.set(fileName, sourceFile);
    next.#cache = this.#cache;
    next.#packages = this.#packages;
    next.#fileNames = this.#fileNames;
    next.#listed = this.#listed;
    next.#fileSet = this.#fileSet;
    return next;
  }

  /** Takes a file as it is being edited or linted in place of the one on the disk. */
  adopt(sourceFile: ts.SourceFile): void {
    if (this.#files.get(sourceFile.fileName)?.text !== sourceFile.text) this.#mentions.clear();
    this.#files.set(sourceFile.fileName, sourceFile);
  }

  resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    // Made late: it reads the project's config, which a rule of one file never needs.
    this.#cache ??= this.ts.createModuleResolutionCache(this.directory, (name) => name, this.compilerOptions);
    const cache = this.#cache;
    const resolve = (): ts.ResolvedModuleWithFailedLookupLocations =>
      this.ts.resolveModuleName(specifier.text, from.fileName, this.compilerOptions, this.#host, cache);
    const resolved = unlessTooDeep(resolve)?.resolvedModule;
    return resolved && this.#listedAs(resolved.resolvedFileName);
  }

  /** Where the disk takes capitals for small letters, an import may spell a file otherwise than it is listed: it is one module. */
  #listedAs(fileName: string): string {
    const { useCaseSensitiveFileNames: isSensitive = true } = this.#host;
    if (typeof isSensitive === 'function' ? isSensitive() : isSensitive) return fileName;
    this.#listed ??= new Map(this.fileNames().map((listed) => [listed.toLowerCase(), listed]));
    return this.#listed.get(fileName.toLowerCase()) ?? fileName;
  }

  packageModule(from: string, specifier: string): PackageModule | undefined {
    this.#packages ??= new PackageModules(this.ts, this.compilerOptions, this.directory, this.#host);
    return this.#packages.find(from, specifier);
  }
}
