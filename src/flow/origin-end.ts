import type ts from 'typescript';
import type { Reference } from '../project/reference.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { GivenMembers } from '../syntax/static-members.ts';

/** Where the trail of a name ends. */
export type OriginEnd =
  /** an export of a package, or of a module outside the project; `name` may be `default`, or `*` for all of it */
  | { readonly kind: 'package'; readonly module: string; readonly name: string }
  /** a declaration in a file of the project, and the function, class or expression it stands for, where it is known for good */
  | {
      readonly kind: 'declaration';
      readonly sourceFile: ts.SourceFile;
      readonly node: ts.Node;
      readonly value: ts.Expression | FunctionNode | ts.ClassLikeDeclaration | undefined;
    }
  | { readonly kind: 'parameter'; readonly node: ts.ParameterDeclaration | ts.BindingElement }
  /** a whole module of the project (`import * as x`) */
  | { readonly kind: 'module'; readonly fileName: string }
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'unknown' };

/** The import by which an export of a package came into the program. */
interface ImportOfEnd {
  readonly from: ts.SourceFile;
  readonly specifier: string;
}

const importsOfEnds = new WeakMap<OriginEnd, ImportOfEnd>();

/** Keeps with an origin's end, an export of a package, by which import it came into the program. */
export function cameBy(end: OriginEnd, imported: ImportOfEnd): void {
  importsOfEnds.set(end, imported);
}

/** The import by which an origin's end, an export of a package, came into the program. */
export function importOfEnd(end: OriginEnd): ImportOfEnd | undefined {
  return importsOfEnds.get(end);
}

/** Where a value comes from. */
export interface Origin {
  readonly end: OriginEnd;
  /** The first module with a directive on the way, seen from the asker: what arrives is a reference to its export. */
  readonly reference?: Reference;
  /** Members read on the way that could not be followed, outermost last. */
  readonly members: readonly string[];
  /** What was put into it on the way, the last first: `Object.assign(Menu, { Item })`, `Menu.Item = Item`. */
  readonly assigned?: readonly Assigned[];
}

/** Members that something is given where it is known under a name. */
export interface Assigned {
  readonly members: GivenMembers;
  /** What it is a reference to, where they are put in. */
  readonly reference: Reference | undefined;
}

/**
 * Whether an origin is an export of a package: `isFrom(origin, 'react', 'useState')` holds for the named import and for
 * `React.useState` alike.
 */
export function isFrom({ end, members }: Origin, module: string, name: string): boolean {
  return end.kind === 'package' && members.length === 0 && end.module === module && end.name === name;
}

/** What an origin ends at in the program, where no member of that is read any more: a function, a class, an expression. */
export function declaredValue({ end, members }: Origin): ts.Expression | FunctionNode | ts.ClassLikeDeclaration | undefined {
  return end.kind === 'declaration' && members.length === 0 ? end.value : undefined;
}

/** Modules of CommonJS making: their default export is the module itself. */
export function isNamespaceDefault(module: string): boolean {
  return /^(?:react|react-dom)(?:\/|$)|^node:/.test(module);
}

/** `next/headers.js` is `next/headers`. */
export function packageModule(specifier: string): string {
  return specifier.replace(/^((?:next|react-dom)\/.+)\.js$/, '$1');
}
