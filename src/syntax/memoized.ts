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
  // Asked some hundred times for each file: a list of what is asked is made only where that is more than two things.
  if (answer.length === 1) return ofOne(answer as unknown as (one: object) => Answer) as unknown as typeof answer;
  if (answer.length === 2) return ofTwo(answer as unknown as (one: object, other: unknown) => Answer) as unknown as typeof answer;
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

function ofOne<Answer>(answer: (one: object) => Answer): (one: object) => Answer {
  const known = new WeakMap<object, Answer>();
  return (one) => {
    let found = known.get(one) as Answer;
    if (found === undefined && !known.has(one)) known.set(one, (found = answer(one)));
    return found;
  };
}

function ofTwo<Answer>(answer: (one: object, other: unknown) => Answer): (one: object, other: unknown) => Answer {
  const first = new WeakMap<object, KeptMap<unknown, Answer>>();
  return (one, other) => {
    let known = first.get(one);
    if (!known) first.set(one, (known = new KeptMap()));
    let found = known.get(other) as Answer;
    if (found === undefined && !known.has(other)) known.set(other, (found = answer(one, other)));
    return found;
  };
}
