/** Where in an app a fault can be put: what the module has to be. */
export type PlaceKind =
  /** A page without a directive, with an element that can hold one more. */
  | 'page'
  /** A module without a directive that only server modules import, in JSX. */
  | 'server'
  /** A `"use client"` module that a page reaches. */
  | 'client'
  /** A `"use server"` module. */
  | 'actions';

/**
 * One thing to put into an app. In every text `__` stands for a number that no other one has. A line on which something must be
 * found ends in a comment `!rule`; what has no such line is a look-alike, and changes nothing of what is found.
 */
export interface Fault {
  /** The rule it is about, also where it is a look-alike of what that rule finds. */
  readonly rule: string;
  /** What it is, and behind which step it hides. */
  readonly how: string;
  readonly place: PlaceKind;
  /** Put behind the directives of the file. */
  readonly imports?: string;
  /** Put at the end of the file. */
  readonly append?: string;
  /** An element that the page or component renders. */
  readonly jsx?: string;
  /** Stands in place of the file's directive. */
  readonly directive?: string;
  /** New files beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Changes what other modules are, so nothing else is put into the app at the same time. */
  readonly isAlone?: boolean;
  /** The versions it is true for, e.g. `{ next: 15 }`: the lowest major. */
  readonly since?: Readonly<Record<string, number>>;
}

/** Whether something must be found for it. */
export const isFault = ({ append = '', imports = '', directive = '', jsx = '', files = {} }: Fault): boolean =>
  [append, imports, directive, jsx, ...Object.values(files)].some((text) => /[/*] ![a-z]/.test(text));
