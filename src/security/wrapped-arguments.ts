import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { calleesOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf, type Declaration } from '../syntax/scope.ts';
import { addNames, type Seeds } from './raw-names.ts';
import type { RawValues } from './raw-values.ts';
import { givenByWrapper } from '../catalog/validation.ts';

/** How many wrappers around each other are read. */
const maximumDepth = 5;

/**
 * What of a function's parameters its caller sends. Of the handler of a wrapper in view that is what the wrapper forwards from its own
 * parameters (`(id) => run(user.id, schema.parse(id))` forwards nothing as it came); of one out of view names tell.
 *
 * @param given what a wrapper is given: the function, or its name; undefined where it has none
 */
export function sentParameters(project: Project, values: RawValues, fn: FunctionNode, given: ts.Node | undefined): Seeds {
  const { ts } = project;
  const all = new Set<Declaration>();
  for (const parameter of fn.parameters) addNames(ts, parameter, all);
  if (!given) return all;
  return forwarded(project, values, fn, given, 0) ?? new Set([...all].filter((name) => !isGivenByName(ts, name, fn)));
}

/**
 * What of a function's parameters a wrapper forwards as it came: a handler's, or those of what an inner wrapper made of it.
 *
 * From the inside out, wrapper around wrapper: the engine follows what a call runs, and this what it gives to what it runs.
 *
 * @param given the handler, or the inner wrapper's call: what the wrapper is given
 * @returns undefined where no wrapper in view calls it
 */
function forwarded(project: Project, values: RawValues, fn: FunctionNode, given: ts.Node, depth: number): Seeds | undefined {
  const { ts } = project;
  const inner = withWrappers(ts, given);
  const wrapper = inner.parent;
  if (!ts.isCallExpression(wrapper) || depth > maximumDepth) return undefined;
  const place = wrapper.arguments.indexOf(inner as ts.Expression);
  const sent = new Set<Declaration>();
  let isSeen = false;
  for (const { node: maker, bound } of place < 0 ? [] : calleesOf(project, wrapper).all) {
    const parameter = maker.parameters[place + bound.length];
    if (!parameter || !maker.body) continue;
    for (const call of descendantsOf(ts, maker.body, 'CallExpression')) {
      if (!ts.isIdentifier(call.expression) || declarationOf(ts, call.expression) !== parameter) continue;
      isSeen = true;
      const made = madeFunctionAround(project, call, maker);
      if (!made) continue;
      // Another wrapper may stand around this one.
      const own = forwarded(project, values, made, wrapper, depth + 1) ?? sentParameters(project, values, made, undefined);
      for (const name of values.seedsOfHandler(fn, call, made, own)) sent.add(name);
    }
  }
  return isSeen ? sent : undefined;
}

/** Whether it is in view with what a wrapper calls the function that it is given. */
export function isHandlerCalled(project: Project, wrapper: ts.CallExpression): boolean {
  const { ts } = project;
  return calleesOf(project, wrapper).all.some(({ node: maker }) => {
    const calls = maker.body ? descendantsOf(ts, maker.body, 'CallExpression') : [];
    return calls.some(({ expression }) => {
      const declaration = declarationOf(ts, expression);
      return declaration !== undefined && ts.isParameter(declaration) && declaration.parent === maker;
    });
  });
}

/** The outermost function in a wrapper that a call stands in: what the wrapper hands back. */
function madeFunctionAround({ ts }: Project, call: ts.Node, maker: FunctionNode): FunctionNode | undefined {
  let made: FunctionNode | undefined;
  for (let outer = call.parent; outer && outer !== maker; outer = outer.parent) if (isFunctionNode(ts, outer)) made = outer;
  return made;
}

/** By its own name, or by that of a pattern's key around it. */
function isGivenByName(ts: Project['ts'], name: Declaration, fn: FunctionNode): boolean {
  for (let outer: ts.Node = name; outer !== fn; outer = outer.parent) {
    const key = ts.isBindingElement(outer) ? (outer.propertyName ?? outer.name) : ts.isParameter(outer) ? outer.name : undefined;
    if (key && ts.isIdentifier(key) && givenByWrapper.test(key.text)) return true;
  }
  return false;
}
