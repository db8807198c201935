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
import { memoized } from '../syntax/memoized.ts';

const dataFunctions = new Set(['getServerSideProps', 'getStaticProps', 'getStaticPaths']);

const answersOf = memoized((_graph: ModuleGraph) => new Map<string, boolean>());

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
  return !names || names.some((name) => new Search(project, side).isNameUsed(sourceFile.fileName, name));
}

/** Whether an export of a file is used on a side; see {@link isUsedOn}. */
export function isExportUsedOn(project: Project, side: Side, fileName: string, name: string): boolean {
  return new Search(project, side).isExportUsed(fileName, name);
}

/** A name of a file, or one of its exports. */
interface Asked {
  readonly kind: 'name' | 'export';
  readonly fileName: string;
  readonly name: string;
  /** What it was asked for. */
  readonly by: Asked | undefined;
}

/** One search for a root along the users of a name, who may use each other in a circle: none is asked twice. */
class Search {
  readonly #project: Project;
  readonly #graph: ModuleGraph;
  readonly #side: Side;
  readonly #answers: Map<string, boolean>;
  readonly #queue: Asked[] = [];
  readonly #visited = new Set<string>();
  // The lists of names that one statement declares.
  readonly #statements = new Set<readonly string[]>();

  constructor(project: Project, side: Side) {
    this.#project = project;
    this.#graph = graphOf(project);
    this.#side = side;
    this.#answers = answersOf(this.#graph);
  }

  isNameUsed(fileName: string, name: string): boolean {
    return this.#isUsed({ kind: 'name', fileName, name, by: undefined });
  }

  isExportUsed(fileName: string, name: string): boolean {
    return this.#isUsed({ kind: 'export', fileName, name, by: undefined });
  }

  #keyOf({ kind, fileName, name }: Asked): string {
    return `${this.#side} ${kind} ${fileName} ${name}`;
  }

  #isUsed(first: Asked): boolean {
    this.#add(first);
    // The queue grows while it is walked.
    for (const asked of this.#queue) {
      const isUsed = this.#answers.get(this.#keyOf(asked)) ?? this.#look(asked);
      if (!isUsed) continue;
      for (let user: Asked | undefined = asked; user; user = user.by) this.#answers.set(this.#keyOf(user), true);
      return true;
    }
    // What uses none of those that were asked about is used no more than they are.
    for (const asked of this.#queue) this.#answers.set(this.#keyOf(asked), false);
    return false;
  }

  #add(asked: Asked): void {
    const key = this.#keyOf(asked);
    if (this.#visited.has(key) || this.#answers.get(key) === false) return;
    this.#visited.add(key);
    this.#queue.push(asked);
  }

  #addNames(fileName: string, names: readonly string[], by: Asked): void {
    if (this.#statements.has(names)) return;
    this.#statements.add(names);
    for (const name of names) this.#add({ kind: 'name', fileName, name, by });
  }

  /** Whether something is sure to be used; if not, notes what uses it. */
  #look(asked: Asked): boolean {
    this.#project.throwIfCancelled?.();
    return asked.kind === 'name' ? this.#lookAtName(asked) : this.#lookAtExport(asked);
  }

  #lookAtName(asked: Asked): boolean {
    const { fileName, name } = asked;
    const sourceFile = this.#project.sourceFile(fileName);
    if (!sourceFile || this.#isTakenOut(fileName, name)) return false;
    const { users, run, exportedAs } = topLevelOf(this.#project.ts, sourceFile);
    if (run.has(name)) return true;
    for (const exported of exportedAs.get(name) ?? []) this.#add({ kind: 'export', fileName, name: exported, by: asked });
    for (const names of users.get(name) ?? []) this.#addNames(fileName, names, asked);
    return false;
  }

  #lookAtExport(asked: Asked): boolean {
    const { fileName, name } = asked;
    if (this.#isRoot(fileName, name)) return true;
    for (const { from, fact, binding } of takersOf(this.#project, fileName, name)) {
      if (!this.#graph.environmentOf(from)[this.#side] || this.#isOtherSide(from)) continue;
      if (fact.kind === 'dynamic' || fact.kind === 'require') {
        const taken = namesLoaded(this.#project.ts, fact.node);
        if (taken ? !taken.includes(name) : isHookName(name) && !this.#names(from, name)) continue;
        const names = topLevelNames(this.#project.ts, fact.node);
        if (!names) return true;
        this.#addNames(from, names, asked);
      } else if (binding) {
        const { imported, local } = binding;
        if (fact.kind === 'export') this.#add({ kind: 'export', fileName: from, name: local === '*' ? name : local, by: asked });
        else if (imported !== '*' || this.#mayTake(from, local, name))
          this.#add({ kind: 'name', fileName: from, name: local, by: asked });
      }
    }
    return false;
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
    return !sourceFile || new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(sourceFile.text);
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
