import type { NativeBackend } from '../node/typescript7/backend.ts';
import { UsageError } from '../node/usage-error.ts';
import { note } from './notices.ts';

/** What answers for types; `auto` is TypeScript 7.1 where it is installed. */
export type Backend = 'ts6' | 'ts7' | 'auto';

interface BackendOptions {
  readonly backend?: Backend;
  readonly cache?: boolean;
}

/**
 * What answers for types in the place of the TypeScript that reads the configs; undefined where that is to answer itself.
 *
 * @throws UsageError where TypeScript 7.1 is asked for, and is not there or cannot do what is asked
 */
async function backendOf(options: BackendOptions, workingDirectory: string): Promise<NativeBackend | undefined> {
  if ((options.backend ?? 'ts6') === 'ts6') return undefined;
  try {
    if (options.cache) throw new UsageError('What the backend "ts7" finds is not kept from run to run: leave --cache out.');
    // Only who asks for it pays for it.
    const { NativeBackend } = await import('../node/typescript7/backend.ts');
    return await NativeBackend.of(workingDirectory);
  } catch (error) {
    if (options.backend === 'ts7' || !(error instanceof UsageError)) throw error;
    note(`${error.message} TypeScript 6 answers in its place.`);
    return undefined;
  }
}

/** Runs what may have another TypeScript answer, and lets that go afterwards. */
export async function withBackend<Result>(
  options: BackendOptions,
  workingDirectory: string,
  run: (backend: NativeBackend | undefined) => Result,
): Promise<Result> {
  const backend = await backendOf(options, workingDirectory);
  try {
    return run(backend);
  } finally {
    backend?.close();
  }
}
