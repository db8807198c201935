import type ts from 'typescript';
import { callbackRunners, functionWrappers, laterGlobals, type FunctionWrapper } from '../catalog/function-wrappers.ts';
import { isNameOrMember, unwrap } from '../syntax/nodes.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

/** A function given to one of a package that hands it back. */
interface Wrapped {
  /** The function as it was given. */
  readonly inner: ts.Expression;
  readonly gives: FunctionWrapper['gives'];
}

/**
 * What a call wraps, where its callee is a transparent wrapper of a package: `useCallback(save, [])`, `cache(load)`, `debounce(save)`.
 *
 * @returns undefined where the callee is none, or one of the program's own: that is read from its body
 */
export function wrappedBy(project: Project, call: ts.CallExpression): Wrapped | undefined {
  const api = calledApi(project, call);
  if (api?.module === undefined) return undefined;
  const { module, name } = api;
  const wrapper = functionWrappers.find((candidate) => candidate.module.test(module) && candidate.names.test(name));
  const inner = wrapper && call.arguments[wrapper.argument];
  return inner && wrapper && !project.ts.isSpreadElement(inner) ? { inner, gives: wrapper.gives } : undefined;
}

/** When a package's or a global function runs the callback that it is given at a place among its arguments; undefined where it is not known to. */
export function runnerOf(project: Project, call: ts.CallExpression, argument: number): 'now' | 'later' | 'render' | undefined {
  const api = calledApi(project, call);
  if (!api) return undefined;
  const { module, name } = api;
  if (module === undefined) return laterGlobals.has(name) && argument === 0 ? 'later' : undefined;
  return callbackRunners.find((runner) => runner.argument === argument && runner.module.test(module) && runner.names.test(name))
    ?.runs;
}

/** The package's export, or the global, that a call calls. */
function calledApi(
  project: Project,
  { expression }: ts.CallExpression,
): { readonly module: string | undefined; readonly name: string } | undefined {
  const { ts } = project;
  const callee = unwrap(ts, expression);
  if (!isNameOrMember(ts, callee)) return undefined;
  const { end, members } = originOf(project, callee);
  if (end.kind === 'global') {
    // `window.setTimeout`
    const isOfWindow = /^(?:window|globalThis|self)$/.test(end.name) && members.length === 1;
    const name = isOfWindow ? members[0]! : members.length === 0 ? end.name : undefined;
    return name === undefined ? undefined : { module: undefined, name };
  }
  if (end.kind !== 'package' || members.length > 1) return undefined;
  // A module of CommonJS making is read through its default: `_.debounce`.
  const name = members[0] ?? end.name;
  return members.length === 0 || end.name === 'default' ? { module: end.module, name } : undefined;
}
