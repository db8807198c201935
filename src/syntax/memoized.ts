/** What is known by one argument: the answers, or what is known by the next one. A node is kept no longer than its file. */
class Known {
  #byObject: WeakMap<object, unknown> | undefined;
  #byOther: Map<unknown, unknown> | undefined;

  by(argument: unknown): Pick<Map<unknown, unknown>, 'get' | 'has' | 'set'> {
    const isObject = (typeof argument === 'object' && argument !== null) || typeof argument === 'function';
    if (isObject) return (this.#byObject ??= new WeakMap()) as WeakMap<object, unknown> & Map<unknown, unknown>;
    return (this.#byOther ??= new Map());
  }
}

/**
 * A function that works out each answer once, and keeps it for as long as the objects that it was asked of. A question that may lead
 * back to itself is for `CircularMemo` and `Leading` of `src/flow/`.
 *
 * @param answer its parameters are all that the answer depends on, an object first; none has a default
 */
export function memoized<Asked extends readonly [object, ...unknown[]], Answer>(
  answer: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  const first = new Known();
  const last = answer.length - 1;
  return (...asked) => {
    let known = first.by(asked[0]);
    for (let index = 0; index < last; index++) {
      let next = known.get(asked[index]) as Known | undefined;
      if (!next) known.set(asked[index], (next = new Known()));
      known = next.by(asked[index + 1]);
    }
    let found = known.get(asked[last]) as Answer;
    if (found === undefined && !known.has(asked[last])) known.set(asked[last], (found = answer(...asked)));
    return found;
  };
}
