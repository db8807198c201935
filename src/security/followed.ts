import { nothingTold, type Told } from '../flow/index.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Seeds } from './raw-names.ts';

/** A function that what was sent is followed through, and how it was come to. */
export interface Followed {
  readonly fn: FunctionNode;
  /** Which of its parameters hold what was sent. */
  readonly seeds: Seeds;
  readonly depth: number;
  /** What is known of its other parameters. */
  readonly told: Told;
  /** Whether it is called like a change: what it keeps is one then. */
  readonly isNamed: boolean;
}

/** How a function is come to that is asked about by itself. */
export const askedByItself = { depth: 0, told: nothingTold, isNamed: false };

/** The same for the same. */
export function keyOfFollowed({ fn, seeds, depth, told, isNamed }: Followed): string {
  const words = [...told].map(([parameter, word]) => `${parameter.pos}:${word}`);
  return [fn.getSourceFile().fileName, fn.pos, fn.end, depth, isNamed, [...seeds].map(({ pos }) => pos), words].join(' ');
}
