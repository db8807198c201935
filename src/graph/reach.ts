import type { EntryKind } from '../frameworks/next/conventions.ts';
import { graphOf } from './graph.ts';
import type { Layout } from './layout.ts';
import { isTestFile } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';

/** What leads to a module: the App Router (or another framework's roots), the Pages Router, the proxy, or a file nobody knows. */
export type Way = 'app' | 'pages' | 'proxy' | 'unknown';

const ways: Readonly<Record<EntryKind, Way>> = {
  app: 'app',
  route: 'app',
  instrumentation: 'app',
  'instrumentation-client': 'app',
  pages: 'pages',
  'pages-api': 'pages',
  proxy: 'proxy',
};

const reached = new WeakMap<Layout, ReadonlyMap<string, ReadonlySet<Way>>>();
const unresolved = new WeakMap<Layout, ReadonlySet<string>>();
const packageFolders = new WeakMap<Project, Map<string, string>>();
const noWays: ReadonlySet<Way> = new Set();

/**
 * By which ways a module is reached. A file that nothing imports and no framework loads is a way of its own, `unknown`: a script,
 * a package's entry, something that is not used yet. Tests and stories lead nowhere.
 */
export function waysTo(project: Project, fileName: string): ReadonlySet<Way> {
  const { layout } = graphOf(project);
  let known = reached.get(layout);
  if (!known) reached.set(layout, (known = followAll(project, layout)));
  return known.get(fileName) ?? noWays;
}

/**
 * The folder of the package a file belongs to: the nearest one with a `package.json`, as far as the door can read.
 *
 * @returns with a slash at its end; empty where there is none
 */
export function packageFolderOf(project: Project, fileName: string): string {
  let known = packageFolders.get(project);
  if (!known) packageFolders.set(project, (known = new Map()));
  const folder = fileName.slice(0, fileName.lastIndexOf('/') + 1);
  let found = known.get(folder);
  if (found === undefined) {
    const isPackage = project.outsideFile(`${folder}package.json`) !== undefined;
    found = isPackage ? folder : folder.length > 1 ? packageFolderOf(project, folder.slice(0, -1)) : '';
    known.set(folder, found);
  }
  return found;
}

/**
 * Whether an import that could not be resolved may be one of this file, by the last part of its path: aliases of a config that is
 * not in view. Then not all of its importers are known.
 */
export function mayBeImportedUnseen(project: Project, fileName: string): boolean {
  const { layout } = graphOf(project);
  let names = unresolved.get(layout);
  if (!names) unresolved.set(layout, (names = lastParts(layout.unresolved)));
  const parts = fileName.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, '').split('/');
  return names.has(parts.at(-1)!);
}

function lastParts(specifiers: Iterable<string>): Set<string> {
  const names = new Set<string>();
  for (const specifier of specifiers) {
    if (/^(?:next|react(?:-dom)?|node:.*)(?:\/|$)/.test(specifier)) continue;
    names.add(
      specifier
        .replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '')
        .split('/')
        .at(-1)!,
    );
  }
  return names;
}

function followAll(project: Project, layout: Layout): Map<string, Set<Way>> {
  const found = new Map<string, Set<Way>>();
  const queue: Array<readonly [fileName: string, way: Way]> = [];
  const reach = (fileName: string, way: Way): void => {
    let known = found.get(fileName);
    if (!known) found.set(fileName, (known = new Set()));
    if (known.has(way)) return;
    known.add(way);
    queue.push([fileName, way]);
  };
  const isTest = new Map(project.fileNames().map((fileName) => [fileName, isTestFile(project, fileName)]));
  for (const fileName of project.fileNames()) {
    const entry = layout.entries.get(fileName);
    if (entry) reach(fileName, ways[entry.kind]);
    else if (project.settings.isServerRoot?.(fileName)) reach(fileName, 'app');
    else if (!isTest.get(fileName) && layout.importersOf(fileName).every((from) => isTest.get(from))) reach(fileName, 'unknown');
  }
  // The queue grows while it is walked.
  for (const [fileName, way] of queue) {
    for (const to of layout.importsOf(fileName)) reach(to, way);
  }
  return found;
}
