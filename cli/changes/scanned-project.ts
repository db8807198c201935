import type ts from 'typescript';
import { factsOf } from '../../src/facts/index.ts';
import { linksOf } from '../../src/graph/links.ts';
import { DiskProject, type DiskHost } from '../../src/project/disk-project.ts';
import { importsIn } from '../../src/project/imports.ts';
import { byPath, isMentioned, isOwnSource, type Settings } from '../../src/project/project.ts';
import { isTooDeep } from '../../src/typescript.ts';
import { parseOptionsOf } from '../../node/parse-options.ts';
import type { ProgramPlan } from '../programs.ts';
import type { SourceFiles } from '../source-files.ts';
import { writtenSpecifiers } from './written-specifiers.ts';

/**
 * The files of a program as it would hold them, read and no more: who may import whom, without types and without packages. A file is
 * parsed when it is asked for, or where its text alone does not tell what it leads to.
 *
 * @param view TypeScript on the disk as the run sees it
 * @returns undefined where only the program itself knows its files, or where one is too deep
 */
export function scannedProject(
  view: typeof ts,
  plan: ProgramPlan,
  settings: Settings,
  sourceFiles: SourceFiles,
): ScannedProject | undefined {
  const { options, directory } = plan;
  const { Bundler, Node10 } = view.ModuleResolutionKind;
  // The others resolve by the kind of each file, and a referenced project by its own options.
  const isPlain = options.moduleResolution === Bundler || options.moduleResolution === Node10;
  if (!isPlain || plan.hasReferences) return undefined;
  const disk = sourceFiles.hostOf(view, options);
  const texts = new Map<string, string>();
  const host: DiskHost = {
    fileExists: (fileName) => disk.fileExists(fileName),
    readFile: (fileName) => disk.readFile(fileName),
    directoryExists: (name) => disk.directoryExists!(name),
    getDirectories: (name) => disk.getDirectories!(name),
    readDirectory: (...asked) => view.sys.readDirectory(...asked),
    ...(disk.realpath ? { realpath: (path: string) => disk.realpath!(path) } : {}),
    getCurrentDirectory: () => directory,
    useCaseSensitiveFileNames: view.sys.useCaseSensitiveFileNames,
    directory,
    compilerOptions: options,
    fileNames: () => [...texts.keys()],
  };
  const formatOf = parseOptionsOf(view, options, disk);
  const parse = (fileName: string, text: string): ts.SourceFile =>
    sourceFiles.parsed(view, options, fileName, formatOf(fileName), text);
  const project = new ScannedProject(view, host, settings, texts, parse);
  const read = (fileName: string): void => {
    const text = isOwnSource(fileName) ? disk.readFile(fileName) : undefined;
    if (text !== undefined) texts.set(fileName, text);
  };
  plan.rootNames.forEach(read);
  // The map grows while it is walked.
  for (const fileName of texts.keys()) {
    for (const target of project.take(fileName)) if (!texts.has(target)) read(target);
    if (project.isTooDeep) return undefined;
  }
  return project;
}

/** All own files that a file brings into a program. */
function targetsOf(typescript: typeof ts, project: DiskProject, file: ts.SourceFile): string[] {
  const own: string[] = [];
  const add = (fileName: string | undefined): void => {
    if (fileName !== undefined && isOwnModule(fileName)) own.push(fileName);
  };
  for (const { specifier } of factsOf(typescript, file).imports) add(project.resolve(file, specifier));
  for (const { fileName } of file.referencedFiles) add(typescript.resolveTripleslashReference(fileName, file.fileName));
  // `import('./a').A` of a type is in no list of what a file imports.
  if (/\bimport\s*\(/.test(file.text))
    for (const { fileName } of typescript.preProcessFile(file.text, true, true).importedFiles)
      add(project.resolve(file, { text: fileName } as ts.StringLiteralLike));
  return own;
}

function isOwnModule(fileName: string): boolean {
  return isOwnSource(fileName) && /\.(?:[cm]?[jt]sx?|json)$/.test(fileName);
}

/** What a file leads to; where it was not parsed, more than it does, and never less. */
interface Leads {
  readonly targets: readonly string[];
  /** The specifiers that lead to no file in view. */
  readonly unresolved: readonly string[];
}

/** Resolves as a program does: the JavaScript of a package is no file of it. */
export class ScannedProject extends DiskProject {
  /** Whether a file could not be parsed. */
  isTooDeep = false;
  readonly texts: ReadonlyMap<string, string>;
  readonly #host: DiskHost;
  readonly #parse: (fileName: string, text: string) => ts.SourceFile;
  readonly #parsed = new Map<string, ts.SourceFile | undefined>();
  readonly #leads = new Map<string, Leads>();
  #names: readonly string[] = [];
  #importers: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #scopes = new Map<string, string>();
  readonly #packages = new Map<string, string | undefined>();

  constructor(
    typescript: typeof ts,
    host: DiskHost,
    settings: Settings,
    texts: ReadonlyMap<string, string>,
    parse: (fileName: string, text: string) => ts.SourceFile,
  ) {
    super(typescript, host, settings);
    this.texts = texts;
    this.#host = host;
    this.#parse = parse;
  }

  /**
   * Takes a file in.
   *
   * @returns the own files that it brings into the program, and of those that are in it already some more
   */
  take(fileName: string): readonly string[] {
    const written = writtenSpecifiers(this.texts.get(fileName)!);
    const leads = written && this.#leadsOf(fileName, written);
    if (leads?.targets.every((target) => this.texts.has(target))) {
      this.#leads.set(fileName, leads);
      return leads.targets;
    }
    const file = this.sourceFile(fileName);
    if (!file) return [];
    const targets = targetsOf(this.ts as typeof ts, this, file);
    this.#leads.set(fileName, { targets, unresolved: linksOf(this, file).unresolved });
    return targets;
  }

  override fileNames(): readonly string[] {
    if (this.#names.length !== this.texts.size) this.#names = [...this.texts.keys()].sort(byPath);
    return this.#names;
  }

  override sourceFile(fileName: string): ts.SourceFile | undefined {
    const text = this.texts.get(fileName);
    if (text === undefined) return super.sourceFile(fileName);
    if (!this.#parsed.has(fileName)) this.#parsed.set(fileName, this.#parsedAs(fileName, text));
    return this.#parsed.get(fileName);
  }

  override filesMentioning(what: string | RegExp): readonly ts.SourceFile[] {
    return this.fileNames().flatMap((name) => (isMentioned(this.texts.get(name)!, what) ? (this.sourceFile(name) ?? []) : []));
  }

  /** The files that may import a file, also for its types alone: all that do, and some that only speak of it. */
  mayImport(fileName: string): readonly string[] {
    if (!this.#importers) {
      const importers = new Map<string, string[]>();
      for (const [from, { targets }] of this.#leads) {
        for (const to of new Set(targets)) {
          const known = importers.get(to);
          if (known) known.push(from);
          else importers.set(to, [from]);
        }
      }
      this.#importers = importers;
    }
    return this.#importers.get(fileName) ?? [];
  }

  /** The files that import a file, also for its types alone. */
  importersOf(fileName: string): string[] {
    return this.mayImport(fileName).filter((from) => {
      const file = this.sourceFile(from);
      return file && importsIn(this, file).some(({ specifier }) => this.resolve(file, specifier) === fileName);
    });
  }

  /** The specifiers in a file that may lead to no file in view. */
  mayMiss(fileName: string): readonly string[] {
    return this.#leads.get(fileName)?.unresolved ?? [];
  }

  override resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    const { text } = specifier;
    if (/^[./\\]|^\w:/.test(text)) return this.#resolved(from, specifier);
    // Where a package is does not hang on the folder below it.
    const key = `${this.#scopeOf(from.fileName.slice(0, from.fileName.lastIndexOf('/')))}\0${text}`;
    if (!this.#packages.has(key)) this.#packages.set(key, this.#resolved(from, specifier));
    return this.#packages.get(key);
  }

  #resolved(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    const found = super.resolve(from, specifier);
    return found !== undefined && /\/node_modules\/.*(?<!\.d)\.(?:[cm]?jsx?|json)$/.test(found) ? undefined : found;
  }

  /** The nearest folder upwards that has packages of its own, or is one. */
  #scopeOf(folder: string): string {
    let scope = this.#scopes.get(folder);
    if (scope === undefined) {
      const isScope = this.#host.directoryExists!(`${folder}/node_modules`) || this.#host.fileExists(`${folder}/package.json`);
      const above = folder.slice(0, folder.lastIndexOf('/'));
      scope = isScope || above === '' ? folder : this.#scopeOf(above);
      this.#scopes.set(folder, scope);
    }
    return scope;
  }

  #leadsOf(fileName: string, written: readonly string[]): Leads {
    const [targets, unresolved]: [string[], string[]] = [[], []];
    for (const text of written) {
      const target = this.resolve({ fileName } as ts.SourceFile, { text } as ts.StringLiteralLike);
      if (target === undefined) unresolved.push(text);
      else if (isOwnModule(target)) targets.push(target);
    }
    return { targets, unresolved };
  }

  #parsedAs(fileName: string, text: string): ts.SourceFile | undefined {
    try {
      return this.#parse(fileName, text);
    } catch (error) {
      if (!isTooDeep(error)) throw error;
      this.isTooDeep = true;
      return undefined;
    }
  }
}
