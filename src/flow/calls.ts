import type ts from 'typescript';
import { nodesFrom } from '../syntax/descendants.ts';
import { isPromiseMethod, isRunAtOnce, isRunningMethod } from '../syntax/components.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, rootOf, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { holderOf } from '../syntax/scope.ts';
import { constructorsOf, functionsOf, gettersOf, type Functions } from './functions.ts';
import { givenBy, nothingGiven, type FunctionValue, type Given } from './function-value.ts';

import type { Project } from '../project/project.ts';
import { runnerOf } from './wrappers.ts';

/** A node that runs a function: a call, `new`, a tagged template, an element of JSX, the read of a getter. */
export type CallLike =
  ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression | ts.JsxOpeningLikeElement | ts.PropertyAccessExpression;

const noFunctions: Functions = { all: [], isComplete: true };

/**
 * The functions of the program that a call runs: what its callee stands for (see {@link functionsOf}), also by `.call` and `.apply`, the
 * constructor of `new`, the tag of a template, the component of an element, the getter behind a member. Where the callee was made
 * by a wrapper of the program (`const save = withUser(async () => …)`), both the function that the wrapper returned and the one
 * that it was given, if the first calls it.
 *
 * @param given what parameters around the call stand for, where it is asked on the way of another call
 */
export function calleesOf(project: Project, call: CallLike, given: Given = nothingGiven): Functions {
  const direct = directCallees(project, call, given);
  const all = [...direct.all];
  // The list grows while it is walked: wrappers may wrap what wrappers made.
  for (const value of all) {
    for (const handler of handlersOf(project, value)) {
      if (all.length < maximumHandlers && !all.some(({ node }) => node === handler.node)) all.push(handler);
    }
  }
  return { all, isComplete: direct.isComplete };
}

const maximumHandlers = 30;

/** As {@link calleesOf}, without what wrappers were given: that is come to by the calls in the functions that they return. */
export function directCallees(project: Project, call: CallLike, given: Given = nothingGiven): Functions {
  const { ts } = project;
  if (ts.isPropertyAccessExpression(call)) return { ...noFunctions, all: values(gettersOf(project, call)) };
  if (ts.isNewExpression(call)) return { ...noFunctions, all: values(constructorsOf(project, call.expression)) };
  if (ts.isTaggedTemplateExpression(call)) return functionsOf(project, call.tag, given);
  if (!ts.isCallExpression(call)) return functionsOf(project, call.tagName as ts.Node, given);
  const callee = unwrap(ts, call.expression);
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return { ...noFunctions, all: values(constructorsOf(project, callee)) };
  if (ts.isPropertyAccessExpression(callee) && /^(?:call|apply)$/.test(callee.name.text)) {
    const behind = functionsOf(project, callee.expression, given);
    if (behind.all.length > 0) return behind;
  }
  return functionsOf(project, callee, given);
}

/** The function that a call runs, where there is no other that it could be for all that is in view. */
export function functionCalled(project: Project, call: CallLike): FunctionValue | undefined {
  const { all } = directCallees(project, call);
  return all.length === 1 ? all[0] : undefined;
}

function values(nodes: readonly FunctionNode[]): FunctionValue[] {
  return nodes.map((node) => ({ node, bound: [], given: nothingGiven }));
}

/** What a function runs of what the functions around it were given: `handler` of `(...args) => handler(...args)`. */
function handlersOf(project: Project, value: FunctionValue): readonly FunctionValue[] {
  if (value.given.size === 0) return [];
  return parameterCalls(project.ts, value.node).flatMap(({ call, isCallee }) => {
    if (isCallee) return functionsOf(project, unwrap(project.ts, call.expression), value.given).all;
    const inner = directCallees(project, call, value.given).all;
    return inner.map((callee) => ({ ...callee, given: givenBy(project.ts, callee, call.arguments, value.given) }));
  });
}

interface ParameterCall {
  readonly call: ts.CallExpression;
  /** Whether the parameter is called, and not handed on. */
  readonly isCallee: boolean;
}

/** The calls in a function, at any depth, of a parameter (its own or one of a function around it), or with one among the arguments. */
const parameterCalls = memoized((ts: Project['ts'], fn: FunctionNode): readonly ParameterCall[] =>
  // Functions stand in each other to any depth: which calls are such is found out once for a file.
  fn.body ? nodesFrom(ts, fn.body, 'CallExpression').flatMap((call) => parameterCall(ts, call)) : [],
);

/** A call, where it is one of a parameter or with one among its arguments. */
const parameterCall = memoized((ts: Project['ts'], call: ts.CallExpression): readonly ParameterCall[] => {
  if (isParameterRead(ts, call.expression)) return [{ call, isCallee: true }];
  return call.arguments.some((argument) => isParameterRead(ts, argument)) ? [{ call, isCallee: false }] : [];
});

/** Whether an expression is a parameter, or a member of one. */
function isParameterRead(ts: Project['ts'], expression: ts.Expression): boolean {
  const holder = rootHolder(ts, expression);
  return holder !== undefined && ts.isParameter(holder);
}

/** What declares the name that a chain of members begins with. */
function rootHolder(ts: Project['ts'], expression: ts.Expression): ts.Node | undefined {
  const root = rootOf(ts, expression);
  return holderOf(ts, root);
}

const callableParameters = memoized((ts: Project['ts'], fn: FunctionNode): readonly ts.ParameterDeclaration[] => {
  const roots = parameterCalls(ts, fn).flatMap(({ call }) => [call.expression, ...call.arguments]);
  return fn.parameters.filter((parameter) => roots.some((root) => rootHolder(ts, root) === parameter));
});

/**
 * What of its arguments a called function may call: the parameters that it calls or hands on, where they are functions. Everything
 * else it is given is left out, so that a function is one and the same wherever it is called with plain values.
 */
export function functionsGiven(project: Project, value: FunctionValue, call: CallLike, given: Given): Given {
  const { ts } = project;
  const args = ts.isCallExpression(call) || ts.isNewExpression(call) ? (call.arguments ?? []) : [];
  const { node } = value;
  const parameters = callableParameters(ts, node);
  if (parameters.length === 0) return value.given;
  const all = givenBy(ts, value, args, given);
  const kept = new Map(value.given);
  for (const parameter of parameters) {
    const argument = all.get(parameter);
    if (argument && mayBeCalled(project, argument, given)) kept.set(parameter, argument);
  }
  // What the arguments name has to be at hand too.
  if (kept.size > value.given.size)
    for (const [parameter, argument] of given) if (!kept.has(parameter)) kept.set(parameter, argument);
  return kept;
}

function mayBeCalled(project: Project, argument: ts.Expression, given: Given): boolean {
  const inner = unwrap(project.ts, argument);
  return project.ts.isObjectLiteralExpression(inner) || functionsOf(project, inner, given).all.length > 0;
}

/** When a call runs a function that it is given; `kept` where it only keeps or returns it; undefined where that is unknown. */
type ArgumentRun = 'now' | 'later' | 'render' | 'kept';

/**
 * When a call runs the function that is one of its arguments: methods that call before they return (`map`, `filter`), chains of
 * promises, `startTransition`, timers, effects, `after`; of a function of the program what it does with its parameter.
 */
export const runOfArgument = memoized(
  (project: Project, call: ts.CallExpression | ts.NewExpression, index: number): ArgumentRun | undefined =>
    new ArgumentSearch(project).runOf(call, index),
);

class ArgumentSearch {
  readonly #project: Project;
  readonly #open = new Set<ts.ParameterDeclaration>();

  constructor(project: Project) {
    this.#project = project;
  }

  runOf(call: ts.CallExpression | ts.NewExpression, index: number): ArgumentRun | undefined {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    if (ts.isNewExpression(call)) return ts.isIdentifier(callee) && callee.text === 'Promise' ? 'now' : undefined;
    if (ts.isPropertyAccessExpression(callee)) {
      if (isRunningMethod(callee.name.text) || isPromiseMethod(callee.name.text)) return 'now';
    }
    const runner = runnerOf(this.#project, call, index);
    if (runner) return runner;
    const runs = functionsOf(this.#project, callee).all.map(({ node, bound }) => this.#ofParameter(node, index + bound.length));
    return (['now', 'render', 'later', 'kept'] as const).find((run) => runs.includes(run));
  }

  #ofParameter(fn: FunctionNode, index: number): ArgumentRun | undefined {
    const { ts } = this.#project;
    const parameter = fn.parameters[index];
    if (!parameter || !fn.body || this.#open.has(parameter) || this.#open.size > 10) return undefined;
    this.#open.add(parameter);
    const runs = parameterCalls(ts, fn).flatMap(({ call, isCallee }) => {
      if (isCallee) return rootHolder(ts, call.expression) === parameter ? [this.#runOfPlace(call, fn)] : [];
      return call.arguments.flatMap((argument, at) => {
        if (rootHolder(ts, argument) !== parameter) return [];
        const run = this.runOf(call, at);
        return run === 'now' ? [this.#runOfPlace(call, fn)] : [run];
      });
    });
    this.#open.delete(parameter);
    return (['now', 'render', 'later', 'kept'] as const).find((run) => runs.includes(run)) ?? 'kept';
  }

  /** When a place in a function runs, seen from a call of the function. */
  #runOfPlace(place: ts.Node, fn: FunctionNode): ArgumentRun | undefined {
    const { ts } = this.#project;
    let run: ArgumentRun = 'now';
    for (let inner = place, outer = place.parent; outer && inner !== fn; inner = outer, outer = outer.parent) {
      if (!isFunctionNode(ts, inner) || isRunAtOnce(ts, inner)) continue;
      const around = withWrappers<ts.Node>(ts, inner).parent;
      const at = ts.isCallExpression(around) ? around.arguments.findIndex((argument) => unwrap(ts, argument) === inner) : -1;
      const own = ts.isCallExpression(around) && at >= 0 ? this.runOf(around, at) : 'kept';
      if (own !== 'now') run = own ?? 'later';
    }
    return run;
  }
}
