import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import { UsageError } from '../usage-error.ts';
import type { API, Native } from './api.ts';
import { loadNative } from './load.ts';
import { nativeOptions } from './options.ts';
import { ProgramView } from './program.ts';

/** What there is to make a program from. */
export interface NativeParts {
  readonly rootNames: readonly string[];
  readonly options: ts.CompilerOptions;
  readonly projectReferences?: readonly ts.ProjectReference[] | undefined;
  /** The program's folder: absolute, forward slashes. */
  readonly directory: string;
  /** A file as TypeScript 6 parses it, with parent pointers; undefined where it is not there, or is too deep. */
  readonly parse: (fileName: string) => ts.SourceFile | undefined;
}

/** TypeScript 7.1 as a process of its own, which programs are asked about. It ends when it is closed, and with this process. */
export class NativeBackend {
  readonly #native: Native;
  #api: API | undefined;

  constructor(native: Native) {
    this.#native = native;
  }

  /**
   * The TypeScript 7.1 of a project.
   *
   * @throws UsageError where there is none that is known
   */
  static async of(directory: string): Promise<NativeBackend> {
    return new NativeBackend(await loadNative(directory));
  }

  /** The version of TypeScript that answers. */
  get version(): string {
    return this.#native.version;
  }

  /**
   * A program that TypeScript 7.1 answers for, in the shape of TypeScript 6's.
   *
   * @throws UsageError where it cannot be started, or cannot read the program
   */
  program(typescript: TypeScript, parts: NativeParts): ts.Program {
    const { rootNames, options, projectReferences, directory, parse } = parts;
    try {
      this.#api ??= new this.#native.sync.API({ cwd: directory });
      const program = this.#api.createProgram(rootNames, nativeOptions(typescript, options, directory), {
        ...(projectReferences ? { projectReferences } : {}),
      });
      return new ProgramView({ typescript, native: this.#native, program, options, directory, parse }) as unknown as ts.Program;
    } catch (error) {
      throw new UsageError(
        `TypeScript ${this.version} could not read the program in ${directory}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** Ends its process. What it has answered for can be asked no more. */
  close(): void {
    this.#api?.close();
    this.#api = undefined;
  }
}
