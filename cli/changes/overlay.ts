import type ts from 'typescript';
import { rememberedDisk } from '../../node/remembered.ts';
import { loadTypeScript } from '../../node/typescript.ts';

/** A state of some files, over the disk: their texts by absolute name, undefined for one that is not there. */
export type Overlay = ReadonlyMap<string, string | undefined>;

const overlays = new WeakMap<ts.System, Overlay>();

/** What is in another state than on the disk there is, as a TypeScript sees it. */
export function overlayOf({ sys }: typeof ts): Overlay {
  return overlays.get(sys) ?? new Map();
}

interface Entries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** What TypeScript's own `sys.readDirectory` is made of. */
interface MatchesFiles {
  matchFiles(
    path: string,
    extensions: readonly string[] | undefined,
    excludes: readonly string[] | undefined,
    includes: readonly string[] | undefined,
    useCaseSensitiveFileNames: boolean,
    currentDirectory: string,
    depth: number | undefined,
    getFileSystemEntries: (path: string) => Entries,
    realpath: (path: string) => string,
  ): string[];
}

/** The same TypeScript, on a disk where some files are in another state. */
export function withOverlay(typescript: typeof ts, overlay: Overlay): typeof ts {
  if (overlay.size === 0) return typescript;
  const { sys } = typescript;
  const disk = sys === loadTypeScript().sys ? rememberedDisk(sys) : sys;
  const folders = foldersOf([...overlay].flatMap(([fileName, text]) => (text === undefined ? [] : fileName)));
  const entriesOf = (path: string): Entries => folders.get(path.replace(/\/$/, '')) ?? { files: [], directories: [] };
  const { matchFiles } = typescript as unknown as MatchesFiles;
  const system: ts.System = {
    ...sys,
    fileExists: (fileName) => (overlay.has(fileName) ? overlay.get(fileName) !== undefined : disk.fileExists(fileName)),
    readFile: (fileName, encoding) => (overlay.has(fileName) ? overlay.get(fileName) : sys.readFile(fileName, encoding)),
    directoryExists: (name) => folders.has(name.replace(/\/$/, '')) || disk.directoryExists(name),
    getDirectories: (name) => [...new Set([...sys.getDirectories(name), ...entriesOf(name).directories])],
    readDirectory: (path, extensions, exclude, include, depth) => {
      const onDisk = sys.readDirectory(path, extensions, exclude, include, depth).filter((fileName) => !overlay.has(fileName));
      const { useCaseSensitiveFileNames } = sys;
      const added = matchFiles(
        path,
        extensions,
        exclude,
        include,
        useCaseSensitiveFileNames,
        sys.getCurrentDirectory(),
        depth,
        entriesOf,
        (name) => name,
      );
      return [...onDisk, ...added];
    },
  };
  overlays.set(system, new Map([...overlayOf(typescript), ...overlay]));
  return Object.create(typescript, { sys: { value: system, enumerable: true } }) as typeof ts;
}

/** The folders that some files are in, at any depth, with what is in each. */
function foldersOf(fileNames: readonly string[]): Map<string, { files: string[]; directories: string[] }> {
  const folders = new Map<string, { files: string[]; directories: string[] }>();
  const folder = (path: string): { files: string[]; directories: string[] } => {
    let entries = folders.get(path);
    if (entries) return entries;
    folders.set(path, (entries = { files: [], directories: [] }));
    const slash = path.lastIndexOf('/');
    if (slash > 0) folder(path.slice(0, slash)).directories.push(path.slice(slash + 1));
    return entries;
  };
  for (const fileName of fileNames) {
    const slash = fileName.lastIndexOf('/');
    folder(fileName.slice(0, slash)).files.push(fileName.slice(slash + 1));
  }
  return folders;
}

/** A file's text from its bytes, as TypeScript reads it from a disk. */
export function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
