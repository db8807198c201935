import { readdirSync } from 'node:fs';
import type ts from 'typescript';

/** What the resolution of imports asks of a disk. */
export type Lookups = Pick<ts.System, 'fileExists' | 'directoryExists'> & {
  readonly realpath?: ((path: string) => string) | undefined;
};

/**
 * A disk that is asked once for each place, for a run during which it stays as it is: the resolution of imports asks of most places
 * where nothing is, and one list of a folder answers for all that it lacks.
 *
 * @param sys the disk itself: a folder is listed without it
 */
export function rememberedDisk(sys: ts.System): Lookups {
  const listed = remembered(namesIn);
  const isSensitive = sys.useCaseSensitiveFileNames;
  const mayHold = (path: string): boolean => {
    const slash = path.lastIndexOf('/');
    // The root itself, and the letter of a drive.
    if (!isSensitive || slash <= 0 || path.endsWith('/') || path.endsWith(':')) return true;
    const names = listed(path.slice(0, slash));
    return names === null || names.has(path.slice(slash + 1));
  };
  return rememberedLookups({
    fileExists: (fileName) => mayHold(fileName) && sys.fileExists(fileName),
    directoryExists: (name) => mayHold(name) && sys.directoryExists(name),
    ...(sys.realpath ? { realpath: (path: string) => sys.realpath!(path) } : {}),
  });
}

/** As {@link rememberedDisk}, of what need not be a disk: nothing is listed. */
export function rememberedLookups({ fileExists, directoryExists, realpath }: Lookups): Lookups {
  return {
    fileExists: remembered((fileName) => fileExists(fileName)),
    directoryExists: remembered((name) => directoryExists(name)),
    ...(realpath ? { realpath: remembered((path) => realpath(path)) } : {}),
  };
}

/** The names in a folder, none where there is no folder; null where it cannot be told. */
function namesIn(folder: string): ReadonlySet<string> | null {
  try {
    return new Set(readdirSync(folder));
  } catch (error) {
    // A folder that may not be listed may hold what can be read.
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? new Set() : null;
  }
}

/** A question whose answers are kept. */
function remembered<Answer>(ask: (name: string) => Answer): (name: string) => Answer {
  const answers = new Map<string, Answer>();
  return (name) => {
    let answer = answers.get(name);
    if (answer === undefined) answers.set(name, (answer = ask(name)));
    return answer;
  };
}
