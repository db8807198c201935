import type ts from 'typescript';
import { throwingNavigation } from '../catalog/server-packages.ts';
import { functionCalled } from '../flow/calls.ts';
import { isAsync, isGenerator, isNameOrAccess, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { graphOf } from '../graph/graph.ts';
import { declaredValue, originOf, type Origin, type Reference } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { CircularMemo } from '../syntax/circular-memo.ts';
import { memoized } from '../syntax/memoized.ts';
import { exitsBelow } from '../syntax/returns.ts';
import { patternSource } from '../syntax/scope.ts';
import { isSequence } from '../syntax/operators.ts';

/** A call that leaves by such an error. */
export interface Navigation {
  /** The function of `next/navigation` that throws in the end. */
  readonly name: string;
  /** Whether the error arrives as the rejection of a promise. */
  readonly isAsync: boolean;
}

/**
 * The navigation that a call always ends in: `redirect()` and its like, under any name they come by, or a function of the program
 * whose every path ends in one.
 */
export function navigationOf(project: Project, call: ts.CallExpression): Navigation | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!isNameOrAccess(ts, callee)) return undefined;
  const origin = calledOrigin(project, callee);
  const name = throwingName(project, origin);
  if (name !== undefined) return { name, isAsync: false };
  const ofAuth = authRedirectOf(project, origin, call);
  if (ofAuth) return { name: ofAuth, isAsync: true };
  const called = functionCalled(project, call);
  if (!called || isAnsweredByRouter(project, call.getSourceFile().fileName, called.reference)) return undefined;
  // A generator comes to it as it is gone through.
  if (isGenerator(ts, called.node)) {
    const end = isGoneThrough(ts, call) ? endingOf(project, called.node) : undefined;
    return end && { name: end.name, isAsync: false };
  }
  return endingOf(project, called.node);
}

/** `for await (const row of rows())`, `yield* rows()`, `[...rows()]`. */
export function isGoneThrough(ts: Project['ts'], call: ts.CallExpression): boolean {
  const outer = withWrappers<ts.Node>(ts, call);
  const { parent } = outer;
  if (ts.isForOfStatement(parent)) return parent.expression === outer;
  return ts.isSpreadElement(parent) || (ts.isYieldExpression(parent) && parent.asteriskToken !== undefined);
}

/** Where what is called comes from, past `.call()`, `.apply()` and the `.bind()` that made it. */
function calledOrigin(project: Project, callee: ts.Expression): Origin {
  const { ts } = project;
  const isMethod = ts.isPropertyAccessExpression(callee) && /^(?:call|apply)$/.test(callee.name.text);
  const origin = originOf(project, isMethod ? callee.expression : callee);
  const made = declaredValue(origin);
  if (!made || !ts.isCallExpression(made)) return origin;
  const { expression } = made;
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'bind'
    ? originOf(project, expression.expression)
    : origin;
}

/** `redirect`, `notFound` … of `next/navigation`, of the file behind it, or made by next-intl, which hands on to them. */
function throwingName(project: Project, { end, members }: Origin): string | undefined {
  if (members.length > 0) return undefined;
  if (end.kind === 'package') {
    return isNavigationModule(end.module) && throwingNavigation.has(end.name) ? end.name : undefined;
  }
  const { ts } = project;
  const made = end.kind === 'declaration' ? madeOf(ts, end.node) : undefined;
  if (!made || !ts.isCallExpression(made.call) || !throwingNavigation.has(made.key)) return undefined;
  const maker = originOf(project, made.call.expression).end;
  return maker.kind === 'package' && /^next-intl(?:\/|$)/.test(maker.module) ? made.key : undefined;
}

/** Auth.js's own functions on the server, taken out of `NextAuth({ … })` or called on what it gives. */
export function authFunctionOf(project: Project, { end, members }: Origin): 'signIn' | 'signOut' | undefined {
  const { ts } = project;
  const made = end.kind === 'declaration' ? madeOf(ts, end.node) : undefined;
  const name = members.length === 0 ? made?.key : members.length === 1 && end.kind === 'declaration' ? members[0] : undefined;
  const value =
    made?.call ?? (end.kind === 'declaration' && end.value && ts.isExpression(end.value) ? unwrap(ts, end.value) : undefined);
  if ((name !== 'signIn' && name !== 'signOut') || !value || !ts.isCallExpression(value)) return undefined;
  const maker = originOf(project, value.expression).end;
  return maker.kind === 'package' && maker.module === 'next-auth' ? name : undefined;
}

/** They end in `redirect` but where they are told not to. */
function authRedirectOf(project: Project, origin: Origin, call: ts.CallExpression): string | undefined {
  const { ts } = project;
  const name = authFunctionOf(project, origin);
  if (!name) return undefined;
  const options = call.arguments[name === 'signIn' ? 1 : 0];
  const literal = options && unwrap(ts, options);
  // What is not written out may say `redirect: false`; FormData of a form says nothing of it.
  if (!literal || !ts.isObjectLiteralExpression(literal)) return name;
  const mayStay = literal.properties.some(
    (property) => ts.isSpreadAssignment(property) || /^(['"]?)redirect\1$/.test(property.name?.getText() ?? ''),
  );
  return mayStay ? undefined : name;
}

/** The call that a name is taken out of by a pattern, and under which key. */
function madeOf(ts: Project['ts'], node: ts.Node): { readonly key: string; readonly call: ts.Expression } | undefined {
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const key = node.propertyName ?? node.name;
  const made = patternSource(ts, node);
  return made && ts.isIdentifier(key) ? { key: key.text, call: made } : undefined;
}

/** Whether a module is `next/navigation`, or one of the files it is made of. */
export function isNavigationModule(module: string): boolean {
  return module === 'next/navigation' || /^next\/dist\/(?:client\/components|api)\/(?:[\w-]+\/)*[\w.-]+$/.test(module);
}

/** On the client the router itself answers the redirect of a Server Function, before its promise is rejected; silent where the side is unknown. */
function isAnsweredByRouter(project: Project, asker: string, reference: Reference | undefined): boolean {
  if (reference?.directive !== 'use server') return false;
  const { client, server } = graphOf(project).environmentOf(asker);
  return client !== undefined || !server;
}

const endings = memoized((_project: Project) => new CircularMemo<FunctionNode, Navigation | undefined>(undefined));

/** A function that only calls itself on the way has no ending. */
function endingOf(project: Project, fn: FunctionNode): Navigation | undefined {
  return endings(project).ask(fn, () => findEnding(project, fn));
}

function findEnding(project: Project, fn: FunctionNode): Navigation | undefined {
  const { ts } = project;
  if (!fn.body || ts.isConstructorDeclaration(fn) || ts.isAccessor(fn)) return undefined;
  const end = ts.isBlock(fn.body) ? endOfStatements(project, fn.body.statements, 0) : endOfExpression(project, fn.body, true);
  if (typeof end !== 'object') return undefined;
  return { name: end.name, isAsync: end.isAsync || isAsync(ts, fn) };
}

/** How a statement is left: by a navigation on every path, on some path otherwise (`leaves`), or at its end (`falls`). */
type Ending = Navigation | 'leaves' | 'falls';

/** Statements nested deeper than this are not looked into. */
const maximumDepth = 100;

function endOfStatements(project: Project, statements: readonly ts.Statement[], depth: number): Ending {
  for (const statement of statements) {
    const end = endingOfStatement(project, statement, depth + 1);
    if (end !== 'falls') return end;
  }
  return 'falls';
}

function endingOfStatement(project: Project, statement: ts.Statement, depth: number): Ending {
  const { ts } = project;
  if (depth > maximumDepth) return 'leaves';
  if (ts.isExpressionStatement(statement)) return endOfExpression(project, statement.expression, false) ?? 'falls';
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) {
    const isReturn = ts.isReturnStatement(statement);
    return (statement.expression && endOfExpression(project, statement.expression, isReturn)) ?? 'leaves';
  }
  if (ts.isBlock(statement)) return endOfStatements(project, statement.statements, depth);
  if (ts.isIfStatement(statement)) {
    const { thenStatement, elseStatement } = statement;
    const whenTrue = endingOfStatement(project, thenStatement, depth + 1);
    const whenFalse = elseStatement ? endingOfStatement(project, elseStatement, depth + 1) : 'falls';
    if (whenTrue === 'leaves' || whenFalse === 'leaves') return 'leaves';
    return whenTrue === 'falls' || whenFalse === 'falls' ? 'falls' : whenTrue;
  }
  if (ts.isTryStatement(statement) && !statement.catchClause) {
    const last = statement.finallyBlock ? endOfStatements(project, statement.finallyBlock.statements, depth) : 'falls';
    return last === 'falls' ? endOfStatements(project, statement.tryBlock.statements, depth) : last;
  }
  if (ts.isSwitchStatement(statement)) return endOfSwitch(project, statement, depth);
  return hasExit(project, statement) ? 'leaves' : 'falls';
}

/** A `switch` ends in a navigation where it has a `default`, and whichever clause it begins with does. */
function endOfSwitch(project: Project, { caseBlock }: ts.SwitchStatement, depth: number): Ending {
  const { ts } = project;
  const ends: Ending[] = [];
  // From the last to the first: each goes on into the one behind it.
  for (const { statements } of caseBlock.clauses.toReversed()) {
    const left = statements.findIndex((statement) => ts.isBreakStatement(statement));
    const end = endOfStatements(project, left < 0 ? statements : statements.slice(0, left), depth + 1);
    ends.unshift(end === 'falls' && left < 0 ? (ends[0] ?? 'falls') : end);
  }
  if (ends.includes('leaves')) return 'leaves';
  const isAnyTaken = caseBlock.clauses.some((clause) => ts.isDefaultClause(clause));
  return !isAnyTaken || ends.includes('falls') ? 'falls' : ends[0]!;
}

/** @param isHandedOn whether the expression's promise is what the caller gets */
function endOfExpression(project: Project, expression: ts.Expression, isHandedOn: boolean): Navigation | undefined {
  const { ts } = project;
  const found = branchesThatEnd(project, expression).map((branch) => {
    const isAwaited = ts.isAwaitExpression(branch);
    const inner = isAwaited ? unwrap(ts, branch.expression) : branch;
    const navigation = ts.isCallExpression(inner) ? navigationOf(project, inner) : undefined;
    if (!navigation || (navigation.isAsync && !isAwaited && !isHandedOn)) return undefined;
    return { name: navigation.name, isAsync: navigation.isAsync && !isAwaited };
  });
  return found.every((navigation) => navigation !== undefined) ? found[0] : undefined;
}

/** The expressions one of which is evaluated last: both sides of a conditional, what follows `void` and a comma. */
function branchesThatEnd({ ts }: Project, expression: ts.Expression): ts.Expression[] {
  const found: ts.Expression[] = [];
  const stack = [expression];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const inner = unwrap(ts, next);
    if (ts.isConditionalExpression(inner)) stack.push(inner.whenFalse, inner.whenTrue);
    else if (ts.isVoidExpression(inner)) stack.push(inner.expression);
    else if (isSequence(ts, inner)) stack.push(inner.right);
    else found.push(inner);
  }
  return found;
}

/** Whether a statement could leave the function otherwise than by running through. */
function hasExit({ ts }: Project, statement: ts.Statement): boolean {
  return exitsBelow(ts, statement, 'ReturnStatement', 'ThrowStatement').length > 0;
}
