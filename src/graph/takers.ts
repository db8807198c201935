import { graphOf, type ModuleGraph } from './graph.ts';
import type { Edge } from './links.ts';
import type { ImportBinding } from '../facts/index.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { addTo } from '../syntax/grouped.ts';

/** An import that may bring an export of a file to another. */
interface Taker extends Edge {
  /** The name that it is taken by, or the namespace; undefined for a file that is loaded whole, by `import()` or `require()`. */
  readonly binding: ImportBinding | undefined;
}

interface Takers {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly all: readonly Taker[];
}

/**
 * The imports that may bring an export of a file to another, by path and in the order of their text: those of its name, of all of
 * the file, and the calls that load it. What is erased with the types is none.
 */
export function takersOf(project: Project, fileName: string, name: string): readonly Taker[] {
  const { byName, all } = takersIn(graphOf(project), fileName);
  const places = [...(byName.get(name) ?? []), ...(byName.get('*') ?? [])].sort((one, other) => one - other);
  return places.map((place) => all[place]!);
}

const takersIn = memoized(readTakers);

function readTakers(graph: ModuleGraph, fileName: string): Takers {
  const byName = new Map<string, number[]>();
  const all: Taker[] = [];
  const add = (name: string, taker: Taker): void => {
    addTo(byName, name, all.length);
    all.push(taker);
  };
  for (const edge of graph.importersOf(fileName)) {
    if (edge.fact.bindings.length === 0) add('*', { ...edge, binding: undefined });
    for (const binding of edge.fact.bindings) if (!binding.erased) add(binding.imported, { ...edge, binding });
  }
  return { byName, all };
}
