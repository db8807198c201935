import type ts from 'typescript';
import type { FunctionNode } from '../syntax/nodes.ts';

/** Whether a function of the program answers for a place in it: then what it changes there is none of its caller's. */
export type IsGuarded = (fn: FunctionNode, place: ts.Node) => boolean;

/** What the answer of a check has to keep from running. */
export interface Guarded {
  readonly fn: FunctionNode;
  /** The change; undefined where anything that is done with the answer counts: it may be returned. */
  readonly before: ts.Node | undefined;
  /** Whether a function is asked whose arguments are the caller's own words. */
  readonly isAsked: boolean;
  /** Whether a call could do something with a value that it is given other than telling of it. */
  readonly mayAct: (call: ts.CallExpression) => boolean;
  /** Whether a call hands a value on to a function that was given, although it may be nobody: that one has to look. */
  readonly handsOnNobody: (call: ts.CallExpression, value: ts.Node) => boolean;
  /** Hears of a test that goes the wrong way round. */
  readonly onInverted?: () => void;
  /** Whether a condition is about where the program runs: `process.env.NODE_ENV === 'production'`. */
  readonly isOfEnvironment: (condition: ts.Node) => boolean;
  /** Whether a property filters rows, and filters none where its value is missing. */
  readonly isLeftOutFilter: (property: ts.Node) => boolean;
  /** Whether by its type a value may still be nothing where it stands: nobody is signed in, and nobody has asked. */
  readonly mayBeNothing: (value: ts.Node) => boolean;
}
