import type ts from 'typescript';
import type { Entry } from '../frameworks/next/conventions.ts';
import type { Environment } from './environment.ts';
import { importsIn } from '../project/imports.ts';
import { appsOf, type App } from '../frameworks/apps.ts';
import { Layout } from './layout.ts';
import { linksOf, type Edge } from './links.ts';
import type { Root } from './roots.ts';
import { sideDirectiveOf } from './side-directive.ts';
import { globKeyOf } from './glob-imports.ts';
import { isKeptOn, sidesOfSplit } from './split-module.ts';
import { pageExtensionsKey } from '../frameworks/next/settings.ts';
import type { Project, Settings } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';

/** Who imports whom, and on which side each module is. */
export interface ModuleGraph {
  /** The project's files that the framework loads by itself. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The files that another framework loads by itself, and those of the `serverRoots` setting. */
  readonly roots: ReadonlyMap<string, Root>;
  /** What of it stays the same over most edits; what depends on it alone may be kept by it. */
  readonly layout: Layout;
  /** What a file imports, in order; erased imports are no edges. */
  importsOf(fileName: string): readonly Edge[];
  /** Who imports a file. */
  importersOf(fileName: string): readonly Edge[];
  /** On which sides a module is. */
  environmentOf(fileName: string): Environment;
  /** Whether a `"use client"` module is reached from the server: then it is a boundary, and its props cross it. */
  isBoundary(fileName: string): boolean;
}

/** Whether a framework loads a file by itself, or the user says that it does. */
export function isLoadedByFramework({ entries, roots }: Pick<ModuleGraph, 'entries' | 'roots'>, fileName: string): boolean {
  return entries.has(fileName) || roots.has(fileName);
}

/** Whether a file is an error boundary by its name (`error.tsx`, `global-error.tsx`): these have to be Client Components. */
export function isErrorFile({ entries }: Pick<ModuleGraph, 'entries'>, fileName: string): boolean {
  const entry = entries.get(fileName);
  return entry?.kind === 'app' && (entry.name === 'error' || entry.name === 'global-error');
}

interface KeptGraph {
  readonly sourceFiles: readonly ts.SourceFile[];
  readonly shapes: readonly string[];
  readonly fileSet: object;
  readonly settings: Settings;
  readonly pageExtensions: string;
  readonly apps: string;
  readonly layout: Layout;
}

const graphs = new WeakMap<Project, ModuleGraph>();
// An editor makes a new Program at each edit but keeps its options object: the last layout is found again by it.
const lastLayouts = new WeakMap<ts.CompilerOptions, KeptGraph>();

/**
 * The module graph of a project. Where an edit has left every module's directive, and where its imports lead, as they were, the
 * layout of the state before it is taken over whole.
 */
export function graphOf(project: Project): ModuleGraph {
  let graph = graphs.get(project);
  if (!graph) graphs.set(project, (graph = new Graph(project, layoutOf(project))));
  return graph;
}

/** Gives a project a layout that is known to be its own, in place of one that is read from its files. */
export function adoptLayout(project: Project, layout: Layout): void {
  graphs.set(project, new Graph(project, layout));
}

/** All of a module that the layout depends on, beside its name and its evidence, and where its imports lead. */
export function layoutKeyOf(project: Project, file: ts.SourceFile): string {
  const { edges, unresolved } = linksOf(project, file);
  return JSON.stringify([shapeOf(project, file), edges.map(({ to }) => to), unresolved]);
}

function layoutOf(project: Project): Layout {
  const last = lastLayouts.get(project.compilerOptions);
  const { fileSet, settings } = project;
  const sourceFiles = project.sourceFiles();
  const shapes = sourceFiles.map((file, index) =>
    last?.sourceFiles[index] === file ? last.shapes[index]! : shapeOf(project, file),
  );
  const pageExtensions = pageExtensionsKey(project);
  const apps = JSON.stringify(appsOf(project));
  const isSame =
    last !== undefined &&
    last.fileSet === fileSet &&
    last.settings.isServerRoot === settings.isServerRoot &&
    last.pageExtensions === pageExtensions &&
    last.apps === apps &&
    last.shapes.length === shapes.length &&
    shapes.every((shape, index) => shape === last.shapes[index]) &&
    sourceFiles.every((file, index) => file === last.sourceFiles[index] || last.layout.hasSameEvidence(project, file));
  const layout = isSame ? last.layout : new Layout(project);
  lastLayouts.set(project.compilerOptions, { sourceFiles, shapes, fileSet, settings, pageExtensions, apps, layout });
  return layout;
}

/** The modules whose exports are each on a side of their own. */
function splitModulesOf(project: Project): ReadonlySet<string> {
  return splitModulesIn(appsOf(project));
}

const splitModulesIn = memoized((apps: readonly App[]): ReadonlySet<string> => {
  const names = apps.flatMap(({ roots }) => roots.flatMap(([fileName, side]) => (side === 'per-export' ? [fileName] : [])));
  return new Set(names);
});

/** All of a module that the layout depends on, beside its name and its evidence. */
function shapeOf(project: Project, file: ts.SourceFile): string {
  project.throwIfCancelled?.();
  const { ts } = project;
  const sides = splitModulesOf(project).has(file.fileName) ? sidesOfSplit(ts, file) : [];
  const imports = importsIn(project, file)
    .filter((fact) => !fact.erased)
    .map((fact) => [fact.kind, fact.specifier.text, ...sides.filter((side) => isKeptOn(ts, file, side, fact))].join(' '));
  return [sideDirectiveOf(ts, file) ?? '', ...sides, ...imports, ...globKeyOf(ts, file)].join('\n');
}

class Graph implements ModuleGraph {
  readonly layout: Layout;
  readonly #project: Project;
  readonly #importers = new Map<string, readonly Edge[]>();

  constructor(project: Project, layout: Layout) {
    this.#project = project;
    this.layout = layout;
  }

  get entries(): ReadonlyMap<string, Entry> {
    return this.layout.entries;
  }

  get roots(): ReadonlyMap<string, Root> {
    return this.layout.roots;
  }

  importsOf(fileName: string): readonly Edge[] {
    // Only of the project's modules: what a package imports does not matter here.
    const file = this.layout.has(fileName) ? this.#project.sourceFile(fileName) : undefined;
    return file ? linksOf(this.#project, file).edges : [];
  }

  importersOf(fileName: string): readonly Edge[] {
    let edges = this.#importers.get(fileName);
    if (!edges) {
      edges = this.layout.importersOf(fileName).flatMap((from) => this.importsOf(from).filter(({ to }) => to === fileName));
      this.#importers.set(fileName, edges);
    }
    return edges;
  }

  environmentOf(fileName: string): Environment {
    return this.layout.environmentOf(fileName);
  }

  isBoundary(fileName: string): boolean {
    return this.layout.isBoundary(fileName);
  }
}
