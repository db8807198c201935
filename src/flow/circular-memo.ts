/**
 * Answers to questions that may lead back to themselves, each of them kept. A question that is asked while it is still open is answered
 * with no; what hung on that is kept only where the open one comes to no as well. So an answer never depends on what was asked before.
 */
export class CircularMemo<Key> {
  readonly #known = new Map<Key, boolean>();
  /** How deep each open question is. */
  readonly #open = new Map<Key, number>();
  /** What was answered with no because of open questions, with the outermost of these. */
  readonly #assumed = new Map<Key, number>();
  readonly #assumedKeys: Key[] = [];
  #outermost = Infinity;

  /** @param answer finds the answer out; true must hold whatever the open questions come to */
  ask(key: Key, answer: () => boolean): boolean {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const hanging = this.#open.get(key) ?? this.#assumed.get(key);
    if (hanging !== undefined) {
      this.#outermost = Math.min(this.#outermost, hanging);
      return false;
    }
    return this.#answer(key, answer);
  }

  #answer(key: Key, answer: () => boolean): boolean {
    const depth = this.#open.size;
    const [before, assumedBefore] = [this.#outermost, this.#assumedKeys.length];
    this.#outermost = Infinity;
    this.#open.set(key, depth);
    let isTrue: boolean | undefined;
    try {
      isTrue = answer();
      return isTrue;
    } finally {
      const outermost = this.#outermost;
      this.#open.delete(key);
      this.#outermost = before;
      if (isTrue === false && outermost < depth) {
        this.#assumed.set(key, outermost);
        this.#assumedKeys.push(key);
        this.#outermost = Math.min(before, outermost);
      } else {
        if (isTrue !== undefined) this.#known.set(key, isTrue);
        for (const inner of this.#assumedKeys.splice(assumedBefore)) {
          this.#assumed.delete(inner);
          if (isTrue === false) this.#known.set(inner, false);
        }
      }
    }
  }
}
