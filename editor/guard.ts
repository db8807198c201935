import type { TypeScript } from '../src/typescript.ts';

/** An exception as one line of a log. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What {@link guard} needs of a door. */
export interface GuardedDoor {
  readonly typescript: TypeScript;
  /** Writes a line to the editor's log. */
  log(message: string): void;
}

/**
 * Runs what is added to an editor's own answers; on an exception it is logged and the fallback returned. A cancelled request
 * stays cancelled.
 *
 * @param operation what is being done, for the log
 * @throws ts.OperationCanceledException where `run` does
 */
export function guard<T>(door: GuardedDoor, operation: string, fallback: T, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof door.typescript.OperationCanceledException) throw error;
    door.log(`${operation} failed: ${describe(error)}`);
    return fallback;
  }
}
