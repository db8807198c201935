import type { NativeBackend } from '../node/typescript7/backend.ts';
import { isRecord } from '../src/options.ts';

/** What answers for types in a server: TypeScript 6 itself, or TypeScript 7.1 where the setting `backend` says so. */
export class Backend {
  readonly #log: (message: string) => void;
  #native: NativeBackend | undefined;
  #wanted: unknown = 'ts6';

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** TypeScript 7.1, where it answers. */
  get current(): NativeBackend | undefined {
    return this.#native;
  }

  /**
   * Takes the setting as it is now. Where TypeScript 7.1 is wanted and is not there, the log says so, and TypeScript 6 answers.
   *
   * @param settings the client's, of any shape
   * @param directory where TypeScript 7.1 is looked for
   * @returns whether something else answers than before
   */
  async use(settings: unknown, directory: string): Promise<boolean> {
    const wanted = (isRecord(settings) ? settings['backend'] : undefined) ?? 'ts6';
    if (wanted === this.#wanted) return false;
    this.#wanted = wanted;
    if (wanted !== 'ts6' && wanted !== 'ts7') this.#log('in the setting "rscBoundary": "backend" takes "ts6" or "ts7".');
    const before = this.#native;
    this.#native = wanted === 'ts7' ? await this.#load(directory) : undefined;
    before?.close();
    return this.#native !== before;
  }

  /** TypeScript 7.1 answers no more: until the setting changes, TypeScript 6 does. */
  fail(error: unknown): void {
    this.#log(`TypeScript 7.1 answers no more, and TypeScript 6 does in its place: ${messageOf(error)}`);
    this.close();
  }

  /** Ends the process of TypeScript 7.1. */
  close(): void {
    this.#native?.close();
    this.#native = undefined;
  }

  async #load(directory: string): Promise<NativeBackend | undefined> {
    try {
      // Only who asks for it pays for it.
      const { NativeBackend } = await import('../node/typescript7/backend.ts');
      const backend = await NativeBackend.of(directory);
      this.#log(`TypeScript ${backend.version} answers for types.`);
      return backend;
    } catch (error) {
      this.#log(`${messageOf(error)} TypeScript 6 answers in its place.`);
      return undefined;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
