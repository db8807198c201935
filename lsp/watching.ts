import { basename } from 'node:path';
import { DidChangeWatchedFilesNotification, FileChangeType, type Connection, type FileEvent } from 'vscode-languageserver/node';
import type { Files } from './files.ts';
import { fileNameOf, isWithin } from './paths.ts';
import type { Projects } from './projects.ts';

const patterns = ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', '**/{tsconfig,jsconfig}*.json', '**/package.json'];

/** Whether a file says how others are to be read: a config or a manifest, Next.js's own among them. */
export function isSetup(fileName: string): boolean {
  return fileName.endsWith('.json') || /^next\.config\.[cm]?[jt]s$/.test(basename(fileName));
}

/** Asks the client to tell of changes on the disk. */
export async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: patterns.map((globPattern) => ({ globPattern })),
  });
}

/**
 * Takes in what the client tells of the disk.
 *
 * @returns whether it can have changed what is known
 */
export function takeChanges(files: Files, projects: Projects, changes: readonly FileEvent[]): boolean {
  let isNews = false;
  for (const { uri, type } of changes) {
    const fileName = fileNameOf(uri);
    // What an install writes is seen by the package.json that it ends with.
    if (!fileName || /\/(?:node_modules|\.next|\.git)\//.test(fileName)) continue;
    isNews = true;
    files.changed(fileName);
    // A base config or a package can lie beside or above what it is for.
    if (isSetup(fileName)) projects.retire(() => true);
    else if (type !== FileChangeType.Changed)
      projects.retire(({ config }) => isWithin(fileName, config.directory) || config.references !== undefined);
  }
  return isNews;
}
