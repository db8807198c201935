import type ts from 'typescript';
import { carrierOf } from '../syntax/carrier.ts';
import { isPromiseMethod, isRunAtOnce } from '../syntax/components.ts';
import { forEachNodeFrom } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { isAsync, isFunctionNode, isInside, isNameOrMember, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { directCallees, functionsGiven, runOfArgument, type CallLike } from './calls.ts';
import { givenBy, nothingGiven, type FunctionValue, type Given } from './function-value.ts';
import { functionsOf } from './functions.ts';
import type { Project } from '../project/project.ts';
import type { Query, Told } from './query.ts';

/** What is known of a query, whatever it looks for. */
type QueryReach = Omit<Query<unknown>, 'hit'>;

/** A function that a call runs, with the functions that it was given. */
export interface Callee {
  readonly key: string;
  readonly fn: FunctionNode;
  readonly given: Given;
  readonly told: Told;
  readonly call: CallLike;
}

/** Of a function that is asked about by itself. */
export const nothingTold: Told = new Map();

/**
 * Visits the nodes of a function's own code, in the order of the text.
 *
 * @param isDone whether nothing below a node is to be visited
 */
export function visitOwnCode(project: Project, query: QueryReach, fn: FunctionNode, isDone: (node: ts.Node) => boolean): void {
  const { ts } = project;
  const visit = (node: ts.Node): boolean | undefined => {
    if (ts.isClassLike(node)) return false;
    if (isFunctionNode(ts, node)) return isOwnCode(project, query, node) ? undefined : false;
    return isDone(node) ? false : undefined;
  };
  for (const parameter of fn.parameters) if (parameter.initializer) forEachNodeFrom(ts, parameter.initializer, visit);
  if (fn.body) forEachNodeFrom(ts, fn.body, visit);
}

/** Whether a node may run a function, for a query. */
export function isCallLike({ ts }: Project, query: QueryReach, node: ts.Node): node is CallLike {
  if (ts.isJsxOpeningLikeElement(node)) return query.throughElements ?? false;
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isPropertyAccessExpression(node)
  );
}

/**
 * The functions that a call runs, and that may be looked into.
 *
 * @param around what the parameters stand for that its callee and arguments may name
 * @param told what the query was told of them
 */
export function calleesIn(project: Project, query: QueryReach, call: CallLike, around: Given, told: Told): Callee[] {
  const { ts } = project;
  // A function that is called where it is written is looked into there.
  if (ts.isCallExpression(call) && isFunctionNode(ts, unwrap(ts, call.expression))) return [];
  const direct = directCallees(project, call, around).all.map((callee) => ({
    ...callee,
    given: functionsGiven(project, callee, call, around),
    told: toldBy(project, query, callee, call, told),
  }));
  const isWithArguments = ts.isCallExpression(call) || ts.isNewExpression(call);
  const args = isWithArguments ? (call.arguments ?? []) : [];
  const handed = isWithArguments
    ? args.flatMap((argument, index) => runArguments(project, query, call, argument, index, around))
    : [];
  const callees: Callee[] = [];
  for (const { node: fn, given: own, told: inside } of [...direct, ...handed.map((value) => ({ ...value, told: nothingTold }))]) {
    if (!fn.body || query.enters?.(project, fn, call) === false) continue;
    if (query.isAwaitedOnly && isAsync(ts, fn) && !isAwaitedOrReturned(ts, call)) continue;
    // What is handed on counts where it stands.
    const given = query.inner === 'handed-on' ? nothingGiven : own;
    callees.push({ key: functionKeyOf(fn, given, inside), fn, given, told: inside, call });
  }
  return callees;
}

/** What a query is told of the parameters of a function that a call runs: by its arguments, and by what the function was made with. */
export function toldBy(project: Project, query: QueryReach, value: FunctionValue, call: CallLike, told: Told): Told {
  const { ts } = project;
  const { tells } = query;
  if (!tells) return nothingTold;
  const args = ts.isCallExpression(call) || ts.isNewExpression(call) ? (call.arguments ?? []) : [];
  const found = new Map<ts.Node, string>();
  // What a function is written in has been told something too.
  for (const [parameter, word] of told) if (isInside(value.node, parameter.parent)) found.set(parameter, word);
  for (const [parameter, argument] of givenBy(ts, value, args, nothingGiven)) {
    const word = tells(project, argument, told);
    if (word === undefined) found.delete(parameter);
    else found.set(parameter, word);
  }
  return found.size > 0 ? found : nothingTold;
}

/** The functions that a call is given by name, and runs. */
function runArguments(
  project: Project,
  query: QueryReach,
  call: ts.CallExpression | ts.NewExpression,
  argument: ts.Expression,
  index: number,
  given: Given,
): readonly FunctionValue[] {
  const { ts } = project;
  const inner = unwrap(ts, argument);
  if (!isNameOrMember(ts, inner)) return [];
  const isRun = query.inner === 'handed-on' || runOfArgumentByApi(project, call, index);
  return isRun ? functionsOf(project, inner, given).all : [];
}

/** Whether a function written in another runs with it. */
function isOwnCode(project: Project, query: QueryReach, node: FunctionNode): boolean {
  const { ts } = project;
  if (query.inner === 'handed-on') return !isDeclaredFunction(ts, node) && !isGivenBack(ts, node);
  if (isRunAtOnce(ts, node) || isThenCallback(ts, node)) return true;
  const call = callGiven(ts, node);
  const index = call?.arguments.findIndex((argument) => unwrap(ts, argument) === node) ?? -1;
  return call !== undefined && index >= 0 && runOfArgumentByApi(project, call, index);
}

/**
 * Whether a function is what the function around it returns, or a member of that: it runs where it is called, by whoever was given it.
 */
export function isGivenBack(ts: Project['ts'], node: FunctionNode): boolean {
  if (isReturned(ts, carrierOf(ts, node))) return true;
  const member = ts.isMethodDeclaration(node) || ts.isAccessor(node) ? node : carrierOf(ts, node).parent;
  if (!ts.isObjectLiteralElement(member)) return false;
  let owner = carrierOf(ts, member.parent);
  while (ts.isPropertyAssignment(owner.parent)) owner = carrierOf(ts, owner.parent.parent);
  return isReturned(ts, owner);
}

function isReturned(ts: Project['ts'], value: ts.Node): boolean {
  const { parent } = value;
  return ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === value);
}

/** Whether a call of something outside the program runs an argument before it goes on: what the program's functions do is followed. */
function runOfArgumentByApi(project: Project, call: ts.CallExpression | ts.NewExpression, index: number): boolean {
  const run = runOfArgument(project, call, index);
  if (run !== 'now' && run !== 'render') return false;
  return functionsOf(project, unwrap(project.ts, call.expression)).all.length === 0;
}

/** The call that a function literal is an argument of. */
function callGiven(ts: Project['ts'], fn: FunctionNode): ts.CallExpression | undefined {
  const inner = withWrappers<ts.Node>(ts, fn);
  const { parent } = inner;
  return ts.isCallExpression(parent) && parent.expression !== inner ? parent : undefined;
}

/** Whether a function is given to a promise's `then`, `catch` or `finally`: it still belongs to what waits for the promise. */
export function isThenCallback(ts: Project['ts'], fn: FunctionNode): boolean {
  const call = callGiven(ts, fn);
  const callee = call && unwrap(ts, call.expression);
  return callee !== undefined && ts.isPropertyAccessExpression(callee) && isPromiseMethod(callee.name.text);
}

/** A function that has a name runs where that is called, and not where it stands. */
export function isDeclaredFunction(ts: Project['ts'], node: ts.Node): boolean {
  return ts.isFunctionDeclaration(node) || (isFunctionNode(ts, node) && ts.isVariableDeclaration(node.parent));
}

function isAwaitedOrReturned(ts: Project['ts'], call: ts.Node): boolean {
  for (let outer = call.parent; outer; outer = outer.parent) {
    if (ts.isAwaitExpression(outer) || ts.isReturnStatement(outer) || ts.isArrowFunction(outer)) return true;
    if (ts.isForOfStatement(outer) && outer.awaitModifier) return isInside(call, outer.expression);
    if (ts.isStatement(outer) || isFunctionNode(ts, outer)) return false;
  }
  return false;
}

let last = 0;

const numberOf = memoized((_node: ts.Node) => ++last);

/** A function together with the functions that it was given, and what it was told. */
export function functionKeyOf(fn: FunctionNode, given: Given, told: Told): string {
  const parts = [...given].map(([parameter, value]) => `${numberOf(parameter)}=${numberOf(value)}`);
  const words = [...told].map(([parameter, word]) => `${numberOf(parameter)}:${word}`);
  return [numberOf(fn), ...parts.sort(), ...words.sort()].join(' ');
}
