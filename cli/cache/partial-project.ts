import type ts from 'typescript';
import type { PackageModule } from '../../src/project/package-module.ts';
import { isMentioned, type Project, type Settings } from '../../src/project/project.ts';
import type { TypeScript } from '../../src/typescript.ts';

/** What is known of a project's own files without parsing them: their texts, by name. */
export type Texts = ReadonlyMap<string, string>;

/**
 * A project of which only a part has been read. It knows the names and texts of all of its files; one that is asked for and that
 * the part does not hold is written down as missing, and what was made of that answer is not to be kept.
 */
export class PartialProject implements Project {
  readonly ts: TypeScript;
  readonly settings: Settings;
  readonly compilerOptions: ts.CompilerOptions;
  readonly directory: string;
  readonly missing = new Set<string>();
  readonly fileSet: object = {};
  readonly #part: Project | undefined;
  readonly #texts: Texts;
  readonly #names: readonly string[];
  readonly #parsed = new Map<string, ts.SourceFile>();
  #isJudged = false;

  /** @param part the project over the program of the part; none where nothing needs to be looked into */
  constructor(whole: Pick<Project, 'ts' | 'settings' | 'compilerOptions' | 'directory'>, texts: Texts, part?: Project) {
    this.ts = whole.ts;
    this.settings = whole.settings;
    this.compilerOptions = whole.compilerOptions;
    this.directory = whole.directory;
    this.#part = part;
    this.#texts = texts;
    this.#names = [...texts.keys()];
  }

  get checker(): ts.TypeChecker | undefined {
    return this.#part?.checker;
  }

  fileNames(): readonly string[] {
    return this.#names;
  }

  sourceFiles(): readonly ts.SourceFile[] {
    return this.#names.flatMap((fileName) => this.sourceFile(fileName) ?? []);
  }

  filesMentioning(what: string | RegExp): readonly ts.SourceFile[] {
    const names = this.#names.filter((fileName) => isMentioned(this.#texts.get(fileName)!, what));
    return names.flatMap((fileName) => this.sourceFile(fileName) ?? []);
  }

  sourceFile(fileName: string): ts.SourceFile | undefined {
    if (this.#isJudged) return this.#shown(fileName);
    const file = this.#part?.sourceFile(fileName);
    if (!file && this.#texts.has(fileName)) this.missing.add(fileName);
    return file;
  }

  outsideFile(fileName: string): ts.SourceFile | undefined {
    return this.#texts.has(fileName) ? this.sourceFile(fileName) : this.#part?.outsideFile(fileName);
  }

  filesBelow(extension: string): readonly string[] | undefined {
    return this.#part?.filesBelow?.(extension);
  }

  resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    return this.#part?.resolve(from, specifier);
  }

  /** The checker knows no other files than those of the part. */
  declaresMember(name: string): boolean {
    return this.#part?.declaresMember?.(name) ?? true;
  }

  packageModule(from: string, specifier: string): PackageModule | undefined {
    return this.#part?.packageModule(from, specifier);
  }

  /** From now on nothing is judged, and any file can be shown. */
  finish(): this {
    this.#isJudged = true;
    return this;
  }

  #shown(fileName: string): ts.SourceFile | undefined {
    const text = this.#texts.get(fileName);
    const known = this.#part?.sourceFile(fileName) ?? this.#parsed.get(fileName);
    if (known || text === undefined) return known;
    const file = this.ts.createSourceFile(fileName, text, this.ts.ScriptTarget.Latest, true);
    this.#parsed.set(fileName, file);
    return file;
  }
}
