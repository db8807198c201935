/** What one module imports from another. */
export interface ImportOf {
  readonly file: string;
  readonly kind: 'import' | 'export' | 'dynamic' | 'require' | 'import-equals';
  /** The imported names: `default`, `*` for the whole module; empty for an import for its effects and for `import()`. */
  readonly names: readonly string[];
}

/** The modules that the browser gets along with one, itself included, and the bytes of their sources. */
export interface ClientSize {
  readonly modules: number;
  readonly bytes: number;
}

/** One module of the map. File names are relative to the project, with forward slashes. */
export interface MapModule {
  readonly file: string;
  /** The chain of imports that puts it on the server, from the root to itself; absent where it is not on that side. */
  readonly server?: readonly string[];
  readonly client?: readonly string[];
  readonly directive?: string;
  /** What the framework loads it as: `page`, `layout`, `route` …, `root` where it has no such name. */
  readonly entry?: string;
  /** Whether the server reaches it and it has `"use client"`: its props are serialized. */
  readonly isBoundary: boolean;
  /** The length of its source in UTF-8. */
  readonly bytes: number;
  /** Absent where the module is not in the client graph. */
  readonly clientSize?: ClientSize;
  readonly imports: readonly ImportOf[];
}

/** A boundary, and what enters through it. */
export interface MapBoundary {
  readonly file: string;
  readonly size: ClientSize;
  /** The server modules that import it, and what they take. Empty where the framework itself loads it. */
  readonly importedBy: ReadonlyArray<{ readonly file: string; readonly names: readonly string[] }>;
}

/** A package that modules of the client graph import. */
export interface MapPackage {
  readonly name: string;
  /** The sources that are reached from what is imported, as they lie on the disk, before a bundler leaves anything out; 0 where they cannot be read. */
  readonly bytes: number;
  readonly importedBy: readonly string[];
}

/** An app in the map, and the files that its framework loads by itself. */
export interface MapFramework {
  /** `Next.js`, `Waku` … */
  readonly name: string;
  /** The app's folder; empty for the project's own. */
  readonly folder: string;
  readonly roots: readonly string[];
}

/** The map as `--format json` prints it. The shape is part of the package's interface; `version` changes when it does. */
export interface ProjectMap {
  readonly version: 1;
  readonly frameworks: readonly MapFramework[];
  readonly modules: readonly MapModule[];
  readonly boundaries: readonly MapBoundary[];
  /** Heaviest first. */
  readonly packages: readonly MapPackage[];
}
