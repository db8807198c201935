import type ts from 'typescript';
import { forEachNodeFrom } from '../syntax/descendants.ts';
import { isRunAtOnce } from '../syntax/components.ts';
import { isAsync, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
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
  /**
   * Whether a hit, or a call that leads to one, counts where it stands; always where absent.
   *
   * @param calls how many calls away from the function that was asked about it stands
   */
  readonly counts?: (project: Project, place: ts.Node, within: FunctionNode, calls: number) => boolean;
  /**
   * Which functions that are written in a function count as its own code.
   * - `run`: those that run with it: called on the spot, given to `map`, `then`, `startTransition` …
   * - `handed-on`: all that have no name of their own, whoever they are given to; functions handed on by their name are called too
   */
  readonly inner: 'run' | 'handed-on';
  /**
   * Which hit is the first: the nearest (fewest calls away, then in the order of the text), or the first that the function that was
   * asked about comes to as it runs. `nearest` where absent.
   */
  readonly order?: 'nearest' | 'text';
  /** Only calls whose work is done before the function goes on: of an asynchronous function those that are awaited or returned. */
  readonly isAwaitedOnly?: boolean;
  /** Whether the components of the elements that a function makes are looked into, as if it called them. */
  readonly throughElements?: boolean;
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
 * The first hit in a function or in what it calls, the nearest or in the order of the text, with the way to it. Functions may call each other in circles; the answer does not depend on what was asked before.
 */
export function search<Hit>(project: Project, fn: FunctionNode, query: Query<Hit>): Way<Hit> | undefined {
  const { answers, dead } = memoryOf(project, query);
  if (!answers.has(fn)) answers.set(fn, new Search(project, query, dead).from(fn));
  return answers.get(fn) as Way<Hit> | undefined;
}

/** As {@link search}, for each place of a function's own code that has a hit or leads to one, in the order of the text. */
export function searchEach<Hit>(project: Project, fn: FunctionNode, query: Query<Hit>): ReadonlyArray<Way<Hit>> {
  return new Search(project, query, memoryOf(project, query).dead).each(fn);
}

/** As {@link search}, for what one call comes to: the functions that it runs. */
export function searchCall<Hit>(project: Project, call: CallLike, query: Query<Hit>): Way<Hit> | undefined {
  return new Search(project, query, memoryOf(project, query).dead).fromCall(call);
}

function memoryOf<Hit>(project: Project, query: Query<Hit>): Memory {
  let byQuery = memories.get(project);
  if (!byQuery) memories.set(project, (byQuery = new WeakMap()));
  let memory = byQuery.get(query);
  if (!memory) byQuery.set(query, (memory = { answers: new Map(), dead: new Set() }));
  return memory;
}

/** A function on the way from the one that was asked about. */
interface Step {
  readonly fn: FunctionNode;
  readonly given: Given;
  readonly calls: readonly CallLike[];
  readonly functions: readonly FunctionNode[];
}

/** One search, breadth first: what is reached without a hit has none, whoever calls it. */
class Search<Hit> {
  readonly #project: Project;
  readonly #query: Query<Hit>;
  readonly #dead: Set<string>;
  readonly #reached = new Set<string>();
  /** It grows while it is walked. */
  readonly #queue: Step[] = [];

  constructor(project: Project, query: Query<Hit>, dead: Set<string>) {
    this.#project = project;
    this.#query = query;
    this.#dead = dead;
  }

  from(fn: FunctionNode): Way<Hit> | undefined {
    this.#queue.push({ fn, given: new Map(), calls: [], functions: [] });
    this.#reached.add(keyOf(fn, new Map()));
    return this.#run();
  }

  fromCall(call: CallLike): Way<Hit> | undefined {
    this.#follow(call, { given: new Map(), calls: [], functions: [] });
    return this.#run();
  }

  #run(): Way<Hit> | undefined {
    const [first] = this.#queue;
    for (const step of this.#queue) {
      this.#project.throwIfCancelled?.();
      const way = this.#walk(step);
      if (way) return way;
    }
    // The function that was asked about may have what counts for itself only.
    const own = first?.calls.length === 0 ? keyOf(first.fn, first.given) : undefined;
    for (const key of this.#reached) if (key !== own) this.#dead.add(key);
    return undefined;
  }

  /** Walks a function's own code, and notes what it calls. */
  #walk(step: Step): Way<Hit> | undefined {
    const { fn, calls, functions } = step;
    let way: Way<Hit> | undefined;
    this.#visitOwn(fn, (node) => {
      if (way) return true;
      const hit = this.#query.hit(this.#project, node, fn);
      if (hit !== undefined && this.#counts(node, step)) way = { hit, node, calls, functions };
      else if (this.#isCallLike(node)) way = this.#called(node, step);
      return way !== undefined;
    });
    return way;
  }

  each(fn: FunctionNode): Array<Way<Hit>> {
    const ways: Array<Way<Hit>> = [];
    const step: Step = { fn, given: new Map(), calls: [], functions: [] };
    this.#visitOwn(fn, (node) => {
      const hit = this.#query.hit(this.#project, node, fn);
      if (hit !== undefined && this.#counts(node, step)) {
        ways.push({ hit, node, calls: [], functions: [] });
        return true;
      }
      const isLeading = this.#isCallLike(node) && this.#counts(node, step);
      const way = isLeading ? new Search(this.#project, this.#query, this.#dead).fromCall(node) : undefined;
      if (way) ways.push(way);
      return false;
    });
    return ways;
  }

  /** Visits the nodes of a function's own code, in the order of the text. @param isDone whether nothing below a node is to be visited */
  #visitOwn(fn: FunctionNode, isDone: (node: ts.Node) => boolean): void {
    const { ts } = this.#project;
    const visit = (node: ts.Node): boolean | undefined => {
      if (ts.isClassLike(node)) return false;
      if (isFunctionNode(ts, node)) return this.#isOwnCode(node) ? undefined : false;
      return isDone(node) ? false : undefined;
    };
    for (const parameter of fn.parameters) if (parameter.initializer) forEachNodeFrom(ts, parameter.initializer, visit);
    if (fn.body) forEachNodeFrom(ts, fn.body, visit);
  }

  #isCallLike(node: ts.Node): node is CallLike {
    const { ts } = this.#project;
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) return this.#query.throughElements ?? false;
    return (
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isPropertyAccessExpression(node)
    );
  }

  /** What a call comes to, where that is asked at once; else it is noted for later. */
  #called(call: CallLike, step: Step): Way<Hit> | undefined {
    if (this.#query.order !== 'text' || step.calls.length > 0) this.#follow(call, step);
    else if (this.#counts(call, step)) return new Search(this.#project, this.#query, this.#dead).fromCall(call);
    return undefined;
  }

  #counts(place: ts.Node, { fn, calls }: Step): boolean {
    return this.#query.counts?.(this.#project, place, fn, calls.length) ?? true;
  }

  /** Notes the functions that a call runs. */
  #follow(call: CallLike, step: Omit<Step, 'fn'> & Partial<Step>): void {
    const { ts } = this.#project;
    // A function that is called where it is written is looked into there.
    if (ts.isCallExpression(call) && isFunctionNode(ts, unwrap(ts, call.expression))) return;
    const callees = directCallees(this.#project, call, step.given).all.map((callee) => ({
      ...callee,
      given: functionsGiven(this.#project, callee, call, step.given),
    }));
    const isWithArguments = ts.isCallExpression(call) || ts.isNewExpression(call);
    const args = isWithArguments ? (call.arguments ?? []) : [];
    const handed = isWithArguments
      ? args.flatMap((argument, index) => this.#runArguments(call, argument, index, step.given))
      : [];
    for (const { node: fn, given } of [...callees, ...handed]) {
      if (!fn.body || this.#query.enters?.(this.#project, fn, call) === false) continue;
      if (this.#query.isAwaitedOnly && isAsync(ts, fn) && !isAwaitedOrReturned(ts, call)) continue;
      // What is handed on counts where it stands.
      const inside: Given = this.#query.inner === 'handed-on' ? new Map() : given;
      const key = keyOf(fn, inside);
      if (this.#dead.has(key) || this.#reached.has(key)) continue;
      if (step.fn && !this.#counts(call, { ...step, fn: step.fn })) return;
      this.#reached.add(key);
      this.#queue.push({ fn, given: inside, calls: [...step.calls, call], functions: [...step.functions, fn] });
    }
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
