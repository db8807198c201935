import { graphOf } from './graph.ts';
import { packageFieldOf } from '../project/package-json.ts';
import { packageFolderOf } from './reach.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';

/** Fields of a `package.json` that offer modules to other packages. `main` is none: `npm init` writes it for every package. */
const offering = ['exports', 'module', 'types', 'typings', 'files'];

/**
 * Whether a file belongs to an app that nothing but itself imports: its `package.json` is in view and offers no module to others,
 * and the App Router has an entry in the same package. Then all that may import the file is in view.
 *
 * @param fileName an absolute path with forward slashes
 */
export function isOfAppAlone(project: Project, fileName: string): boolean {
  return isAppAlone(project, packageFolderOf(project, fileName));
}

const isAppAlone = memoized(
  (project: Project, folder: string) => folder !== '' && !isOffering(project, folder) && hasApp(project, folder),
);

/** Whether a file belongs to a package that offers modules to others. */
export function isLibrary(project: Project, fileName: string): boolean {
  return isOffering(project, packageFolderOf(project, fileName));
}

function isOffering(project: Project, folder: string): boolean {
  return offering.some((field) => packageFieldOf(project, folder, field) !== undefined);
}

/**
 * Whether the App Router has an entry in a package.
 *
 * @param folder the package's folder, with a slash at its end; empty for files that belong to none
 */
export function hasApp(project: Project, folder: string): boolean {
  const { entries, roots } = graphOf(project);
  const isIn = (fileName: string): boolean => packageFolderOf(project, fileName) === folder;
  return (
    [...entries].some(([entry, { kind }]) => (kind === 'app' || kind === 'route') && isIn(entry)) ||
    [...roots].some(([root, { framework }]) => framework !== undefined && isIn(root))
  );
}
