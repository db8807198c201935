import type { EntryKind } from '../frameworks/next/conventions.ts';
import { graphOf } from './graph.ts';
import type { Layout } from './layout.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { packageFieldOf } from '../project/package-json.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { folderOf } from '../project/folders.ts';
import { addTo } from '../syntax/grouped.ts';

/** What leads to a module: the App Router (or another framework's roots), the Pages Router, the proxy, or a file of unknown use. */
type RootKind = 'app' | 'pages' | 'proxy' | 'unknown';

const ways: Readonly<Record<EntryKind, RootKind>> = {
  app: 'app',
  route: 'app',
  instrumentation: 'app',
  'instrumentation-client': 'app',
  pages: 'pages',
  'pages-api': 'pages',
  proxy: 'proxy',
};

/** An edit makes a new project; the layout mostly stays the same. */
const ofLayout = memoized((_layout: Layout): { ways?: ReturnType<typeof followEdges>; unresolved?: Unresolved } => ({}));
const noWays: ReadonlySet<RootKind> = new Set();

/**
 * By which ways a module is reached. A file that nothing imports and no framework loads is a way of its own, `unknown`: a script,
 * a package's entry, something that is not used yet. Tests and stories lead nowhere.
 */
export function waysTo(project: Project, fileName: string): ReadonlySet<RootKind> {
  const { layout } = graphOf(project);
  const ways = (ofLayout(layout).ways ??= followEdges(project, layout));
  return (layout.has(fileName) ? ways.get(fileName) : undefined) ?? noWays;
}

/**
 * The folder of the package a file belongs to: the nearest one with a `package.json`, as far as the door can read.
 *
 * @returns with a slash at its end; empty where there is none
 */
export function packageFolderOf(project: Project, fileName: string): string {
  return packageFolder(project, folderOf(fileName));
}

const packageFolder: (project: Project, folder: string) => string = memoized((project, folder) => {
  if (project.outsideFile(`${folder}package.json`) !== undefined) return folder;
  return folder.length > 1 ? packageFolderOf(project, folder.slice(0, -1)) : '';
});

/**
 * Whether an import that could not be resolved may be one of this file, by the last part of its path: aliases of a config that is
 * not in view. Then not all of its importers are known. A package's name is no path.
 */
export function mayBeImportedUnseen(project: Project, fileName: string): boolean {
  const { layout } = graphOf(project);
  const known = (ofLayout(layout).unresolved ??= unresolvedNames(project, layout.unresolved));
  const name = lastPart(fileName);
  layout.askName(name);
  const path = `/${withoutEnd(fileName)}`;
  if (known.paths.get(name)?.some((end) => path.endsWith(`/${end}`))) return true;
  // A workspace package that is not installed: imported by its own name.
  const packages = known.packages.get(name);
  const own = packages && packageFieldOf(project, packageFolderOf(project, fileName), 'name');
  return own !== undefined && project.ts.isStringLiteralLike(own) && packages!.has(own.text);
}

/** Specifiers without a file, by the last part of their path: those that no package can have, and those of packages. */
interface Unresolved {
  /** What the path of a file that is meant ends with: of a relative one all that it says, of an alias its last part. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
}

function unresolvedNames(project: Project, specifiers: Iterable<string>): Unresolved {
  const paths = new Map<string, string[]>();
  const packages = new Map<string, Set<string>>();
  for (const specifier of specifiers) {
    const name = lastPart(specifier);
    const ofPackage = isAlias(project, specifier) ? undefined : packageName.exec(specifier)?.[1];
    if (ofPackage === undefined) {
      const end = /^\.\.?\//.test(specifier) ? withoutEnd(specifier).replace(/^(?:\.\.?\/)+/, '') : name;
      addTo(paths, name, end);
    } else {
      const known = packages.get(name);
      if (known) known.add(ofPackage);
      else packages.set(name, new Set([ofPackage]));
    }
  }
  return { paths, packages };
}

/** The name that an import's path, or a file's, ends with: `row` of `./ui/row`, `ui/row/index.tsx`. */
export function lastPart(path: string): string {
  return withoutEnd(path).split('/').at(-1)!;
}

/** A path without what an import may leave out. */
function withoutEnd(path: string): string {
  return path.replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '');
}

/** What npm lets a package be called, and a path in it; `@/x`, `~/x`, `#x` and `$x` are none. A built-in of Node.js is none either. */
const packageName = /^((?:node:|@[a-z0-9-][\w.~-]*\/)?[a-z0-9-][\w.~-]*)(?:\/|$)/;

/** Whether the config's `paths` are for a specifier. */
function isAlias({ compilerOptions }: Project, specifier: string): boolean {
  return Object.keys(compilerOptions.paths ?? {}).some((pattern) => {
    const [before = '', after] = pattern.split('*');
    if (after === undefined) return pattern === specifier;
    return pattern !== '*' && specifier.startsWith(before) && specifier.endsWith(after);
  });
}

function followEdges(project: Project, layout: Layout): Map<string, Set<RootKind>> {
  const found = new Map<string, Set<RootKind>>();
  const queue: Array<readonly [fileName: string, way: RootKind]> = [];
  const reach = (fileName: string, way: RootKind): void => {
    let known = found.get(fileName);
    if (!known) found.set(fileName, (known = new Set()));
    if (known.has(way)) return;
    known.add(way);
    queue.push([fileName, way]);
  };
  const fileNames = project.fileNames().filter((fileName) => layout.isLaidOut(fileName));
  const isTest = new Map(fileNames.map((fileName) => [fileName, isTestFile(project, fileName)]));
  for (const fileName of fileNames) {
    const entry = layout.entries.get(fileName);
    if (entry) reach(fileName, ways[entry.kind]);
    else if (layout.roots.has(fileName)) reach(fileName, 'app');
    else if (!isTest.get(fileName) && layout.importersOf(fileName).every((from) => isTest.get(from))) reach(fileName, 'unknown');
  }
  // The queue grows while it is walked.
  for (const [fileName, way] of queue) {
    if (layout.isLaidOut(fileName)) for (const to of layout.importsOf(fileName)) reach(to, way);
  }
  return found;
}
