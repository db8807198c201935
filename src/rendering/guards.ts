import type ts from 'typescript';
import { fromAncestors } from '../syntax/ancestors.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, isStatementList } from '../syntax/nodes.ts';
import type { Side } from '../graph/environment.ts';
import type { Project } from '../project/project.ts';
import { isUseOfBrowser } from './browser-only.ts';
import { sideByCondition } from './side-conditions.ts';
import { isFallback, isLogical } from '../syntax/operators.ts';

/**
 * Whether a piece of code is kept from running on a side by what stands around it: `typeof window !== 'undefined'` and its many
 * forms in `if`, `? :`, `&&`, `||`, early returns, `process.env.NEXT_RUNTIME`; conditions in constants and functions of the program
 * are followed. A condition that asks, but cannot be read, counts as a guard.
 *
 * @param side the side the code must not run on
 */
export function isKeptFrom(project: Project, node: ts.Node, side: Side): boolean {
  return guardOf(project, side).isAround(project.ts, node);
}

const guardOf = memoized(
  (project: Project, side: Side) =>
    new Guard(([condition, holds]) => {
      const verdict = sideByCondition(project, condition, holds);
      return verdict !== undefined && verdict !== side;
    }),
);

/** A kind of condition under which alone code runs. What is found out of pieces of code is kept with it. */
export class Guard {
  readonly #isSuch: (condition: Condition) => boolean;
  readonly #nodes = new WeakMap<ts.Node, boolean>();
  /** Where the first statement of a list ends behind which code runs under such a condition: one look, whoever of it is asked about. */
  readonly #ends = new WeakMap<ts.Node, number>();

  /** @param isSuch whether a condition is of the kind */
  constructor(isSuch: (condition: Condition) => boolean) {
    this.#isSuch = isSuch;
  }

  /** Whether a piece of code runs only where such a condition holds, or does not. */
  isAround(ts: Project['ts'], node: ts.Node): boolean {
    const isHeld = (outer: ts.Node, inner: ts.Node): true | undefined => this.#hangsOn(ts, inner, outer) || undefined;
    return fromAncestors<boolean>(this.#nodes, node, isHeld, false);
  }

  /** As {@link isAround}, as far as something that it stands in, whose own conditions count no more. */
  isWithin(ts: Project['ts'], node: ts.Node, until: ts.Node): boolean {
    for (let inner = node, outer = node.parent; outer && inner !== until; inner = outer, outer = outer.parent) {
      if (this.#hangsOn(ts, inner, outer)) return true;
    }
    return false;
  }

  /** Whether `outer` lets `inner` run only under such a condition. */
  #hangsOn(ts: Project['ts'], inner: ts.Node, outer: ts.Node): boolean {
    if (!isStatementList(ts, outer)) return conditionsFor(ts, inner, outer).some(this.#isSuch);
    let end = this.#ends.get(outer);
    if (end === undefined) this.#ends.set(outer, (end = firstEnd(ts, outer.statements, this.#isSuch)));
    return inner.pos >= end;
  }
}

function firstEnd(ts: Project['ts'], list: readonly ts.Statement[], isAgainst: (condition: Condition) => boolean): number {
  return list.find((statement) => conditionsBehind(ts, statement).some(isAgainst))?.end ?? Infinity;
}

/**
 * Whether a piece of code is sure to run on the server once what it stands in does: whatever stands around it asks for that side, if
 * it asks anything.
 */
export function isKnownToRunOnServer(project: Project, node: ts.Node): boolean {
  for (const [condition, holds] of conditionsAround(project.ts, node)) {
    if (sideByCondition(project, condition, holds) !== 'server') return false;
  }
  return true;
}

/** A condition, and whether it holds. */
export type Condition = readonly [condition: ts.Expression, holds: boolean];

/**
 * The conditions that must hold, or must not, for a piece of code to run: innermost first.
 *
 * @param until what it stands in whose own conditions count no more
 */
export function* conditionsAround(ts: Project['ts'], node: ts.Node, until?: ts.Node): Generator<Condition> {
  for (let inner = node, outer = node.parent; outer && inner !== until; inner = outer, outer = outer.parent) {
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
  if (isLogical(ts, outer) && inner === outer.right) return [[outer.left, !isFallback(ts, outer)]];
  if (ts.isCaseBlock(outer)) return [[outer.parent.expression, true]];
  return isStatementList(ts, outer) ? conditionsBefore(ts, inner, outer.statements) : [];
}

/** What must have held for the statements before to let it come to this one. */
function conditionsBefore(ts: Project['ts'], statement: ts.Node, siblings: readonly ts.Statement[]): Condition[] {
  return stopsIn(ts, siblings)
    .filter(({ end }) => end <= statement.pos)
    .flatMap(({ conditions }) => conditions);
}

/** The statements of a list that may leave it, with where they end: a list may be long, and most of it lets everything pass. */
const stopsIn = memoized((ts: Project['ts'], list: readonly ts.Statement[]) =>
  list.flatMap((statement) => {
    const conditions = conditionsBehind(ts, statement);
    return conditions.length > 0 ? [{ end: statement.end, conditions }] : [];
  }),
);

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
