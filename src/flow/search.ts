import type ts from 'typescript';
import { memoized } from '../syntax/memoized.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { CallLike } from './calls.ts';
import type { Given } from './function-value.ts';
import { calleesIn, isCallLike, keyOf, nothingGiven, visitOwnCode, type Callee } from './own-code.ts';
import type { Query } from './query.ts';
import type { Project } from '../project/project.ts';

export type { Query };

/** The way from a function to what was looked for. */
export interface Way<Hit> {
  readonly hit: Hit;
  /** Where it is, in the last function of the way. */
  readonly node: ts.Node;
  /** The calls passed through, the first in the function that was asked about; empty where that one has the hit itself. */
  readonly calls: readonly CallLike[];
  /** The functions that these calls run. */
  readonly functions: readonly FunctionNode[];
}

/** The nearest hit from a function: in its own code, or the nearest from one that it calls. */
interface Nearest<Hit> {
  readonly hit: Hit;
  readonly node: ts.Node;
  /** How many calls away it is. */
  readonly distance: number;
  readonly next: { readonly callee: Callee; readonly nearest: Nearest<Hit> } | undefined;
}

/** What a function's own code has: the first hit, or, where there is none, what it calls. */
interface OwnCode<Hit> {
  readonly found: Nearest<Hit> | undefined;
  readonly callees: readonly Callee[];
}

/** What is known of functions, by their keys: each is gone through once for a query, whoever calls it. */
interface Memory<Hit> {
  readonly nearest: Map<string, Nearest<Hit> | undefined>;
  readonly own: Map<string, OwnCode<Hit>>;
  readonly firstInText: Map<FunctionNode, Way<Hit> | undefined>;
}

/**
 * The first hit in a function or in what it calls, the nearest or in the order of the text, with the way to it. Functions may call each other in circles; the answer does not depend on what was asked before.
 */
export function search<Hit>(project: Project, fn: FunctionNode, query: Query<Hit>): Way<Hit> | undefined {
  return new Search(project, query).from(fn);
}

/** As {@link search}, for each place of a function's own code that has a hit or leads to one, in the order of the text. */
export function searchEach<Hit>(project: Project, fn: FunctionNode, query: Query<Hit>): ReadonlyArray<Way<Hit>> {
  return new Search(project, query).each(fn);
}

/** As {@link search}, for what one call comes to: the functions that it runs. */
export function searchCall<Hit>(project: Project, call: CallLike, query: Query<Hit>): Way<Hit> | undefined {
  return new Search(project, query).fromCall(call);
}

const memoryOf = memoized((_project: Project, _query: object): Memory<unknown> => ({
  nearest: new Map(),
  own: new Map(),
  firstInText: new Map(),
}));

/** A function on a way from what was asked about. */
interface Step {
  readonly callee: Callee;
  readonly from: Step | undefined;
}

/** A way to a hit: up to a step, and from there. */
interface Candidate<Hit> {
  readonly step: Step;
  readonly nearest: Nearest<Hit>;
  readonly distance: number;
}

class Search<Hit> {
  readonly #project: Project;
  readonly #query: Query<Hit>;
  readonly #memory: Memory<Hit>;

  constructor(project: Project, query: Query<Hit>) {
    this.#project = project;
    this.#query = query;
    this.#memory = memoryOf(project, query) as Memory<Hit>;
  }

  from(fn: FunctionNode): Way<Hit> | undefined {
    if (this.#query.order !== 'text') {
      const start = { key: keyOf(fn, nothingGiven), fn, given: nothingGiven, call: undefined, place: 0 };
      return this.#wayFrom([start]);
    }
    const { firstInText } = this.#memory;
    if (!firstInText.has(fn)) firstInText.set(fn, this.#ways(fn, true)[0]);
    return firstInText.get(fn);
  }

  fromCall(call: CallLike): Way<Hit> | undefined {
    return this.#wayFrom(calleesIn(this.#project, this.#query, call, nothingGiven));
  }

  each(fn: FunctionNode): Array<Way<Hit>> {
    return this.#ways(fn, false);
  }

  /** The hits of a function's own code and of its calls, each by itself, in the order of the text. */
  #ways(fn: FunctionNode, isFirstOnly: boolean): Array<Way<Hit>> {
    const ways: Array<Way<Hit>> = [];
    visitOwnCode(this.#project, this.#query, fn, (node) => {
      if (isFirstOnly && ways.length > 0) return true;
      const hit = this.#query.hit(this.#project, node, fn);
      if (hit !== undefined && this.#counts(node, fn)) {
        ways.push({ hit, node, calls: [], functions: [] });
        return true;
      }
      const way = isCallLike(this.#project, this.#query, node) ? this.fromCall(node) : undefined;
      if (way && this.#counts(node, fn)) ways.push(way);
      return false;
    });
    return ways;
  }

  #wayFrom(starts: readonly Callee[]): Way<Hit> | undefined {
    const found = this.#nearestOf(starts);
    if (!found) return undefined;
    const [calls, functions]: [CallLike[], FunctionNode[]] = [[], []];
    for (let at: Nearest<Hit>['next'] = found; at; at = at.nearest.next) {
      if (!at.callee.call) continue;
      calls.push(at.callee.call);
      functions.push(at.callee.fn);
    }
    return { hit: found.nearest.hit, node: found.nearest.node, calls, functions };
  }

  /** The nearest hit from some functions, breadth first; what is reached without a hit has none, whoever calls it. */
  #nearestOf(starts: readonly Callee[]): Nearest<Hit>['next'] {
    const { nearest } = this.#memory;
    const reached = new Set<string>();
    let best: Candidate<Hit> | undefined;
    let level: readonly Step[] = starts.map((callee) => ({ callee, from: undefined }));
    for (let depth = 0; level.length > 0 && (!best || depth <= best.distance); depth++) {
      this.#project.throwIfCancelled?.();
      const open: Step[] = [];
      for (const step of level) {
        const { key } = step.callee;
        if (reached.has(key)) continue;
        reached.add(key);
        const known = nearest.has(key) ? nearest.get(key) : this.#ownCodeOf(step.callee).found;
        if (known) best = this.#better(best, { step, nearest: known, distance: depth + known.distance });
        else if (!nearest.has(key)) open.push(step);
      }
      if (best?.distance === depth) break;
      level = open.flatMap((from) => this.#leadingFrom(from, reached));
    }
    if (best) return this.#remember(best);
    for (const key of reached) nearest.set(key, undefined);
    return undefined;
  }

  /** What a function calls that may lead to a hit, where its calls count. */
  #leadingFrom(from: Step, reached: ReadonlySet<string>): Step[] {
    const { nearest } = this.#memory;
    const counting = new Map<CallLike, boolean>();
    return this.#ownCodeOf(from.callee).callees.flatMap((callee) => {
      const { key, call } = callee;
      if (reached.has(key) || (nearest.has(key) && !nearest.get(key))) return [];
      if (!counting.has(call!)) counting.set(call!, this.#counts(call!, from.callee.fn));
      return counting.get(call!) ? [{ callee, from }] : [];
    });
  }

  /** The nearer one, and of those equally near the first in the text where they part. */
  #better(one: Candidate<Hit> | undefined, other: Candidate<Hit>): Candidate<Hit> {
    if (!one || other.distance < one.distance) return other;
    if (other.distance > one.distance) return one;
    const [first, second] = [placesOf(one), placesOf(other)];
    const parting = first.findIndex((place, index) => place !== second[index]);
    return parting >= 0 && second[parting]! < first[parting]! ? other : one;
  }

  /** Keeps the way for each function on it: what is nearest from the first is so from each. */
  #remember({ step, nearest }: Candidate<Hit>): Nearest<Hit>['next'] {
    let found = { callee: step.callee, nearest };
    this.#memory.nearest.set(step.callee.key, nearest);
    for (let at = step.from; at; at = at.from) {
      const { hit, node, distance } = found.nearest;
      found = { callee: at.callee, nearest: { hit, node, distance: distance + 1, next: found } };
      this.#memory.nearest.set(at.callee.key, found.nearest);
    }
    return found;
  }

  #ownCodeOf({ key, fn, given }: Callee): OwnCode<Hit> {
    let own = this.#memory.own.get(key);
    if (!own) this.#memory.own.set(key, (own = this.#readOwn(fn, given)));
    return own;
  }

  #readOwn(fn: FunctionNode, given: Given): OwnCode<Hit> {
    let found: Nearest<Hit> | undefined;
    const callees: Callee[] = [];
    visitOwnCode(this.#project, this.#query, fn, (node) => {
      if (found) return true;
      const hit = this.#query.hit(this.#project, node, fn);
      if (hit !== undefined && this.#counts(node, fn)) found = { hit, node, distance: 0, next: undefined };
      else if (isCallLike(this.#project, this.#query, node))
        callees.push(...calleesIn(this.#project, this.#query, node, given, callees.length));
      return found !== undefined;
    });
    return { found, callees: found ? [] : callees };
  }

  #counts(place: ts.Node, within: FunctionNode): boolean {
    return this.#query.counts?.(this.#project, place, within) ?? true;
  }
}

/** By which of the calls in each function a way goes on. */
function placesOf<Hit>({ step, nearest }: Candidate<Hit>): number[] {
  const places: number[] = [];
  for (let at: Step | undefined = step; at; at = at.from) places.unshift(at.callee.place);
  for (let { next } = nearest; next; { next } = next.nearest) places.push(next.callee.place);
  return places;
}
