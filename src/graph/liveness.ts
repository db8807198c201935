import type ts from 'typescript';
import { isHookName } from '../syntax/components.ts';
import { factsOf } from '../facts/index.ts';
import type { Side } from './environment.ts';
import { graphOf, type ModuleGraph } from './graph.ts';
import type { Project } from '../project/project.ts';
import { takersOf } from './takers.ts';
import { isTakenAway, namesImportedAround } from './split-module.ts';
import { membersTaken, namesLoaded } from './taken-names.ts';
import { topLevelNames, topLevelOf } from './top-level.ts';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import { escaped } from '../syntax/pattern.ts';

const dataFunctions = new Set(['getServerSideProps', 'getStaticProps', 'getStaticPaths']);

/**
 * Whether the code around a node is really used on a side, and does not merely lie in a module that a barrel or a neighbour
 * pulls in: some root of the side reaches its top-level declaration by a chain of names. What happens at run time (rendering,
 * passing props) happens only to what is used; what the compiler rejects it rejects in every module it loads.
 *
 * A question of its own beside the engine's `uses`: it stands below the engine, needs no types, and asks by names alone, so that it
 * says "used" too often and never too seldom.
 *
 * @param node a node of the file
 */
export function isUsedOn(project: Project, side: Side, node: ts.Node): boolean {
  const sourceFile = node.getSourceFile();
  if (!graphOf(project).environmentOf(sourceFile.fileName)[side]) return false;
  const isSplit = graphOf(project).roots.get(sourceFile.fileName)?.side === 'per-export';
  const names = (isSplit ? namesImportedAround(project.ts, node) : undefined) ?? topLevelNames(project.ts, node);
  // Code outside any declaration runs with the module.
  return (
    !names ||
    names.some((name) =>
      usersOn(graphOf(project), project, side).leads(asked(graphOf(project), 'name', sourceFile.fileName, name)),
    )
  );
}

/** Whether an export of a file is used on a side; see {@link isUsedOn}. */
export function isExportUsedOn(project: Project, side: Side, fileName: string, name: string): boolean {
  return usersOn(graphOf(project), project, side).leads(asked(graphOf(project), 'export', fileName, name));
}

/** A name of a file, one of its exports, or all the names that one statement declares. */
type AskedUse =
  | { readonly kind: 'name' | 'export'; readonly fileName: string; readonly name: string }
  | { readonly kind: 'statement'; readonly fileName: string; readonly names: readonly string[] };

/** One and the same whoever uses it, as long as the graph is. */
const asked = memoized((_graph: ModuleGraph, kind: 'name' | 'export', fileName: string, name: string): AskedUse => ({
  kind,
  fileName,
  name,
}));
const askedTogether = memoized((_graph: ModuleGraph, fileName: string, names: readonly string[]): AskedUse => ({
  kind: 'statement',
  fileName,
  names,
}));

/** From a name to what uses it, up to a root of the side. */
const usersOn = memoized((graph: ModuleGraph, project: Project, side: Side) => {
  const users = new Users(graph, project, side);
  return new Leading<AskedUse>((user) => users.of(user));
});

class Users {
  readonly #project: Project;
  readonly #graph: ModuleGraph;
  readonly #side: Side;

  constructor(graph: ModuleGraph, project: Project, side: Side) {
    this.#project = project;
    this.#graph = graph;
    this.#side = side;
  }

  /** Whether something is sure to be used; if not, what uses it. */
  of(one: AskedUse): true | readonly AskedUse[] {
    this.#project.throwIfCancelled?.();
    const { fileName } = one;
    if (one.kind === 'statement') return one.names.map((name) => asked(this.#graph, 'name', fileName, name));
    return one.kind === 'name' ? this.#ofName(fileName, one.name) : this.#ofExport(fileName, one.name);
  }

  #ofName(fileName: string, name: string): true | AskedUse[] {
    const sourceFile = this.#project.sourceFile(fileName);
    if (!sourceFile || this.#isTakenOut(fileName, name)) return [];
    const { users, run, exportedAs } = topLevelOf(this.#project.ts, sourceFile);
    if (run.has(name)) return true;
    return [
      ...(exportedAs.get(name) ?? []).map((exported) => asked(this.#graph, 'export', fileName, exported)),
      ...(users.get(name) ?? []).map((names) => askedTogether(this.#graph, fileName, names)),
    ];
  }

  #ofExport(fileName: string, name: string): true | AskedUse[] {
    if (this.#isRoot(fileName, name)) return true;
    const found: AskedUse[] = [];
    for (const { from, fact, binding } of takersOf(this.#project, fileName, name)) {
      if (!this.#graph.environmentOf(from)[this.#side] || this.#isOtherSide(from)) continue;
      if (fact.kind === 'dynamic' || fact.kind === 'require') {
        const taken = namesLoaded(this.#project.ts, fact.node);
        if (taken ? !taken.includes(name) : isHookName(name) && !this.#names(from, name)) continue;
        const names = topLevelNames(this.#project.ts, fact.node);
        if (!names) return true;
        found.push(askedTogether(this.#graph, from, names));
      } else if (binding) {
        const { imported, local } = binding;
        if (fact.kind === 'export') found.push(asked(this.#graph, 'export', from, local === '*' ? name : local));
        else if (imported !== '*' || this.#mayTake(from, local, name)) found.push(asked(this.#graph, 'name', from, local));
      }
    }
    return found;
  }

  /** Whether a file may take an export out of a namespace it imports: it reads that member, or does anything else with it. */
  #mayTake(fileName: string, namespace: string, name: string): boolean {
    const sourceFile = this.#project.sourceFile(fileName);
    return !sourceFile || (membersTaken(this.#project.ts, sourceFile, namespace)?.has(name) ?? true);
  }

  #isRoot(fileName: string, name: string): boolean {
    const chain = this.#graph.environmentOf(fileName)[this.#side];
    if (chain?.length === 1) return this.#graph.roots.get(fileName)?.side !== 'per-export' || !isTakenAway(name, this.#side);
    return this.#side === 'client' ? this.#directiveOf(fileName) === 'use client' : this.#directiveOf(fileName) === 'use server';
  }

  /** Whether a file says a name at all: whoever hands a loaded module on renders its components, but a hook must be called by its name. */
  #names(fileName: string, name: string): boolean {
    const sourceFile = this.#project.sourceFile(fileName);
    return !sourceFile || new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(sourceFile.text);
  }

  /** What fetches the data of a page of the Pages Router is not in its bundle, and what only that uses is not either. */
  #isTakenOut(fileName: string, name: string): boolean {
    return this.#side === 'client' && dataFunctions.has(name) && this.#graph.entries.get(fileName)?.kind === 'pages';
  }

  /** A module whose directive puts it on the other side uses nothing on this one. */
  #isOtherSide(fileName: string): boolean {
    const directive = this.#directiveOf(fileName);
    return this.#side === 'server' ? directive === 'use client' : directive === 'use server' || directive === 'use cache';
  }

  #directiveOf(fileName: string): string | undefined {
    const file = this.#project.sourceFile(fileName);
    return file && factsOf(this.#project.ts, file).moduleDirective;
  }
}
