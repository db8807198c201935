import { dirname } from 'node:path';
import type ts from 'typescript';
import { normalize } from '../node/disk.ts';
import { rememberedDisk, rememberedLookups } from '../node/remembered.ts';
import { loadTypeScript } from '../node/typescript.ts';
import { withWorkspaceLinks } from '../node/workspace-links.ts';

/** Options that name places: a file parses and binds the same whatever they say. */
const places = new Set(
  'baseUrl configFile configFilePath customConditions declarationDir mapRoot outDir outFile paths pathsBasePath plugins project rootDir rootDirs sourceRoot tsBuildInfoFile typeRoots types'.split(
    ' ',
  ),
);

interface Kept {
  readonly text: string;
  readonly file: ts.SourceFile;
}

/**
 * The source files of a run: one that several programs hold, or several states of one program, is parsed and bound once for all
 * that read it alike.
 */
export class SourceFiles {
  /** Files that no program can hold: see readProgram. One that its binder has left half bound must not be met again. */
  readonly tooDeep = new Set<string>();
  /** By options, format and name; of a file that is another in another state, each. */
  readonly #kept = new Map<string, Map<string, Kept[]>>();
  readonly #keys = new WeakMap<ts.CompilerOptions, string>();

  /** How a program reads its files: from the system of the given TypeScript, and parsed files from here. */
  hostOf(typescript: typeof ts, options: ts.CompilerOptions): ts.CompilerHost {
    const { sys } = typescript;
    const host = typescript.createCompilerHost(options);
    // While a program is made the disk stays as it is, and the same places are asked about for many imports.
    const disk = sys === loadTypeScript().sys ? rememberedDisk(sys) : rememberedLookups(sys);
    const lookups = withWorkspaceLinks(sys, directoryOf(sys, options), {
      ...disk,
      readFile: (fileName) => (disk.fileExists(fileName) ? sys.readFile(fileName) : undefined),
    });
    const { readFile } = lookups;
    return {
      ...host,
      ...lookups,
      getDirectories: (name) => sys.getDirectories(name),
      readDirectory: (...asked) => sys.readDirectory(...asked),
      getSourceFile: (fileName, format) => {
        const text = readFile(fileName);
        return text === undefined ? undefined : this.#read(typescript, options, fileName, format, text);
      },
    };
  }

  /** A file as programs with these options hold it, with parent pointers though no program has bound it yet. */
  parsed(
    typescript: typeof ts,
    options: ts.CompilerOptions,
    fileName: string,
    format: ts.CreateSourceFileOptions,
    text: string,
  ): ts.SourceFile {
    return this.#read(typescript, options, fileName, format, text, true);
  }

  /** The names of all that was read. */
  names(): string[] {
    return [...this.#kept.values()].flatMap((files) => [...files.keys()]);
  }

  #read(
    typescript: typeof ts,
    options: ts.CompilerOptions,
    fileName: string,
    format: ts.ScriptTarget | ts.CreateSourceFileOptions,
    text: string,
    hasParents = false,
  ): ts.SourceFile {
    const files = this.#filesFor(options, format);
    const kept = files.get(fileName) ?? [];
    const known = kept.find((one) => one.text === text);
    if (known) return known.file;
    const file = typescript.createSourceFile(fileName, text, withoutDocs(typescript, fileName, format), hasParents);
    files.set(fileName, [...kept, { text, file }]);
    return file;
  }

  #filesFor(options: ts.CompilerOptions, format: ts.ScriptTarget | ts.CreateSourceFileOptions): Map<string, Kept[]> {
    let byOptions = this.#keys.get(options);
    if (byOptions === undefined) {
      const telling = Object.entries(options).filter(([name]) => !places.has(name));
      byOptions = JSON.stringify(telling.sort(([one], [other]) => (one < other ? -1 : 1)));
      this.#keys.set(options, byOptions);
    }
    const { languageVersion, impliedNodeFormat } = typeof format === 'object' ? format : { languageVersion: format };
    const key = `${languageVersion} ${impliedNodeFormat ?? ''} ${byOptions}`;
    let files = this.#kept.get(key);
    if (!files) this.#kept.set(key, (files = new Map()));
    return files;
  }
}

/** Nobody reads the documentation in a package's declarations, and much of their text is that: `tsc` leaves it out as well. */
function withoutDocs(
  { JSDocParsingMode }: typeof ts,
  fileName: string,
  format: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.ScriptTarget | ts.CreateSourceFileOptions {
  if (!/\.d\.(?:[^./]+\.)?[cm]?ts$/.test(fileName)) return format;
  const options = typeof format === 'object' ? format : { languageVersion: format };
  return { ...options, jsDocParsingMode: JSDocParsingMode.ParseNone };
}

/** The folder of a config, or where the command line is run. */
function directoryOf(sys: ts.System, { configFilePath }: ts.CompilerOptions): string {
  return typeof configFilePath === 'string' ? normalize(dirname(configFilePath)) : normalize(sys.getCurrentDirectory());
}
