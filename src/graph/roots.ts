import type { RootSide } from '../frameworks/app.ts';
import type { App } from '../frameworks/apps.ts';
import { isOfOtherFramework } from '../frameworks/framework.ts';
import { findEntries, versionBoundOf, type Entry } from '../frameworks/next/conventions.ts';
import { pageExtensionsOf } from '../frameworks/next/settings.ts';
import { holds } from '../frameworks/versions.ts';
import type { Project } from '../project/project.ts';

/** A file that another framework than Next.js loads by itself, or that the user says is one. */
export interface Root {
  readonly side: RootSide;
  /** Whose configuration names it; undefined where the `serverRoots` setting does. */
  readonly framework?: string;
}

/** The roots beside those of Next.js; what it loads it loads by its own rules, unless the user says otherwise. */
export function rootsOf(project: Project, apps: readonly App[], entries: ReadonlyMap<string, Entry>): Map<string, Root> {
  const roots = new Map<string, Root>();
  for (const { framework, roots: own } of apps) {
    for (const [fileName, side] of own) if (!entries.has(fileName)) roots.set(fileName, { side, framework });
  }
  for (const fileName of project.fileNames()) {
    if (project.settings.isServerRoot?.(fileName)) roots.set(fileName, { side: 'server' });
  }
  return roots;
}

/** The project's files that Next.js loads by itself. */
export function entriesOf(project: Project): Map<string, Entry> {
  const found = findEntries(project.fileNames(), project.directory, (fileName) => pageExtensionsOf(project, fileName));
  return new Map(
    [...found].filter(([fileName, entry]) => isKnownEntry(project, fileName, entry) && !isOfOtherFramework(project, fileName)),
  );
}

/** Whether the Next.js at hand knows the convention: to an older one the file is a module like any other. */
function isKnownEntry(project: Project, fileName: string, entry: Entry): boolean {
  const bound = versionBoundOf(entry);
  return bound === undefined || holds(project, fileName, bound);
}
