import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with the given files, until the test's end. */
export function folder(files: Readonly<Record<string, string>>): string {
  const { folder: directory, remove } = keptFolder(files);
  onTestFinished(remove);
  return directory;
}

/** A folder with the given files, until it is removed. */
export function keptFolder(files: Readonly<Record<string, string>>): { readonly folder: string; readonly remove: () => void } {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return { folder: directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
