import { nextConfigFor } from './next/settings.ts';
import { dependenciesIn } from '../project/package-json.ts';
import type { Project } from '../project/project.ts';

// What has an `app` or `pages` folder of its own, with files named as Next.js names its.
const otherFramework =
  /^(?:@remix-run\/.*|@react-router\/(?:dev|serve)|expo|expo-router|@tanstack\/(?:react-start|start|solid-start)|gatsby|astro|vite|waku|react-scripts|@redwoodjs\/.*|vinxi|@rsbuild\/core|parcel)$/;

const verdicts = new WeakMap<Project, Map<string, boolean>>();

/**
 * Whether a file belongs to an app of another framework: the nearest `package.json` above it that names one or the other names it
 * and not Next.js, and there is no `next.config`. Where nothing is in view, the file's place decides as it does for Next.js.
 *
 * @param fileName an absolute path with forward slashes
 */
export function isOfOtherFramework(project: Project, fileName: string): boolean {
  let known = verdicts.get(project);
  if (!known) verdicts.set(project, (known = new Map()));
  const folder = fileName.slice(0, fileName.lastIndexOf('/'));
  return !nextConfigFor(project, fileName) && verdictOf(project, folder, known);
}

function verdictOf(project: Project, folder: string, known: Map<string, boolean>): boolean {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const names = dependenciesIn(project, `${folder}/`).map(({ name }) => name);
  const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  const verdict = names.includes('next')
    ? false
    : names.some((name) => otherFramework.test(name)) || (parent !== folder && verdictOf(project, parent, known));
  known.set(folder, verdict);
  return verdict;
}
