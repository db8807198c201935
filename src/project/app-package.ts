import { graphOf } from './graph.ts';
import { packageFolderOf } from './reach.ts';
import type { Project } from './project.ts';

/** Fields of a `package.json` that offer modules to other packages. `main` is none: `npm init` writes it for every package. */
const offering = new Set(['exports', 'module', 'types', 'typings', 'files']);

const verdicts = new WeakMap<Project, Map<string, boolean>>();

/**
 * Whether a file belongs to an app that nothing but itself imports: its `package.json` is in view and offers no module to others,
 * and the App Router has an entry in the same package. Then all that may import the file is in view.
 *
 * @param fileName an absolute path with forward slashes
 */
export function isOfAppAlone(project: Project, fileName: string): boolean {
  let known = verdicts.get(project);
  if (!known) verdicts.set(project, (known = new Map()));
  const folder = packageFolderOf(project, fileName);
  let verdict = known.get(folder);
  if (verdict === undefined) known.set(folder, (verdict = folder !== '' && !offersModules(project, folder) && hasApp(project, folder)));
  return verdict;
}

function offersModules(project: Project, folder: string): boolean {
  const { ts } = project;
  const statement = project.outsideFile(`${folder}package.json`)?.statements[0];
  if (!statement || !ts.isExpressionStatement(statement) || !ts.isObjectLiteralExpression(statement.expression)) return false;
  return statement.expression.properties.some(({ name }) => name !== undefined && ts.isStringLiteralLike(name) && offering.has(name.text));
}

function hasApp(project: Project, folder: string): boolean {
  return [...graphOf(project).entries].some(
    ([entry, { kind }]) => (kind === 'app' || kind === 'route') && packageFolderOf(project, entry) === folder,
  );
}
