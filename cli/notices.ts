import type ts from 'typescript';
import { factsOf } from '../src/facts/index.ts';
import { isLibrary } from '../src/graph/app-package.ts';
import { graphOf } from '../src/graph/graph.ts';
import type { Project } from '../src/project/project.ts';
import { visible } from './terminal.ts';

const noted = new Set<string>();

/** Says something once, beside the findings. */
export function note(text: string): void {
  if (noted.has(text)) return;
  noted.add(text);
  console.error(`rsc-boundary: ${visible(text)}`);
}

/**
 * Says what stays silent where no root of the server is known in any project of a run, though "use client" says that there
 * is a boundary. Of a library the roots are in the apps that use it.
 */
export function noteMissingRoots(projects: readonly Project[]): void {
  const hasRoots = (project: Project): boolean =>
    project.settings.isServerRoot !== undefined || graphOf(project).entries.size > 0 || graphOf(project).roots.size > 0;
  if (projects.some(hasRoots)) return;
  const isBoundary = (project: Project, file: ts.SourceFile): boolean =>
    factsOf(project.ts, file).moduleDirective === 'use client' && !isLibrary(project, file.fileName);
  const hasBoundary = projects.some((project) => project.sourceFiles().some((file) => isBoundary(project, file)));
  if (!hasBoundary) return;
  note(
    'No server root is known: there is no app folder of Next.js, no configuration of another framework names its entries, and no "serverRoots" are set. What hangs on who renders a module stays silent: most of client-only-api, server-only-api, client-reference-use, serializable-props. Name the files that render on the server with --server-root or in the tsconfig\'s "plugins", or the tsconfig of the app with --project.',
  );
}
