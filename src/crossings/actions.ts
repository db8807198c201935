import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { factsOf } from '../facts/index.ts';
import { dispatchedAction, triggeredAction } from '../flow/dispatched.ts';
import { handedAction } from '../flow/handed-action.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { serverFunctionOf, serverFunctionsOfFile, type ServerFunctionValue } from '../flow/server-function.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { isHandlerOfHost } from '../serialization/given-events.ts';
import { capturesOf } from './captures.ts';
import type { ArgumentCrossing, BoundCrossing, CaptureCrossing, ResultCrossing } from './crossing.ts';
import { isHostTag } from '../syntax/jsx.ts';

/** What the inline Server Functions of a file close over. */
export function captured({ ts }: Project, sourceFile: ts.SourceFile): CaptureCrossing[] {
  return factsOf(ts, sourceFile).serverFunctions.flatMap((action) =>
    action.by === 'body' && action.directive === 'use server'
      ? capturesOf(ts, action.node).map(({ expression }): CaptureCrossing => ({
          kind: 'capture',
          expression,
          at: expression,
          action,
        }))
      : [],
  );
}

/** What the Server Functions of a file return. */
export function returned(project: Project, sourceFile: ts.SourceFile): ResultCrossing[] {
  const { ts } = project;
  return serverFunctionsOfFile(project, sourceFile).flatMap((action) =>
    action.directive === 'use server'
      ? returnedExpressions(ts, action.node).map((expression): ResultCrossing => ({
          kind: 'result',
          expression,
          at: expression,
          action,
        }))
      : [],
  );
}

/** What calls of `.bind` on Server Functions bind, without the `this` in front. */
export function bound(project: Project, sourceFile: ts.SourceFile): BoundCrossing[] {
  const { ts } = project;
  const found: BoundCrossing[] = [];
  if (!sourceFile.text.includes('.bind')) return found;
  for (const call of descendantsOf(ts, sourceFile, 'CallExpression')) {
    const callee = unwrap(ts, call.expression);
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'bind') continue;
    const target = serverFunctionOf(project, callee.expression);
    if (!target) continue;
    for (const expression of call.arguments.slice(1)) {
      if (!ts.isSpreadElement(expression)) found.push({ kind: 'bound', expression, at: expression, call, target });
    }
  }
  return found;
}

/**
 * What code in the browser sends to Server Functions: the arguments of each call, of the dispatching function of
 * `useActionState`, its initial state, and the event that a Server Function gets as an event handler. A prop that is a Server
 * Function at every call site in view is one.
 */
export function argumentsSent(project: Project, sourceFile: ts.SourceFile): ArgumentCrossing[] {
  const { ts } = project;
  const found: ArgumentCrossing[] = [];
  const send = (target: ServerFunctionValue, values: readonly ts.Expression[]): void => {
    for (const value of values) {
      // `...[event]` is as if it were written out.
      const list = ts.isSpreadElement(value) ? unwrap(ts, value.expression) : undefined;
      if (list && ts.isArrayLiteralExpression(list)) send(target, list.elements);
      else if (list && isEventList(project, list)) found.push({ kind: 'event', target, expression: list, at: value });
      else if (!list) found.push({ kind: 'argument', target, expression: value, at: value });
    }
  };
  for (const node of descendantsOf(ts, sourceFile, 'CallExpression', 'JsxAttribute')) {
    if (ts.isCallExpression(node)) {
      const target =
        serverFunctionOf(project, node.expression) ??
        dispatchedAction(project, node.expression) ??
        handedAction(project, node.expression);
      if (target) send(target, node.arguments);
      const called = target ? undefined : calledByMethod(project, node);
      if (called) send(called.target, called.values);
      const triggered = target ? undefined : triggeredAction(project, node.expression);
      if (triggered) send(triggered, node.arguments.slice(0, 1));
      const state = stateAction(project, node);
      if (state && node.arguments[1]) send(state, [node.arguments[1]]);
    } else if (
      ts.isJsxAttribute(node) &&
      /^on[A-Z]/.test(node.name.getText(sourceFile)) &&
      isHostTag(ts, node.parent.parent.tagName)
    ) {
      const value = node.initializer && ts.isJsxExpression(node.initializer) ? node.initializer.expression : undefined;
      const target = value && (serverFunctionOf(project, value) ?? handedAction(project, value));
      if (value && target) found.push({ kind: 'event', target, expression: value, at: value });
    }
  }
  return found;
}

/** `onClick={(...args) => save(...args)}`: what an event handler is called with. */
function isEventList({ ts }: Project, list: ts.Expression): boolean {
  const declaration = declarationOf(ts, list);
  if (!declaration || !ts.isParameter(declaration) || !declaration.dotDotDotToken) return false;
  const fn = declaration.parent;
  return isFunctionNode(ts, fn) && fn.parameters[0] === declaration && isHandlerOfHost(ts, fn.parent);
}

/** `save.call(null, event)`, `save.apply(null, [event])` */
function calledByMethod(
  project: Project,
  call: ts.CallExpression,
): { readonly target: ServerFunctionValue; readonly values: readonly ts.Expression[] } | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !/^(?:call|apply)$/.test(callee.name.text)) return undefined;
  const target = serverFunctionOf(project, callee.expression);
  if (!target) return undefined;
  const [, ...values] = call.arguments;
  if (callee.name.text === 'call') return { target, values };
  const list = values[0] && unwrap(ts, values[0]);
  return { target, values: list && ts.isArrayLiteralExpression(list) ? list.elements : [] };
}

/** The Server Function behind `useActionState(action, state)`. */
function stateAction(project: Project, call: ts.CallExpression): ServerFunctionValue | undefined {
  const [action] = call.arguments;
  if (!action || !/useActionState|useFormState/.test(call.expression.getText())) return undefined;
  const origin = originOf(project, call.expression);
  const isHook = isFrom(origin, 'react', 'useActionState') || isFrom(origin, 'react-dom', 'useFormState');
  return isHook ? serverFunctionOf(project, action) : undefined;
}
