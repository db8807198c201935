import { KeptMap } from './kept-map.ts';

/** Of what was not asked for being too deep: it is no open question. */
const tooDeep = -1;

/**
 * Answers to questions that may lead back to themselves, each of them kept. A question that is asked while it is still open is answered
 * with none; what depended on that is kept only where the open one comes to none as well. So an answer never depends on what was
 * asked before.
 */
export class CircularMemo<Key, Answer> {
  readonly #none: Answer;
  readonly #maximumDepth: number;
  readonly #known = new KeptMap<Key, Answer>();
  /** How deep each open question is. */
  readonly #open = new Map<Key, number>();
  /** What was answered with no because of open questions, with the outermost of these. */
  readonly #assumed = new Map<Key, number>();
  readonly #assumedKeys: Key[] = [];
  #outermost = Infinity;

  /**
   * @param none the answer to a question that leads to nothing but itself
   * @param maximumDepth how many questions may be open; further ones are answered with none, and what depended on that is not kept
   */
  constructor(none: Answer, maximumDepth = Infinity) {
    this.#none = none;
    this.#maximumDepth = maximumDepth;
  }

  /** @param answer finds the answer out; any but none must hold whatever the open questions come to */
  ask(key: Key, answer: () => Answer): Answer {
    if (this.#known.has(key)) return this.#known.get(key)!;
    const depth = this.#open.size < this.#maximumDepth ? undefined : tooDeep;
    const hanging = this.#open.get(key) ?? this.#assumed.get(key) ?? depth;
    if (hanging !== undefined) {
      this.#outermost = Math.min(this.#outermost, hanging);
      return this.#none;
    }
    return this.#answer(key, answer);
  }

  #answer(key: Key, answer: () => Answer): Answer {
    const depth = this.#open.size;
    const [before, assumedBefore] = [this.#outermost, this.#assumedKeys.length];
    this.#outermost = Infinity;
    this.#open.set(key, depth);
    let found: { readonly answer: Answer } | undefined;
    try {
      found = { answer: answer() };
      return found.answer;
    } finally {
      const isNone = found?.answer === this.#none;
      const outermost = this.#outermost;
      this.#open.delete(key);
      this.#outermost = before;
      const isOpen = isNone && outermost < depth;
      if (isOpen && depth > 0) {
        this.#assumed.set(key, outermost);
        this.#assumedKeys.push(key);
        this.#outermost = Math.min(before, outermost);
      } else {
        if (found && !isOpen) this.#known.set(key, found.answer);
        for (const inner of this.#assumedKeys.splice(assumedBefore)) {
          this.#assumed.delete(inner);
          if (isNone && !isOpen) this.#known.set(inner, this.#none);
        }
      }
    }
  }
}
