import type ts from 'typescript';
import { memoized } from '../syntax/memoized.ts';
import { unwrap } from '../syntax/nodes.ts';
import { jsonFieldOf } from './package-json.ts';
import type { Project } from './project.ts';
import { foldersAbove } from './folders.ts';

/**
 * What a file is for, where it is no code of the program itself.
 * - `test`, `story`: it shows or tries other files, and leads nowhere
 * - `script`: people run it by hand
 * - `generated`, `vendored`: a tool wrote it, and will write it again
 */
export type FilePurpose = 'test' | 'story' | 'script' | 'generated' | 'vendored';

const testFile = /[.-](?:test|spec|cy|bench)\.[cm]?[jt]sx?$/;
const storyFile = /[.-](?:stories|story)\.[cm]?[jt]sx?$/;
const testFolders = /(?:^|\/)(?:__tests__|__mocks__|e2e|cypress|playwright)\//;
const storyFolders = /(?:^|\/)\.?storybook\//;
// Below a folder of routes these are names like others.
const plainTestFolders = /(?:^|\/)tests?\//;
const plainStoryFolders = /(?:^|\/)stories\//;
const routeFolders = /(?:^|\/)(?:app|pages)\/(?:.*\/)?(?:tests?|stories)\//;
const scriptFolders = /(?:^|\/)(?:scripts?|bin|seeds?|migrations?)\//;
const generatedFolders = /(?:^|\/)(?:__generated__|generated|\.contentlayer|\.velite|\.source)\//;
const generatedBanner = /@generated\b|\b(?:auto-?)?generated (?:by|from|file)\b|\bdo not (?:edit|modify)\b/i;

/** Whether a file is a test, a story, or what goes with them: what it does is not what the program does. */
export function isTestFile(project: Project, fileName: string): boolean {
  return testOrStoryOf(project, fileName) !== undefined;
}

const testOrStoryOf = memoized(testOrStory);

/** What a file is for, by its name and folders below the project's, its banner, and whose it is; undefined for code of the program. */
export function purposeOf(project: Project, fileName: string): FilePurpose | undefined {
  const shown = testOrStoryOf(project, fileName);
  if (shown) return shown;
  const path = pathBelowProject(project, fileName);
  if (generatedFolders.test(path) || hasBanner(project, fileName)) return 'generated';
  if (isOfComponentsTool(project, fileName)) return 'vendored';
  return scriptFolders.test(path) ? 'script' : undefined;
}

function testOrStory(project: Project, fileName: string): 'test' | 'story' | undefined {
  const path = pathBelowProject(project, fileName);
  const isRoute = routeFolders.test(path);
  if (testFile.test(path) || testFolders.test(path) || (plainTestFolders.test(path) && !isRoute)) return 'test';
  if (storyFile.test(path) || storyFolders.test(path) || (plainStoryFolders.test(path) && !isRoute)) return 'story';
  return /(?:^|\/)stories\.[cm]?[jt]sx?$/.test(path) && isStories(project, fileName) ? 'story' : undefined;
}

function pathBelowProject({ directory }: Project, fileName: string): string {
  const base = directory.replace(/\/?$/, '/');
  return fileName.startsWith(base) ? fileName.slice(base.length) : fileName;
}

/** `export default { component: Row }`: what Storybook reads; a component of that name is none. */
function isStories(project: Project, fileName: string): boolean {
  const { ts } = project;
  return (project.sourceFile(fileName)?.statements ?? []).some((statement) => {
    if (!ts.isExportAssignment(statement)) return false;
    const value = unwrap(ts, statement.expression);
    // `const meta: Meta = { … }; export default meta;`
    return ts.isObjectLiteralExpression(value) || (ts.isIdentifier(value) && /^meta$/i.test(value.text));
  });
}

function hasBanner(project: Project, fileName: string): boolean {
  const { ts } = project;
  const text = project.sourceFile(fileName)?.text ?? '';
  const comments = ts.getLeadingCommentRanges(text, 0) ?? [];
  return comments.some(({ pos, end }) => generatedBanner.test(text.slice(pos, end)));
}

/** A component that shadcn's command writes: its `components.json` names the folder. */
function isOfComponentsTool(project: Project, fileName: string): boolean {
  const { ts } = project;
  for (const folder of foldersAbove(fileName)) {
    const aliases = jsonFieldOf(project, `${folder}components.json`, 'aliases');
    if (aliases && ts.isObjectLiteralExpression(aliases)) {
      const [ui, components] = ['ui', 'components'].map((name) => textNamed(ts, aliases, name));
      const named = ui ?? (components === undefined ? undefined : `${components}/ui`);
      return named !== undefined && fileName.slice(folder.length - 1).includes(`/${named.replace(/^[@~#][^/]*\//, '')}/`);
    }
    if (project.directory.startsWith(folder.slice(0, -1)) && folder.length <= project.directory.length) break;
  }
  return false;
}

function textNamed(ts: Project['ts'], literal: ts.ObjectLiteralExpression, name: string): string | undefined {
  for (const property of literal.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isStringLiteralLike(property.name) || property.name.text !== name) continue;
    return ts.isStringLiteralLike(property.initializer) ? property.initializer.text : undefined;
  }
  return undefined;
}
