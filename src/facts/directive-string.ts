import type ts from 'typescript';
import type { FunctionNode } from '../syntax/nodes.ts';

/** The directives that draw the line between server and client. */
export type DirectiveName = 'use client' | 'use server' | 'use cache';

/** How a string that could be a directive is written. Only `plain` can count. */
type DirectiveForm =
  /** `'use client'` */
  | 'plain'
  /** `('use client')` */
  | 'parenthesized'
  /** `` `use client` `` */
  | 'template'
  /** `'use server'` and then, without a semicolon, a line that starts with `(`, `[` or a template: it calls, indexes or tags the string */
  | 'swallowed'
  /** the string is part of a larger expression that does nothing: `'use client', x`, `'use ' + 'client'`, `void 'use server'` */
  | 'expression'
  /** `async () => 'use server'`, or `return 'use server'` as the first or not the last statement */
  | 'returned';

/** Where a string that could be a directive stands, seen from the file or function it is in. */
export type DirectivePosition =
  /** in front of everything else of a file or function body: where directives count */
  | 'prologue'
  /** directly in that body, after something else */
  | 'late'
  /** in a block, branch, loop, label or switch inside it */
  | 'nested'
  | 'constructor'
  | 'static-block'
  /** directly in the body of a `namespace` */
  | 'namespace';

/** A string that stands where a statement stands, and so may be, or may mean to be, a directive. */
export interface DirectiveString {
  /** The string itself. */
  readonly literal: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral;
  /** The statement it is, or is swallowed by; for an arrow's expression body, that expression. */
  readonly statement: ts.Statement | ts.Expression;
  /** The string's value after escapes: what the compiler compares. */
  readonly text: string;
  /** The directive it spells to the letter; `use cache: kind` counts as `use cache`. */
  readonly name: DirectiveName | undefined;
  readonly form: DirectiveForm;
  /** How many pairs of parentheses stand around it. */
  readonly parentheses: number;
  readonly position: DirectivePosition;
  /** The function whose body it stands in; undefined at module level. */
  readonly owner: FunctionNode | undefined;
  /** Whether only `export * from` stands between it and the prologue: Next.js looks past that for `"use client"`. */
  readonly isAfterExportAll: boolean;
  /** Whether Next.js honours it: an exact, plain string in the prologue of a file, or (not for `use client`) of a function. */
  readonly counts: boolean;
}
