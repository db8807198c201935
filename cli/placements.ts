import { relative } from 'node:path';
import { graphOf, isLoadedByFramework } from '../src/graph/graph.ts';
import { byPath, type Project } from '../src/project/project.ts';
import type { ConfiguredProject } from './configured.ts';

/** Where a program puts a module that another puts elsewhere. */
export interface Placement {
  /** The program's folder, relative to the working directory. */
  readonly program: string;
  readonly sides: 'server' | 'client' | 'server and client';
  /** Whether the finding is one there. */
  readonly found: boolean;
}

/**
 * The projects each file is judged in. A file of several is judged once: in the first that knows which side it is on, by way of a
 * page, else in the first. Where they put it on different sides, it is judged in one for each of these.
 */
export function judgedIn(projects: readonly ConfiguredProject[]): Map<string, readonly ConfiguredProject[]> {
  const first = new Map<string, ConfiguredProject>();
  const bySides = new Map<string, Map<string, ConfiguredProject>>();
  for (const configured of projects) {
    const { project } = configured;
    for (const fileName of project.fileNames()) {
      if (!first.has(fileName)) first.set(fileName, configured);
      // Of a single program there is nothing to choose, and its graph may not be needed.
      const sides = projects.length > 1 ? sidesOf(project, fileName) : undefined;
      if (!sides) continue;
      const known = bySides.get(fileName) ?? new Map<string, ConfiguredProject>();
      bySides.set(fileName, known);
      if (!known.has(sides)) known.set(sides, configured);
    }
  }
  return new Map([...first].map(([fileName, one]) => [fileName, [...(bySides.get(fileName)?.values() ?? [one])]]));
}

/** The placements of a finding in words: `only in apps/admin, where this module is on the server; in apps/web it is on the client`. */
export function placementsText(placements: readonly Placement[]): string {
  const [found, missing] = [true, false].map((is) =>
    placements.filter((placement) => placement.found === is).map(({ program, sides }) => ({ program, sides })),
  ) as [Placed[], Placed[]];
  const where = found.map(
    ({ program, sides }, index) => `in ${program}, where ${index === 0 ? 'this module' : 'it'} is on the ${sides}`,
  );
  const others = missing.map(({ program, sides }) => `in ${program} it is on the ${sides}`);
  return `${others.length > 0 ? 'only ' : ''}${where.join(', and ')}${others.length > 0 ? `; ${others.join(', ')}` : ''}`;
}

type Placed = Pick<Placement, 'program' | 'sides'>;

/** The placements of a finding, by the projects its file is judged in. */
export function placementsOf(
  judged: ReadonlyArray<{ readonly project: Project; readonly found: boolean }>,
  fileName: string,
  workingDirectory: string,
): Placement[] {
  return judged
    .map(({ project, found }) => ({
      program: relative(workingDirectory, project.directory).replaceAll('\\', '/') || '.',
      sides: sidesOf(project, fileName)!,
      found,
    }))
    .sort((one, other) => byPath(one.program, other.program));
}

/** The sides a file is on by way of a page or a root that the user has set. */
function sidesOf(project: Project, fileName: string): Placement['sides'] | undefined {
  const graph = graphOf(project);
  const { server, client } = graph.environmentOf(fileName);
  const isRooted = [server, client].some((chain) => chain && isLoadedByFramework(graph, chain[0]!));
  if (!isRooted) return undefined;
  return server && client ? 'server and client' : server ? 'server' : 'client';
}
