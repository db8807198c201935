import type ts from 'typescript';
import { factsOf, type ImportFact } from '../facts/index.ts';
import { findEntries, type Entry } from './conventions.ts';
import { evidenceOf } from './evidence.ts';
import { isOfOtherFramework } from './framework.ts';
import { importsIn } from './imports.ts';
import { pageExtensionsKey, pageExtensionsOf } from './next-settings.ts';
import type { Project, Settings } from './project.ts';

/** The two machines a program is split over. */
export type Side = 'server' | 'client';

/** One module's way to another. Its nodes are of the file as it was when the graph was made: their text holds, their offsets may not. */
export interface Edge {
  /** The file that imports. */
  readonly from: string;
  /** The file the import lands on. */
  readonly to: string;
  readonly fact: ImportFact;
}

/** How a module came to be on a side: the files from the root to the module itself, shortest way first found. */
export type Chain = readonly string[];

/** The sides a module is on, each with the chain that put it there. Neither means unknown. */
export interface Environment {
  readonly server?: Chain;
  readonly client?: Chain;
}

/** Who imports whom, and on which side each module is. */
export interface ModuleGraph {
  /** The project's files that the framework loads by itself. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What a file imports, in order; erased imports are no edges. */
  importsOf(fileName: string): readonly Edge[];
  /** Who imports a file. */
  importersOf(fileName: string): readonly Edge[];
  /** On which sides a module is. */
  environmentOf(fileName: string): Environment;
  /** Whether a `"use client"` module is reached from the server: then it is a boundary, and its props cross it. */
  isBoundary(fileName: string): boolean;
}

interface Modules {
  readonly sourceFiles: readonly ts.SourceFile[];
  readonly shapes: readonly string[];
}

interface Kept {
  readonly modules: Modules;
  readonly settings: Settings;
  readonly pageExtensions: string;
  readonly graph: ModuleGraph;
}

const graphs = new WeakMap<Project, ModuleGraph>();
// An editor makes a new Program at each edit but keeps its options object: the last graph is found again by it.
const lastGraphs = new WeakMap<ts.CompilerOptions, Kept>();

/**
 * The module graph of a project. Worked out once a project; where an edit has left every module's directives and imports as
 * they were, the graph of the state before it is taken over whole.
 */
export function graphOf(project: Project): ModuleGraph {
  let graph = graphs.get(project);
  if (!graph) graphs.set(project, (graph = takeOverOrBuild(project)));
  return graph;
}

function takeOverOrBuild(project: Project): ModuleGraph {
  const last = lastGraphs.get(project.compilerOptions);
  const sourceFiles = project.fileNames().flatMap((fileName) => project.sourceFile(fileName) ?? []);
  const shapes = sourceFiles.map((file, index) =>
    last?.modules.sourceFiles[index] === file ? last.modules.shapes[index]! : shapeOf(project, file),
  );
  const pageExtensions = pageExtensionsKey(project);
  const isSame =
    last !== undefined &&
    last.settings.isServerRoot === project.settings.isServerRoot &&
    last.pageExtensions === pageExtensions &&
    last.modules.shapes.length === shapes.length &&
    shapes.every((shape, index) => shape === last.modules.shapes[index]);
  const graph = isSame ? last.graph : new Graph(project, sourceFiles);
  lastGraphs.set(project.compilerOptions, { modules: { sourceFiles, shapes }, settings: project.settings, pageExtensions, graph });
  return graph;
}

/** All of a module that the graph depends on. */
function shapeOf(project: Project, file: ts.SourceFile): string {
  const facts = factsOf(project.ts, file);
  const imports = importsIn(project, file).filter((fact) => !fact.erased).map((fact) => `${fact.kind} ${fact.specifier.text}`);
  return [file.fileName, facts.moduleDirective ?? '', evidenceOf(project.ts, file, facts) ?? '', ...imports].join('\n');
}

class Graph implements ModuleGraph {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly #imports = new Map<string, Edge[]>();
  readonly #importers = new Map<string, Edge[]>();
  readonly #server = new Map<string, string | undefined>();
  readonly #client = new Map<string, string | undefined>();
  readonly #boundaries = new Set<string>();
  readonly #directives = new Map<string, string | undefined>();

  constructor(project: Project, sourceFiles: readonly ts.SourceFile[]) {
    const entries = findEntries(
      sourceFiles.map((file) => file.fileName),
      project.directory,
      (fileName) => pageExtensionsOf(project, fileName),
    );
    this.entries = new Map([...entries].filter(([fileName]) => !isOfOtherFramework(project, fileName)));
    for (const file of sourceFiles) this.#addModule(project, file);
    const outside = this.#addOutside(project);
    const roots = this.#roots(project, sourceFiles);
    const isPlain = ([fileName]: [string, Side]): boolean => this.entries.get(fileName)?.kind.startsWith('pages') ?? false;
    this.#spread(roots.filter((root) => !isPlain(root)));
    // Where the App Router reaches a module, that is what counts: the Pages Router knows no boundary.
    this.#spread(roots.filter(isPlain));
    this.#spread(this.#evidence(project, [...sourceFiles, ...outside]));
  }

  importsOf(fileName: string): readonly Edge[] {
    return this.#imports.get(fileName) ?? [];
  }

  importersOf(fileName: string): readonly Edge[] {
    return this.#importers.get(fileName) ?? [];
  }

  environmentOf(fileName: string): Environment {
    return {
      ...(this.#server.has(fileName) ? { server: this.#chain(fileName, 'server') } : {}),
      ...(this.#client.has(fileName) ? { client: this.#chain(fileName, 'client') } : {}),
    };
  }

  isBoundary(fileName: string): boolean {
    return this.#boundaries.has(fileName);
  }

  #addModule(project: Project, file: ts.SourceFile): void {
    const facts = factsOf(project.ts, file);
    this.#directives.set(file.fileName, facts.moduleDirective);
    const edges: Edge[] = [];
    for (const fact of importsIn(project, file)) {
      if (fact.erased) continue;
      const to = project.resolve(file, fact.specifier);
      if (!to || to === file.fileName) continue;
      const edge = { from: file.fileName, to, fact };
      edges.push(edge);
      const importers = this.#importers.get(to);
      if (importers) importers.push(edge);
      else this.#importers.set(to, [edge]);
    }
    this.#imports.set(file.fileName, edges);
  }

  /**
   * Files that are not among the project's own but are reached from it: a workspace package that a config without a Program does
   * not name. Packages of node_modules are none.
   */
  #addOutside(project: Project): ts.SourceFile[] {
    const added: ts.SourceFile[] = [];
    const names = new Set([...this.#importers.keys()].filter((fileName) => !this.#imports.has(fileName)));
    // The set grows while it is walked.
    for (const fileName of names) {
      if (fileName.includes('/node_modules/') || /\.d\.[cm]?ts$/.test(fileName) || !/\.[cm]?[jt]sx?$/.test(fileName)) continue;
      const file = project.sourceFile(fileName);
      if (!file || file.isDeclarationFile) continue;
      this.#addModule(project, file);
      added.push(file);
      for (const { to } of this.importsOf(fileName)) if (!this.#imports.has(to)) names.add(to);
    }
    return added;
  }

  #roots(project: Project, sourceFiles: readonly ts.SourceFile[]): Array<[string, Side]> {
    const roots: Array<[string, Side]> = [];
    for (const { fileName } of sourceFiles) {
      const kind = this.entries.get(fileName)?.kind;
      if (kind === 'pages' || kind === 'instrumentation-client') roots.push([fileName, 'client']);
      else if (kind || project.settings.isServerRoot?.(fileName)) roots.push([fileName, 'server']);
    }
    return roots;
  }

  /** What a file says of its own side counts only where no root reaches it. */
  #evidence(project: Project, sourceFiles: readonly ts.SourceFile[]): Array<[string, Side]> {
    const found: Array<[string, Side]> = [];
    for (const file of sourceFiles) {
      if (this.#server.has(file.fileName) || this.#client.has(file.fileName)) continue;
      const side = evidenceOf(project.ts, file, factsOf(project.ts, file));
      if (side) found.push([file.fileName, side]);
    }
    return found;
  }

  /** Breadth first, so that the first way found to a module is a shortest one. */
  #spread(roots: ReadonlyArray<[string, Side]>): void {
    const queue: Array<{ fileName: string; side: Side }> = [];
    const reach = (fileName: string, from: { fileName: string; side: Side } | undefined, wanted: Side): void => {
      const side = this.#landing(fileName, wanted);
      if (side === 'client' && from?.side === 'server') this.#boundaries.add(fileName);
      // A root that is itself `"use client"` is loaded by the server's router.
      if (side === 'client' && !from && wanted === 'server') this.#boundaries.add(fileName);
      const reached = side === 'server' ? this.#server : this.#client;
      if (reached.has(fileName)) return;
      reached.set(fileName, from && `${from.side} ${from.fileName}`);
      queue.push({ fileName, side });
    };
    for (const [fileName, side] of roots) reach(fileName, undefined, side);
    // The queue grows while it is walked.
    for (const from of queue) {
      for (const edge of this.importsOf(from.fileName)) reach(edge.to, from, from.side);
    }
  }

  /** The side a module is on when it is reached from one: its own directive draws the line. */
  #landing(fileName: string, from: Side): Side {
    const directive = this.#directives.get(fileName);
    if (directive === 'use client') return 'client';
    if (directive === 'use server' || directive === 'use cache') return 'server';
    return from;
  }

  #chain(fileName: string, side: Side): Chain {
    const chain = [fileName];
    let at: { fileName: string; side: Side } = { fileName, side };
    for (;;) {
      const before = (at.side === 'server' ? this.#server : this.#client).get(at.fileName);
      if (before === undefined) return chain.reverse();
      const space = before.indexOf(' ');
      at = { side: before.slice(0, space) as Side, fileName: before.slice(space + 1) };
      chain.push(at.fileName);
    }
  }
}
