import { dirname, isAbsolute, relative } from 'node:path';
import { ignoredFolders } from '../node/disk.ts';
import { UsageError } from '../node/usage-error.ts';
import { note } from './notices.ts';
import { visible } from './terminal.ts';

/** How long after a change nothing more must come for a run to begin, in milliseconds. */
const quiet = 50;

const telling = /\.(?:[cm]?[jt]sx?|json)$/;

/**
 * Runs now and after each change, until Ctrl-C or the end of standard input.
 *
 * @param run a run, which gives the files it has read: their folders are watched as well; what a user can mend is said, and waited for
 */
export async function watch(run: () => Promise<readonly string[]>, workingDirectory: string): Promise<void> {
  // Only who watches pays for it.
  const { watch: open } = await import('chokidar');
  const isIgnored = (path: string): boolean => {
    const below = path.startsWith(workingDirectory) ? path.slice(workingDirectory.length) : path;
    return below.split(/[\\/]/).some((part) => ignoredFolders.includes(part));
  };
  const watcher = open(workingDirectory, { ignored: isIgnored, ignoreInitial: true });
  // A folder that is watched is not added again: while it is read anew, what changes in it would be taken for what was there.
  const watched = new Set<string>();
  const watchBeside = (fileNames: readonly string[]): void => {
    for (const folder of new Set(fileNames.map((fileName) => dirname(fileName)))) {
      const way = relative(workingDirectory, folder);
      const isBelow = !isAbsolute(way) && !/^\.\.(?:[\\/]|$)/.test(way);
      if (isBelow || watched.has(folder) || isIgnored(folder)) continue;
      watched.add(folder);
      watcher.add(folder);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isDirty = false;
  const again = async (): Promise<void> => {
    if (isRunning) {
      isDirty = true;
      return;
    }
    isRunning = true;
    do {
      isDirty = false;
      if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[3J\u001b[H');
      try {
        watchBeside(await run());
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        console.error(`rsc-boundary: ${visible(error.message)}`);
      }
      console.error('rsc-boundary: Waiting for a change. Ctrl-C ends it.');
    } while (isDirty);
    isRunning = false;
  };
  const ended = new Promise<void>((resolve, reject) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    process.stdin.once('end', resolve).once('close', resolve).resume();
    watcher.on('error', (error) => note(`Some changes may go unseen: ${error instanceof Error ? error.message : String(error)}`));
    watcher.on('all', (_event, path) => {
      if (!telling.test(path)) return;
      clearTimeout(timer);
      timer = setTimeout(() => again().catch(reject), quiet);
    });
    watcher.once('ready', () => again().catch(reject));
  });
  await ended.finally(async () => {
    clearTimeout(timer);
    await watcher.close();
  });
  process.stdin.destroy();
}
