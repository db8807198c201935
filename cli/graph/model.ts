import { posix } from 'node:path';
import { factsOf } from '../../src/facts/index.ts';
import { graphOf, type ModuleGraph } from '../../src/graph/graph.ts';
import type { Edge } from '../../src/graph/links.ts';
import type { Project } from '../../src/project/project.ts';
import { packagesOf } from './packages.ts';
import type { ClientSize, ImportOf, MapBoundary, MapFramework, MapModule, ProjectMap } from './map.ts';

/** A file's name in the map: relative to the project's folder; a module of another package of the workspace begins with `../`. */
export function nameIn({ directory }: Project, fileName: string): string {
  return posix.relative(directory, fileName);
}

/**
 * The map of a project: every module of it with its sides, sorted by name.
 *
 * @param readText reads the sources of packages; without it their sizes are not known
 */
export function mapOf(project: Project, readText?: (fileName: string) => string | undefined): ProjectMap {
  const graph = graphOf(project);
  const fileNames = [...project.fileNames()].sort();
  const encoder = new TextEncoder();
  const bytes = new Map(fileNames.map((fileName) => [fileName, encoder.encode(project.sourceFile(fileName)?.text ?? '').length]));
  const modules = fileNames.map((fileName) => moduleOf(project, graph, fileName, bytes));
  const boundaries = fileNames
    .filter((fileName) => graph.isBoundary(fileName))
    .map((fileName) => boundaryOf(project, graph, fileName, bytes))
    .sort((a, b) => b.size.bytes - a.size.bytes || (a.file < b.file ? -1 : 1));
  return {
    version: 1,
    frameworks: frameworksOf(project, graph),
    modules,
    boundaries,
    packages: packagesOf(project, graph, (fileName) => nameIn(project, fileName), readText),
  };
}

function frameworksOf(project: Project, graph: ModuleGraph): MapFramework[] {
  const names = (files: readonly string[]): string[] => files.map((file) => nameIn(project, file)).sort();
  const entries = [...graph.entries.keys()];
  return [
    ...(entries.length > 0 ? [{ name: 'Next.js', folder: '', roots: names(entries) }] : []),
    ...graph.layout.apps.map(({ framework, folder, roots }) => ({
      name: framework,
      folder: nameIn(project, folder.slice(0, -1)),
      roots: names(roots.map(([file]) => file)),
    })),
  ];
}

function moduleOf(project: Project, graph: ModuleGraph, fileName: string, bytes: ReadonlyMap<string, number>): MapModule {
  const { server, client } = graph.environmentOf(fileName);
  const sourceFile = project.sourceFile(fileName);
  const directive = sourceFile && factsOf(project.ts, sourceFile).moduleDirective;
  const entry = graph.entries.get(fileName)?.name ?? (graph.roots.has(fileName) ? 'root' : undefined);
  const names = (chain: readonly string[]): string[] => chain.map((step) => nameIn(project, step));
  return {
    file: nameIn(project, fileName),
    ...(server ? { server: names(server) } : {}),
    ...(client ? { client: names(client) } : {}),
    ...(directive ? { directive } : {}),
    ...(entry ? { entry } : {}),
    isBoundary: graph.isBoundary(fileName),
    bytes: bytes.get(fileName) ?? 0,
    ...(client ? { clientSize: clientSizeOf(graph, fileName, bytes) } : {}),
    imports: importsIn(project, graph, fileName, bytes),
  };
}

function importsIn(project: Project, graph: ModuleGraph, fileName: string, bytes: ReadonlyMap<string, number>): ImportOf[] {
  return graph
    .importsOf(fileName)
    .filter(({ to }) => bytes.has(to))
    .map(({ to, fact }) => ({ file: nameIn(project, to), kind: fact.kind, names: namesIn(fact) }));
}

function namesIn(fact: Edge['fact']): string[] {
  return fact.bindings.filter(({ erased }) => !erased).map(({ imported }) => imported);
}

function boundaryOf(project: Project, graph: ModuleGraph, fileName: string, bytes: ReadonlyMap<string, number>): MapBoundary {
  const byFile = new Map<string, Set<string>>();
  for (const { from, fact } of graph.importersOf(fileName)) {
    if (!graph.environmentOf(from).server) continue;
    const names = byFile.get(from) ?? new Set();
    for (const name of namesIn(fact)) names.add(name);
    byFile.set(from, names);
  }
  const importedBy = [...byFile].map(([from, names]) => ({ file: nameIn(project, from), names: [...names].sort() }));
  return {
    file: nameIn(project, fileName),
    size: clientSizeOf(graph, fileName, bytes),
    importedBy: importedBy.sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/** What a module brings into the client graph: itself and all it imports there, Server Functions left out. */
function clientSizeOf(graph: ModuleGraph, fileName: string, bytes: ReadonlyMap<string, number>): ClientSize {
  const reached = new Set([fileName]);
  for (const from of reached) {
    for (const { to } of graph.importsOf(from)) {
      if (bytes.has(to) && graph.environmentOf(to).client) reached.add(to);
    }
  }
  let sum = 0;
  for (const name of reached) sum += bytes.get(name) ?? 0;
  return { modules: reached.size, bytes: sum };
}
