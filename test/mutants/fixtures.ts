import { answersOf, type Asked } from './asked.ts';
import type { Analysis } from './bundle.ts';
import type { Mutation } from './mutations.ts';

/** What a fixture says of the analysis as it is. */
interface Known extends Asked {
  readonly answers: readonly string[];
  readonly reached: Uint8Array;
  readonly turns: number;
  /** In milliseconds. */
  readonly time: number;
}

/** The fixtures, and which of them come by which place of the analysis: the others cannot see what is changed there. */
export class Fixtures {
  readonly #analysis: (id?: number) => Analysis;
  readonly #known: readonly Known[];
  /** Those that saw a change in a module, the last one first: the next change in it they mostly see too. */
  readonly #seers = new Map<string, Known[]>();

  constructor(analysis: (id?: number) => Analysis, asked: readonly Asked[]) {
    this.#analysis = analysis;
    // Types are asked for once before anything is timed.
    for (const one of asked) this.#ask(one);
    this.#known = asked.map((one) => this.#ask(one)).sort((one, other) => one.time - other.time);
  }

  isReached({ id }: Mutation): boolean {
    return this.#known.some(({ reached }) => reached[id] === 1);
  }

  isSeen({ id, fileName }: Mutation): boolean {
    const seers = this.#seers.get(fileName) ?? [];
    this.#seers.set(fileName, seers);
    const own = /^src\/rules\/(.*)\.ts$/.exec(fileName)?.[1];
    const others = this.#known.filter((one) => !seers.includes(one));
    const order = [
      ...seers,
      ...others.filter(({ fixture }) => fixture.rule === own),
      ...others.filter(({ fixture }) => fixture.rule !== own),
    ].filter(({ reached }) => reached[id] === 1);
    let changed: Analysis | undefined;
    const seer = order.find((one) => {
      try {
        changed ??= this.#analysis(id);
        return !isSame(changed, one);
      } catch {
        return true;
      }
    });
    if (seer) this.#seers.set(fileName, [seer, ...seers.filter((one) => one !== seer)]);
    return seer !== undefined;
  }

  #ask(asked: Asked): Known {
    const started = performance.now();
    const analysis = this.#analysis();
    const answers = [...answersOf(analysis, asked)];
    const { reached, turns } = analysis.state;
    return { ...asked, answers, reached, turns, time: performance.now() - started };
  }
}

function isSame(changed: Analysis, asked: Known): boolean {
  changed.state.turns = 0;
  changed.state.maximumTurns = 100_000 + 20 * asked.turns;
  let index = 0;
  for (const answer of answersOf(changed, asked)) if (answer !== asked.answers[index++]) return false;
  return true;
}
