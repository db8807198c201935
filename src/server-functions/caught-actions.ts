import type ts from 'typescript';
import { promiseTakers } from '../catalog/promise-takers.ts';
import { directFunction } from '../flow/direct-function.ts';
import { originOf } from '../flow/origin.ts';
import { serverFunctionOf } from '../flow/server-function.ts';
import type { Project } from '../project/project.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { lastPropertyNamed, valueOfProperty } from '../syntax/members.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { actionAwaited, actionAwaitedIn, actionRunBy } from './awaited-actions.ts';
import type { ErrorName } from './shown-errors.ts';

/** What a Server Function threw, and nothing else, where code gets it. */
interface CaughtError {
  /** The name that stands for it; an expression where it has none: `mutation.error`, a handler of another file. */
  readonly error: ErrorName | ts.Expression;
  /** The name of the function as it is called. */
  readonly action: string;
  /** Whether what the function around returns is shown. */
  readonly showsResult?: boolean;
}

/**
 * The errors that a file gets of Server Functions alone: by `try` and `catch`, by handlers of their promises, and from the calls of
 * packages that take such a promise, or run such a function.
 */
export function caughtOfActions(project: Project, sourceFile: ts.SourceFile): CaughtError[] {
  const { ts } = project;
  const found: CaughtError[] = [];
  for (const node of descendantsOf(ts, sourceFile, 'TryStatement', 'CallExpression')) {
    if (ts.isTryStatement(node)) {
      const error = node.catchClause?.variableDeclaration;
      const action = error && actionAwaitedIn(project, node.tryBlock);
      if (action !== undefined && action !== 'other') found.push({ error: error!, action });
    } else found.push(...caughtByHandler(project, node), ...caughtByPackage(project, node));
  }
  return found;
}

/** `save().catch((error) => …)`, `save().then(show, (error) => …)`. */
function caughtByHandler(project: Project, call: ts.CallExpression): CaughtError[] {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const index = callee.name.text === 'catch' ? 0 : callee.name.text === 'then' ? 1 : -1;
  const handler = index < 0 ? undefined : call.arguments[index];
  if (!handler) return [];
  const action = actionAwaited(project, callee.expression);
  return action === undefined ? [] : ofHandler(project, handler, { action });
}

function ofHandler(project: Project, given: ts.Expression | FunctionNode, about: Omit<CaughtError, 'error'>): CaughtError[] {
  const { ts } = project;
  const handler = ts.isExpression(given) ? unwrap(ts, given) : given;
  const { end } = isFunctionNode(ts, handler) ? { end: undefined } : originOf(project, handler);
  const fn = isFunctionNode(ts, handler) ? handler : end?.kind === 'declaration' ? directFunction(project, end.value) : undefined;
  if (fn && fn.getSourceFile() !== handler.getSourceFile()) return ts.isExpression(handler) ? [{ error: handler, ...about }] : [];
  const error = fn?.parameters[0];
  return error ? [{ error, ...about }] : [];
}

/** `toast.promise(save(), { error: (problem) => … })`, `useMutation({ mutationFn: save, onError: (error) => … })`. */
function caughtByPackage(project: Project, call: ts.CallExpression): CaughtError[] {
  const { ts } = project;
  const { end, members } = originOf(project, call.expression);
  if (end.kind !== 'package') return [];
  const name = [end.name, ...members].join('.');
  const taker = promiseTakers.find((one) => one.module.test(end.module) && one.name.test(name));
  const argument = taker && call.arguments[taker.argument];
  const run = argument && (taker.option ? optionMatching(ts, argument, taker.option) : argument);
  const action = run && actionOf(project, run);
  if (!taker || action === undefined) return [];
  const handlers = call.arguments[taker.handlers];
  const handler = handlers && optionMatching(ts, handlers, new RegExp(`^${taker.handler}$`));
  const found = handler ? ofHandler(project, handler, { action, showsResult: taker.showsResult }) : [];
  const handedOut = taker.key === undefined ? [] : handedOutAs(project, call, taker.key);
  return [...found, ...handedOut.map((error) => ({ error, action }))];
}

/** The Server Function that a value runs: one itself, the promise of one, a function that does nothing else. */
function actionOf(project: Project, run: ts.Expression | FunctionNode): string | undefined {
  const { ts } = project;
  if (isFunctionNode(ts, run)) return actionRunBy(project, run);
  const inner = unwrap(ts, run);
  if (isFunctionNode(ts, inner)) return actionRunBy(project, inner);
  if (ts.isCallExpression(inner)) return actionAwaited(project, inner);
  if (serverFunctionOf(project, inner)) return inner.getText();
  const { end } = originOf(project, inner);
  const fn = end.kind === 'declaration' ? directFunction(project, end.value) : undefined;
  return fn && actionRunBy(project, fn);
}

/** `const { error } = useMutation(…)`, `mutation.error`. */
function handedOutAs(project: Project, call: ts.CallExpression, key: string): Array<ErrorName | ts.Expression> {
  const { ts } = project;
  const { parent } = call;
  if (!ts.isVariableDeclaration(parent)) return [];
  const { name } = parent;
  if (ts.isObjectBindingPattern(name))
    return name.elements.filter((element) => (element.propertyName ?? element.name).getText() === key);
  if (!ts.isIdentifier(name)) return [];
  return usesOfDeclared(ts, parent, name).flatMap(({ parent: read }) =>
    ts.isPropertyAccessExpression(read) && read.name.text === key ? [read] : [],
  );
}

function optionMatching(ts: Project['ts'], given: ts.Expression, option: RegExp): ts.Expression | FunctionNode | undefined {
  const inner = unwrap(ts, given);
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  const key = inner.properties.map(({ name }) => name?.getText() ?? '').find((name) => option.test(name));
  const property = key === undefined ? undefined : lastPropertyNamed(ts, inner, key);
  return property && ts.isMethodDeclaration(property) ? property : valueOfProperty(ts, property);
}
