import { graphOf } from './graph.ts';
import { lastPart } from './reach.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';

/**
 * Whether an `.mdx` file may lead to a module: what it imports, or the app's `mdx-components` gives it, and what that imports. Such
 * files are none of the program, so their imports are told by the last part of their paths.
 */
export function mayMdxReach(project: Project, fileName: string): boolean {
  const known = reachedIn(project);
  return known === 'unknown' || known.has(fileName);
}

// By project, not by layout: that outlives a change of an `.mdx` file.
const reachedIn = memoized((project: Project): ReadonlySet<string> | 'unknown' => {
  const { layout } = graphOf(project);
  const pages = project.filesBelow?.('.mdx');
  if (!pages) return 'unknown';
  const names = new Set(pages.length > 0 ? ['mdx-components'] : []);
  for (const page of pages) {
    const text = project.outsideFile(page)?.text;
    if (text === undefined) return 'unknown';
    for (const [, specifier] of text.matchAll(/(?:\bfrom\s+|\bimport\s*(?:\(\s*)?)['"]([^'"]+)['"]/g))
      names.add(lastPart(specifier!));
  }
  const found = new Set(project.fileNames().filter((name) => names.has(lastPart(name))));
  // The set grows while it is walked.
  for (const name of found) for (const to of layout.importsOf(name)) found.add(to);
  return found;
});
