import { factsOf } from '../../src/facts/index.ts';
import type { ModuleGraph } from '../../src/graph/graph.ts';
import type { Project } from '../../src/project/project.ts';
import type { MapPackage } from './map.ts';
import { byName } from './page/sides.ts';

/** A package's name, and a path in it; what begins with a dot, a slash, `#` or `~` is none. */
const packageName = /^((?:@[a-z0-9-][\w.~-]*\/)?[a-z0-9-][\w.~-]*)(?:\/|$)/;
const specifiers = /(?:\bfrom\s*|\bimport\s*(?:\(\s*)?|\brequire\s*\(\s*)(["'])([^"'\n]+)\1/g;
const maximumFiles = 3000;

/** The packages that modules of the client graph import, heaviest first. */
export function packagesOf(
  project: Project,
  graph: ModuleGraph,
  nameOf: (fileName: string) => string,
  readText: (fileName: string) => string | undefined = () => undefined,
): MapPackage[] {
  const found = new Map<string, { readonly entries: Set<string>; readonly importedBy: Set<string> }>();
  for (const file of project.sourceFiles()) {
    const { fileName } = file;
    if (!graph.environmentOf(fileName).client) continue;
    // What leads to a declaration of a package leads to a package.
    const edges = graph.importsOf(fileName).filter(({ to }) => graph.layout.has(to));
    const own = new Set(edges.map(({ fact }) => fact.specifier));
    for (const { specifier, erased } of factsOf(project.ts, file).imports) {
      const name = erased || own.has(specifier) ? undefined : packageName.exec(specifier.text)?.[1];
      if (name === undefined || name.startsWith('node:')) continue;
      let known = found.get(name);
      if (!known) found.set(name, (known = { entries: new Set(), importedBy: new Set() }));
      known.importedBy.add(nameOf(fileName));
      const entry = project.packageModule(fileName, specifier.text)?.fileName;
      if (entry !== undefined) known.entries.add(entry);
    }
  }
  return [...found]
    .map(([name, { entries, importedBy }]) => ({
      name,
      bytes: weightOf(project, entries, readText),
      importedBy: [...importedBy].sort(byName),
    }))
    .sort((one, other) => other.bytes - one.bytes || byName(one.name, other.name));
}

/** The bytes of the files of a package, and of those it imports itself, each once. */
function weightOf(project: Project, entries: ReadonlySet<string>, readText: (fileName: string) => string | undefined): number {
  const files = new Set(entries);
  const encoder = new TextEncoder();
  let sum = 0;
  // The set grows while it is walked.
  for (const fileName of files) {
    const text = readText(fileName);
    if (text === undefined) continue;
    sum += encoder.encode(text).length;
    for (const [, , specifier] of text.matchAll(specifiers)) {
      if (files.size >= maximumFiles) break;
      const next = specifier!.startsWith('.') ? project.packageModule(fileName, specifier!)?.fileName : undefined;
      if (next !== undefined) files.add(next);
    }
  }
  return sum;
}
