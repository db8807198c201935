import type ts from 'typescript';
import type { App } from '../frameworks/apps.ts';
import type { Entry } from '../frameworks/next/conventions.ts';
import type { Side } from './environment.ts';
import type { Root } from './roots.ts';

/** A module on a side: one step of the way to another. */
export interface SideStep {
  readonly fileName: string;
  readonly side: Side;
}

type Entries<Value> = ReadonlyArray<readonly [fileName: string, value: Value]>;

/** A layout as JSON. */
export interface LayoutData {
  readonly entries: Entries<Entry>;
  readonly roots: Entries<Root>;
  readonly apps: readonly App[];
  readonly split: Entries<Readonly<Partial<Record<Side, readonly string[]>>>>;
  readonly unresolved: readonly string[];
  readonly imports: Entries<readonly string[]>;
  readonly importers: Entries<readonly string[]>;
  readonly server: Entries<SideStep | null>;
  readonly client: Entries<SideStep | null>;
  readonly boundaries: readonly string[];
  readonly evidence: Entries<Side | null>;
  readonly directives: Entries<string | null>;
}

/** Some modules of a project, with all that import them, at any distance: of these a layout is as that of the whole. */
export interface LayoutPart {
  /** By path. */
  readonly files: readonly ts.SourceFile[];
  /** The specifiers in other modules that lead to no file in view, or may do so. */
  readonly unresolved: Iterable<string>;
  /**
   * Told of a module that was asked about and is none of the part: the answer is not to be used.
   *
   * @param hangsOn whether the answer is in what it imports, or in what leads to it
   */
  readonly onOther: (fileName: string, hangsOn: 'imports' | 'importers') => void;
  /** Told of the last part of a path that was asked for among {@link unresolved}, as {@link onOther} is. */
  readonly onName: (name: string) => void;
}
