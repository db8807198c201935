import type ts from 'typescript';
import { declarationOf, patternSource } from '../syntax/scope.ts';
import { unwrap } from '../syntax/nodes.ts';
import { isFrom, originOf } from './origin.ts';
import type { Project } from '../project/project.ts';
import { serverFunctionOf, type ServerFunctionValue } from './server-function.ts';
import { dispatchingHooks } from '../catalog/dispatching-hooks.ts';
import { valueNamed } from '../syntax/members.ts';

/** The call whose result a name is taken out of, by its place in an array or by its key. */
interface Made {
  readonly call: ts.CallExpression;
  readonly index?: number;
  readonly key?: string;
}

/** The call that a name is taken out of: `const [state, dispatch] = useActionState(…)`, `const { mutate } = useMutation(…)`, `mutation.mutate`. */
export function madeBy(project: Project, expression: ts.Expression): Made | undefined {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  const declaration = declarationOf(ts, inner);
  if (declaration && ts.isBindingElement(declaration)) {
    const call = patternSource(ts, declaration);
    if (!call || !ts.isCallExpression(call)) return undefined;
    if (ts.isArrayBindingPattern(declaration.parent)) return { call, index: declaration.parent.elements.indexOf(declaration) };
    return { call, key: (declaration.propertyName ?? declaration.name).getText() };
  }
  if (!ts.isPropertyAccessExpression(inner)) return undefined;
  const { end } = originOf(project, inner.expression);
  const call = end.kind === 'declaration' ? end.value : undefined;
  return call && ts.isCallExpression(call) ? { call, key: inner.name.text } : undefined;
}

/** The call of `useState` whose setter an expression is. */
export function stateSetBy(project: Project, setter: ts.Expression): ts.CallExpression | undefined {
  const made = madeBy(project, setter);
  return made?.index === 1 && isFrom(originOf(project, made.call.expression), 'react', 'useState') ? made.call : undefined;
}

/**
 * The function that is run by what a hook hands out: by the dispatch of `useActionState`, `execute` of next-safe-action's and zsa's
 * hooks, `mutate` of TanStack Query's `useMutation`, `trigger` of `useSWRMutation`. Their documentation says which argument it is.
 *
 * @returns the hook's argument
 */
export function dispatchedBy(project: Project, { call, index, key = '' }: Made): ts.Expression | undefined {
  const hook = originOf(project, call.expression);
  if (index !== undefined) {
    const isState = isFrom(hook, 'react', 'useActionState') || isFrom(hook, 'react-dom', 'useFormState');
    return index === 1 && isState ? call.arguments[0] : undefined;
  }
  if (hook.end.kind !== 'package') return undefined;
  const { module } = hook.end;
  const known = dispatchingHooks.find((one) => one.module.test(module) && one.keys.test(key));
  const given = known && call.arguments[known.argument];
  return given && known.option !== undefined ? optionNamed(project.ts, given, known.option) : given;
}

/** The Server Function that the dispatch of `useActionState` runs: `const [state, dispatch] = useActionState(action, …)`. */
export function dispatchedAction(project: Project, callee: ts.Expression): ServerFunctionValue | undefined {
  const made = madeBy(project, callee);
  const action = made?.index === undefined ? undefined : dispatchedBy(project, made);
  return action && serverFunctionOf(project, action);
}

/** The Server Function that a hook's `mutate`, `execute` or `trigger` runs, with the first of its arguments alone. */
export function triggeredAction(project: Project, callee: ts.Expression): ServerFunctionValue | undefined {
  const made = madeBy(project, callee);
  const action = made?.key === undefined ? undefined : dispatchedBy(project, made);
  return action && serverFunctionOf(project, action);
}

/** An option of an object literal (`{ mutationFn: save }`), or the argument itself where it is none. */
function optionNamed(ts: Project['ts'], given: ts.Expression, option: string): ts.Expression | undefined {
  const inner = unwrap(ts, given);
  return ts.isObjectLiteralExpression(inner) ? valueNamed(ts, inner, option) : inner;
}
