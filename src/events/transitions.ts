import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { laterGlobals } from '../catalog/function-wrappers.ts';
import { directFunction } from '../flow/direct-function.ts';
import { madeBy } from '../flow/dispatched.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isComponentFunction, isHookFunction, isPromiseMethod, isRunAtOnce } from '../syntax/components.ts';
import { memoized } from '../syntax/memoized.ts';
import {
  enclosingFunction,
  isAsync,
  isFunctionNode,
  isInside,
  unwrap,
  withWrappers,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isExit } from '../rendering/guards.ts';
import { lastName } from '../syntax/last-name.ts';
import { isHostTag } from '../syntax/jsx.ts';
import { isWaiting } from '../syntax/name-positions.ts';

/** How a piece of code stands to a transition, on one of the ways that lead to it. */
export type TransitionWay =
  /** in one, or in an action */
  | 'inside'
  /** behind an `await`, which has ended any by then, as far as a dispatch minds it */
  | 'after'
  /** put off by an action that may be under way by then still: no dispatch is in it, a setter may be */
  | 'later'
  /** in an event handler, an effect or a timer of no transition */
  | 'outside'
  | 'unknown';

const effects = new Set(['useEffect', 'useLayoutEffect', 'useInsertionEffect']);
const maximumDepth = 8;

/** The ways that lead to a node: out of the functions around it, to where each of them is called or given to. */
export function transitionWaysOf(project: Project, node: ts.Node): ReadonlySet<TransitionWay> {
  const search = new TransitionSearch(project);
  search.from(node, false, 0);
  return search.ways;
}

/** The same for a function that is not called but given to something as it is: `onClick={dispatch}`. */
export function transitionWaysOfGiven(project: Project, expression: ts.Expression): ReadonlySet<TransitionWay> {
  const search = new TransitionSearch(project);
  search.given(expression, isWaitedBefore(project.ts, expression), 0);
  return search.ways;
}

/** Whether a call starts a transition: React's `startTransition`, or what `useTransition` hands out. */
export function isTransitionStart(project: Project, { expression }: ts.CallExpression): boolean {
  const callee = unwrap(project.ts, expression);
  if (!project.ts.isIdentifier(callee) && !project.ts.isPropertyAccessExpression(callee)) return false;
  if (isFrom(originOf(project, callee), 'react', 'startTransition')) return true;
  const made = madeBy(project, callee);
  return made?.index === 1 && isFrom(originOf(project, made.call.expression), 'react', 'useTransition');
}

class TransitionSearch {
  readonly ways = new Set<TransitionWay>();
  readonly #project: Project;
  readonly #seen = new Set<ts.Node>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** @param hasWaited whether something on the way has been awaited already */
  from(node: ts.Node, hasWaited: boolean, depth: number): void {
    const { ts } = this.#project;
    const fn = enclosingFunction(ts, node);
    if (!fn || depth > maximumDepth) return this.#end('unknown', false);
    const waited = hasWaited || isBehindAwait(ts, node, fn);
    if (isRunAtOnce(ts, fn)) return this.from(fn, waited, depth + 1);
    if (isComponentFunction(ts, fn) || isHookFunction(ts, fn)) return this.#end('unknown', false);
    this.given(fn, waited, depth);
    const name = ts.isFunctionDeclaration(fn) ? fn.name : variableAround(ts, fn);
    if (name && ts.isIdentifier(name)) this.#named(name, waited, depth);
  }

  #end(way: TransitionWay, waited: boolean): void {
    this.ways.add(way !== 'outside' && waited ? 'after' : way);
  }

  /** What a function is given to, where it stands or by its name. */
  given(value: ts.Node, waited: boolean, depth: number): void {
    const { ts } = this.#project;
    const inner = withWrappers(ts, value);
    const { parent } = inner;
    if (ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent)) return this.#attribute(parent.parent, waited);
    if (ts.isCallExpression(parent) && parent.expression !== inner) return this.#argument(parent, inner, waited, depth);
    if (ts.isConditionalExpression(parent) && parent.condition !== inner) return this.given(parent, waited, depth);
    const holder = ts.isPropertyAssignment(parent) && parent.initializer === inner ? this.#holderOf(parent.parent) : undefined;
    if (holder && ts.isIdentifier(holder.name))
      return this.#member(holder, holder.name, (parent as ts.PropertyAssignment).name.getText(), waited, depth);
    const isNamed = ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(value) || ts.isMethodDeclaration(value);
    if (!isNamed) this.#end('unknown', waited);
  }

  /** `const handlers = { … }`, `const handlers = useMemo(() => ({ … }), [])`. */
  #holderOf(literal: ts.ObjectLiteralExpression): ts.VariableDeclaration | undefined {
    const { ts } = this.#project;
    let outer = withWrappers<ts.Node>(ts, literal).parent;
    if (ts.isArrowFunction(outer) && ts.isCallExpression(outer.parent)) {
      const call = outer.parent;
      if (isFrom(originOf(this.#project, call.expression), 'react', 'useMemo')) outer = call.parent;
    }
    return ts.isVariableDeclaration(outer) ? outer : undefined;
  }

  #attribute({ name, parent }: ts.JsxAttribute, waited: boolean): void {
    const text = name.getText();
    if (/^(?:action|formAction)$|Action$/.test(text)) return this.#end('inside', waited);
    if (!/^on[A-Z]/.test(text)) return this.#end('unknown', waited);
    this.#end(this.#mayStartTransition(parent.parent.tagName) ? 'unknown' : 'outside', waited);
  }

  /** A component of the program may call its handlers in a transition. */
  #mayStartTransition(tag: ts.JsxTagNameExpression): boolean {
    const { ts } = this.#project;
    if (isHostTag(ts, tag)) return false;
    const { end } = originOf(this.#project, tag);
    if (end.kind === 'package') return false;
    return end.kind !== 'declaration' || /Transition|[aA]ction/.test(end.node.getText());
  }

  #argument(call: ts.CallExpression, argument: ts.Node, waited: boolean, depth: number): void {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    if (isTransitionStart(this.#project, call)) return this.#end('inside', waited);
    const name = lastName(ts, callee);
    const origin = originOf(this.#project, callee);
    if (isFrom(origin, 'react', 'useActionState') || isFrom(origin, 'react-dom', 'useFormState'))
      return this.#end('inside', waited);
    if (isFrom(origin, 'react', 'useCallback') || isFrom(origin, 'react', 'useEffectEvent')) {
      const holder = call.parent;
      return ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)
        ? this.#named(holder.name, waited, depth)
        : this.given(call, waited, depth);
    }
    const isReact = origin.end.kind === 'package' && origin.end.module === 'react';
    const isTimer = origin.end.kind === 'global' && (laterGlobals.has(name) || laterGlobals.has(origin.members.at(-1) ?? ''));
    if (isTimer && this.#isOfLongAction(call, depth)) return this.#end('later', false);
    if ((isReact && effects.has(name)) || isTimer || name === 'addEventListener' || name === 'handleSubmit')
      return this.#end('outside', waited);
    // What comes of a promise comes later: an action may be under way by then, or over.
    if (isPromiseMethod(name) && ts.isPropertyAccessExpression(callee)) return this.from(call, true, depth + 1);
    // `handle(fn)` of the program.
    const fn = origin.end.kind === 'declaration' ? directFunction(this.#project, origin.end.value) : undefined;
    const index = call.arguments.indexOf(argument as ts.Expression);
    const parameter = fn?.parameters[index];
    if (!parameter || !ts.isIdentifier(parameter.name)) return this.#end('unknown', waited);
    for (const use of usesOfDeclared(ts, parameter, parameter.name)) this.#used(use, waited, depth + 1);
  }

  /** Whether a call may be made by an action that goes on behind it: one that is async, or gives something back. */
  #isOfLongAction(call: ts.CallExpression, depth: number): boolean {
    const { ts } = this.#project;
    const fn = enclosingFunction(ts, call);
    if (!fn || depth > maximumDepth || (!isAsync(ts, fn) && returnedExpressions(ts, fn).length === 0)) return false;
    const around = transitionWaysOf(this.#project, call);
    return around.has('inside') || around.has('after') || around.has('unknown');
  }

  #named(name: ts.Identifier, waited: boolean, depth: number): void {
    const { ts } = this.#project;
    const declaration = declarationOf(ts, name) ?? undefined;
    if (!declaration || this.#seen.has(name)) return;
    this.#seen.add(name);
    for (const use of usesOfDeclared(ts, declaration, name)) this.#used(use, waited, depth + 1);
  }

  /** `const handlers = { submit: () => dispatch() }`, and `handlers.submit`. */
  #member(holder: ts.VariableDeclaration, name: ts.Identifier, key: string, waited: boolean, depth: number): void {
    const { ts } = this.#project;
    for (const { parent } of usesOfDeclared(ts, holder, name)) {
      if (ts.isPropertyAccessExpression(parent) && parent.name.text === key) this.#used(parent, waited, depth + 1);
      else if (!ts.isPropertyAccessExpression(parent)) this.#end('unknown', waited);
    }
  }

  #used(use: ts.Expression, waited: boolean, depth: number): void {
    const { ts } = this.#project;
    const inner = withWrappers(ts, use);
    const { parent } = inner;
    if (ts.isCallExpression(parent) && parent.expression === inner) this.from(parent, waited, depth);
    // A list of dependencies hands nothing on.
    else if (!ts.isArrayLiteralExpression(parent)) this.given(inner, waited, depth);
  }
}

function isWaitedBefore(ts: Project['ts'], node: ts.Node): boolean {
  const fn = enclosingFunction(ts, node);
  return fn !== undefined && isBehindAwait(ts, node, fn);
}

function variableAround(ts: Project['ts'], fn: FunctionNode): ts.Node | undefined {
  const { parent } = withWrappers<ts.Node>(ts, fn);
  return ts.isVariableDeclaration(parent) ? parent.name : undefined;
}

/** Whether something is awaited in a function before it comes to a node, on some way through it. */
function isBehindAwait(ts: Project['ts'], node: ts.Node, fn: FunctionNode): boolean {
  for (const wait of waitsIn(ts, fn)) {
    if (wait.pos > node.end) break;
    const isBefore = ts.isForOfStatement(wait) ? wait.pos < node.pos : wait.end <= node.pos;
    if ((isInside(wait, node) && !isFunctionNode(ts, node)) || (isBefore && !leavesTransition(ts, wait, node, fn))) return true;
  }
  return false;
}

/** What an asynchronous function itself waits for, in the order of the text. */
const waitsIn = memoized((ts: Project['ts'], fn: FunctionNode): readonly ts.Node[] => {
  const list: ts.Node[] = [];
  const collect = (inner: ts.Node): boolean | undefined => {
    if (isFunctionNode(ts, inner) && !isRunAtOnce(ts, inner)) return false;
    if (isWaiting(ts, inner)) list.push(inner);
    return undefined;
  };
  if (isAsync(ts, fn)) forEachDescendant(ts, fn, collect);
  return list;
});

/** Whether the branch that an `await` stands in ends without coming to a node: `if (…) { await x; return; }`. */
function leavesTransition(ts: Project['ts'], wait: ts.Node, node: ts.Node, fn: ts.Node): boolean {
  for (let inner = wait; inner !== fn && inner.parent; inner = inner.parent) {
    if (isInside(node, inner)) return false;
    const { parent } = inner;
    if (ts.isIfStatement(parent) && inner !== parent.expression) {
      const isOther = inner === parent.thenStatement ? parent.elseStatement : parent.thenStatement;
      if (isOther && isInside(node, isOther)) return true;
      if (isExit(ts, inner as ts.Statement)) return true;
    }
  }
  return false;
}
