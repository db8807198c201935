import { KeptMap } from './kept-map.ts';

/** So many questions of one memo may be open in each other: the call stack holds no more than some hundreds. */
const maximumOpen = 50;

/** The depth of what is too deep to be asked, and is no open question. */
const tooDeep = -1;

/**
 * Answers to questions that may lead back to themselves, each of them kept. A question that is asked while it is still open is answered
 * with none; what depended on that is kept only where the open one comes to none as well. So an answer never depends on what was
 * asked before. Chains may be of any length: what would be too deep is answered first, by itself, and then what asked it once more.
 */
export class CircularMemo<Key, Answer> {
  readonly #none: Answer;
  readonly #known = new KeptMap<Key, Answer>();
  /** How deep each open question is. */
  readonly #open = new Map<Key, number>();
  /** What was answered with none because of open questions, with the outermost of these. */
  readonly #assumed = new Map<Key, number>();
  readonly #assumedKeys: Key[] = [];
  /** What was too deep, until something that it may depend on has another answer than none. */
  #deferred = new Set<Key>();
  #outermost = Infinity;

  /** @param none the answer to a question that leads to nothing but itself */
  constructor(none: Answer) {
    this.#none = none;
  }

  /** @param answer finds the answer out; any but none must hold whatever the open questions come to. It may be called more than once */
  ask(key: Key, answer: () => Answer): Answer {
    if (this.#known.has(key)) return this.#known.get(key)!;
    // A circle that is too long for the stack is cut where it was deferred.
    const cut = this.#deferred.has(key) && this.#open.size > 0 ? tooDeep : undefined;
    const hanging = this.#open.get(key) ?? this.#assumed.get(key) ?? cut;
    if (hanging !== undefined) {
      this.#outermost = Math.min(this.#outermost, hanging);
      return this.#none;
    }
    if (this.#open.size >= maximumOpen) throw new Deferred(this, key, answer);
    return this.#open.size === 0 ? this.#answerAll(key, answer) : this.#answer(key, answer);
  }

  /** Answers what no open question has asked, and before it what that leads to and is too deep. */
  #answerAll(key: Key, answer: () => Answer): Answer {
    const asked = [{ key, answer }];
    try {
      for (;;) {
        const last = asked.at(-1)!;
        try {
          const found = this.#answer(last.key, last.answer);
          asked.pop();
          if (found !== this.#none) this.#deferred = new Set(asked.map(({ key: open }) => open));
          else if (asked.length === 0) for (const none of [...this.#deferred, key]) this.#known.set(none, this.#none);
          if (asked.length === 0) return found;
        } catch (error) {
          if (!(error instanceof Deferred) || error.memo !== this) throw error;
          const deferred = error as Deferred<Key, Answer>;
          this.#deferred.add(deferred.key);
          asked.push(deferred);
        }
      }
    } finally {
      this.#deferred = new Set();
    }
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
        this.#assumedKeys.push(key);
        // What depended on this one depends on what this one depends on.
        for (const inner of this.#assumedKeys.slice(assumedBefore)) this.#assumed.set(inner, outermost);
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

/** Thrown up to the first question, past all that are open. */
class Deferred<Key, Answer> extends Error {
  readonly memo: unknown;
  readonly key: Key;
  readonly answer: () => Answer;

  constructor(memo: unknown, key: Key, answer: () => Answer) {
    super('asked too deep');
    this.memo = memo;
    this.key = key;
    this.answer = answer;
  }
}
