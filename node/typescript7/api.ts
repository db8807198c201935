/** What is used of TypeScript 7.1's API: types only, since the module itself is the user's own and is loaded when it is asked for. */
export type { API, Checker, NodeHandle, Program, Signature, Symbol, Type } from '@typescript/native/sync';
export type * as Types from '@typescript/native/sync';
export type { Node, SourceFile } from '@typescript/native/ast';

/** The module `typescript/sync`. */
export type Sync = typeof import('@typescript/native/sync');

/** The enumeration of a node's kinds, from `typescript/ast`. */
export type Kinds = typeof import('@typescript/native/ast').SyntaxKind;

/** TypeScript 7.1 as it was found: its API, and which version it is. */
export interface Native {
  readonly version: string;
  readonly sync: Sync;
  readonly kinds: Kinds;
}
