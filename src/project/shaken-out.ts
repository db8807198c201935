import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { graphOf, type Side } from './graph.ts';
import { isExportUsedOn } from './liveness.ts';
import { packageFieldOf } from './package-json.ts';
import type { Project } from './project.ts';
import { packageFolderOf } from './reach.ts';

/**
 * Whether the bundler leaves a module out although others import it: it is of another package than the app, one that says
 * `"sideEffects": false`, and nothing on the side uses any of its exports. Turbopack does not load such a module at all.
 */
export function isShakenOut(project: Project, side: Side, sourceFile: ts.SourceFile): boolean {
  const { fileName } = sourceFile;
  const root = graphOf(project).environmentOf(fileName)[side]?.[0];
  const folder = packageFolderOf(project, fileName);
  if (root === undefined || folder === '' || packageFolderOf(project, root) === folder) return false;
  if (packageFieldOf(project, folder, 'sideEffects')?.kind !== project.ts.SyntaxKind.FalseKeyword) return false;
  const { exports } = factsOf(project.ts, sourceFile);
  return !exports.some(({ name, erased }) => !erased && (name === '*' || isExportUsedOn(project, side, fileName, name)));
}
