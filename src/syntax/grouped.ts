/** The members of a list by a key of theirs, in order: made once for a list that is asked often. */
export class Grouped<Key, Value> {
  readonly #groups = new Map<Key, Value[]>();

  constructor(values: Iterable<Value>, keyOf: (value: Value) => Key) {
    for (const value of values) {
      const key = keyOf(value);
      const group = this.#groups.get(key);
      if (group) group.push(value);
      else this.#groups.set(key, [value]);
    }
  }

  /** Those of one key; none where it is nobody's. */
  of(key: Key): readonly Value[] {
    return this.#groups.get(key) ?? [];
  }
}
