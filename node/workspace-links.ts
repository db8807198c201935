import { createRequire } from 'node:module';
import type ts from 'typescript';
import type yaml from 'yaml';

/** What the resolution of imports asks of a disk. */
interface Asked {
  fileExists(fileName: string): boolean;
  directoryExists(name: string): boolean;
  readFile(fileName: string): string | undefined;
  realpath?: ((path: string) => string) | undefined;
}

interface Manifest {
  readonly name?: unknown;
  readonly workspaces?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
  readonly peerDependencies?: Readonly<Record<string, unknown>>;
}

/** The root of a monorepo, and the globs of its packages. */
interface Workspace {
  readonly root: string;
  readonly globs: readonly string[];
}

/**
 * A disk on which the packages of a monorepo are linked by their names though nothing is installed, where the package manager would
 * link them: `node_modules/@repo/ui` of its root is `packages/ui`. What is there is left as it is.
 *
 * @param sys the disk itself
 * @param directory the folder of a project
 * @param disk how the project asks it
 */
export function withWorkspaceLinks<Disk extends Asked>(sys: ts.System, directory: string, disk: Disk): Disk {
  const workspace = workspaceAbove(sys, directory);
  if (!workspace) return disk;
  const modules = `${workspace.root}/node_modules`;
  const isInstalled = disk.directoryExists(modules);
  const declared = new Set(isInstalled ? [directory, workspace.root].flatMap((folder) => dependenciesOf(sys, folder)) : []);
  let links: ReadonlyMap<string, string> | undefined;
  /** Where a place below `node_modules` is; undefined where it is no package of the workspace, or is installed. */
  const linked = (path: string): string | undefined => {
    if (!path.startsWith(modules) || path[modules.length] !== '/') return undefined;
    const [name] = /^(?:@[^/]+\/)?[^/@]+/.exec(path.slice(modules.length + 1)) ?? [];
    if (name === undefined || (isInstalled && !links?.has(name) && !declared.has(name))) return undefined;
    const folder = (links ??= packagesOf(sys, workspace)).get(name);
    if (folder === undefined || disk.directoryExists(`${modules}/${name}`)) return undefined;
    return `${folder}${path.slice(modules.length + 1 + name.length)}`;
  };
  /** `node_modules` itself, and the folder of a scope. */
  const isAbove = (path: string): boolean => {
    if (isInstalled ? !path.startsWith(`${modules}/@`) : !path.startsWith(modules)) return false;
    links ??= packagesOf(sys, workspace);
    if (path === modules) return links.size > 0;
    return [...links.keys()].some((name) => `${modules}/${name}`.startsWith(`${path}/`));
  };
  return {
    ...disk,
    fileExists: (fileName) => disk.fileExists(linked(fileName) ?? fileName),
    directoryExists: (name) => disk.directoryExists(linked(name) ?? name) || isAbove(name),
    readFile: (fileName) => disk.readFile(linked(fileName) ?? fileName),
    realpath: (path) => {
      const place = linked(path) ?? path;
      return disk.realpath?.(place) ?? place;
    },
  };
}

function workspaceAbove(sys: ts.System, directory: string): Workspace | undefined {
  for (let root = directory; ; root = root.slice(0, root.lastIndexOf('/'))) {
    const globs = globsOf(sys, root);
    if (globs.length > 0) return { root, globs };
    if (root.lastIndexOf('/') <= 0) return undefined;
  }
}

function globsOf(sys: ts.System, root: string): string[] {
  const listed = sys.fileExists(`${root}/pnpm-workspace.yaml`) ? sys.readFile(`${root}/pnpm-workspace.yaml`) : undefined;
  let globs: unknown;
  if (listed !== undefined) {
    try {
      // Loaded where it is needed: every start of every door would wait for it.
      const { parse } = createRequire(import.meta.url)('yaml') as typeof yaml;
      globs = (parse(listed) as { readonly packages?: unknown } | null)?.packages;
    } catch {
      return [];
    }
  } else {
    const workspaces = manifestOf(sys, root)?.workspaces;
    globs = Array.isArray(workspaces) ? workspaces : (workspaces as { readonly packages?: unknown } | undefined)?.packages;
  }
  return Array.isArray(globs) ? globs.filter((glob) => typeof glob === 'string') : [];
}

/** The packages of a workspace, by their names. */
function packagesOf(sys: ts.System, { root, globs }: Workspace): ReadonlyMap<string, string> {
  const files = (of: readonly string[]): string[] => of.map((glob) => `${glob.replace(/^\.\/|\/+$/g, '')}/package.json`);
  const left = files(globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)));
  const exclude = ['**/node_modules/**', ...left];
  const found = new Map<string, string>();
  const included = files(globs.filter((glob) => !glob.startsWith('!')));
  if (included.length === 0) return found;
  for (const fileName of sys.readDirectory(root, ['.json'], exclude, included)) {
    const folder = fileName.slice(0, fileName.lastIndexOf('/'));
    const name = manifestOf(sys, folder)?.name;
    if (typeof name === 'string' && !found.has(name)) found.set(name, folder);
  }
  return found;
}

function dependenciesOf(sys: ts.System, folder: string): string[] {
  const { dependencies, devDependencies, peerDependencies } = manifestOf(sys, folder) ?? {};
  return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
}

function manifestOf(sys: ts.System, folder: string): Manifest | undefined {
  const fileName = `${folder}/package.json`;
  const text = sys.fileExists(fileName) ? sys.readFile(fileName) : undefined;
  try {
    const read: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}
