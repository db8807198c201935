import type ts from 'typescript';
import { declarationOf } from '../syntax/scope.ts';
import { unwrap } from '../syntax/nodes.ts';
import { isFrom, originOf } from './origin.ts';
import type { Project } from '../project/project.ts';
import { serverFunctionOf, type ServerFunctionValue } from './server-function.ts';

/** The call whose result a name is taken out of, by its place in an array or by its key. */
export interface Made {
  readonly call: ts.CallExpression;
  readonly index?: number;
  readonly key?: string;
}

/** The call that a name is taken out of: `const [state, dispatch] = useActionState(…)`, `const { mutate } = useMutation(…)`, `mutation.mutate`. */
export function madeBy(project: Project, expression: ts.Expression): Made | undefined {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  const declaration = ts.isIdentifier(inner) ? declarationOf(ts, inner) : undefined;
  if (declaration && ts.isBindingElement(declaration)) {
    const holder = declaration.parent.parent;
    const call = ts.isVariableDeclaration(holder) && holder.initializer ? unwrap(ts, holder.initializer) : undefined;
    if (!call || !ts.isCallExpression(call)) return undefined;
    if (ts.isArrayBindingPattern(declaration.parent)) return { call, index: declaration.parent.elements.indexOf(declaration) };
    return { call, key: (declaration.propertyName ?? declaration.name).getText() };
  }
  if (!ts.isPropertyAccessExpression(inner)) return undefined;
  const { end } = originOf(project, inner.expression);
  const call = end.kind === 'declaration' ? end.value : undefined;
  return call && ts.isCallExpression(call) ? { call, key: inner.name.text } : undefined;
}

/**
 * The function that is run by what a hook hands out: by the dispatch of `useActionState`, `execute` of next-safe-action's and zsa's
 * hooks, `mutate` of TanStack Query's `useMutation`, `trigger` of `useSWRMutation`. Their documentation says which argument it is.
 *
 * @returns the hook's argument
 */
export function dispatchedBy(project: Project, { call, index, key = '' }: Made): ts.Expression | undefined {
  const hook = originOf(project, call.expression);
  const [first, second] = call.arguments;
  if (index !== undefined) {
    const isState = isFrom(hook, 'react', 'useActionState') || isFrom(hook, 'react-dom', 'useFormState');
    return index === 1 && isState ? first : undefined;
  }
  if (hook.end.kind !== 'package') return undefined;
  const { module } = hook.end;
  if (/^(?:next-safe-action|@next-safe-action|zsa)/.test(module)) return /^execute/.test(key) ? first : undefined;
  if (module === 'swr/mutation') return key === 'trigger' ? second : undefined;
  if (!/^(?:@tanstack\/react-query|react-query)$/.test(module) || !/^mutate(?:Async)?$/.test(key)) return undefined;
  return first && mutationFunction(project.ts, first);
}

/** The Server Function that the dispatch of `useActionState` runs: `const [state, dispatch] = useActionState(action, …)`. */
export function dispatchedAction(project: Project, callee: ts.Expression): ServerFunctionValue | undefined {
  const made = madeBy(project, callee);
  const action = made?.index === undefined ? undefined : dispatchedBy(project, made);
  return action && serverFunctionOf(project, action);
}

/** `{ mutationFn: save }`, or the function itself before version 5. */
function mutationFunction(ts: Project['ts'], given: ts.Expression): ts.Expression | undefined {
  const inner = unwrap(ts, given);
  if (!ts.isObjectLiteralExpression(inner)) return inner;
  for (const property of inner.properties) {
    if (property.name?.getText() !== 'mutationFn') continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}
