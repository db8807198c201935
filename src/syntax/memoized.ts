import { KeptMap } from './kept-map.ts';

/**
 * A function that works out each answer once, and keeps it for as long as the objects that it was asked of. A question that may lead
 * back to itself is for `CircularMemo` and `Leading`.
 *
 * @param answer its parameters are all that the answer depends on, an object first; none has a default
 */
export function memoized<Asked extends readonly [object, ...unknown[]], Answer>(
  answer: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  // What is known by the first argument is a map by the next one, and by the last the answer.
  const first = new KeptMap<unknown, unknown>();
  const last = answer.length - 1;
  return (...asked) => {
    let known = first;
    for (let index = 0; index < last; index++) {
      let next = known.get(asked[index]) as typeof first | undefined;
      if (!next) known.set(asked[index], (next = new KeptMap()));
      known = next;
    }
    let found = known.get(asked[last]) as Answer;
    if (found === undefined && !known.has(asked[last])) known.set(asked[last], (found = answer(...asked)));
    return found;
  };
}
