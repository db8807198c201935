import type { ProjectMap } from '../../cli/graph/map.ts';

/** The files of an app, by their names below its folder. */
export type Files = ReadonlyMap<string, string>;

/** A change, file by file. */
export interface Change {
  readonly title: string;
  readonly edits: ReadonlyArray<{
    readonly file: string;
    readonly start: number;
    readonly end: number;
    readonly newText: string;
  }>;
}

/** A finding as a page shows it. */
export interface Shown {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly rule: string;
  readonly severity: 'warn' | 'error';
  readonly message: string;
  readonly related: ReadonlyArray<{
    readonly file: string;
    readonly start: number;
    readonly line: number;
    readonly message: string;
  }>;
  readonly changes: readonly Change[];
}

/** What a page asks the analysis. */
export type Question =
  | {
      readonly kind: 'check';
      readonly files: Array<[string, string]>;
      readonly presets: readonly string[];
      readonly off: readonly string[];
      readonly only?: string;
      readonly withMap: boolean;
    }
  | { readonly kind: 'hover'; readonly file: string; readonly position: number }
  | { readonly kind: 'rules' };

/** A rule, for the list of them. */
export interface RuleName {
  readonly name: string;
  readonly description: string;
  readonly presets: readonly string[];
}

/** What comes back, by the question. */
export interface Answers {
  readonly check: {
    readonly findings: readonly Shown[];
    readonly map: ProjectMap | undefined;
    readonly failed: readonly string[];
    readonly milliseconds: number;
  };
  readonly hover: { readonly start: number; readonly end: number; readonly lines: readonly string[] } | undefined;
  readonly rules: readonly RuleName[];
}
