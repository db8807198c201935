/**
 * Whether something leads to what is looked for, by steps of which each leads on to others. What was found is kept; breadth first, so
 * that a chain may be of any length, and circles end.
 */
export class Leading<Key extends object> {
  readonly #known = new WeakMap<Key, boolean>();
  readonly #step: (key: Key) => boolean | readonly Key[];

  /** @param step whether something is what is looked for, or what it leads on to */
  constructor(step: (key: Key) => boolean | readonly Key[]) {
    this.#step = step;
  }

  /** Whether it leads there. */
  leads(start: Key): boolean {
    const from = new Map<Key, Key | undefined>([[start, undefined]]);
    // The map grows while it is walked.
    for (const key of from.keys()) {
      const next = this.#known.get(key) ?? this.#step(key);
      if (next === true) {
        for (let at: Key | undefined = key; at; at = from.get(at)) this.#known.set(at, true);
        return true;
      }
      for (const further of next || []) if (!from.has(further)) from.set(further, key);
    }
    for (const key of from.keys()) this.#known.set(key, false);
    return false;
  }
}
