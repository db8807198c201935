import type { VersionBoundName } from '../../catalog/versions.ts';

/**
 * Next.js's file conventions: which files the framework itself loads, and on which side. Paths decide, nothing else.
 */

/** A file that the framework loads by its name and place. */
export type EntryKind =
  /** a file of the App Router that renders on the server: page, layout, error …, and the metadata files */
  | 'app'
  /** `route.*` of the App Router */
  | 'route'
  /** a page of the Pages Router: rendered on both sides, no boundary */
  | 'pages'
  /** `pages/api/**` */
  | 'pages-api'
  /** `proxy.*` / `middleware.*`: on the server, but without the directive transforms */
  | 'proxy'
  | 'instrumentation'
  | 'instrumentation-client';

/** A file's place among the conventions. */
export interface Entry {
  readonly kind: EntryKind;
  /** The file's base name without extension: `page`, `layout`, `error` … */
  readonly name: string;
}

const appFiles = new Set([
  'page',
  'layout',
  'template',
  'default',
  'loading',
  'not-found',
  'error',
  'global-error',
  'global-not-found',
  'forbidden',
  'unauthorized',
]);

// Numbered variants (`icon1`, `opengraph-image2`) are part of the convention.
const metadataFile = /^(?:icon|apple-icon|opengraph-image|twitter-image)\d?$|^(?:sitemap|robots|manifest)$/;

/** The statement of versions that an entry's convention depends on; undefined where all of them know it. */
export function versionBoundOf({ kind, name }: Entry): VersionBoundName | undefined {
  if (kind === 'instrumentation-client') return 'instrumentationClient';
  if (kind === 'proxy' && name === 'proxy') return 'proxyFile';
  return kind === 'app' && (name === 'forbidden' || name === 'unauthorized') ? 'authInterrupts' : undefined;
}

/** Whether a file of the App Router is one whose default export is a component, by its base name: not a metadata file. */
export function isRenderedFile(name: string): boolean {
  return appFiles.has(name);
}

/** The extensions Next.js takes for pages where `pageExtensions` says nothing. */
export const defaultPageExtensions: readonly string[] = ['tsx', 'ts', 'jsx', 'js'];

/**
 * Finds the entries among a project's files.
 *
 * @param fileNames absolute paths with forward slashes
 * @param directory the project's directory; what is above it says nothing (a checkout may lie in `/app`)
 * @param pageExtensionsOf the extensions, without the leading dot, that a file's app takes for pages
 */
export function findEntries(
  fileNames: readonly string[],
  directory: string,
  pageExtensionsOf: (fileName: string) => readonly string[] = () => defaultPageExtensions,
): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const candidates: Array<{ fileName: string; folders: string[]; name: string }> = [];
  for (const fileName of fileNames) {
    const relative = relativeTo(fileName, directory);
    const split = splitName(relative, pageExtensionsOf(fileName));
    if (split) candidates.push({ fileName, ...split });
  }
  const appDirectories = findAppDirectories(candidates);
  for (const { fileName, folders, name } of candidates) {
    const kind = kindOf(folders, name, appDirectories);
    if (kind) entries.set(fileName, { kind, name });
  }
  return entries;
}

function relativeTo(fileName: string, directory: string): string {
  const base = directory.endsWith('/') ? directory : `${directory}/`;
  return fileName.startsWith(base) ? fileName.slice(base.length) : fileName.replace(/^(?:[a-z]:)?\/+/i, '');
}

function splitName(path: string, pageExtensions: readonly string[]): { folders: string[]; name: string } | undefined {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  // Next.js resolves this one file as an import, whatever `pageExtensions` says.
  const extensions = file.startsWith('instrumentation-client.') ? ['js', 'mjs', 'tsx', 'ts', 'jsx'] : pageExtensions;
  const extension = extensions.find((candidate) => file.endsWith(`.${candidate}`));
  if (!extension || folders.includes('node_modules')) return undefined;
  return { folders, name: file.slice(0, -extension.length - 1) };
}

/** The `app` folders that are App Router roots, as joined paths. */
function findAppDirectories(files: ReadonlyArray<{ folders: string[]; name: string }>): Set<string> {
  const found = new Set<string>();
  for (const { folders, name } of files) {
    if (!appFiles.has(name) && name !== 'route' && !metadataFile.test(name)) continue;
    const index = appIndexOf(folders);
    if (index >= 0) found.add(folders.slice(0, index + 1).join('/'));
  }
  return found;
}

/**
 * Where the `app` folder of a path is. A workspace package may itself be called `app`; then what follows is its `src`,
 * and the App Router's folder comes later or not at all.
 */
function appIndexOf(folders: readonly string[]): number {
  for (let index = 0; index < folders.length; index++) {
    if (folders[index] !== 'app') continue;
    const holdsSources = folders[index + 1] === 'src' || folders[index + 1] === 'app';
    if (!holdsSources) return index;
  }
  return -1;
}

function kindOf(folders: readonly string[], name: string, appDirectories: ReadonlySet<string>): EntryKind | undefined {
  const app = appIndexOf(folders);
  if (app >= 0 && appDirectories.has(folders.slice(0, app + 1).join('/'))) {
    // Folders that start with an underscore are private: nothing in them is routed.
    if (folders.slice(app + 1).some((folder) => folder.startsWith('_'))) return undefined;
    if (name === 'route') return 'route';
    return appFiles.has(name) || metadataFile.test(name) ? 'app' : undefined;
  }
  const pages = folders.indexOf('pages');
  if (pages >= 0 && isProjectRoot(folders.slice(0, pages), appDirectories)) {
    return folders[pages + 1] === 'api' ? 'pages-api' : 'pages';
  }
  const isTop = isProjectRoot(folders, appDirectories);
  if (isTop && (name === 'proxy' || name === 'middleware')) return 'proxy';
  if (isTop && name === 'instrumentation') return 'instrumentation';
  if (isTop && name === 'instrumentation-client') return 'instrumentation-client';
  return undefined;
}

/**
 * Whether a folder is where Next.js looks: beside an `app` folder, or the project's own or its `src` where no `app` folder is in
 * the other. (It wants both routers in one place: a `src/pages` apart from `app` holds something else.)
 */
function isProjectRoot(folders: readonly string[], appDirectories: ReadonlySet<string>): boolean {
  const path = folders.join('/');
  if (path === '') return !appDirectories.has('src/app') || appDirectories.has('app');
  if (path === 'src') return !appDirectories.has('app') || appDirectories.has('src/app');
  return appDirectories.has(`${path}/app`);
}
