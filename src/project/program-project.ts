import type ts from 'typescript';
import { DeclaredNames } from '../syntax/declared-names.ts';
import { isCheckerOf, type TypeScript } from '../typescript.ts';
import type { PackageModule } from './package-module.ts';
import { PackageModules, type Disk } from './package-modules.ts';
import { byPath, foreignFolders, isOwnSource, type Project, type Settings } from './project.ts';

const projects = new WeakMap<ts.Program, ProgramProject>();
// An editor makes a new Program at each edit but keeps its options object: a file that has stayed the same stays the same SourceFile.
const outsideFiles = new WeakMap<ts.CompilerOptions, Map<string, ts.SourceFile>>();
const packageModules = new WeakMap<ts.CompilerOptions, PackageModules>();
const fileSets = new WeakMap<ts.CompilerOptions, FileSet>();

/** The files of a program, and which of them are the project's own. */
interface FileSet {
  readonly all: readonly ts.SourceFile[];
  /** Indices in `all`, by path: a program lists its files as its configuration does. The same array for the same files, whatever is in them. */
  readonly own: readonly number[];
}

/**
 * The project over a Program. Kept by Program: an editor makes a new one at each edit, and what is worth keeping across edits
 * is kept by SourceFile.
 *
 * @param typescript the API the Program was made with; where it is another one, the project has no checker
 * @param disk for the few files that the Program need not hold (`next.config.mjs`, the JavaScript of packages); without it they
 *   are not seen
 * @param throwIfCancelled see {@link Project.throwIfCancelled}; the same for as long as the Program lives
 */
export function projectOfProgram(
  typescript: TypeScript,
  program: ts.Program,
  settings: Settings = {},
  disk?: Disk,
  throwIfCancelled?: () => void,
): Project {
  let project = projects.get(program);
  // Settings are read anew at each file an editor lints: only what they say counts.
  if (!project || !areSame(project.settings, settings)) {
    projects.set(program, (project = new ProgramProject(typescript, program, settings, disk, throwIfCancelled)));
  }
  return project;
}

function areSame(one: Settings, other: Settings): boolean {
  return one.isServerRoot === other.isServerRoot && one.pageExtensions?.join() === other.pageExtensions?.join();
}

interface ResolvedModules extends ts.Program {
  getResolvedModuleFromModuleSpecifier?(
    specifier: ts.StringLiteralLike,
    from: ts.SourceFile,
  ): ts.ResolvedModuleWithFailedLookupLocations | undefined;
}

/** A Program's directory: its config's own folder, wherever the process was started. Forward slashes. */
export function directoryOf(program: ts.Program): string {
  const { configFilePath } = program.getCompilerOptions() as { configFilePath?: string };
  return configFilePath ? configFilePath.slice(0, configFilePath.lastIndexOf('/')) : program.getCurrentDirectory();
}

class ProgramProject implements Project {
  readonly ts: TypeScript;
  readonly settings: Settings;
  readonly throwIfCancelled: (() => void) | undefined;
  readonly #program: ts.Program;
  readonly #disk: Disk | undefined;
  readonly checker: ts.TypeChecker | undefined;
  #files: FileSet | undefined;
  #sourceFiles: readonly ts.SourceFile[] | undefined;
  #declared: DeclaredNames | undefined;
  // Settings and the packages' own are asked about for each file: while a Program lives they are as they were.
  readonly #outside = new Map<string, ts.SourceFile | undefined>();
  #folders: Set<string> | undefined;
  #packages: Set<string> | undefined;
  readonly #resolved = new WeakMap<ts.StringLiteralLike, string | undefined>();

  constructor(
    typescript: TypeScript,
    program: ts.Program,
    settings: Settings,
    disk: Disk | undefined,
    throwIfCancelled: (() => void) | undefined,
  ) {
    this.throwIfCancelled = throwIfCancelled;
    this.ts = typescript;
    this.#disk = disk;
    this.#program = program;
    this.settings = settings;
    // Making the checker also binds every file, which is what sets their parent pointers.
    const checker = program.getTypeChecker();
    this.checker = isCheckerOf(typescript, checker) ? checker : undefined;
  }

  get compilerOptions(): ts.CompilerOptions {
    return this.#program.getCompilerOptions();
  }

  get directory(): string {
    return directoryOf(this.#program);
  }

  fileNames(): readonly string[] {
    return this.sourceFiles().map((file) => file.fileName);
  }

  sourceFiles(): readonly ts.SourceFile[] {
    const { all, own } = this.#fileSet();
    return (this.#sourceFiles ??= own.map((index) => all[index]!));
  }

  get fileSet(): object {
    return this.#fileSet().own;
  }

  #fileSet(): FileSet {
    if (this.#files) return this.#files;
    const all = this.#program.getSourceFiles();
    const last = fileSets.get(this.compilerOptions);
    const isSame = last?.all.length === all.length && all.every(({ fileName }, index) => fileName === last.all[index]!.fileName);
    // A workspace package that node_modules links to is found "in a library", and lies where its link leads.
    const own = isSame
      ? last!.own
      : all
          .flatMap((file, index) => (!file.isDeclarationFile && isOwnSource(file.fileName) ? index : []))
          .sort((one, other) => byPath(all[one]!.fileName, all[other]!.fileName));
    fileSets.set(this.compilerOptions, (this.#files = { all, own }));
    return this.#files;
  }

  sourceFile(fileName: string): ts.SourceFile | undefined {
    return this.#program.getSourceFile(fileName);
  }

  outsideFile(fileName: string): ts.SourceFile | undefined {
    const own = this.sourceFile(fileName);
    if (own) return own;
    if (!this.#outside.has(fileName)) this.#outside.set(fileName, this.#readOutside(fileName));
    return this.#outside.get(fileName);
  }

  #readOutside(fileName: string): ts.SourceFile | undefined {
    const text = this.#disk?.readFile(fileName);
    if (text === undefined) return undefined;
    let kept = outsideFiles.get(this.compilerOptions);
    if (!kept) outsideFiles.set(this.compilerOptions, (kept = new Map()));
    let file = kept.get(fileName);
    if (file?.text !== text)
      kept.set(fileName, (file = this.ts.createSourceFile(fileName, text, this.ts.ScriptTarget.Latest, true)));
    return file;
  }

  filesBelow(extension: string): readonly string[] | undefined {
    return this.#disk?.readDirectory?.(this.directory, [extension], foreignFolders);
  }

  resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    if (!this.#resolved.has(specifier)) this.#resolved.set(specifier, this.#find(from, specifier));
    return this.#resolved.get(specifier);
  }

  #find(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    const own = this.#resolvedByProgram(from, specifier);
    if (own !== undefined) return own;
    const symbol = this.#program.getTypeChecker().getSymbolAtLocation(specifier);
    const file = symbol?.declarations?.find((declaration) => this.ts.isSourceFile(declaration));
    if (file && this.ts.isSourceFile(file)) return file.fileName;
    // No symbol: `require()` in a TypeScript file, or a file that is no module. It may be in the program all the same.
    if (!this.#mayHold(specifier.text)) return undefined;
    // Without TypeScript's cache: it keeps for each folder all the places where a file was not.
    const host: ts.ModuleResolutionHost = {
      fileExists: (fileName) => this.#program.getSourceFile(fileName) !== undefined,
      readFile: () => undefined,
      directoryExists: (name) => this.#hasFolder(name),
      // What `paths` start from where no config file says it.
      getCurrentDirectory: () => this.#program.getCurrentDirectory(),
    };
    const { resolvedModule } = this.ts.resolveModuleName(specifier.text, from.fileName, this.compilerOptions, host);
    // By the name it has in the program: where the disk takes capitals for small letters, an import may spell it otherwise.
    return (
      resolvedModule &&
      (this.#program.getSourceFile(resolvedModule.resolvedFileName)?.fileName ?? resolvedModule.resolvedFileName)
    );
  }

  /**
   * What the Program has resolved already, where it is a file of the project: asking the checker costs twice as much, and there are
   * as many imports as there are. The public API has no way to ask (TypeScript 5.5 to 6.0 have this one).
   */
  #resolvedByProgram(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    const program: ResolvedModules = this.#program;
    const resolved = program.getResolvedModuleFromModuleSpecifier?.(specifier, from)?.resolvedModule?.resolvedFileName;
    const file = resolved === undefined ? undefined : this.#program.getSourceFile(resolved);
    return file && !file.isDeclarationFile && isOwnSource(file.fileName) ? file.fileName : undefined;
  }

  declaresMember(name: string): boolean {
    return (this.#declared ??= new DeclaredNames(this.ts, this.sourceFiles())).has(name);
  }

  packageModule(from: string, specifier: string): PackageModule | undefined {
    if (!this.#disk) return undefined;
    let kept = packageModules.get(this.compilerOptions);
    if (!kept)
      packageModules.set(
        this.compilerOptions,
        (kept = new PackageModules(this.ts, this.compilerOptions, this.directory, this.#disk)),
      );
    return kept.find(from, specifier);
  }

  /** Whether the program may hold what a specifier names: not where it is the name of a package that the program has no file of. */
  #mayHold(specifier: string): boolean {
    const { paths = {}, baseUrl } = this.compilerOptions;
    if (/^[./#]/.test(specifier) || baseUrl !== undefined) return true;
    if (Object.keys(paths).some((pattern) => specifier.startsWith(pattern.split('*', 1)[0]!))) return true;
    this.#packages ??= new Set(
      this.#program
        .getSourceFiles()
        .flatMap(({ fileName }) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(fileName)?.[1] ?? []),
    );
    return this.#packages.has(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
  }

  /** Whether a folder holds a file of the program, at any depth: nothing is looked for in the others. */
  #hasFolder(name: string): boolean {
    if (!this.#folders) {
      this.#folders = new Set();
      for (const { fileName } of this.#program.getSourceFiles()) {
        let end = fileName.lastIndexOf('/');
        while (end > 0 && !this.#folders.has(fileName.slice(0, end))) {
          this.#folders.add(fileName.slice(0, end));
          end = fileName.lastIndexOf('/', end - 1);
        }
      }
    }
    return this.#folders.has(name.replace(/\/$/, ''));
  }
}
