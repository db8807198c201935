import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

/** A Server Function that an expression stands for. */
export interface ServerFunctionValue {
  /** The function itself, where it is not hidden behind a wrapper call. */
  readonly node: FunctionNode | undefined;
  /** The values bound to it by `.bind`, without the `this` in front. */
  readonly bound: readonly ts.Expression[];
  /** Its name in the module it comes from, or its own; undefined for a function without one. */
  readonly name: string | undefined;
}

/**
 * The Server Function that an expression stands for: an export of a `"use server"` module (a wrapped one too), a function with
 * the directive in its body, or `.bind` on either; through names, imports, objects and casts.
 *
 * @returns undefined where it is another value, or nothing tells
 */
export function serverFunctionOf(project: Project, expression: ts.Expression): ServerFunctionValue | undefined {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (isFunctionNode(ts, inner)) return ownFunction(project, inner, undefined);
  if (ts.isCallExpression(inner)) return boundFunction(project, inner);
  if (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner) && !ts.isElementAccessExpression(inner)) return undefined;
  const { end, reference, members } = originOf(project, inner);
  if (members.length > 0) return undefined;
  const value = end.kind === 'declaration' ? end.value : undefined;
  if (reference) {
    if (reference.directive !== 'use server' || reference.members.length > 0) return undefined;
    return { node: value && isFunctionNode(ts, value) ? value : undefined, bound: [], name: reference.name };
  }
  if (!value) return undefined;
  if (isFunctionNode(ts, value)) return ownFunction(project, value, inner.getText());
  // `const saveFirst = save.bind(null, 1)`.
  return ts.isCallExpression(value) ? boundFunction(project, value) : undefined;
}

/** A Server Function as a message calls it inside a sentence. */
export function serverFunctionText(name: string | undefined): string {
  return name ? `Server Function "${name}"` : 'the Server Function';
}

function ownFunction(project: Project, node: FunctionNode, name: string | undefined): ServerFunctionValue | undefined {
  const { serverFunctions } = factsOf(project.ts, node.getSourceFile());
  const own = serverFunctions.find((fn) => fn.node === node && fn.directive === 'use server');
  return own && { node, bound: [], name: own.name ?? name };
}

function boundFunction(project: Project, call: ts.CallExpression): ServerFunctionValue | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'bind') return undefined;
  const target = serverFunctionOf(project, callee.expression);
  return target && { ...target, bound: [...target.bound, ...call.arguments.slice(1)] };
}
