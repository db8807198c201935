import type ts from 'typescript';
import type { Side } from '../graph/environment.ts';
import type { Project } from '../project/project.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Direction, Judgement } from './judgement.ts';

/** What is known of a value in a walk: where it is made, and which way it goes. */
export interface Question {
  readonly project: Project;
  readonly direction: Direction;
  /** The machine on which the expression runs: on the other one an import with a directive is a reference. */
  readonly side: Side;
  /** A regular expression: a function handed through under such a name is taken for a Server Function too. */
  readonly actionPattern?: string | undefined;
}

/** How deep in literals and names is looked: an object written by hand is far shallower. */
export const maximumValueDepth = 12;

/** Where an expression stands in the value that is judged. */
export interface ValuePlace {
  /** What holds it: the prop's or property's name. */
  readonly name?: string | undefined;
  readonly depth: number;
  /** Whether it is inside another value. */
  readonly isNested: boolean;
  /** Whether it is what a promise resolves to. */
  readonly isAwaited?: boolean;
}

/** A judgement of a value by its expression on its way through names and literals. */
export interface ValueWalk {
  readonly question: Question;
  /** The expression that was asked about: what stands in the functions around it is its own, other functions are looked into. */
  readonly root: ts.Expression;
  /** Judges an expression for itself, whatever it is the value of here. */
  judgeAnew(expression: ts.Expression, place: ValuePlace): Judgement;
  judge(expression: ts.Expression, place: ValuePlace): Judgement;
  judgeFunction(node: FunctionNode, place: ValuePlace): Judgement;
  judgeByType(expression: ts.Expression, place: ValuePlace): Judgement;
}
