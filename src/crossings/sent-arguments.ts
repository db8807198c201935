import type ts from 'typescript';
import { forEachDescendant } from '../syntax/nodes.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { dispatchedAction } from '../flow/dispatched.ts';
import { serverFunctionOf, type ServerFunctionValue } from '../flow/server-function.ts';

/** A value that the browser sends to a Server Function. */
export interface SentArgument {
  readonly target: ServerFunctionValue;
  /** `call`: an argument written out; `handler`: a Server Function given as an event handler gets the event. */
  readonly kind: 'call' | 'handler';
  /** The argument, or the handler's expression. */
  readonly expression: ts.Expression;
}

/**
 * What code in the browser sends to Server Functions: the arguments of each call, of the dispatching function of
 * `useActionState`, its initial state, and the event that a Server Function gets as an event handler.
 */
export function sentArguments(project: Project, sourceFile: ts.SourceFile): SentArgument[] {
  const { ts } = project;
  const found: SentArgument[] = [];
  const send = (target: ServerFunctionValue, values: readonly ts.Expression[]): void => {
    for (const expression of values) {
      if (!ts.isSpreadElement(expression)) found.push({ target, kind: 'call', expression });
    }
  };
  forEachDescendant(ts, sourceFile, (node) => {
    if (ts.isCallExpression(node)) {
      const target = serverFunctionOf(project, node.expression) ?? dispatchedAction(project, node.expression);
      if (target) send(target, node.arguments);
      const state = stateAction(project, node);
      if (state && node.arguments[1]) send(state, [node.arguments[1]]);
    } else if (ts.isJsxAttribute(node) && /^on[A-Z]/.test(node.name.getText(sourceFile)) && isHostElement(ts, node)) {
      const value = node.initializer && ts.isJsxExpression(node.initializer) ? node.initializer.expression : undefined;
      const target = value && serverFunctionOf(project, value);
      if (value && target) found.push({ target, kind: 'handler', expression: value });
    }
    return undefined;
  });
  return found;
}

/** The Server Function behind `useActionState(action, state)`. */
function stateAction(project: Project, call: ts.CallExpression): ServerFunctionValue | undefined {
  const [action] = call.arguments;
  if (!action || !/useActionState|useFormState/.test(call.expression.getText())) return undefined;
  const origin = originOf(project, call.expression);
  const isHook = isFrom(origin, 'react', 'useActionState') || isFrom(origin, 'react-dom', 'useFormState');
  return isHook ? serverFunctionOf(project, action) : undefined;
}

function isHostElement(ts: Project['ts'], attribute: ts.JsxAttribute): boolean {
  const { tagName } = attribute.parent.parent;
  return ts.isIdentifier(tagName) && /^[a-z]/.test(tagName.text);
}
