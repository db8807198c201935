import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { normalize } from '../node/disk.ts';
import { UsageError } from '../node/usage-error.ts';
import type { ConfiguredProject } from './configured.ts';
import { note } from './notices.ts';
import { systemReason } from './terminal.ts';

/** Whether a file is one of those asked about. */
export type FileFilter = (fileName: string) => boolean;

/** A file or folder named on the command line. */
export interface NamedPath {
  readonly given: string;
  /** A folder has a slash at its end. */
  readonly absolute: string;
}

/** The files and folders named on the command line. */
export function namedPaths(paths: readonly string[]): NamedPath[] {
  return paths.map((given) => {
    const absolute = normalize(given);
    return { given, absolute: isFolder(given, absolute) ? `${absolute.replace(/\/$/, '')}/` : absolute };
  });
}

/** The folder named, or that of the file; without a slash at its end. */
export function askedFolder({ absolute }: NamedPath): string {
  return absolute.slice(0, Math.max(absolute.lastIndexOf('/'), 1));
}

/** A file's name below a folder, with forward slashes. */
export function nameBelow(folder: string, fileName: string): string {
  return relative(folder, withoutVirtual(fileName)).replaceAll('\\', '/');
}

/** Yarn's Plug'n'Play shows a package with peers in a folder of its own to each who uses it: where its files really lie. */
function withoutVirtual(fileName: string): string {
  return fileName.replace(/\/__virtual__\/[^/]+\/(\d)\//, (_, depth: string) => `/${'../'.repeat(Number(depth))}`);
}

/** Whether a file is the one named, or in the folder named. */
export function isAt(fileName: string, absolute: string): boolean {
  return absolute.endsWith('/') ? fileName.startsWith(absolute) : fileName === absolute;
}

function isFolder(path: string, absolute: string): boolean {
  if (path.trim() === '') throw new UsageError('A path is empty: name a file or folder, or none for the whole project.');
  let problem = `There is no file or folder ${path}.`;
  try {
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (stats?.isFile() || stats?.isDirectory()) return stats.isDirectory();
    if (stats) problem = `${path} is neither a file nor a folder.`;
  } catch (error) {
    problem = `${path} cannot be read: ${systemReason(error)}.`;
  }
  throw new UsageError(problem);
}

/**
 * Says of a path that holds no file of the projects that nothing is said of it.
 *
 * @throws UsageError where no path holds any: to call that clean would be wrong
 */
export function checkPaths(named: readonly NamedPath[], projects: readonly ConfiguredProject[]): void {
  const files = projects.flatMap(({ project }) => project.fileNames());
  const empty = named.filter(({ absolute }) => !files.some((fileName) => isAt(fileName, absolute)));
  if (empty.length === 0) return;
  const directories = [...new Set(projects.map(({ project }) => project.directory))].join(', ');
  const text = `No source file of the project in ${directories} is at ${empty.map(({ given }) => given).join(', ')}.`;
  if (empty.length === named.length) throw new UsageError(`${text} Name its config with --project.`);
  note(text);
}
