import type ts from 'typescript';
import type { PackageModule } from '../../src/project/package-module.ts';
import { filesMentioning, type Project, type Settings } from '../../src/project/project.ts';
import type { TypeScript } from '../../src/typescript.ts';

/**
 * A project that writes down what is asked of it. It is an object of its own, so what the analysis keeps by project is its own as
 * well: whatever an answer hangs on has been asked here.
 */
export class RecordingProject implements Project {
  /** The own files that were looked into: absolute. */
  readonly files = new Set<string>();
  /** Other files that were looked for, there or not. */
  readonly outside = new Set<string>();
  /** The JavaScript of packages that was read. */
  readonly packages = new Set<string>();
  /** What was looked for in all files, as the source of an expression or a word, with the files that have it. */
  readonly mentions = new Map<string, { readonly what: string | RegExp; readonly files: readonly string[] }>();
  /** By extension, the files below the directory that were asked for. */
  readonly listed = new Map<string, readonly string[]>();
  /** Whether all files were asked for, so that everything counts. */
  isOfEverything = false;
  readonly #project: Project;
  readonly #own: ReadonlySet<string>;

  constructor(project: Project, own: ReadonlySet<string>) {
    this.#project = project;
    this.#own = own;
  }

  get ts(): TypeScript {
    return this.#project.ts;
  }

  get checker(): ts.TypeChecker | undefined {
    return this.#project.checker;
  }

  get compilerOptions(): ts.CompilerOptions {
    return this.#project.compilerOptions;
  }

  get settings(): Settings {
    return this.#project.settings;
  }

  get directory(): string {
    return this.#project.directory;
  }

  get fileSet(): object {
    return this.#project.fileSet;
  }

  fileNames(): readonly string[] {
    return this.#project.fileNames();
  }

  sourceFiles(): readonly ts.SourceFile[] {
    this.isOfEverything = true;
    return this.#project.sourceFiles();
  }

  filesMentioning(what: string | RegExp): readonly ts.SourceFile[] {
    const found = filesMentioning(this.#project, what);
    const names = found.map(({ fileName }) => fileName);
    this.mentions.set(String(what), { what, files: names });
    for (const name of names) this.files.add(name);
    return found;
  }

  sourceFile(fileName: string): ts.SourceFile | undefined {
    if (this.#own.has(fileName)) this.files.add(fileName);
    else this.outside.add(fileName);
    return this.#project.sourceFile(fileName);
  }

  outsideFile(fileName: string): ts.SourceFile | undefined {
    if (this.#own.has(fileName)) this.files.add(fileName);
    else this.outside.add(fileName);
    return this.#project.outsideFile(fileName);
  }

  filesBelow(extension: string): readonly string[] | undefined {
    const found = this.#project.filesBelow?.(extension);
    if (found) this.listed.set(extension, found);
    return found;
  }

  resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    return this.#project.resolve(from, specifier);
  }

  /** Whom the checker finds is of a file that the asking one leads to: that is of its part, or has been looked into. */
  declaresMember(name: string): boolean {
    return this.#project.declaresMember?.(name) ?? true;
  }

  packageModule(from: string, specifier: string): PackageModule | undefined {
    const found = this.#project.packageModule(from, specifier);
    if (found) this.packages.add(found.fileName);
    return found;
  }
}
