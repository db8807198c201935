import type * as Ast from '@typescript/native/ast';
import type * as Sync from '@typescript/native/sync';

/** What is used of TypeScript 7.1's API: types only, since the module itself is the user's own and is loaded when it is asked for. */
export type { API, Checker, NodeHandle, Program, Signature, Symbol, Type } from '@typescript/native/sync';
export type { Node, SourceFile } from '@typescript/native/ast';
export type { Sync as Types };

/** The enumeration of a node's kinds. */
export type Kinds = typeof Ast.SyntaxKind;

/** TypeScript 7.1 as it was found: `typescript/sync`, the kinds of `typescript/ast`, and which version it is. */
export interface Native {
  readonly version: string;
  readonly sync: typeof Sync;
  readonly kinds: Kinds;
}
