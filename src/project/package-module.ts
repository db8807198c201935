import type ts from 'typescript';
import type { DirectiveName } from '../facts/index.ts';
import type { ModuleLoad } from './package-load.ts';

/** The JavaScript of a package that an import loads, where types come from a declaration file. */
export interface PackageModule {
  /** Absolute, forward slashes. */
  readonly fileName: string;
  /** What it says at its top. */
  readonly directive: DirectiveName | undefined;
  /** Whether its text names the package `react`. */
  readonly mentionsReact: boolean;
  /** What happens as it loads; undefined where it is too long to be read. */
  load(): ModuleLoad | undefined;
  /** All of it; undefined where it is no ECMAScript module, where it is too long, and where it has nothing to do with the name asked for. */
  sourceFile(name?: string): ts.SourceFile | undefined;
  /** What it exports of its own under a name, as far as the text shows it without being parsed; `made` by a call, of CommonJS. */
  declares(name: string): 'function' | 'class' | 'variable' | 'made' | undefined;
}
