import { posix } from 'node:path';
import ts from 'typescript';

const libraries = ts.getDefaultLibFilePath({}).replace(/[^\\/]*$/, '');

/**
 * A disk as TypeScript sees it on Windows, in memory: drive letters, both slashes, and capitals that count for nothing. TypeScript's own
 * libraries lie at `C:/ts/lib`.
 *
 * @param given texts by name, as they are spelled on the disk
 */
export function windowsSystem(given: Readonly<Record<string, string>>): ts.System {
  const real = ts.sys;
  const slashes = (name: string): string => name.replaceAll('\\', '/').replace(/(?<=.)\/$/, '');
  const keyOf = (name: string): string => posix.normalize(slashes(name)).toLowerCase();
  const files = new Map(Object.entries(given).map(([name, text]) => [keyOf(name), { name, text }]));
  const entries = (path: string): { files: string[]; directories: string[] } => {
    const below = keyOf(path) === '.' ? '' : `${keyOf(path)}/`;
    const rest = [...files].flatMap(([key, { name }]) => (key.startsWith(below) ? [name.slice(below.length)] : []));
    return {
      files: rest.filter((name) => !name.includes('/')),
      directories: [...new Set(rest.flatMap((name) => (name.includes('/') ? [name.split('/')[0]!] : [])))],
    };
  };
  const library = (name: string): string | undefined => {
    const found = /^c:\/ts\/lib\/(lib\.[\w.]+)$/.exec(keyOf(name));
    return found ? `${libraries}${found[1]}` : undefined;
  };
  const { matchFiles } = ts as unknown as {
    matchFiles(
      path: string,
      extensions: readonly string[] | undefined,
      excludes: readonly string[] | undefined,
      includes: readonly string[] | undefined,
      isSensitive: boolean,
      directory: string,
      depth: number | undefined,
      entriesOf: typeof entries,
      realpath: (path: string) => string,
    ): string[];
  };
  return {
    ...real,
    useCaseSensitiveFileNames: false,
    getCurrentDirectory: () => 'C:/Work/App',
    getExecutingFilePath: () => 'C:/ts/lib/typescript.js',
    fileExists: (name) => files.has(keyOf(name)) || library(name) !== undefined,
    readFile: (name) => files.get(keyOf(name))?.text ?? (library(name) ? real.readFile(library(name)!) : undefined),
    directoryExists: (name) => [...files.keys()].some((key) => key.startsWith(`${keyOf(name)}/`)),
    getDirectories: (name) => entries(name).directories,
    realpath: (name) => files.get(keyOf(name))?.name ?? slashes(name),
    readDirectory: (path, extensions, excludes, includes, depth) =>
      matchFiles(path, extensions, excludes, includes, false, 'C:/Work/App', depth, entries, slashes),
  };
}
