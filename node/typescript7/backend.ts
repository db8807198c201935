import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import { UsageError } from '../usage-error.ts';
import type { API, Native } from './api.ts';
import { EditedProgram, type EditedParts } from './edited-program.ts';
import { loadNative } from './load.ts';

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
   * A program that TypeScript 7.1 answers for, and that may change.
   *
   * @throws UsageError where it cannot be started
   */
  edited(typescript: TypeScript, parts: EditedParts): EditedProgram {
    try {
      this.#api ??= new this.#native.sync.API({ cwd: parts.directory });
      return new EditedProgram(typescript, this.#native, this.#api, parts);
    } catch (error) {
      throw new UsageError(`TypeScript ${this.version} could not be started: ${messageOf(error)}`);
    }
  }

  /**
   * A program that TypeScript 7.1 answers for, in the shape of TypeScript 6's.
   *
   * @param overlay files in another state than on the disk: their texts, undefined for one that is not there
   * @throws UsageError where it cannot be started, or cannot read the program
   */
  program(
    typescript: TypeScript,
    rootNames: readonly string[],
    overlay: ReadonlyMap<string, string | undefined>,
    parts: EditedParts,
  ): ts.Program {
    const edited = this.edited(typescript, parts);
    try {
      return edited.programWith(rootNames, overlay, true);
    } catch (error) {
      throw new UsageError(`TypeScript ${this.version} could not read the program in ${parts.directory}: ${messageOf(error)}`);
    }
  }

  /** @throws UsageError where its process has ended by itself: what it was asked since then has no answer */
  assertAlive(): void {
    try {
      this.#api?.parseCommandLine([]);
    } catch (error) {
      throw new UsageError(
        `TypeScript ${this.version} has ended in the middle of the run (${messageOf(error)}). Leave the backend "ts7" out.`,
      );
    }
  }

  /** Ends its process. What it has answered for can be asked no more. */
  close(): void {
    this.#api?.close();
    this.#api = undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
