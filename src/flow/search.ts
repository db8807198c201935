import type ts from 'typescript';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { CallLike } from './calls.ts';
import { nothingGiven, type Given } from './function-value.ts';
import { calleesIn, isCallLike, functionKeyOf, nothingTold, visitOwnCode, type Callee } from './own-code.ts';
import type { Query, Told } from './query.ts';
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

/**
 * The first hit in a function or in what it calls, the nearest or in the order of the text, with the way to it. Functions may call each other in circles; the answer does not depend on what was asked before.
 */
export function search<Hit>(project: Project, fn: FunctionNode, query: Query<Hit>): Way<Hit> | undefined {
  return searchFor(project, query).from(fn);
}

/** As {@link search}, for each place of a function's own code that has a hit or leads to one, in the order of the text. */
export function searchEach<Hit>(project: Project, fn: FunctionNode, query: Query<Hit>): ReadonlyArray<Way<Hit>> {
  return searchFor(project, query).ways(fn, false);
}

/**
 * As {@link search}, for what one call comes to: the functions that it runs.
 *
 * @param told what the query was told of the parameters around the call
 */
export function searchCall<Hit>(
  project: Project,
  call: CallLike,
  query: Query<Hit>,
  told: Told = nothingTold,
): Way<Hit> | undefined {
  return searchFor(project, query).fromCall(call, told);
}

/** What is found for a query is kept with it: each function is gone through once, whoever calls it. */
const searchOf = memoized((project: Project, query: Query<unknown>): unknown => new Search(project, query));

function searchFor<Hit>(project: Project, query: Query<Hit>): Search<Hit> {
  return searchOf(project, query) as Search<Hit>;
}

/** What is asked about: a function with what it was given, or what one call comes to. */
interface Asked {
  readonly fn: FunctionNode | undefined;
  readonly given: Given;
  readonly told: Told;
  /** What it runs where that counts, once it was looked into. */
  callees: readonly Callee[];
}

class Search<Hit> {
  readonly #project: Project;
  readonly #query: Query<Hit>;
  /** By the keys of functions. */
  readonly #asked = new Map<string, Asked>();
  readonly #leading = new Leading<Asked, Pick<Way<Hit>, 'hit' | 'node'>>((asked) => this.#step(asked));
  readonly #firstInText = memoized((fn: FunctionNode) => this.ways(fn, true)[0]);
  readonly #ofCall = memoized((call: CallLike, told: Told): Asked => {
    const callees = calleesIn(this.#project, this.#query, call, nothingGiven, told);
    return { fn: undefined, given: nothingGiven, told, callees };
  });

  constructor(project: Project, query: Query<Hit>) {
    this.#project = project;
    this.#query = query;
  }

  from(fn: FunctionNode): Way<Hit> | undefined {
    if (this.#query.order === 'text') return this.#firstInText(fn);
    const key = functionKeyOf(fn, nothingGiven, nothingTold);
    return this.#wayFrom(this.#ofFunction({ key, fn, given: nothingGiven, told: nothingTold }));
  }

  fromCall(call: CallLike, told: Told = nothingTold): Way<Hit> | undefined {
    return this.#wayFrom(this.#ofCall(call, told));
  }

  /** The hits of a function's own code and of its calls, each by itself, in the order of the text. */
  ways(fn: FunctionNode, isFirstOnly: boolean): Array<Way<Hit>> {
    const ways: Array<Way<Hit>> = [];
    visitOwnCode(this.#project, this.#query, fn, (node) => {
      if (isFirstOnly && ways.length > 0) return true;
      const hit = this.#query.hit(this.#project, node, fn, nothingTold);
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

  #wayFrom(start: Asked): Way<Hit> | undefined {
    const found = this.#leading.nearest(start);
    if (!found) return undefined;
    const callees: Callee[] = [];
    let at = start;
    for (const { key, place } of this.#leading.way(start)) {
      callees.push(at.callees[place]!);
      at = key;
    }
    return { ...found, calls: callees.map(({ call }) => call), functions: callees.map(({ fn }) => fn) };
  }

  /** A function is the same whoever calls it, if it is given the same. */
  #ofFunction({ key, fn, given, told }: Omit<Callee, 'call'>): Asked {
    let asked = this.#asked.get(key);
    if (!asked) this.#asked.set(key, (asked = { fn, given, told, callees: [] }));
    return asked;
  }

  #step(asked: Asked): Pick<Way<Hit>, 'hit' | 'node'> | Asked[] {
    this.#project.throwIfCancelled?.();
    const found = asked.fn && this.#lookInto(asked, asked.fn);
    return found ?? asked.callees.map((callee) => this.#ofFunction(callee));
  }

  /** The first hit in a function's own code; where there is none, what it calls is noted. */
  #lookInto(asked: Asked, fn: FunctionNode): Pick<Way<Hit>, 'hit' | 'node'> | undefined {
    let found: Pick<Way<Hit>, 'hit' | 'node'> | undefined;
    const callees: Callee[] = [];
    visitOwnCode(this.#project, this.#query, fn, (node) => {
      if (found) return true;
      const hit = this.#query.hit(this.#project, node, fn, asked.told);
      if (hit !== undefined && this.#counts(node, fn)) found = { hit, node };
      else if (isCallLike(this.#project, this.#query, node))
        callees.push(...calleesIn(this.#project, this.#query, node, asked.given, asked.told));
      return found !== undefined;
    });
    if (!found) {
      const counts = memoized((call: CallLike) => this.#counts(call, fn));
      asked.callees = callees.filter(({ call }) => counts(call));
    }
    return found;
  }

  #counts(place: ts.Node, within: FunctionNode): boolean {
    return this.#query.counts?.(this.#project, place, within) ?? true;
  }
}
