import type ts from 'typescript';
import { expressionOf } from '../facts/exports.ts';
import { factsOf, type ServerFunction } from '../facts/index.ts';
import { Grouped } from '../syntax/grouped.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, isNameOrAccess, nameOfFunction, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';
import { wrappedBy } from './wrappers.ts';

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
  if (!isNameOrAccess(ts, inner)) return undefined;
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

interface KnownFunctions {
  readonly all: readonly ServerFunction[];
  readonly byNode: Grouped<ts.Node, ServerFunction>;
}

/**
 * The Server Functions of a file (and its `"use cache"` functions): those that its facts show, and those that a transparent wrapper of
 * a package hands on (`export const load = cache(async () => …)`).
 */
export function serverFunctionsOfFile(project: Project, sourceFile: ts.SourceFile): readonly ServerFunction[] {
  return knownOf(project, sourceFile).all;
}

/** Which of the {@link serverFunctionsOfFile} of its file a function is: none, one, or one for each name it is exported by. */
export function serverFunctionsAt(project: Project, node: ts.Node): readonly ServerFunction[] {
  return knownOf(project, node.getSourceFile()).byNode.of(node);
}

const knownOf = memoized((project: Project, sourceFile: ts.SourceFile): KnownFunctions => {
  const all = findServerFunctions(project, sourceFile);
  return { all, byNode: new Grouped(all, (fn): ts.Node => fn.node) };
});

function findServerFunctions(project: Project, sourceFile: ts.SourceFile): readonly ServerFunction[] {
  const { ts } = project;
  const facts = factsOf(ts, sourceFile);
  const { serverFunctions, moduleDirective, exports } = facts;
  if (moduleDirective !== 'use server' && moduleDirective !== 'use cache') return serverFunctions;
  const wrapped = exports.flatMap(({ thing, erased, name: exported }): ServerFunction[] => {
    const value = erased ? undefined : expressionOf(thing);
    const node = value && wrappedFunction(project, value);
    if (!node || facts.serverFunctionsAt(node).length > 0) return [];
    const head = nameOfFunction(ts, node) ?? (thing.kind === 'variable' ? thing.node.name : node);
    const name = ts.isIdentifier(head) ? head.text : exported === 'default' ? undefined : exported;
    return [{ node, directive: moduleDirective, by: 'module', head, name }];
  });
  return [...serverFunctions, ...wrapped].sort((a, b) => a.node.pos - b.node.pos);
}

/** The function of its file that a value is, behind one transparent wrapper or more. */
function wrappedFunction(project: Project, value: ts.Expression): FunctionNode | undefined {
  const { ts } = project;
  let inner = unwrap(ts, value);
  if (!ts.isCallExpression(inner)) return undefined;
  while (ts.isCallExpression(inner)) {
    const wrapped = wrappedBy(project, inner);
    if (wrapped?.gives !== 'same') return undefined;
    inner = unwrap(ts, wrapped.inner);
  }
  const { end, members } = isFunctionNode(ts, inner) ? { end: undefined, members: [] } : originOf(project, inner);
  const found: ts.Node | undefined = isFunctionNode(ts, inner)
    ? inner
    : end?.kind === 'declaration' && members.length === 0
      ? end.value
      : undefined;
  return found && isFunctionNode(ts, found) && found.getSourceFile() === value.getSourceFile() ? found : undefined;
}

/** A Server Function as a message calls it inside a sentence. */
export function serverFunctionText(name: string | undefined): string {
  return name ? `Server Function "${name}"` : 'the Server Function';
}

function ownFunction(project: Project, node: FunctionNode, name: string | undefined): ServerFunctionValue | undefined {
  const own = serverFunctionsAt(project, node).find((fn) => fn.directive === 'use server');
  return own && { node, bound: [], name: own.name ?? name };
}

function boundFunction(project: Project, call: ts.CallExpression): ServerFunctionValue | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'bind') return undefined;
  const target = serverFunctionOf(project, callee.expression);
  return target && { ...target, bound: [...target.bound, ...call.arguments.slice(1)] };
}
