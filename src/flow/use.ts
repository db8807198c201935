import type ts from 'typescript';
import type { ImportFact } from '../facts/index.ts';

/** One place where the program uses something. */
export interface Use {
  /**
   * - `called`: called, made with `new`, a template's tag; also by `.call` and `.apply`
   * - `element`: rendered as an element of JSX
   * - `handed`: given to something: an argument, a prop, a part of an object that is given away, a result
   * - `exported`: exported again under some name
   * - `read`: only looked at: compared, asked for its type or a member
   * - `type`: in a type, so that nothing of it is left at run time
   */
  readonly kind: 'called' | 'element' | 'handed' | 'exported' | 'read' | 'type';
  /** The name or expression that stands for it; for `exported` the specifier or statement. */
  readonly node: ts.Node;
  /** What uses it: the call, the element, the attribute, the argument's call; the node's parent otherwise. */
  readonly by: ts.Node;
  /** The values that `.bind` put in front, and the transparent wrappers passed on the way. */
  readonly bound: readonly ts.Expression[];
  /** Where something that holds it is given away, such as its module's namespace: the members by which it is held, outermost first. */
  readonly members: readonly string[];
}

/** Where a file takes something by an import or a re-export. */
export interface Taking {
  readonly from: string;
  readonly fact: ImportFact;
  /** The name it has there; undefined for `import()` and `require()`, and for what holds it: a namespace, an object. */
  readonly local: string | undefined;
}

/** All that the program does with something. */
export interface Uses {
  readonly uses: readonly Use[];
  /** The imports and re-exports by which it is taken. */
  readonly takings: readonly Taking[];
  /** The exports that it is known by, its own and those of barrels: `fileName` and name. */
  readonly exports: ReadonlyArray<readonly [fileName: string, name: string]>;
}
