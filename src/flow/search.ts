import type ts from 'typescript';
import { isRunAtOnce } from '../syntax/components.ts';
import { forEachDescendant, isAsync, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { directCallees, functionsGiven, runOfArgument, type CallLike } from './calls.ts';
import { functionsOf } from './functions.ts';
import type { FunctionValue, Given } from './function-value.ts';
import type { Project } from '../project/project.ts';

/** What {@link search} looks for, and where it may look. Made once and kept: answers are remembered by it. */
export interface Query<Hit> {
  /** Asked of each node of a function's own code, in the order of the text. */
  readonly hit: (project: Project, node: ts.Node, within: FunctionNode) => Hit | undefined;
  /** Whether a function that is called may be looked into; any where absent. */
  readonly enters?: (project: Project, fn: FunctionNode, call: CallLike) => boolean;
  /** Whether what is found in a called function counts for its caller; always where absent. */
  readonly counts?: (project: Project, way: Way<Hit>, call: CallLike) => boolean;
  /**
   * Which functions that are written in a function count as its own code.
   * - `run`: those that run with it: called on the spot, given to `map`, `then`, `startTransition` …
   * - `handed-on`: all that have no name of their own, whoever they are given to; functions handed on by their name are called too
   */
  readonly inner: 'run' | 'handed-on';
  /** Only calls whose work is done before the function goes on: of an asynchronous function those that are awaited or returned. */
  readonly isAwaitedOnly?: boolean;
}

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

interface Memory {
  readonly answers: Map<FunctionNode, Way<unknown> | undefined>;
  /** Functions from which nothing is reached, whoever calls them. */
  readonly dead: Set<string>;
}

const memories = new WeakMap<Project, WeakMap<object, Memory>>();

/**
 * The first hit in a function or in what it calls, in the order of the text, with the way to it. Functions may call each other in
 * circles; the answer does not depend on what was asked before.
 */
export function search<Hit>(project: Project, fn: FunctionNode, query: Query<Hit>): Way<Hit> | undefined {
  const { answers, dead } = memoryOf(project, query);
  if (!answers.has(fn)) answers.set(fn, new Search(project, query, dead).enter(fn, new Map()));
  return answers.get(fn) as Way<Hit> | undefined;
}

/** As {@link search}, for what one call comes to: the call itself, or the functions that it runs. */
export function searchCall<Hit>(project: Project, call: CallLike, within: FunctionNode, query: Query<Hit>): Way<Hit> | undefined {
  return new Search(project, query, memoryOf(project, query).dead).step(call, within, new Map());
}

function memoryOf<Hit>(project: Project, query: Query<Hit>): Memory {
  let byQuery = memories.get(project);
  if (!byQuery) memories.set(project, (byQuery = new WeakMap()));
  let memory = byQuery.get(query);
  if (!memory) byQuery.set(query, (memory = { answers: new Map(), dead: new Set() }));
  return memory;
}

/** Functions that call functions are followed this far. */
const maximumDepth = 200;

/**
 * One search, depth first. What is left behind without a hit is remembered for the next one as soon as it is sure that no function
 * that is still being looked into can change it (Tarjan's components).
 */
class Search<Hit> {
  readonly #project: Project;
  readonly #query: Query<Hit>;
  readonly #dead: Set<string>;
  readonly #order = new Map<string, number>();
  readonly #low = new Map<string, number>();
  readonly #unsettled = new Set<string>();
  readonly #stack: string[] = [];
  readonly #found = new Set<string>();
  #depth = 0;
  #isCut = false;

  constructor(project: Project, query: Query<Hit>, dead: Set<string>) {
    this.#project = project;
    this.#query = query;
    this.#dead = dead;
  }

  enter(fn: FunctionNode, given: Given): Way<Hit> | undefined {
    return this.#enter(fn, given, keyOf(fn, given));
  }

  #enter(fn: FunctionNode, given: Given, key: string): Way<Hit> | undefined {
    if (this.#dead.has(key) || this.#order.has(key)) return undefined;
    if (this.#depth >= maximumDepth) {
      this.#isCut = true;
      return undefined;
    }
    this.#project.throwIfCancelled?.();
    const order = this.#order.size;
    this.#order.set(key, order);
    this.#low.set(key, order);
    this.#unsettled.add(key);
    this.#stack.push(key);
    this.#depth++;
    const way = this.#walk(fn, given, key);
    this.#depth--;
    if (way) this.#found.add(key);
    if (this.#low.get(key) === order) this.#settle(key);
    return way;
  }

  /** Functions that call each other, and nothing that is still open: where none of them has a hit, none reaches one. */
  #settle(key: string): void {
    const settled = this.#stack.splice(this.#stack.lastIndexOf(key));
    const isDead = !this.#isCut && !settled.some((member) => this.#found.has(member));
    for (const member of settled) {
      this.#unsettled.delete(member);
      if (isDead) this.#dead.add(member);
    }
  }

  #walk(fn: FunctionNode, given: Given, key: string): Way<Hit> | undefined {
    const { ts } = this.#project;
    let way: Way<Hit> | undefined;
    const visit = (node: ts.Node): boolean | undefined => {
      if (way || ts.isClassLike(node)) return false;
      if (isFunctionNode(ts, node)) return this.#isOwnCode(node) ? undefined : false;
      way = this.step(node, fn, given, key);
      return way ? false : undefined;
    };
    for (const parameter of fn.parameters) if (parameter.initializer) visitAll(ts, parameter.initializer, visit);
    if (fn.body) visitAll(ts, fn.body, visit);
    return way;
  }

  /** What one node comes to, by itself or by what it calls. */
  step(node: ts.Node, within: FunctionNode, given: Given, key?: string): Way<Hit> | undefined {
    const { ts } = this.#project;
    const hit = this.#query.hit(this.#project, node, within);
    if (hit !== undefined) return { hit, node, calls: [], functions: [] };
    const isCall = ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node);
    if (!isCall && !ts.isPropertyAccessExpression(node)) return undefined;
    for (const callee of directCallees(this.#project, node, given).all) {
      const way = this.#into(node, callee, functionsGiven(this.#project, callee, node, given), key);
      if (way) return way;
    }
    if (!isCall || ts.isTaggedTemplateExpression(node)) return undefined;
    for (const [index, argument] of (node.arguments ?? []).entries()) {
      for (const callee of this.#runArguments(node, argument, index, given)) {
        const way = this.#into(node, callee, callee.given, key);
        if (way) return way;
      }
    }
    return undefined;
  }

  #into(call: CallLike, { node: fn }: FunctionValue, given: Given, from: string | undefined): Way<Hit> | undefined {
    if (!fn.body || this.#query.enters?.(this.#project, fn, call) === false) return undefined;
    const { ts } = this.#project;
    if (this.#query.isAwaitedOnly && isAsync(ts, fn) && !isAwaitedOrReturned(ts, call)) return undefined;
    const inside = this.#query.inner === 'handed-on' ? new Map() : given;
    const key = keyOf(fn, inside);
    const way = this.#enter(fn, inside, key);
    if (from !== undefined) this.#keepLow(from, key);
    if (!way) return undefined;
    const passed = { ...way, calls: [call, ...way.calls], functions: [fn, ...way.functions] };
    return this.#query.counts?.(this.#project, passed, call) === false ? undefined : passed;
  }

  #keepLow(from: string, to: string): void {
    if (!this.#unsettled.has(to)) return;
    this.#low.set(from, Math.min(this.#low.get(from)!, this.#low.get(to)!));
  }

  /** The functions that a call is given by name, and runs. */
  #runArguments(
    call: ts.CallExpression | ts.NewExpression,
    argument: ts.Expression,
    index: number,
    given: Given,
  ): readonly FunctionValue[] {
    const { ts } = this.#project;
    const inner = unwrap(ts, argument);
    if (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner)) return [];
    const isRun = this.#query.inner === 'handed-on' || runOfArgumentByApi(this.#project, call, index);
    return isRun ? functionsOf(this.#project, inner, given).all : [];
  }

  /** Whether a function written in another runs with it. */
  #isOwnCode(node: FunctionNode): boolean {
    const { ts } = this.#project;
    if (this.#query.inner === 'handed-on') return !isDeclaredFunction(ts, node);
    if (isRunAtOnce(ts, node) || isThenCallback(ts, node)) return true;
    const call = callGiven(ts, node);
    const index = call?.arguments.findIndex((argument) => unwrap(ts, argument) === node) ?? -1;
    return call !== undefined && index >= 0 && runOfArgumentByApi(this.#project, call, index);
  }
}

/** Whether a call of something outside the program runs an argument before it goes on: what the program's functions do is followed. */
function runOfArgumentByApi(project: Project, call: ts.CallExpression | ts.NewExpression, index: number): boolean {
  const run = runOfArgument(project, call, index);
  if (run !== 'now' && run !== 'render') return false;
  return functionsOf(project, unwrap(project.ts, call.expression)).all.length === 0;
}

/** The call that a function literal is an argument of. */
function callGiven(ts: Project['ts'], fn: FunctionNode): ts.CallExpression | undefined {
  let inner: ts.Node = fn;
  while (ts.isParenthesizedExpression(inner.parent) || ts.isAsExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  return ts.isCallExpression(parent) && parent.expression !== inner ? parent : undefined;
}

/** Whether a function is given to a promise's `then`, `catch` or `finally`: it still belongs to what waits for the promise. */
export function isThenCallback(ts: Project['ts'], fn: FunctionNode): boolean {
  const call = callGiven(ts, fn);
  const callee = call && unwrap(ts, call.expression);
  return callee !== undefined && ts.isPropertyAccessExpression(callee) && /^(?:then|catch|finally)$/.test(callee.name.text);
}

/** A function that has a name runs where that is called, and not where it stands. */
export function isDeclaredFunction(ts: Project['ts'], node: ts.Node): boolean {
  return ts.isFunctionDeclaration(node) || (isFunctionNode(ts, node) && ts.isVariableDeclaration(node.parent));
}

function isAwaitedOrReturned(ts: Project['ts'], call: ts.Node): boolean {
  for (let outer = call.parent; outer; outer = outer.parent) {
    if (ts.isAwaitExpression(outer) || ts.isReturnStatement(outer) || ts.isArrowFunction(outer)) return true;
    if (ts.isStatement(outer) || isFunctionNode(ts, outer)) return false;
  }
  return false;
}

function visitAll(ts: Project['ts'], root: ts.Node, visit: (node: ts.Node) => boolean | undefined): void {
  if (visit(root) !== false) forEachDescendant(ts, root, visit);
}

const numbers = new WeakMap<ts.Node, number>();
let last = 0;

function numberOf(node: ts.Node): number {
  let number = numbers.get(node);
  if (number === undefined) numbers.set(node, (number = ++last));
  return number;
}

/** A function together with the functions that it was given. */
function keyOf(fn: FunctionNode, given: Given): string {
  const parts = [...given].map(([parameter, value]) => `${numberOf(parameter)}=${numberOf(value)}`);
  return [numberOf(fn), ...parts.sort()].join(' ');
}
