import type ts from 'typescript';
import { browserGlobals } from '../catalog/browser-globals.ts';
import { declarationOf } from '../syntax/scope.ts';
import { fromAncestors } from '../syntax/ancestors.ts';
import { isFunctionNode, isNullish, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Side } from '../graph/environment.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isOfReact, isUseOfBrowser } from './browser-only.ts';

/** What a condition says about the machine the code is on; `unclear` where it asks but the answer cannot be read. */
type Verdict = Side | 'unclear';

// Names of conditions that cannot be followed, and plainly ask where the code runs.
const askingName =
  /^(?:is|in|on|has|can|use|did)_?(?:browser|client|server|ssr|csr|dom|window|web|hydrated|mounted)|^(?:browser|ssr|mounted|hydrated|canUseDOM)$/i;

/** How much of a condition is read before it counts as one that says nothing: names may stand for each other in a circle. */
const maxSteps = 200;

/**
 * Whether a piece of code is kept from running on a side by what stands around it: `typeof window !== 'undefined'` and its many
 * forms in `if`, `? :`, `&&`, `||`, early returns, `process.env.NEXT_RUNTIME`; conditions in constants and functions of the program
 * are followed. A condition that asks, but cannot be read, counts as a guard.
 *
 * @param side the side the code must not run on
 */
export function isKeptFrom(project: Project, node: ts.Node, side: Side): boolean {
  return isBehind(project, node, kept[side], ([condition, holds]) => {
    const verdict = verdictOf(project, condition, holds, { steps: maxSteps });
    return verdict !== undefined && verdict !== side;
  });
}

/**
 * Whether a piece of code runs only where a condition of a kind holds, or does not.
 *
 * @param memory where the answers are kept: one for each kind
 * @param isAgainst whether a condition is of the kind
 */
export function isBehind(
  project: Project,
  node: ts.Node,
  memory: WeakMap<Project, Kept>,
  isAgainst: (condition: Condition) => boolean,
): boolean {
  let known = memory.get(project);
  if (!known) memory.set(project, (known = { nodes: new WeakMap(), lists: new WeakMap() }));
  const { nodes, lists } = known;
  const isKeptBy = (outer: ts.Node, inner: ts.Node): true | undefined =>
    hangsOn(project.ts, inner, outer, isAgainst, lists) || undefined;
  return fromAncestors<boolean>(nodes, node, isKeptBy, false);
}

/** Whether a node runs only under such a condition. @param lists kept for one kind of condition @param until whose own count no more */
export function isUnder(
  ts: Project['ts'],
  node: ts.Node,
  isSuch: (condition: Condition) => boolean,
  lists: WeakMap<ts.Node, number>,
  until?: ts.Node,
): boolean {
  for (let inner = node, outer = node.parent; outer && inner !== until; inner = outer, outer = outer.parent) {
    if (hangsOn(ts, inner, outer, isSuch, lists)) return true;
  }
  return false;
}

/** Whether `outer` lets `inner` run only under such a condition. One look at all of a list, whoever of it is asked about. */
function hangsOn(
  ts: Project['ts'],
  inner: ts.Node,
  outer: ts.Node,
  isSuch: (condition: Condition) => boolean,
  lists: WeakMap<ts.Node, number>,
): boolean {
  const list = listOf(ts, outer);
  if (!list) return conditionsFor(ts, inner, outer).some(isSuch);
  let end = lists.get(outer);
  if (end === undefined) lists.set(outer, (end = firstEnd(ts, list, isSuch)));
  return inner.pos >= end;
}

/** What is known of pieces of code. */
export interface Kept {
  readonly nodes: WeakMap<ts.Node, boolean>;
  /** Where the first statement of a list ends behind which code is kept back. */
  readonly lists: WeakMap<ts.Node, number>;
}

const kept: Readonly<Record<Side, WeakMap<Project, Kept>>> = { server: new WeakMap(), client: new WeakMap() };

function listOf(ts: Project['ts'], node: ts.Node): readonly ts.Statement[] | undefined {
  const isList = ts.isBlock(node) || ts.isSourceFile(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node);
  return isList ? node.statements : undefined;
}

function firstEnd(ts: Project['ts'], list: readonly ts.Statement[], isAgainst: (condition: Condition) => boolean): number {
  return list.find((statement) => conditionsBehind(ts, statement).some(isAgainst))?.end ?? Infinity;
}

/**
 * Whether a piece of code is sure to run on a side once what it stands in does: whatever stands around it asks for that side, if it
 * asks anything.
 */
export function isKnownToRunOn(project: Project, node: ts.Node, side: Side): boolean {
  for (const [condition, holds] of conditionsAround(project.ts, node)) {
    if (verdictOf(project, condition, holds, { steps: maxSteps }) !== side) return false;
  }
  return true;
}

/** A condition, and whether it holds. */
export type Condition = readonly [condition: ts.Expression, holds: boolean];

/** The conditions that must hold, or must not, for a piece of code to run: innermost first. */
export function* conditionsAround(ts: Project['ts'], node: ts.Node): Generator<Condition> {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    yield* conditionsFor(ts, inner, outer);
  }
}

/** Whether an error in a piece of code is caught: it stands in a `try` that has a `catch`. */
export function isInTry(ts: Project['ts'], node: ts.Node): boolean {
  const isCaught = (outer: ts.Node, inner: ts.Node): boolean | undefined => {
    if (ts.isTryStatement(outer) && outer.tryBlock === inner && outer.catchClause) return true;
    return isFunctionNode(ts, outer) ? false : undefined;
  };
  return fromAncestors<boolean>(caught, node, isCaught, false);
}

const caught = new WeakMap<ts.Node, boolean>();

/** The conditions that hold, or do not, whenever `inner` runs, as far as its parent says. */
function conditionsFor(ts: Project['ts'], inner: ts.Node, outer: ts.Node): Condition[] {
  if (ts.isIfStatement(outer) && inner !== outer.expression) return [[outer.expression, inner === outer.thenStatement]];
  if (ts.isConditionalExpression(outer) && inner !== outer.condition) return [[outer.condition, inner === outer.whenTrue]];
  if (ts.isWhileStatement(outer) && inner === outer.statement) return [[outer.expression, true]];
  if (ts.isBinaryExpression(outer) && inner === outer.right) {
    const { kind } = outer.operatorToken;
    const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
    if (kind === AmpersandAmpersandToken) return [[outer.left, true]];
    return kind === BarBarToken || kind === QuestionQuestionToken ? [[outer.left, false]] : [];
  }
  if (ts.isCaseBlock(outer)) return [[outer.parent.expression, true]];
  const list = listOf(ts, outer);
  return list ? conditionsBefore(ts, inner, list) : [];
}

/** What must have held for the statements before to let it come to this one. */
function conditionsBefore(ts: Project['ts'], statement: ts.Node, siblings: readonly ts.Statement[]): Condition[] {
  let stops = stopsOf.get(siblings);
  if (!stops) {
    stops = siblings.flatMap((before) => {
      const conditions = conditionsBehind(ts, before);
      return conditions.length > 0 ? [{ end: before.end, conditions }] : [];
    });
    stopsOf.set(siblings, stops);
  }
  return stops.filter(({ end }) => end <= statement.pos).flatMap(({ conditions }) => conditions);
}

/** The statements of a list that may leave it, with where they end: a list may be long, and most of it lets everything pass. */
const stopsOf = new WeakMap<readonly ts.Statement[], ReadonlyArray<{ end: number; conditions: readonly Condition[] }>>();

/** What must have held for a statement to let it come to the next: `if (…) return;`, `invariant(…)`. */
function conditionsBehind(ts: Project['ts'], statement: ts.Statement): Condition[] {
  if (ts.isIfStatement(statement)) {
    if (isExit(ts, statement.thenStatement)) return [[statement.expression, false]];
    return statement.elseStatement && isExit(ts, statement.elseStatement) ? [[statement.expression, true]] : [];
  }
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return [];
  // React goes on behind it in the browser alone.
  if (isUseOfBrowser(ts, statement.expression)) return [[statement.expression, true]];
  const {
    expression: callee,
    arguments: [condition],
  } = statement.expression;
  return condition && ts.isIdentifier(callee) && /^(?:invariant|assert)$/.test(callee.text) ? [[condition, true]] : [];
}

/** Whether a statement ends in leaving: by `return`, `throw`, `break` or `continue`. */
export function isExit(ts: Project['ts'], statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakOrContinueStatement(last));
}

/** What it means for the side that a condition holds, or that it does not. */
function verdictOf(project: Project, expression: ts.Expression, holds: boolean, budget: { steps: number }): Verdict | undefined {
  const { ts } = project;
  const condition = unwrap(ts, expression);
  if (budget.steps-- <= 0) return undefined;
  const further = (inner: ts.Expression, innerHolds: boolean): Verdict | undefined =>
    verdictOf(project, inner, innerHolds, budget);
  if (ts.isPrefixUnaryExpression(condition)) {
    return condition.operator === ts.SyntaxKind.ExclamationToken ? further(condition.operand, !holds) : undefined;
  }
  if (ts.isBinaryExpression(condition)) {
    const {
      left,
      right,
      operatorToken: { kind },
    } = condition;
    const isAnd = kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (isAnd || kind === ts.SyntaxKind.BarBarToken) {
      const [a, b] = [further(left, holds), further(right, holds)];
      // Of an `and` that holds both hold; of one that does not, either may be the reason.
      if (isAnd === holds) return a ?? b;
      return a === b ? a : 'unclear';
    }
    if (kind === ts.SyntaxKind.InKeyword)
      return ts.isStringLiteralLike(left) && browserGlobals.has(left.text) && isGlobalObject(ts, right)
        ? sideIf(holds)
        : undefined;
    return comparison(project, condition, holds) ?? undefined;
  }
  // `switch (typeof window)`: which case it is in is not looked at.
  if (ts.isTypeOfExpression(condition)) return isBrowserGlobal(ts, unwrap(ts, condition.expression)) ? 'unclear' : undefined;
  if (isBrowserGlobal(ts, condition)) return sideIf(holds);
  if (ts.isCallExpression(condition)) {
    const [argument] = condition.arguments;
    if (argument && ts.isIdentifier(condition.expression) && condition.expression.text === 'Boolean')
      return further(argument, holds);
    if (isUseOfBrowser(ts, condition)) return isOfReact(project, condition) ? sideIf(holds) : undefined;
    const { end } = originOf(project, condition.expression);
    const value = end.kind === 'declaration' ? end.value : undefined;
    const returned = value && isFunctionNode(ts, value) ? returnedBy(ts, value) : undefined;
    return returned ? further(returned, holds) : unclearByName(ts, condition.expression);
  }
  if (ts.isIdentifier(condition) || ts.isPropertyAccessExpression(condition)) {
    const text = condition.getText();
    if (text === 'process.browser') return sideIf(holds);
    if (text === 'import.meta.env.SSR') return sideIf(!holds);
    const { end, members } = originOf(project, condition);
    const value = end.kind === 'declaration' && members.length === 0 ? end.value : undefined;
    if (value && ts.isExpression(value) && !isFunctionNode(ts, value)) {
      const verdict = further(value, holds);
      if (verdict) return verdict;
    }
    return unclearByName(ts, condition);
  }
  return undefined;
}

function sideIf(isBrowser: boolean): Side {
  return isBrowser ? 'client' : 'server';
}

/** `typeof window === 'undefined'`, `globalThis.window != null`, `process.env.NEXT_RUNTIME === 'nodejs'`, either way round. */
function comparison(
  project: Project,
  { left, right, operatorToken: { kind } }: ts.BinaryExpression,
  holds: boolean,
): Verdict | undefined {
  const { ts } = project;
  const { EqualsEqualsToken, EqualsEqualsEqualsToken, ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  const isEqual = kind === EqualsEqualsToken || kind === EqualsEqualsEqualsToken;
  if (!isEqual && kind !== ExclamationEqualsToken && kind !== ExclamationEqualsEqualsToken) return undefined;
  const are = isEqual === holds;
  for (const [asked, value] of [
    [left, right],
    [right, left],
  ] as const) {
    const [subject, answer] = [unwrap(ts, asked), unwrap(ts, value)];
    if (ts.isTypeOfExpression(subject) && ts.isStringLiteralLike(answer)) {
      const operand = unwrap(ts, subject.expression);
      if (isBrowserGlobal(ts, operand)) return sideIf((answer.text === 'undefined') !== are);
      // Bundlers put a `process` and a `global` into the browser, so these say little.
      return ts.isIdentifier(operand) &&
        /^(?:process|global|require|module|EdgeRuntime|Deno|Bun|importScripts)$/.test(operand.text)
        ? 'unclear'
        : undefined;
    }
    if (isBrowserGlobal(ts, subject) && isNullish(ts, answer)) return sideIf(!are);
    const isRuntime = ts.isPropertyAccessExpression(subject) && subject.getText() === 'process.env.NEXT_RUNTIME';
    if (isRuntime) return are && ts.isStringLiteralLike(answer) && answer.text !== '' ? 'server' : 'unclear';
  }
  return undefined;
}

/** `window`, `document.body`, `globalThis.window`: something that only a browser has. */
function isBrowserGlobal(ts: Project['ts'], node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return browserGlobals.has(node.text) && !declarationOf(ts, node);
  if (!ts.isPropertyAccessExpression(node)) return false;
  const object = unwrap(ts, node.expression);
  return (isGlobalObject(ts, object) && browserGlobals.has(node.name.text)) || isBrowserGlobal(ts, object);
}

function isGlobalObject(ts: Project['ts'], expression: ts.Expression): boolean {
  const node = unwrap(ts, expression);
  return ts.isIdentifier(node) && /^(?:globalThis|global|self|window)$/.test(node.text) && !declarationOf(ts, node);
}

function returnedBy(ts: Project['ts'], { body }: FunctionNode): ts.Expression | undefined {
  if (!body || !ts.isBlock(body)) return body;
  const [statement] = body.statements;
  return statement && ts.isReturnStatement(statement) ? statement.expression : undefined;
}

function unclearByName(ts: Project['ts'], node: ts.Expression): 'unclear' | undefined {
  const name = ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : '';
  return askingName.test(name) ? 'unclear' : undefined;
}
