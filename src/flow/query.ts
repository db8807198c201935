import type ts from 'typescript';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { CallLike } from './calls.ts';
import type { Project } from '../project/project.ts';

/** What plain arguments say that a hit hangs on, by the parameters that they are given for. */
export type Told = ReadonlyMap<ts.Node, string>;

/** What `search` looks for, and where it may look. Made once and kept: answers are remembered by it. */
export interface Query<Hit> {
  /** Asked of each node of a function's own code, in the order of the text. */
  readonly hit: (project: Project, node: ts.Node, within: FunctionNode, told: Told) => Hit | undefined;
  /**
   * What an argument says that a hit hangs on: `POST` of `request('POST', path)`. A function is looked into once for each such
   * word, so there have to be few. Nothing is told where absent.
   */
  readonly tells?: (project: Project, argument: ts.Expression, told: Told) => string | undefined;
  /** Whether a function that is called may be looked into; any where absent. */
  readonly enters?: (project: Project, fn: FunctionNode, call: CallLike) => boolean;
  /** Whether a hit, or a call that leads to one, counts where it stands; always where absent. */
  readonly counts?: (project: Project, place: ts.Node, within: FunctionNode) => boolean;
  /**
   * Which functions that are written in a function count as its own code.
   * - `run`: those that run with it: called on the spot, given to `map`, `then`, `startTransition` …
   * - `handed-on`: all that have no name of their own, whoever they are given to; functions handed on by their name are called too
   */
  readonly inner: 'run' | 'handed-on';
  /**
   * Which hit is the first: the nearest (fewest calls away, then in the order of the text), or the first that the function that was
   * asked about comes to as it runs (`text`).
   */
  readonly order?: 'text';
  /** Only calls whose work is done before the function goes on: of an asynchronous function those that are awaited or returned. */
  readonly isAwaitedOnly?: boolean;
  /** Whether the components of the elements that a function makes are looked into, as if it called them. */
  readonly throughElements?: boolean;
}
