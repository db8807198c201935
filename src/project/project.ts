import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import type { PackageModule } from './package-module.ts';

/** What a user may say about a project, the same through every door. */
export interface Settings {
  /**
   * Says whether a file is a server root of a framework other than Next.js (the `serverRoots` setting, compiled by the door).
   *
   * @param fileName an absolute path with forward slashes
   */
  readonly isServerRoot?: ((fileName: string) => boolean) | undefined;
  /** Next.js's `pageExtensions`, without leading dots; where absent, what `next.config` says, and else its defaults. */
  readonly pageExtensions?: readonly string[] | undefined;
}

/** How the files of a program reach each other. */
export interface Project {
  readonly ts: TypeScript;
  /** Absent where there is no Program, or where its TypeScript is not the one handed in. */
  readonly checker: ts.TypeChecker | undefined;
  readonly compilerOptions: ts.CompilerOptions;
  readonly settings: Settings;
  /** The project's directory: absolute, forward slashes. */
  readonly directory: string;
  /**
   * Ends an analysis that has been cancelled; absent where work cannot be cancelled. Asked where work goes through many files, and
   * between values: never where half of an answer would be kept.
   *
   * @throws whatever the door takes for a cancelled request
   */
  readonly throwIfCancelled?: (() => void) | undefined;
  /** The project's own source files: absolute paths, without declaration files and node_modules, in the order of {@link byPath}. */
  fileNames(): readonly string[];
  /** The files of {@link fileNames}, in the same order, with parent pointers. */
  sourceFiles(): readonly ts.SourceFile[];
  /** See {@link filesMentioning}; where it is left out, all files are read. */
  filesMentioning?(what: string | RegExp): readonly ts.SourceFile[];
  /** The same object as long as no file has come to the program or gone from it: then imports of unchanged files land where they did. */
  readonly fileSet: object;
  /** A file of the project or of a package, with parent pointers; undefined where there is none. */
  sourceFile(fileName: string): ts.SourceFile | undefined;
  /**
   * A file that need not be one of the project's own, such as `next.config.mjs`: parsed when it is asked for. undefined where
   * there is none, or where the door has no way to read.
   */
  outsideFile(fileName: string): ts.SourceFile | undefined;
  /**
   * The files below the project's directory with an extension that TypeScript does not know, such as `.mdx`: absolute. Absent, and
   * undefined, where the door has no way to list them.
   */
  filesBelow?(extension: string): readonly string[] | undefined;
  /**
   * The file an import lands on: absolute, undefined where it cannot be resolved.
   *
   * @param from the file the specifier stands in
   */
  resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined;
  /**
   * Whether a file of the program declares a function as a member of this name; where it is left out, any may be declared. The checker
   * finds no function of the program for any other member.
   */
  declaresMember?(name: string): boolean;
  /**
   * The JavaScript that an import of a package loads on the server, with its directive; undefined where there is none, or where
   * the door has no way to read.
   *
   * @param from the importing file, absolute; it may be one of a package
   */
  packageModule(from: string, specifier: string): PackageModule | undefined;
}

/** The file that an import leads to, where the project has it in view; it may be a package's. */
export function importedFile(project: Project, from: ts.SourceFile, specifier: ts.StringLiteralLike): ts.SourceFile | undefined {
  const fileName = project.resolve(from, specifier);
  return fileName === undefined ? undefined : project.sourceFile(fileName);
}

/**
 * The project's own files in whose text something stands, in the order of {@link byPath}. What has to look at a whole program asks
 * this way, so that a project may know the answer without parsing the rest.
 *
 * @param what a word, or an expression without the flags `g` and `y`
 */
export function filesMentioning(project: Project, what: string | RegExp): readonly ts.SourceFile[] {
  return project.filesMentioning?.(what) ?? project.sourceFiles().filter(({ text }) => isMentioned(text, what));
}

/** Whether something stands in a text. */
export function isMentioned(text: string, what: string | RegExp): boolean {
  return typeof what === 'string' ? text.includes(what) : what.test(text);
}

/** Folders in which no file is the project's own. */
export const foreignFolders: readonly string[] = ['**/node_modules', '**/.next', '**/.git'];

/** Orders file names. By their characters alone: no locale has a say in what is found. */
export function byPath(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Whether a file can be one of a project's own: no declarations, no package, and not what Next.js generates (`.next/types`). */
export function isOwnSource(fileName: string): boolean {
  return !/\/(?:node_modules|\.next)\/|\.d\.(?:[^./]+\.)?[cm]?ts$/.test(fileName);
}
