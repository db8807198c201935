import type ts from 'typescript';
import { parseOptionsOf } from '../node/parse-options.ts';
import type { NativeBackend } from '../node/typescript7/backend.ts';
import type { EditedProgram } from '../node/typescript7/edited-program.ts';
import { isTooDeep, type TypeScript } from '../src/typescript.ts';
import type { ProjectConfig } from './configs.ts';
import type { Files } from './files.ts';

/** Where such a program is. */
export interface NativeHost {
  readonly typescript: TypeScript;
  readonly files: Files;
  /** Writes a line to the client's log. */
  log(message: string): void;
}

/** One program of the editor that TypeScript 7.1 answers for, with what is being typed in it. */
export class NativeProgram {
  readonly #host: NativeHost;
  readonly #edited: EditedProgram;
  readonly #optionsFor: (fileName: string) => ts.CreateSourceFileOptions;
  /** What was parsed, with the version that it was parsed of. */
  readonly #parsed = new Map<string, { readonly version: string; readonly file: ts.SourceFile | undefined }>();
  /** Where TypeScript 7.1 sees the files as they are now, the revision that they had then. */
  #revision = 0;
  #program: ts.Program | undefined;

  constructor(host: NativeHost, backend: NativeBackend, config: ProjectConfig) {
    const { typescript, files } = host;
    const { options, references, directory } = config;
    this.#host = host;
    const disk: ts.CompilerHost = {
      ...typescript.createCompilerHost(options),
      fileExists: (fileName) => files.fileExists(fileName),
      readFile: (fileName) => files.readFile(fileName),
    };
    this.#optionsFor = parseOptionsOf(typescript, options, disk);
    this.#edited = backend.edited(typescript, {
      options,
      directory,
      projectReferences: references,
      parse: (fileName) => this.#parse(fileName),
    });
  }

  /** The program as it is now: the same one until a file changes. */
  now(rootNames: readonly string[]): ts.Program {
    const { files } = this.#host;
    if (!this.#program || this.#revision !== files.revision) {
      const changed = new Map(files.changedSince(this.#revision).map((fileName) => [fileName, files.readFile(fileName)]));
      const { revision } = files;
      this.#program = this.#edited.programWith(rootNames, changed);
      this.#revision = revision;
    }
    return this.#program;
  }

  dispose(): void {
    this.#edited.dispose();
  }

  #parse(fileName: string): ts.SourceFile | undefined {
    const { files } = this.#host;
    const version = files.version(fileName);
    const known = this.#parsed.get(fileName);
    if (known?.version === version) return known.file;
    const snapshot = files.snapshot(fileName);
    const file = snapshot && this.#read(fileName, snapshot.getText(0, snapshot.getLength()));
    this.#parsed.set(fileName, { version: files.version(fileName), file });
    return file;
  }

  #read(fileName: string, text: string): ts.SourceFile {
    const { typescript, files, log } = this.#host;
    try {
      return typescript.createSourceFile(fileName, text, this.#optionsFor(fileName), true);
    } catch (error) {
      if (!isTooDeep(error)) throw error;
      log(`${fileName} is nested too deeply for TypeScript, and taken for empty`);
      files.leaveOut(fileName);
      return typescript.createSourceFile(fileName, '', this.#optionsFor(fileName), true);
    }
  }
}
