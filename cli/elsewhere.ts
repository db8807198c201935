import { graphOf } from '../src/graph/graph.ts';
import type { Finding } from '../src/finding.ts';
import type { Project } from '../src/project/project.ts';
import { isFileOnly } from '../src/rule.ts';
import { rules } from '../src/rules/index.ts';
import type { FileFilter } from './paths.ts';

const fileOnly = new Set(rules.filter(isFileOnly).map(({ name }) => name));

/** The files outside those asked about in which something can be wrong because of them: all that imports them, and that they import. */
export function connectedTo(project: Project, isWanted: FileFilter): string[] {
  const { layout } = graphOf(project);
  const wanted = project.fileNames().filter(isWanted);
  const found = new Set<string>();
  for (const next of [layout.importersOf.bind(layout), layout.importsOf.bind(layout)]) {
    const seen = new Set(wanted);
    // A set that is walked gives what is added on the way too.
    for (const fileName of seen) for (const other of next(fileName)) seen.add(other);
    for (const fileName of seen) if (!isWanted(fileName)) found.add(fileName);
  }
  return project.fileNames().filter((fileName) => found.has(fileName));
}

/** Whether a finding of another file depends on the files asked about: on an import of one, on the way to its side, on a place it names. */
export function isBecauseOf(project: Project, fileName: string, finding: Finding, isWanted: FileFilter): boolean {
  if (fileOnly.has(finding.rule)) return false;
  const { layout } = graphOf(project);
  const { server = [], client = [] } = layout.environmentOf(fileName);
  return (
    finding.related.some((place) => isWanted(place.fileName)) ||
    [...layout.importsOf(fileName), ...server, ...client].some(isWanted)
  );
}
