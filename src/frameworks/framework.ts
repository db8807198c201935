import { nextConfigFor } from './next/settings.ts';
import { dependenciesIn } from '../project/package-json.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { foldersAbove } from '../project/folders.ts';

// What has an `app` or `pages` folder of its own, with files named as Next.js names its.
const otherFramework =
  /^(?:@remix-run\/.*|@react-router\/(?:dev|serve)|expo|expo-router|@tanstack\/(?:react-start|start|solid-start)|gatsby|astro|vite|waku|react-scripts|@redwoodjs\/.*|vinxi|rwsdk|@vitejs\/plugin-rsc|@parcel\/rsc|@rsbuild\/core|parcel)$/;

/**
 * Whether a file belongs to an app of another framework: the nearest `package.json` above it that names one or the other names it
 * and not Next.js, and there is no `next.config`. Where nothing is in view, the file's place decides as it does for Next.js.
 *
 * @param fileName an absolute path with forward slashes
 */
export function isOfOtherFramework(project: Project, fileName: string): boolean {
  return !nextConfigFor(project, fileName) && isOther(project, fileName.slice(0, fileName.lastIndexOf('/')));
}

/** What each framework puts into the browser's code of `process.env`: variables of a prefix, or none. In order: the more particular first. */
const publicPrefixes: ReadonlyArray<readonly [dependency: RegExp, prefix: string | undefined]> = [
  [/^(?:next|vinext)$/, 'NEXT_PUBLIC_'],
  [/^waku$/, 'WAKU_PUBLIC_'],
  [/^expo(?:-router)?$/, 'EXPO_PUBLIC_'],
  [/^gatsby$/, 'GATSBY_'],
  [/^react-scripts$/, 'REACT_APP_'],
  // Vite has its own `import.meta.env`, and no `process`.
  [
    /^(?:rwsdk|@react-router\/(?:dev|serve)|@remix-run\/.*|@tanstack\/(?:.*-)?start|@vitejs\/plugin-rsc|astro|vinxi|vite)$/,
    undefined,
  ],
];

/**
 * The prefix of the environment variables that the framework of a file puts into the browser's code.
 *
 * @param fileName an absolute path with forward slashes
 * @returns undefined where it puts none there; Next.js's where nothing says which framework it is
 */
export function publicPrefixOf(project: Project, fileName: string): string | undefined {
  if (nextConfigFor(project, fileName)) return 'NEXT_PUBLIC_';
  for (const folder of foldersAbove(fileName)) {
    const names = dependenciesIn(project, folder).map(({ name }) => name);
    const known = publicPrefixes.find(([dependency]) => names.some((name) => dependency.test(name)));
    if (known) return known[1];
  }
  return 'NEXT_PUBLIC_';
}

/** Whether a Server Function of the framework of a file may answer with a `Response`. */
export function mayAnswerWithResponse(project: Project, fileName: string): boolean {
  for (const folder of foldersAbove(fileName)) {
    const dependencies = dependenciesIn(project, folder);
    if (dependencies.length > 0) return dependencies.some(({ name }) => name === 'rwsdk');
  }
  return false;
}

const isOther: (project: Project, folder: string) => boolean = memoized((project, folder) => {
  const names = dependenciesIn(project, `${folder}/`).map(({ name }) => name);
  if (names.includes('next') || names.includes('vinext')) return false;
  const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  return names.some((name) => otherFramework.test(name)) || (parent !== folder && isOther(project, parent));
});
