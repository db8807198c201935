import { spawnSync } from 'node:child_process';
import { UsageError } from '../../node/usage-error.ts';

/**
 * Git as it is installed, asked by its plumbing with `-z`. No library: what is needed are six commands, their output is made for
 * programs, and Git alone knows what a hook hands on in the environment (`GIT_INDEX_FILE` of `commit -a`).
 */
export class Git {
  readonly #directory: string;

  /** @param directory any folder of the work tree */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** What a command prints; undefined where it ends with another code than 0. */
  ask(args: readonly string[], input?: string): Buffer | undefined {
    const { stdout, status, error } = spawnSync('git', ['--no-optional-locks', ...args], {
      cwd: this.#directory,
      maxBuffer: 2 ** 31,
      ...(input === undefined ? {} : { input }),
    });
    if (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new UsageError(isMissing ? 'git is not to be found on the PATH.' : `git cannot be run: ${error.message}.`);
    }
    return status === 0 ? stdout : undefined;
  }

  /**
   * What a command prints that cannot fail in a sound repository.
   *
   * @throws UsageError where it does
   */
  run(args: readonly string[], input?: string): Buffer {
    const output = this.ask(args, input);
    if (!output) throw new UsageError(`"git ${args.join(' ')}" failed in ${this.#directory}.`);
    return output;
  }

  /** The parts of an output that ends each with a NUL. */
  list(...args: string[]): string[] {
    return this.run(args).toString().split('\0').slice(0, -1);
  }

  /** The first line of an output; undefined where the command failed. */
  line(...args: string[]): string | undefined {
    return this.ask(args)?.toString().split(/\r?\n/, 1)[0];
  }

  /** The contents of blobs. */
  blobs(ids: readonly string[]): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    if (ids.length === 0) return found;
    const output = this.run(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    for (let at = 0; at < output.length;) {
      const end = output.indexOf(10, at);
      const [id = '', type, size] = output.subarray(at, end).toString().split(' ');
      at = end + 1;
      // One that is not there has no content: `<id> missing`.
      if (type !== 'blob') continue;
      found.set(id, output.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
    return found;
  }
}
