import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { calleesOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf, type Declaration } from '../syntax/scope.ts';
import { addNames, type RawValues, type Seeds } from './raw-values.ts';
import { givenByWrapper } from '../catalog/validation.ts';

/**
 * What of a function's parameters its caller sends. Of the handler of a wrapper in view that is what the wrapper forwards from its own
 * parameters (`(id) => run(user.id, schema.parse(id))` forwards nothing as it came); of one out of view names tell.
 *
 * @param isWrapped whether the function is the handler of a wrapper
 */
export function sentParameters(project: Project, values: RawValues, fn: FunctionNode, isWrapped: boolean, depth = 0): Seeds {
  const { ts } = project;
  const all = new Set<Declaration>();
  for (const parameter of fn.parameters) addNames(ts, parameter, all);
  if (!isWrapped) return all;
  return forwarded(project, values, fn, depth) ?? new Set([...all].filter((name) => !isGivenByName(ts, name, fn)));
}

function forwarded(project: Project, values: RawValues, handler: FunctionNode, depth: number): Seeds | undefined {
  const { ts } = project;
  let given: ts.Node = handler;
  while (ts.isParenthesizedExpression(given.parent) || ts.isAsExpression(given.parent) || ts.isSatisfiesExpression(given.parent))
    given = given.parent;
  const wrapper = given.parent;
  if (!ts.isCallExpression(wrapper) || depth > 4) return undefined;
  const place = wrapper.arguments.indexOf(given as ts.Expression);
  const sent = new Set<Declaration>();
  let isSeen = false;
  for (const { node: maker, bound } of place < 0 ? [] : calleesOf(project, wrapper).all) {
    const parameter = maker.parameters[place + bound.length];
    if (!parameter || !maker.body) continue;
    forEachDescendant(ts, maker.body, (call) => {
      if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return;
      if (declarationOf(ts, call.expression) !== parameter) return;
      isSeen = true;
      const made = madeFunctionAround(project, call, maker);
      if (!made) return;
      const isWrappedAgain = ts.isCallExpression(wrapper.parent) && wrapper.parent.expression !== wrapper;
      const own = isWrappedAgain
        ? sentByOuter(project, values, made, wrapper, depth)
        : sentParameters(project, values, made, false);
      for (const name of values.seedsOfHandler(handler, call, made, own)) sent.add(name);
    });
  }
  return isSeen ? sent : undefined;
}

/** What reaches the function that a wrapper made, where another wrapper is around it: what that one forwards. */
function sentByOuter(project: Project, values: RawValues, made: FunctionNode, wrapper: ts.CallExpression, depth: number): Seeds {
  const { ts } = project;
  const outer = wrapper.parent as ts.CallExpression;
  const place = outer.arguments.indexOf(wrapper);
  const sent = new Set<Declaration>();
  let isSeen = false;
  for (const { node: maker, bound } of depth > 4 || place < 0 ? [] : calleesOf(project, outer).all) {
    const parameter = maker.parameters[place + bound.length];
    if (!parameter || !maker.body) continue;
    forEachDescendant(ts, maker.body, (call) => {
      if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return;
      if (declarationOf(ts, call.expression) !== parameter) return;
      isSeen = true;
      const around = madeFunctionAround(project, call, maker);
      const isWrappedAgain = ts.isCallExpression(outer.parent) && outer.parent.expression !== outer;
      const own =
        around &&
        (isWrappedAgain
          ? sentByOuter(project, values, around, outer, depth + 1)
          : sentParameters(project, values, around, false));
      for (const name of around && own ? values.seedsOfHandler(made, call, around, own) : []) sent.add(name);
    });
  }
  return isSeen ? sent : sentParameters(project, values, made, false);
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
