import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { declarationOf } from '../syntax/scope.ts';
import { enclosingFunction, isFunctionNode, isNullish, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { NavigationError } from './navigation-error.ts';
import { functionsOf } from '../flow/functions.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { calleeName } from '../syntax/last-name.ts';

/**
 * What becomes of a navigation's error in the code that catches it.
 * - `rethrown`: the same error is thrown again, or may be, by a function outside the program
 * - `swallowed`: on some path it is not
 */
type Fate = 'rethrown' | 'swallowed';

/** Statements nested deeper than this, and functions further away, are not looked into. */
const maximumDepth = 100;
const maximumCalls = 5;

/** Packages whose functions make no use of an error that would throw it again: toasts, tools. */
const throwingNothing = /^(?:sonner$|react-hot-toast$|react-toastify$|lodash|ramda|remeda|es-toolkit)/;

/**
 * What a `catch` clause does with the error of a function of `next/navigation`.
 *
 * @param call the call that throws it
 * @param navigation the function that the call ends in
 */
export function fateInCatch(project: Project, clause: ts.CatchClause, call: ts.CallExpression, navigation: string): Fate {
  const reader = new CatchReader(new NavigationError(project, clause.variableDeclaration, call, navigation), 'swallows', 0);
  return reader.statements(clause.block.statements, 0) === 'rethrows' ? 'rethrown' : 'swallowed';
}

/**
 * What the handler of a rejected promise does with the error.
 *
 * @param handler what `.catch()` is given, or `.then()` as its second argument
 * @param call the call that throws it
 * @param navigation the function that the call ends in
 * @returns undefined where that is unknown
 */
export function fateInHandler(
  project: Project,
  handler: ts.Expression,
  call: ts.CallExpression,
  navigation: string,
): Fate | undefined {
  const { ts } = project;
  const inner = unwrap(ts, handler);
  // `.catch(null)` hands everything on.
  if (isNullish(ts, inner)) return 'rethrown';
  if (!isFunctionNode(ts, inner)) {
    const { end } = originOf(project, inner);
    if (end.kind === 'global') return 'swallowed';
    if (end.kind === 'package') {
      if (throwingNothing.test(end.module)) return 'swallowed';
      return isRethrowName(end.name) ? 'rethrown' : undefined;
    }
    if (end.kind !== 'declaration') return undefined;
  }
  const fn = isFunctionNode(ts, inner) ? inner : calledFunctionOf(project, inner);
  if (!fn?.body) return undefined;
  const error = new NavigationError(project, fn.parameters[0], call, navigation);
  const reader = new CatchReader(error, 'swallows', 0);
  if (!ts.isBlock(fn.body)) return reader.returned(fn.body) ? 'rethrown' : 'swallowed';
  return reader.statements(fn.body.statements, 0) === 'rethrows' ? 'rethrown' : 'swallowed';
}

function calledFunctionOf(project: Project, expression: ts.Expression): FunctionNode | undefined {
  const { all } = functionsOf(project, expression);
  return all.length === 1 ? all[0]!.node : undefined;
}

function isRethrowName(name: string): boolean {
  return /rethrow/i.test(name);
}

/** How a statement is left, where the error that was caught is a navigation's. */
type Outcome = 'rethrows' | 'swallows' | 'falls';

class CatchReader {
  readonly #project: Project;
  readonly #error: NavigationError;
  readonly #onReturn: Outcome;
  readonly #calls: number;
  /** Loops, switches and labels inside the `catch` that a `break` could be of. */
  #loops = 0;

  /**
   * @param onReturn what a `return` means: in a helper called from the `catch` the error is still at hand afterwards
   * @param calls how many calls away from the `catch` this is
   */
  constructor(error: NavigationError, onReturn: Outcome, calls: number) {
    this.#project = error.project;
    this.#error = error;
    this.#onReturn = onReturn;
    this.#calls = calls;
  }

  statements(statements: readonly ts.Statement[], depth: number): Outcome {
    for (const statement of statements) {
      const outcome = this.#statement(statement, depth + 1);
      if (outcome !== 'falls') return outcome;
    }
    return 'falls';
  }

  #statement(statement: ts.Statement, depth: number): Outcome {
    const { ts } = this.#project;
    if (depth > maximumDepth) return 'rethrows';
    if (ts.isThrowStatement(statement)) return this.#thrown(statement.expression) ? 'rethrows' : 'swallows';
    if (ts.isReturnStatement(statement)) {
      return statement.expression && this.returned(statement.expression) ? 'rethrows' : this.#onReturn;
    }
    if (ts.isExpressionStatement(statement)) return this.#evaluated(statement.expression) ? 'rethrows' : 'falls';
    if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      return declarations.some(({ initializer }) => initializer && this.#evaluated(initializer)) ? 'rethrows' : 'falls';
    }
    if (ts.isBlock(statement)) return this.statements(statement.statements, depth);
    if (ts.isLabeledStatement(statement)) return this.#within(() => this.#statement(statement.statement, depth + 1));
    if (ts.isIfStatement(statement)) return this.#if(statement, depth);
    if (ts.isSwitchStatement(statement)) return this.#within(() => this.#clauses(statement, depth));
    if (ts.isTryStatement(statement)) return this.#try(statement, depth);
    if (ts.isIterationStatement(statement, false)) {
      const outcome = this.#within(() => this.#statement(statement.statement, depth + 1));
      // Only the body of `do … while` runs for certain.
      return outcome === 'swallows' || ts.isDoStatement(statement) ? outcome : 'falls';
    }
    const isLeft = (ts.isBreakStatement(statement) || ts.isContinueStatement(statement)) && this.#loops === 0;
    return isLeft ? this.#onReturn : 'falls';
  }

  #if(statement: ts.IfStatement, depth: number): Outcome {
    const truth = this.#error.truthOf(statement.expression);
    const whenTrue = (): Outcome => this.#statement(statement.thenStatement, depth + 1);
    const whenFalse = (): Outcome => (statement.elseStatement ? this.#statement(statement.elseStatement, depth + 1) : 'falls');
    if (truth === true) {
      // `if (isRedirectError(error)) return { success: true }`: who asks by name whether Auth.js would go on, and stays, means it.
      const isMeant = this.#error.isOfAuth && /\bisRedirectError\(/.test(statement.expression.getText());
      const outcome = whenTrue();
      return isMeant && outcome === 'swallows' ? 'rethrows' : outcome;
    }
    if (truth === false) return whenFalse();
    return either(truth, [whenTrue(), whenFalse()]);
  }

  /** Reads what a `break` inside it ends. */
  #within(read: () => Outcome): Outcome {
    this.#loops++;
    const outcome = read();
    this.#loops--;
    return outcome;
  }

  #clauses(statement: ts.SwitchStatement, depth: number): Outcome {
    const { clauses } = statement.caseBlock;
    const { ts } = this.#project;
    const start = clauses.findIndex((clause) => ts.isDefaultClause(clause));
    const outcomes: Outcome[] = [];
    // From the last to the first: each goes on into the one behind it.
    for (const { statements } of clauses.toReversed()) {
      const last = statements.findIndex((inner) => ts.isBreakStatement(inner));
      const outcome = this.statements(last < 0 ? statements : statements.slice(0, last), depth);
      outcomes.unshift(outcome === 'falls' && last < 0 ? (outcomes[0] ?? 'falls') : outcome);
    }
    const byDefault = outcomes[start] ?? 'falls';
    // Of a navigation's error it is known which one applies, mostly the default: `switch (error.code)`.
    const isOfConditions = statement.expression.kind === ts.SyntaxKind.TrueKeyword;
    const answers = clauses.map((clause) => {
      if (!ts.isCaseClause(clause)) return false;
      if (!isOfConditions) return this.#error.equals(statement.expression, clause.expression);
      const truth = this.#error.truthOf(clause.expression);
      return typeof truth === 'boolean' ? truth : undefined;
    });
    if (!answers.includes(undefined)) return outcomes[answers.indexOf(true)] ?? byDefault;
    const truth =
      this.#error.isAbout(statement.expression) ||
      clauses.some((clause) => ts.isCaseClause(clause) && this.#error.isAbout(clause.expression));
    return either(truth ? 'perhaps' : 'free', [byDefault, ...outcomes]);
  }

  #try({ tryBlock, catchClause, finallyBlock }: ts.TryStatement, depth: number): Outcome {
    const last = finallyBlock ? this.statements(finallyBlock.statements, depth) : 'falls';
    if (last !== 'falls') return last;
    const outcome = this.statements(tryBlock.statements, depth);
    if (outcome !== 'rethrows' || !catchClause) return outcome;
    const inner = new CatchReader(this.#error.as(catchClause.variableDeclaration), this.#onReturn, this.#calls);
    return inner.statements(catchClause.block.statements, depth);
  }

  /** Whether what is thrown is the error, or may be. */
  #thrown(expression: ts.Expression): boolean {
    const { ts } = this.#project;
    if (this.#error.isIt(expression) || this.#evaluated(expression)) return true;
    // `throw toError(error)`: what comes back may be what went in.
    const inner = unwrap(ts, expression);
    const index = ts.isCallExpression(inner) ? inner.arguments.findIndex((argument) => this.#error.isIt(argument)) : -1;
    if (!ts.isCallExpression(inner) || index < 0) return false;
    const fn = calledFunctionOf(this.#project, inner.expression);
    return fn ? this.#givesBack(fn, index) : originOf(this.#project, inner.expression).end.kind !== 'global';
  }

  /** Whether a function can return the error it is given. */
  #givesBack(fn: FunctionNode, index: number): boolean {
    const error = this.#error.as(fn.parameters[index]);
    return returnedExpressions(this.#project.ts, fn).some((expression) => error.isIt(expression));
  }

  /** Whether a returned expression throws the error, rejects with it, or is made by a function outside the program. */
  returned(expression: ts.Expression): boolean {
    const { ts } = this.#project;
    if (this.#evaluated(expression)) return true;
    const inner = unwrap(ts, expression);
    if (!ts.isCallExpression(inner) || !inner.arguments.some((argument) => this.#error.isIt(argument))) return false;
    const { end, members } = originOf(this.#project, inner.expression);
    if (end.kind === 'global') return end.name === 'Promise' && members.join('.') === 'reject';
    return ts.isIdentifier(inner.expression) && (end.kind === 'package' || end.kind === 'parameter' || end.kind === 'unknown');
  }

  /** Whether evaluating an expression throws the error again. */
  #evaluated(expression: ts.Expression): boolean {
    const { ts } = this.#project;
    let inner = unwrap(ts, expression);
    while (ts.isAwaitExpression(inner) || ts.isVoidExpression(inner)) inner = unwrap(ts, inner.expression);
    if (ts.isCallExpression(inner)) return this.#called(inner);
    if (ts.isConditionalExpression(inner)) {
      const truth = this.#error.truthOf(inner.condition);
      if (truth === true) return this.#evaluated(inner.whenTrue);
      if (truth === false) return this.#evaluated(inner.whenFalse);
      const both = [this.#evaluated(inner.whenTrue), this.#evaluated(inner.whenFalse)];
      return truth === 'free' ? both.every(Boolean) : both.some(Boolean);
    }
    if (!ts.isBinaryExpression(inner)) return false;
    const { AmpersandAmpersandToken, BarBarToken, CommaToken, EqualsToken, QuestionQuestionToken } = ts.SyntaxKind;
    const { kind } = inner.operatorToken;
    if (kind === EqualsToken) return this.#error.isIt(inner.right) && this.#isThrownLater(inner.left);
    if (kind === CommaToken) return this.#evaluated(inner.right);
    const truth = this.#error.truthOf(inner.left);
    if (kind === QuestionQuestionToken) return truth !== true && this.#evaluated(inner.right);
    if (kind !== AmpersandAmpersandToken && kind !== BarBarToken) return false;
    const isReached = truth === 'perhaps' || truth === (kind === AmpersandAmpersandToken);
    return isReached && this.#evaluated(inner.right);
  }

  /** `failure = error`, and further on in the function `if (failure) throw failure`. */
  #isThrownLater(holder: ts.Expression): boolean {
    const { ts } = this.#project;
    const variable = declarationOf(ts, holder);
    const scope = enclosingFunction(ts, holder);
    if (!variable || !scope) return false;
    const reader = new CatchReader(this.#error.as(variable), this.#onReturn, this.#calls);
    const isAgain = (node: ts.Node): boolean =>
      ts.isThrowStatement(node) ? reader.#thrown(node.expression) : ts.isCallExpression(node) && reader.#called(node);
    return hasNode(ts, scope, isAgain, (node) => node.end <= holder.end);
  }

  /** `unstable_rethrow(error)`, or a function of the program that throws the error it is given. */
  #called(call: ts.CallExpression): boolean {
    const { ts } = this.#project;
    if (this.#error.isRepeatedBy(call)) return true;
    const index = call.arguments.findIndex((argument) => this.#error.isIt(argument));
    if (index < 0) return false;
    const { end } = originOf(this.#project, call.expression);
    if (end.kind === 'package' && isRethrowName(end.name)) return true;
    const fn = calledFunctionOf(this.#project, call.expression);
    const parameter = fn?.parameters[index];
    if (!fn?.body || !parameter || this.#calls >= maximumCalls) return isRethrowName(calleeName(ts, call));
    const reader = new CatchReader(this.#error.as(parameter), 'falls', this.#calls + 1);
    if (!ts.isBlock(fn.body)) return reader.#evaluated(fn.body);
    return reader.statements(fn.body.statements, 0) === 'rethrows';
  }
}

/**
 * What comes of a branch that is or is not taken. Where the condition asks something of the error that cannot be known, it is
 * taken to let a navigation's error through.
 */
function either(truth: 'perhaps' | 'free', outcomes: readonly Outcome[]): Outcome {
  if (truth === 'perhaps') return outcomes.includes('rethrows') ? 'rethrows' : outcomes.includes('falls') ? 'falls' : 'swallows';
  if (outcomes.includes('swallows')) return 'swallows';
  return outcomes.includes('falls') ? 'falls' : 'rethrows';
}
