import type ts from 'typescript';
import { within, type Direction, type Judgement, type PathSegment } from './judgement.ts';
import type { Shapes } from './type-structure.ts';

/** One look at a type and all that is in it. */
export interface Walk extends Shapes {
  readonly direction: Direction;
  judge(type: ts.Type, place: TypePlace): Judgement;
  /** Counts one more property looked at; false where it was one too many. */
  step(): boolean;
}

/** Where in the value a type stands. */
export interface TypePlace {
  readonly depth: number;
  /** Where React resolves a value by itself: a result, and what a promise sent to the client resolves to. It calls no `toJSON` there. */
  readonly isRoot: boolean;
  /** Whether it is inside another value, rather than the prop, argument or result itself. */
  readonly isNested: boolean;
  /** The prop or property that holds it. */
  readonly name?: string | undefined;
}

/** Judges a part of a value: `place` is the whole's. */
export function inside(walk: Walk, type: ts.Type, segment: PathSegment, place: TypePlace): Judgement {
  const isRoot = segment.kind === 'awaited' && walk.direction !== 'argument';
  const name = segment.kind === 'property' ? segment.name : undefined;
  return within(
    segment,
    walk.judge(type, { depth: place.depth + 1, isRoot, isNested: segment.kind !== 'awaited' || place.isNested, name }),
  );
}
