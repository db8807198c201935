import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { appsOf, type App } from '../frameworks/apps.ts';
import type { Entry } from '../frameworks/next/conventions.ts';
import { evidenceOf } from './evidence.ts';
import type { Chain, Environment, Side } from './environment.ts';
import { linksOf } from './links.ts';
import { entriesOf, rootsOf, type Root } from './roots.ts';
import { sideDirectiveOf } from './side-directive.ts';
import { isKeptOn, sidesOfSplit } from './split-module.ts';
import type { LayoutData, LayoutPart, SideStep } from './layout-data.ts';
import { byPath, type Project } from '../project/project.ts';
import { addTo } from '../syntax/grouped.ts';

/**
 * All of a module graph that depends on nothing but each module's directive and on where its imports lead: who reaches whom, and on
 * which side each module is. Most edits leave it as it was.
 */
export class Layout {
  /** The project's files that the framework loads by itself. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The roots of other frameworks, and those that are set. */
  readonly roots: ReadonlyMap<string, Root>;
  /** The apps of other frameworks. */
  readonly apps: readonly App[];
  /** The specifiers that lead to no file in view. */
  readonly unresolved: ReadonlySet<string>;
  readonly #imports = new Map<string, readonly string[]>();
  // Of the modules whose exports are each on a side: what is imported on each.
  readonly #split = new Map<string, Readonly<Partial<Record<Side, readonly string[]>>>>();
  readonly #importers = new Map<string, string[]>();
  readonly #server = new Map<string, SideStep | undefined>();
  readonly #client = new Map<string, SideStep | undefined>();
  readonly #boundaries = new Set<string>();
  readonly #environments = new Map<string, Environment>();
  // Of the files that no root reaches: only there it counts.
  readonly #evidence = new Map<string, Side | undefined>();
  readonly #directives = new Map<string, string | undefined>();

  readonly #part: LayoutPart | undefined;

  /**
   * @param project what {@link data} gave for the same modules does as well
   * @param part left out, all of its files
   */
  constructor(project: Project | LayoutData, part?: LayoutPart) {
    this.#part = part;
    if (isData(project)) {
      const known = project;
      this.entries = new Map(known.entries);
      this.roots = new Map(known.roots);
      this.apps = known.apps;
      for (const [fileName, imports] of known.split) this.#split.set(fileName, imports);
      this.unresolved = new Set(known.unresolved);
      for (const [fileName, imports] of known.imports) this.#imports.set(fileName, imports);
      for (const [fileName, importers] of known.importers) this.#importers.set(fileName, [...importers]);
      for (const [fileName, from] of known.server) this.#server.set(fileName, from ?? undefined);
      for (const [fileName, from] of known.client) this.#client.set(fileName, from ?? undefined);
      for (const [fileName, side] of known.evidence) this.#evidence.set(fileName, side ?? undefined);
      for (const [fileName, directive] of known.directives) this.#directives.set(fileName, directive ?? undefined);
      for (const fileName of known.boundaries) this.#boundaries.add(fileName);
      return;
    }
    const sourceFiles = part?.files ?? project.sourceFiles();
    this.entries = entriesOf(project);
    this.apps = appsOf(project);
    this.roots = rootsOf(project, this.apps, this.entries);
    const unresolved = new Set<string>(part?.unresolved);
    for (const file of sourceFiles) {
      project.throwIfCancelled?.();
      this.#addModule(project, file);
      for (const specifier of linksOf(project, file).unresolved) unresolved.add(specifier);
    }
    this.unresolved = unresolved;
    // A part is of a project that knows all of its files.
    const outside = part ? [] : this.#addOutside(project);
    for (const importers of this.#importers.values()) importers.sort(byPath);
    const roots = this.#roots(sourceFiles);
    const isPlain = ([fileName]: [string, Side]): boolean => this.entries.get(fileName)?.kind.startsWith('pages') ?? false;
    this.#spread(roots.filter((root) => !isPlain(root)));
    // Where the App Router reaches a module, that is what counts: the Pages Router knows no boundary.
    this.#spread(roots.filter(isPlain));
    this.#spread(
      this.#readEvidence(
        project,
        [...sourceFiles, ...outside].sort((one, other) => byPath(one.fileName, other.fileName)),
      ),
    );
  }

  /** All of it, for a store: the parts of a layout are JSON. */
  data(): LayoutData {
    const step = ([fileName, from]: [string, SideStep | undefined]): [string, SideStep | null] => [fileName, from ?? null];
    const orNull = <Value>([fileName, value]: [string, Value | undefined]): [string, Value | null] => [fileName, value ?? null];
    return {
      entries: [...this.entries],
      roots: [...this.roots],
      apps: this.apps,
      split: [...this.#split],
      unresolved: [...this.unresolved],
      imports: [...this.#imports],
      importers: [...this.#importers],
      server: [...this.#server].map(step),
      client: [...this.#client].map(step),
      boundaries: [...this.#boundaries],
      evidence: [...this.#evidence].map(orNull),
      directives: [...this.#directives].map(orNull),
    };
  }

  /** Whether a file is one of the project's modules, or a module outside it that it reaches. */
  has(fileName: string): boolean {
    this.#ask(fileName, 'imports');
    return this.#imports.has(fileName);
  }

  /** The modules that it knows of, among others that it may be told of. */
  isLaidOut(fileName: string): boolean {
    return !this.#part || this.#imports.has(fileName);
  }

  /** To be called where an answer hangs on whether a specifier of this last part is {@link unresolved}. */
  askName(name: string): void {
    this.#part?.onName(name);
  }

  #ask(fileName: string, hangsOn: 'imports' | 'importers'): void {
    if (this.#part && !this.#imports.has(fileName)) this.#part.onOther(fileName, hangsOn);
  }

  /** The files that a file imports, each once, by path. */
  importsOf(fileName: string): readonly string[] {
    this.#ask(fileName, 'imports');
    return this.#imports.get(fileName) ?? [];
  }

  /** The files that a file imports on a side: all, but of a module whose exports are each on a side. */
  importsOn(fileName: string, side: Side): readonly string[] {
    const split = this.#split.get(fileName);
    return split ? (split[side] ?? []) : this.importsOf(fileName);
  }

  /** The files that import a file, each once, by path. */
  importersOf(fileName: string): readonly string[] {
    this.#ask(fileName, 'importers');
    return this.#importers.get(fileName) ?? [];
  }

  /** On which sides a module is. */
  environmentOf(fileName: string): Environment {
    this.#ask(fileName, 'importers');
    let environment = this.#environments.get(fileName);
    if (!environment) {
      environment = {
        ...(this.#server.has(fileName) ? { server: this.#chain(fileName, 'server') } : {}),
        ...(this.#client.has(fileName) ? { client: this.#chain(fileName, 'client') } : {}),
      };
      this.#environments.set(fileName, environment);
    }
    return environment;
  }

  /** Whether a `"use client"` module is reached from the server. */
  isBoundary(fileName: string): boolean {
    this.#ask(fileName, 'importers');
    return this.#boundaries.has(fileName);
  }

  /** Whether a file that has changed says about its own side what it said before, as far as that counts. */
  hasSameEvidence(project: Project, file: ts.SourceFile): boolean {
    if (!this.#evidence.has(file.fileName)) return true;
    return this.#evidence.get(file.fileName) === evidenceOf(project.ts, file, factsOf(project.ts, file));
  }

  #addModule(project: Project, file: ts.SourceFile): void {
    this.#directives.set(file.fileName, sideDirectiveOf(project.ts, file));
    const { edges } = linksOf(project, file);
    const imports = [...new Set(edges.map(({ to }) => to))].sort(byPath);
    if (this.roots.get(file.fileName)?.side === 'per-export') {
      const on = sidesOfSplit(project.ts, file).map((side) => {
        const left = edges.filter(({ fact }) => isKeptOn(project.ts, file, side, fact)).map(({ to }) => to);
        return [side, [...new Set(left)].sort(byPath)] as const;
      });
      this.#split.set(file.fileName, Object.fromEntries(on));
    }
    this.#imports.set(file.fileName, imports);
    for (const to of imports) {
      addTo(this.#importers, to, file.fileName);
    }
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
      for (const to of this.importsOf(fileName)) if (!this.#imports.has(to)) names.add(to);
    }
    return added;
  }

  #roots(sourceFiles: readonly ts.SourceFile[]): Array<[string, Side]> {
    const roots: Array<[string, Side]> = [];
    for (const { fileName } of sourceFiles) {
      const kind = this.entries.get(fileName)?.kind;
      if (kind === 'pages' || kind === 'instrumentation-client') roots.push([fileName, 'client']);
      else if (kind) roots.push([fileName, 'server']);
      else {
        const side = this.roots.get(fileName)?.side;
        if (side === 'per-export') {
          for (const one of Object.keys(this.#split.get(fileName) ?? {}) as Side[]) roots.push([fileName, one]);
        } else if (side) roots.push([fileName, side]);
      }
    }
    return roots;
  }

  /** What a file says about its own side counts only where no root reaches it. */
  #readEvidence(project: Project, sourceFiles: readonly ts.SourceFile[]): Array<[string, Side]> {
    const found: Array<[string, Side]> = [];
    for (const file of sourceFiles) {
      if (this.#server.has(file.fileName) || this.#client.has(file.fileName)) continue;
      const side = evidenceOf(project.ts, file, factsOf(project.ts, file));
      this.#evidence.set(file.fileName, side);
      if (side) found.push([file.fileName, side]);
    }
    return found;
  }

  /**
   * Breadth first from sorted roots, at each step by path: so the first way found to a module is the shortest, and among the
   * shortest the first by the paths along it.
   *
   * @param roots by path
   */
  #spread(roots: ReadonlyArray<[string, Side]>): void {
    const queue: SideStep[] = [];
    const reach = (fileName: string, from: SideStep | undefined, wanted: Side): void => {
      const side = this.#landing(fileName, wanted);
      if (!side) return;
      if (side === 'client' && from?.side === 'server') this.#boundaries.add(fileName);
      // A root that is itself `"use client"` is loaded by the server's router.
      if (side === 'client' && !from && wanted === 'server') this.#boundaries.add(fileName);
      const reached = side === 'server' ? this.#server : this.#client;
      if (reached.has(fileName)) return;
      reached.set(fileName, from);
      queue.push({ fileName, side });
    };
    for (const [fileName, side] of roots) reach(fileName, undefined, side);
    // The queue grows while it is walked.
    for (const from of queue) {
      if (!this.isLaidOut(from.fileName)) continue;
      for (const to of this.importsOn(from.fileName, from.side)) reach(to, from, from.side);
    }
  }

  /** The side a module is on when it is reached from one: its own directive draws the line, and with another compiler's it is on none. */
  #landing(fileName: string, from: Side): Side | undefined {
    const directive = this.#directives.get(fileName);
    if (directive === 'use client') return 'client';
    if (directive === 'use server' || directive === 'use cache') return 'server';
    return directive === undefined ? from : undefined;
  }

  #chain(fileName: string, side: Side): Chain {
    const chain = [fileName];
    let at: SideStep = { fileName, side };
    for (;;) {
      const before = (at.side === 'server' ? this.#server : this.#client).get(at.fileName);
      if (!before) return chain.reverse();
      at = before;
      chain.push(at.fileName);
    }
  }
}

function isData(from: Project | LayoutData): from is LayoutData {
  return (from as Partial<LayoutData>).boundaries !== undefined;
}
