import type { Project } from '../project/project.ts';
import { appFolderOf, importFrom, type AppFolder, type RootSide, type Roots } from './app.ts';
import { isOfExpo, rootsOfExpo } from './expo.ts';
import { isOfParcel, rootsOfParcel } from './parcel.ts';
import { isOfReactRouter, rootsOfReactRouter } from './react-router.ts';
import { isOfRedwood, rootsOfRedwood } from './redwood.ts';
import { isOfViteRsc, rootsOfViteRsc } from './vite-rsc.ts';
import { isOfWaku, rootsOfWaku } from './waku.ts';
import { memoized } from '../syntax/memoized.ts';
import { foldersAbove } from '../project/folders.ts';

/** A framework other than Next.js: how an app of it is known, and which files it loads by itself. */
interface Framework {
  readonly name: string;
  readonly isOf: (app: AppFolder) => boolean;
  readonly roots: (app: AppFolder) => Roots;
}

/** In order: several are built on Vite's plugin, and name it. */
const frameworks: readonly Framework[] = [
  { name: 'Waku', isOf: isOfWaku, roots: rootsOfWaku },
  { name: 'RedwoodSDK', isOf: isOfRedwood, roots: rootsOfRedwood },
  { name: 'React Router', isOf: isOfReactRouter, roots: rootsOfReactRouter },
  { name: 'Expo', isOf: isOfExpo, roots: rootsOfExpo },
  { name: 'Parcel', isOf: isOfParcel, roots: rootsOfParcel },
  { name: 'Vite RSC', isOf: isOfViteRsc, roots: rootsOfViteRsc },
  // Its Server Components are made in a call, not by a file.
  {
    name: 'TanStack Start',
    isOf: ({ project, config }) => importFrom(project.ts, config, '@tanstack/react-start') !== undefined,
    roots: () => new Map(),
  },
];

/** An app of another framework than Next.js. */
export interface App {
  readonly framework: string;
  /** With a slash at its end. */
  readonly folder: string;
  /** By path. */
  readonly roots: ReadonlyArray<readonly [fileName: string, side: RootSide]>;
}

/**
 * The apps of a project that another framework than Next.js compiles, each with the files that the framework loads by itself, as its
 * configuration names them: read, never run. Where the `serverRoots` setting names a file of an app, it stands over what is read.
 */
export const appsOf = memoized((project: Project): readonly App[] => {
  const apps: App[] = [];
  const folders = packageFoldersOf(project);
  for (const folder of folders) {
    const app = appFolderOf(project, folder);
    if (app.dependencies.has('next') || app.dependencies.has('vinext')) continue;
    const framework = frameworks.find(({ isOf }) => isOf(app));
    if (!framework) continue;
    const isSet = app.fileNames.some((fileName) => project.settings.isServerRoot?.(fileName));
    const roots = isSet ? [] : [...framework.roots(app)].sort(([one], [other]) => (one < other ? -1 : 1));
    apps.push({ framework: framework.name, folder, roots });
  }
  return apps;
});

/** The folders with a `package.json`, from the project's files upwards, by path. */
function packageFoldersOf(project: Project): readonly string[] {
  return (ofFileSet(project.fileSet).packageFolders ??= findPackageFolders(project));
}

/** An edit makes a new project; the files mostly stay the same. */
const ofFileSet = memoized((_fileSet: object): { packageFolders?: readonly string[] } => ({}));

function findPackageFolders(project: Project): readonly string[] {
  const folders = new Set<string>();
  for (const fileName of project.fileNames()) {
    for (const folder of foldersAbove(fileName)) {
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders].sort().filter((folder) => project.outsideFile(`${folder}package.json`) !== undefined);
}
