import type ts from 'typescript';
import { firstAnswer, hasNode } from '../syntax/descendants.ts';
import { isRunAtOnce } from '../syntax/components.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { CircularMemo } from '../syntax/circular-memo.ts';
import { calleesOf, functionsOf } from '../flow/index.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { keptByOptions } from '../project/kept-by-options.ts';
import { askingName, lookUpName, stoppingName, wrapperName } from '../catalog/authentication.ts';
import { isAnswerUsed, isStartedBeside, isSwallowed, type IdleCheck } from './answers.ts';
import { avoidedBy, isActedOn } from './consequences.ts';
import type { Guarded, IsGuarded } from './guarded.ts';
import { isGivenToken, isIdentifyingRead, isSharedSecret, kindOfVerification, looksAtRequest } from './credentials.ts';
import { queryHandlersOf } from './query-handlers.ts';
import { isSent } from './sent-values.ts';
import { calleeName } from '../syntax/last-name.ts';
import { capturedAnswers, handsOnNobody, isGivenUnseen, isToldNotToAsk, looksAtGiven, wrappersAround } from './handed-answers.ts';
import { isLeftOutFilter } from './left-out-filters.ts';
import {
  isCalledLater,
  isGivenBySender,
  isOfAuthLibrary,
  isOfEnvironment,
  mayBeNothing,
  isOwnEndpoint,
  isPromiseTested,
  isRefusing,
  isRunElsewhere,
  mayBePromise,
  onlyTells,
  stopsByItself,
} from './called-checks.ts';

/** More names a project uses for its own guards. */
export interface AuthOptions {
  readonly authFunctions?: readonly string[];
}

const maximumFunctions = 60;

/** Whether functions that are called ask who calls: functions may call each other in a circle. */
const askingOf = keptByOptions((_project, _options: AuthOptions) => new CircularMemo<string, boolean>(false));

/** {@link asksWhoCalls} of a place: one and the same function for a project and its options, so that what hangs on it can be kept. */
export const askingBefore = keptByOptions(
  (project, options: AuthOptions): IsGuarded =>
    (fn, place) =>
      asksWhoCalls(project, fn, options, place),
);

/**
 * Whether a function asks who calls before a place in it: by a known library, by a name that says so, or by a function of the
 * program that does. A check counts where its promise is awaited and its answer is looked at; a guard that stops by itself where it
 * is awaited and what it throws is not caught.
 *
 * @param before the place that has to be guarded; undefined for anywhere in the function
 */
export function asksWhoCalls(project: Project, fn: FunctionNode, options: AuthOptions, before: ts.Node | undefined): boolean {
  return new CheckSearch(project, options).search(fn, before, false);
}

/** The first call of a function that asks who calls before a place in it, and whose answer does not stop the function. */
export function idleCheckOf(project: Project, fn: FunctionNode, options: AuthOptions, before: ts.Node): IdleCheck | undefined {
  const search = new CheckSearch(project, options);
  search.search(fn, before, false);
  return search.idle;
}

/** The first call of a function that asks who calls, behind a place in it. */
export function checkBehind(
  project: Project,
  fn: FunctionNode,
  options: AuthOptions,
  place: ts.Node,
): ts.CallExpression | undefined {
  return new CheckSearch(project, options).checkBehind(fn, place);
}

/** Whether a call asks who calls, by itself: whatever becomes of its answer. */
export function asksByCall(project: Project, call: ts.CallExpression): boolean {
  return new CheckSearch(project, {}).kindOf(call) !== undefined;
}

/** Whether what wraps a function asks who calls: by its name, or by what its making shows. */
export function isGuardedByWrapper(
  project: Project,
  fn: FunctionNode,
  options: AuthOptions,
  wrappers: readonly ts.CallExpression[] = [],
  before?: ts.Node,
): boolean {
  const search = new CheckSearch(project, options);
  if (search.isWrapped(fn) || wrappers.some((wrapper) => search.isGuardedBy(wrapper))) return true;
  return isGivenUnseen(project, fn, wrappers) || new CheckSearch(project, options).looksAtGiven(fn, before, wrappers);
}

class CheckSearch {
  idle: IdleCheck | undefined;
  readonly #project: Project;
  readonly #options: AuthOptions;
  readonly #seen = new Set<ts.Node>();
  readonly #asking: CircularMemo<string, boolean>;
  /** The function that is being searched, and whether the caller's own words are its arguments. */
  #fn: FunctionNode | undefined;
  #isAsked = true;
  /** Whether who calls may be handed on to a handler that looks at it. */
  #isHandingOnEnough = false;

  constructor(project: Project, options: AuthOptions) {
    this.#project = project;
    this.#options = options;
    this.#asking = askingOf(project, options);
  }

  checkBehind(fn: FunctionNode, place: ts.Node): ts.CallExpression | undefined {
    const { ts } = this.#project;
    this.#fn = fn;
    const check = (node: ts.Node): ts.CallExpression | undefined =>
      ts.isCallExpression(node) && node.pos >= place.end && this.#isCheck(node, undefined) ? node : undefined;
    return fn.body && firstAnswer(ts, fn.body, check, (node) => node !== fn.body && isRunElsewhere(ts, node, undefined));
  }

  /** Whether a function looks at who calls, whom its wrapper hands on although it may be nobody. */
  looksAtGiven(fn: FunctionNode, before: ts.Node | undefined, wrappers: readonly ts.CallExpression[]): boolean {
    this.#fn = fn;
    if (!looksAtGiven(this.#project, fn, this.#guarded(before))) return false;
    this.#isHandingOnEnough = true;
    return this.isWrapped(fn) || wrappers.some((wrapper) => this.isGuardedBy(wrapper));
  }

  /** Whether a function is given to something that asks first: `withUser(async (user) => …)`. */
  isWrapped(fn: FunctionNode): boolean {
    return wrappersAround(this.#project.ts, fn).some((wrapper) => this.isGuardedBy(wrapper));
  }

  isGuardedBy(wrapper: ts.CallExpression): boolean {
    return !isToldNotToAsk(this.#project, wrapper) && this.isGuardedMaker(wrapper.expression, 0);
  }

  /** @param isMaker whether what the function declares and hands out counts as its own */
  search(fn: FunctionNode, before: ts.Node | undefined, isMaker: boolean): boolean {
    if (!fn.body || this.#seen.has(fn) || this.#seen.size > maximumFunctions) return false;
    this.#seen.add(fn);
    const around = this.#fn;
    this.#fn = fn;
    const found = this.#searchOwn(fn, fn.body, before, isMaker);
    this.#fn = around;
    return found;
  }

  #searchOwn(fn: FunctionNode, body: ts.ConciseBody, before: ts.Node | undefined, isMaker: boolean): boolean {
    const { ts } = this.#project;
    if (before && this.#isInGuardedCallback(fn, before)) return true;
    if (before && ts.isCallExpression(before) && (isGivenToken(this.#project, before, fn) || this.#isAskedByClient(before)))
      return true;
    const asks = (node: ts.Node): boolean => {
      if (before && (node === before || node.end > before.end)) return false;
      if (ts.isCallExpression(node)) return this.#isCheck(node, before);
      if (ts.isBinaryExpression(node))
        return isSharedSecret(this.#project, node, fn) && isActedOn(this.#project, node, this.#guarded(before));
      return ts.isIfStatement(node) && capturedAnswers(ts, node.expression, fn).some((call) => this.kindOf(call) !== undefined);
    };
    const isLeftOut = (node: ts.Node): boolean =>
      (!isMaker && isRunElsewhere(ts, node, before)) ||
      isCalledLater(this.#project, node) ||
      (before !== undefined && node.pos >= before.end);
    return hasNode(ts, body, asks, isLeftOut);
  }

  /** `return asUser(async (user) => { await db.post.delete(…) })` */
  #isInGuardedCallback(fn: FunctionNode, before: ts.Node): boolean {
    const { ts } = this.#project;
    for (let outer: ts.Node = before; outer !== fn && outer.parent; outer = outer.parent) {
      if (!isFunctionNode(ts, outer) || isRunAtOnce(ts, outer)) continue;
      if (this.isWrapped(outer) || new CheckSearch(this.#project, this.#options).looksAtGiven(outer, before, [])) return true;
    }
    return false;
  }

  /** Whether the client that makes a query asks who calls before each. */
  #isAskedByClient(call: ts.CallExpression): boolean {
    return queryHandlersOf(this.#project, call).some((handler) => this.#asks(handler, call));
  }

  #isCheck(call: ts.CallExpression, before: ts.Node | undefined): boolean {
    const { ts } = this.#project;
    const kind = this.kindOf(call);
    if (!kind) return false;
    let [why, isInverted]: [IdleCheck['why']?, boolean?] = [];
    const guarded = this.#guarded(before);
    const avoided = avoidedBy(this.#project, call, guarded);
    const isUsed = isAnswerUsed(ts, call) && !isPromiseTested(this.#project, call);
    if (!isUsed && mayBePromise(this.#project, call)) why = 'unawaited';
    else if (avoided) why = avoided === 'caller' ? 'avoidable' : 'environment';
    else if (!isActedOn(this.#project, call, { ...guarded, onInverted: () => (isInverted = true) }))
      why = isInverted
        ? 'inverted'
        : kind === 'asks'
          ? 'unread'
          : isSwallowed(this.#project, call, before)
            ? 'swallowed'
            : undefined;
    if (before && isStartedBeside(ts, call, before) && mayBePromise(this.#project, call)) why ??= 'beside';
    if (why) this.idle ??= { call, why };
    return why === undefined;
  }

  #guarded(before: ts.Node | undefined): Guarded {
    return {
      fn: this.#fn!,
      before,
      isAsked: this.#isAsked,
      mayAct: (call) => !onlyTells(this.#project, call),
      handsOnNobody: (call, value) => !this.#isHandingOnEnough && handsOnNobody(this.#project, call, value),
      isOfEnvironment: (condition) => isOfEnvironment(this.#project, condition),
      isLeftOutFilter: (property) => isLeftOutFilter(this.#project, property),
      mayBeNothing: (value) => mayBeNothing(this.#project, value),
    };
  }

  /** Whether a call gives an answer to look at, or stops by itself; undefined where it does not ask who calls. */
  kindOf(call: ts.CallExpression): 'asks' | 'stops' | undefined {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    const name = calleeName(ts, call);
    if (this.#options.authFunctions?.includes(name) || this.#options.authFunctions?.includes(callee.getText())) return 'stops';
    if (isIdentifyingRead(this.#project, call, this.#fn)) return 'asks';
    if (isGivenToken(this.#project, call, this.#fn)) return 'stops';
    const verification = kindOfVerification(this.#project, call);
    if (verification) return verification;
    if (this.#isAskedByClient(call)) return 'stops';
    const callees = calleesOf(this.#project, call).all;
    if (callees.length > 0) {
      const stops = isRefusing(this.#project, call);
      if (callees.some(({ node }) => this.#asks(node, call))) return stops ? 'stops' : 'asks';
      // What is in view and looks at nothing but what it is told is no guard, whatever it is called.
      const isNamed = stoppingName.test(name) || askingName.test(name);
      if (!isNamed || !callees.some(({ node }) => looksAtRequest(this.#project, node, call))) return undefined;
      if (stoppingName.test(name) && stops) return 'stops';
    } else if (isOwnEndpoint(this.#project, call, name)) return 'stops';
    else if (isOfAuthLibrary(this.#project, callee, name)) return stopsByItself(call, name) ? 'stops' : 'asks';
    else if (stoppingName.test(name)) return 'stops';
    return askingName.test(name) && !(lookUpName.test(name) && this.#isGivenBySender(call)) ? 'asks' : undefined;
  }

  /**
   * Whether a function that is called asks, anywhere in it; what it is given may be the caller's own word.
   *
   * A search of its own beside the engine's: the same function counts or not by what it is given, and where a check does not count, the
   * search goes on and keeps the reason.
   */
  #asks(fn: FunctionNode, call: ts.CallExpression): boolean {
    const isAsked = this.#isGivenBySender(call);
    return this.#asking.ask(`${fn.getSourceFile().fileName} ${fn.pos} ${isAsked}`, () => {
      const inner = new CheckSearch(this.#project, this.#options);
      inner.#isAsked = isAsked;
      return inner.search(fn, undefined, false);
    });
  }

  #isGivenBySender(call: ts.CallExpression): boolean {
    const { ts } = this.#project;
    const fn = this.#fn;
    return (
      isGivenBySender(ts, call) || (fn !== undefined && call.arguments.some((argument) => isSent(this.#project, argument, fn)))
    );
  }

  /** `protectedAction`, `actionClient.use(async () => { await auth() … })`, and what is made of them; where nothing is in view, by name. */
  isGuardedMaker(expression: ts.Expression, depth: number, isByName = true): boolean {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    if (depth > 12) return false;
    if (ts.isCallExpression(inner)) {
      const guards = inner.arguments.some((argument) => {
        const value = unwrap(ts, argument);
        return isFunctionNode(ts, value)
          ? this.search(value, undefined, true)
          : ts.isIdentifier(value) && this.isGuardedMaker(value, depth + 1, isByName);
      });
      return guards || this.isGuardedMaker(inner.expression, depth + 1, isByName);
    }
    const isMember = ts.isPropertyAccessExpression(inner);
    if (!isMember && !ts.isIdentifier(inner)) return false;
    const makers = functionsOf(this.#project, inner).all;
    if (makers.some(({ node }) => this.search(node, undefined, true))) return true;
    const made = declaredValue(originOf(this.#project, inner));
    if (makers.length === 0 && made && ts.isExpression(made) && made !== inner && !this.#seen.has(made)) {
      this.#seen.add(made);
      if (this.isGuardedMaker(made, depth + 1, isByName)) return true;
    }
    // A builder of the program (`loggedIn.input(schema).handle(…)`) may run what it was given before: what its name says is nothing then.
    if (isMember) return this.isGuardedMaker(inner.expression, depth + 1, isByName && makers.length === 0);
    // What is in view and checks nothing is no guard, whatever it is called.
    return isByName && makers.length === 0 && wrapperName.test(inner.text);
  }
}
