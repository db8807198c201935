import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { chainText, relativeName } from '../graph/chain.ts';
import type { Chain } from '../graph/environment.ts';
import { graphOf, type ModuleGraph } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';

/** Which side a module is on, as an editor's status bar says it. */
export interface ModuleSide {
  /** `boundary`: a client module that the server imports; `unknown`: nothing leads to it, and it says nothing of itself. */
  readonly side: 'server' | 'client' | 'boundary' | 'both' | 'unknown';
  /** One sentence a line. */
  readonly why: readonly string[];
  /** The files from the root to the module itself, by the shortest way; empty where no way is known. */
  readonly chain: Chain;
}

/** Says which side a module is on, and what put it there. */
export function sideOf(project: Project, sourceFile: ts.SourceFile): ModuleSide {
  const graph = graphOf(project);
  const { fileName } = sourceFile;
  const { server, client } = graph.environmentOf(fileName);
  const side = sideIn(graph, fileName);
  const { moduleDirective } = factsOf(project.ts, sourceFile);
  if (side === 'boundary') {
    return {
      side,
      why: [
        'It has "use client", and the server imports it: here the client side begins.',
        ...wayLines(project, graph, 'Reached', client!),
      ],
      chain: client!,
    };
  }
  if (side === 'unknown') return { side, why: ['No import that leads here from a page or another root was found.'], chain: [] };
  if (moduleDirective === 'use server' && server) {
    return {
      side,
      why: [
        'It has "use server": the functions it exports are Server Functions.',
        ...wayLines(project, graph, 'Reached', server),
      ],
      chain: server,
    };
  }
  const own = moduleDirective === 'use client' ? ['It has "use client".'] : [];
  return {
    side,
    why: [
      ...(server ? wayLines(project, graph, 'Server side', server) : []),
      ...own,
      ...(client ? wayLines(project, graph, 'Client side', client) : []),
    ],
    chain: server ?? client ?? [],
  };
}

/** The side of a module by its name alone: what a badge in a list of files needs. */
export function sideIn(graph: ModuleGraph, fileName: string): ModuleSide['side'] {
  if (graph.isBoundary(fileName)) return 'boundary';
  const { server, client } = graph.environmentOf(fileName);
  if (server && client) return 'both';
  return server ? 'server' : client ? 'client' : 'unknown';
}

function wayLines(project: Project, graph: ModuleGraph, what: string, chain: Chain): string[] {
  if (chain.length > 1) return [`${what} by ${chainText(project, chain)}.`];
  const [root] = chain;
  const entry = root === undefined ? undefined : graph.entries.get(root);
  if (entry) return [`${what}: the framework loads ${relativeName(project, root!)} by itself.`];
  const loaded = root === undefined ? undefined : graph.roots.get(root);
  if (loaded?.framework) return [`${what}: ${loaded.framework} loads ${relativeName(project, root!)} by itself.`];
  if (loaded) return [`${what}: it is one of the server roots.`];
  return what === 'Reached' ? [] : [`${what} by what the file says of itself; no import that leads here was found.`];
}
