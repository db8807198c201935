import { KeptMap } from './kept-map.ts';

/** What is looked for, or what something leads on to; false where to nothing. */
type Led<Key, Found> = Found | false | readonly Key[];

/** The nearest of what is looked for. */
interface Nearest<Key, Found> {
  readonly found: Found;
  /** How many steps away it is. */
  readonly distance: number;
  readonly next: { readonly key: Key; readonly place: number; readonly nearest: Nearest<Key, Found> } | undefined;
}

/** What is on the way from a start. */
interface Reached<Key> {
  readonly key: Key;
  readonly from: Reached<Key> | undefined;
  /** Which of those that its predecessor leads on to. */
  readonly place: number;
  readonly depth: number;
}

interface Candidate<Key, Found> {
  readonly reached: Reached<Key>;
  readonly nearest: Nearest<Key, Found>;
  readonly distance: number;
}

/**
 * Whether something leads to what is looked for, by steps of which each leads on to others, and to which first: the nearest, and of
 * those equally near the one by the first way. What was found out is kept; breadth first, so that a chain may be of any length,
 * circles end, and an answer never depends on what was asked before.
 */
export class Leading<Key, Found = true> {
  readonly #known = new KeptMap<Key, Nearest<Key, Found> | undefined>();
  readonly #steps = new KeptMap<Key, Nearest<Key, Found> | false | readonly Key[]>();
  readonly #step: (key: Key) => Led<Key, Found>;

  /** @param step what is looked for, where something is that; otherwise what it leads on to, in order */
  constructor(step: (key: Key) => Led<Key, Found>) {
    this.#step = step;
  }

  /** Whether it leads there. */
  leads(start: Key): boolean {
    return this.#find(start) !== undefined;
  }

  /** What it leads to. */
  nearest(start: Key): Found | undefined {
    return this.#find(start)?.found;
  }

  /** The way to that, without the start: each key, and its place among those that the one before leads on to. */
  way(start: Key): Array<{ readonly key: Key; readonly place: number }> {
    const way: Array<{ key: Key; place: number }> = [];
    for (let next = this.#find(start)?.next; next; { next } = next.nearest) way.push(next);
    return way;
  }

  #find(start: Key): Nearest<Key, Found> | undefined {
    if (this.#known.has(start)) return this.#known.get(start);
    const reached = new Map<Key, Reached<Key>>([[start, { key: start, from: undefined, place: 0, depth: 0 }]]);
    let best: Candidate<Key, Found> | undefined;
    // The map grows while it is walked.
    for (const at of reached.values()) {
      if (best && at.depth > best.distance) break;
      const step = this.#known.has(at.key) ? (this.#known.get(at.key) ?? false) : this.#look(at.key);
      if (isNearest(step)) {
        best = better(best, { reached: at, nearest: step, distance: at.depth + step.distance });
        // Those that follow are no nearer, nor before it.
        if (step.distance === 0) break;
      }
      for (const [place, key] of (step && !isNearest(step) ? step : []).entries())
        if (!reached.has(key)) reached.set(key, { key, from: at, place, depth: at.depth + 1 });
    }
    if (best) return this.#remember(best);
    for (const key of reached.keys()) this.#known.set(key, undefined);
    return undefined;
  }

  /** Each step is taken once. */
  #look(key: Key): Nearest<Key, Found> | false | readonly Key[] {
    let look = this.#steps.get(key);
    if (look === undefined) {
      const step = this.#step(key);
      const isFound = step !== false && !Array.isArray(step);
      look = isFound ? { found: step as Found, distance: 0, next: undefined } : (step as false | readonly Key[]);
      this.#steps.set(key, look);
    }
    return look;
  }

  /** What is nearest by a way is so from each on it. */
  #remember({ reached, nearest }: Candidate<Key, Found>): Nearest<Key, Found> {
    this.#known.set(reached.key, nearest);
    for (let at = reached; at.from; at = at.from) {
      const { found, distance } = nearest;
      nearest = { found, distance: distance + 1, next: { key: at.key, place: at.place, nearest } };
      this.#known.set(at.from.key, nearest);
    }
    return nearest;
  }
}

function isNearest<Key, Found>(step: Nearest<Key, Found> | false | readonly Key[]): step is Nearest<Key, Found> {
  return step !== false && !Array.isArray(step);
}

function better<Key, Found>(one: Candidate<Key, Found> | undefined, other: Candidate<Key, Found>): Candidate<Key, Found> {
  if (!one || other.distance < one.distance) return other;
  if (other.distance > one.distance) return one;
  const [first, second] = [placesOnWay(one), placesOnWay(other)];
  const parting = first.findIndex((place, index) => place !== second[index]);
  return parting >= 0 && second[parting]! < first[parting]! ? other : one;
}

/** By which of the steps a way goes on. */
function placesOnWay<Key, Found>({ reached, nearest }: Candidate<Key, Found>): number[] {
  const places: number[] = [];
  for (let at = reached; at.from; at = at.from) places.unshift(at.place);
  for (let { next } = nearest; next; { next } = next.nearest) places.push(next.place);
  return places;
}
