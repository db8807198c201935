import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import type { Side } from './environment.ts';
import { graphOf } from './graph.ts';
import { isExportUsedOn, isUsedOn } from './liveness.ts';
import { packageFieldOf } from '../project/package-json.ts';
import type { Project } from '../project/project.ts';
import { packageFolderOf } from './reach.ts';

/**
 * Whether the bundler leaves a module out although others import it: its package says `"sideEffects": false`, and nothing on the
 * side uses any of its exports. Turbopack does not compile such a module at all (tried with Next.js 16.4; webpack does).
 *
 * @param node what is asked about: of a module that a framework compiles for each side by itself, the half without it is another module
 */
export function isShakenOut(project: Project, side: Side, sourceFile: ts.SourceFile, node?: ts.Node): boolean {
  const { fileName } = sourceFile;
  if (node && graphOf(project).roots.get(fileName)?.side === 'per-export') return !isUsedOn(project, side, node);
  if (packageFieldOf(project, packageFolderOf(project, fileName), 'sideEffects')?.kind !== project.ts.SyntaxKind.FalseKeyword)
    return false;
  const { exports } = factsOf(project.ts, sourceFile);
  return !exports.some(({ name, erased }) => !erased && (name === '*' || isExportUsedOn(project, side, fileName, name)));
}
