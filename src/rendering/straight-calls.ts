import type ts from 'typescript';
import { forEachNodeFrom } from '../syntax/descendants.ts';
import { isPromiseMethod, isRunAtOnce } from '../syntax/components.ts';
import { branchesOf } from '../syntax/branches.ts';
import { memoized } from '../syntax/memoized.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { enclosingFunction, isFunctionNode, isNameOrMember, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { dispatchedBy, madeBy } from '../flow/dispatched.ts';
import { givenFor } from '../flow/call-sites.ts';
import { isPaced, isPacingName } from '../events/pacing.ts';
import { isTransitionStart } from '../events/transitions.ts';
import { serverFunctionOf } from '../flow/server-function.ts';
import { stableCallbackHooks } from '../catalog/function-wrappers.ts';
import { lastName } from '../syntax/last-name.ts';
import { valueOfProperty } from '../syntax/members.ts';

/** A Server Function's call that a handler comes to at every event. */
interface StraightCall {
  /** The call; where the function itself is the handler, its name there. */
  readonly node: ts.Node;
  /** The function's name as it is called. */
  readonly name: string;
  /** The function of another file that is called here, and calls it. */
  readonly through?: string;
}

/**
 * The calls of Server Functions that handlers come to without waiting, each for the first of them that is asked about: in itself, in
 * functions of the file that it calls, through transitions and chains of promises; not through a debounce or throttle, a timer that is cleared, or a condition that
 * asks for one key.
 *
 * A question of its own beside the engine's `search`: it takes only the paths that no other call can delay or merge (`search` takes
 * all), and follows expressions that are handlers, not calls. What a name stands for, what a hook hands out and what a prop is
 * given are the engine's answers.
 */
export function straightCalls(project: Project): (handler: ts.Expression | FunctionNode) => StraightCall[] {
  const search = new HandlerSearch(project, 0);
  return (handler) => search.of(handler);
}

/** Functions that call functions of other files are followed this far. */
const maximumFiles = 3;

class HandlerSearch {
  #found: StraightCall[] = [];
  readonly #project: Project;
  // It grows while it is walked.
  #queue: Array<ts.Expression | FunctionNode> = [];
  readonly #places = new Set<ts.Node>();
  readonly #handlers = new Set<ts.Node>();
  readonly #bodies = new Set<ts.Node>();

  readonly #depth: number;

  /** @param depth how many files away from the event this is */
  constructor(project: Project, depth: number) {
    this.#project = project;
    this.#depth = depth;
  }

  of(handler: ts.Expression | FunctionNode): StraightCall[] {
    this.#found = [];
    this.#queue = [handler];
    // Functions may call each other to any depth.
    for (const next of this.#queue) this.#look(next);
    return this.#found;
  }

  /** Notes what is given to an event, or called there. */
  handler(expression: ts.Expression | FunctionNode): void {
    this.#queue.push(expression);
  }

  #look(expression: ts.Expression | FunctionNode): void {
    const { ts } = this.#project;
    if (!ts.isExpression(expression)) return this.#body(expression);
    for (const branch of branchesOf(ts, expression)) {
      if (this.#handlers.has(branch)) continue;
      this.#handlers.add(branch);
      const fn = isFunctionNode(ts, branch) ? branch : undefined;
      const action = fn ? undefined : actionName(this.#project, branch);
      if (fn) this.#body(fn);
      else if (action !== undefined) this.#find({ node: branch, name: action });
      else if (this.#isFoundElsewhere(branch, branch)) continue;
      else if (ts.isCallExpression(branch)) this.#made(branch);
      else this.#named(branch);
    }
  }

  /** A function that a call makes: `useCallback(fn)`, `handle('title')`, `save.bind(null, id)`. */
  #made(call: ts.CallExpression): void {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    const name = lastName(ts, callee);
    const [first] = call.arguments;
    if (isPacingName(name)) return;
    if (name === 'bind' && ts.isPropertyAccessExpression(callee)) this.handler(callee.expression);
    else if (stableCallbackHooks.has(name) && first) this.handler(first);
    else {
      const maker = name === 'useMemo' && first ? unwrap(ts, first) : this.#functionNamed(callee);
      if (maker && isFunctionNode(ts, maker)) for (const returned of returnedExpressions(ts, maker)) this.handler(returned);
    }
  }

  #named(expression: ts.Expression): void {
    const { ts } = this.#project;
    const value = this.#valueOf(expression);
    if (value && (isFunctionNode(ts, value) || ts.isCallExpression(value))) this.handler(value);
    else this.#returned(expression);
  }

  /** `const { onChange } = useHandlers()`, of a hook of the file; a function that `useActionState` runs. */
  #returned(expression: ts.Expression): void {
    const { ts } = this.#project;
    const made = isPacingName(lastName(ts, unwrap(ts, expression))) ? undefined : madeBy(this.#project, expression);
    const run = made && dispatchedBy(this.#project, made);
    if (run) return this.handler(run);
    const hook = made?.key === undefined ? undefined : this.#functionNamed(made.call.expression);
    for (const returned of hook ? returnedExpressions(ts, hook) : []) {
      const literal = unwrap(ts, returned);
      const property =
        ts.isObjectLiteralExpression(literal) &&
        literal.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === made!.key);
      if (!property) continue;
      const handler = ts.isMethodDeclaration(property) ? property : valueOfProperty(ts, property);
      if (handler) this.handler(handler);
    }
  }

  /** A value of this file that a name stands for. Of what is no function its name must not say that it waits. */
  #valueOf(expression: ts.Expression): ts.Node | undefined {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    if (!isNameOrMember(ts, inner)) return undefined;
    const value = this.#valueHere(inner);
    return value && isPacingName(lastName(ts, inner)) && !isFunctionNode(ts, value) ? undefined : value;
  }

  #valueHere(name: ts.Identifier | ts.PropertyAccessExpression): ts.Node | undefined {
    const { ts } = this.#project;
    if (ts.isPropertyAccessExpression(name) && name.expression.kind === ts.SyntaxKind.ThisKeyword) return memberOfClass(ts, name);
    const { end, members } = originOf(this.#project, name);
    const isHere = end.kind === 'declaration' && members.length === 0 && end.sourceFile === name.getSourceFile();
    return isHere ? end.value : undefined;
  }

  #functionNamed(expression: ts.Expression): FunctionNode | undefined {
    const value = this.#valueOf(expression);
    return value && isFunctionNode(this.#project.ts, value) ? value : undefined;
  }

  /** A function that runs at every event. */
  #body(fn: FunctionNode): void {
    const { ts } = this.#project;
    if (this.#bodies.has(fn) || !fn.body) return;
    this.#bodies.add(fn);
    const visit = (node: ts.Node): boolean | undefined => {
      if (isFunctionNode(ts, node)) return this.#runsStraight(node) ? undefined : false;
      if (ts.isClassLike(node)) return false;
      if (ts.isCallExpression(node)) this.#call(node, fn);
      return undefined;
    };
    forEachNodeFrom(ts, fn.body, visit);
  }

  #call(call: ts.CallExpression, within: FunctionNode): void {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    const action = actionName(this.#project, callee);
    if (isPaced(ts, call, within)) return;
    if (action === undefined) {
      if (this.#isFunctionOfFile(callee)) this.handler(callee);
      else this.#isFoundElsewhere(callee, call);
    } else this.#find({ node: call, name: action });
  }

  #find(call: StraightCall): void {
    if (this.#places.has(call.node)) return;
    this.#places.add(call.node);
    this.#found.push(call);
  }

  /** Whether an expression is a function of another file that comes to a Server Function by itself. */
  #isFoundElsewhere(expression: ts.Expression, node: ts.Node): boolean {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    if (this.#depth >= maximumFiles || !isNameOrMember(ts, inner)) return false;
    const { end, members } = originOf(this.#project, inner);
    const fn =
      end.kind === 'declaration' && members.length === 0 && end.sourceFile !== expression.getSourceFile() ? end.value : undefined;
    if (!fn || !isFunctionNode(ts, fn)) return false;
    const first = firstElsewhere(this.#project, fn, this.#depth + 1);
    if (first) this.#find({ node, name: first.name, through: lastName(ts, inner) });
    return first !== undefined;
  }

  #isFunctionOfFile(callee: ts.Expression): boolean {
    const { ts } = this.#project;
    if (isFunctionNode(ts, callee)) return false;
    const value = this.#valueOf(callee);
    if (value) return isFunctionNode(ts, value) || ts.isCallExpression(value);
    const made = madeBy(this.#project, callee);
    return made !== undefined && (made.key !== undefined || dispatchedBy(this.#project, made) !== undefined);
  }

  /** Whether a function inside a handler runs whenever the handler does. */
  #runsStraight(fn: FunctionNode): boolean {
    const { ts } = this.#project;
    if (isRunAtOnce(ts, fn)) return true;
    const { parent } = withWrappers<ts.Node>(ts, fn);
    if (!ts.isCallExpression(parent)) return false;
    const name = lastName(ts, unwrap(ts, parent.expression));
    if (ts.isPropertyAccessExpression(parent.expression) && isPromiseMethod(name)) return true;
    if (/^(?:flushSync|queueMicrotask)$/.test(name) || this.#isTransition(parent, name)) return true;
    // A timer that nothing clears only puts off each of the calls.
    return (
      /^(?:setTimeout|setImmediate)$/.test(name) && !/\bclear(?:Timeout|Immediate)\b/.test(outermostFunction(ts, fn).getText())
    );
  }

  #isTransition(call: ts.CallExpression, name: string): boolean {
    return isTransitionStart(this.#project, call) || /^start(?:[A-Z]\w*)?Transition$/.test(name);
  }
}

const firstElsewhere = memoized(
  (project: Project, fn: FunctionNode, depth: number): StraightCall | undefined => new HandlerSearch(project, depth).of(fn)[0],
);

/** The name of the Server Function that an expression stands for, or that calling it calls. */
function actionName(project: Project, expression: ts.Expression): string | undefined {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (isFunctionNode(ts, inner) || isPacingName(lastName(ts, inner))) return undefined;
  const action = serverFunctionOf(project, inner);
  const written = lastName(ts, inner) || action?.name;
  if (action) return written ?? 'the function';
  if (!isNameOrMember(ts, inner)) return undefined;
  return isDispatch(project, inner) || isHandedAction(project, inner, 0) ? written : undefined;
}

/** What a hook hands out to run a Server Function: `formAction` of `useActionState(save, …)`, `mutate` of `useMutation`. */
function isDispatch(project: Project, expression: ts.Identifier | ts.PropertyAccessExpression): boolean {
  const made = madeBy(project, expression);
  const action = made && dispatchedBy(project, made);
  return action !== undefined && (serverFunctionOf(project, action) !== undefined || isHandedAction(project, action, 0));
}

/** Whether a prop is a Server Function at some of its component's call sites. */
function isHandedAction(project: Project, expression: ts.Expression, depth: number): boolean {
  const origin = originOf(project, expression);
  if (origin.end.kind !== 'parameter' || depth > 3) return false;
  return givenFor(project, origin).values.some(
    (value) =>
      project.ts.isExpression(value) &&
      (serverFunctionOf(project, value) !== undefined || isHandedAction(project, value, depth + 1)),
  );
}

/** A method, or a property's value, that `this.name` reads. */
function memberOfClass(ts: Project['ts'], { name, parent }: ts.PropertyAccessExpression): ts.Node | undefined {
  let holder: ts.Node = parent;
  while (holder && !ts.isClassLike(holder)) holder = holder.parent;
  const member =
    holder && ts.isClassLike(holder)
      ? holder.members.find((other) => other.name && ts.isIdentifier(other.name) && other.name.text === name.text)
      : undefined;
  if (!member) return undefined;
  if (ts.isMethodDeclaration(member)) return member;
  return ts.isPropertyDeclaration(member) && member.initializer ? unwrap(ts, member.initializer) : undefined;
}

function outermostFunction(ts: Project['ts'], fn: FunctionNode): FunctionNode {
  let outermost = fn;
  for (let outer = enclosingFunction(ts, fn); outer; outer = enclosingFunction(ts, outer)) outermost = outer;
  return outermost;
}
