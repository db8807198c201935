/** The members of a list by a key of theirs, in order: made once for a list that is asked often. */
export class Grouped<Key, Value> {
  readonly #groups = new Map<Key, Value[]>();

  constructor(values: Iterable<Value>, keyOf: (value: Value) => Key) {
    for (const value of values) addTo(this.#groups, keyOf(value), value);
  }

  /** Those of one key; none where it is nobody's. */
  of(key: Key): readonly Value[] {
    return this.#groups.get(key) ?? [];
  }
}

/** Puts something into the list that a map has for a key. */
export function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
