import type ts from 'typescript';
import { functionsOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isRunningMethod } from '../syntax/components.ts';
import { boundElements, isNameOrMember, parametersOf, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Declaration } from '../syntax/scope.ts';
import type { FunctionValue } from '../flow/function-value.ts';
import { keyTaken, propertiesFor } from '../flow/keys.ts';
import { valueOrSpread } from '../syntax/members.ts';
import { addNames, type Seeds } from './raw-names.ts';
import { isSum } from '../syntax/operators.ts';

/** What is added up, whatever its number. */
export function addends(ts: Project['ts'], sum: ts.BinaryExpression): ts.Expression[] {
  const found: ts.Expression[] = [];
  let left: ts.Expression = sum;
  while (isSum(ts, left)) {
    found.push(left.right);
    left = unwrap(ts, left.left);
  }
  found.push(left);
  return found;
}

/** A list, and the functions that a method of it is given by name and calls with each of its elements: `ids.forEach(remove)`. */
export function calledWithEach(
  project: Project,
  call: ts.CallExpression,
): { readonly list: ts.Expression; readonly functions: readonly FunctionNode[] } | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !isRunningMethod(callee.name.text)) return undefined;
  const given = call.arguments[0] && unwrap(ts, call.arguments[0]);
  if (!given || !isNameOrMember(ts, given)) return undefined;
  return { list: callee.expression, functions: functionsOf(project, given).all.map(({ node }) => node) };
}

/** What a function is given first. */
export function firstOf(ts: Project['ts'], { parameters: [first] }: FunctionNode): Seeds {
  const seeds = new Set<Declaration>();
  if (first) addNames(ts, first, seeds);
  return seeds;
}

/**
 * What of a called function's parameters is raw where it is called.
 *
 * @param isRaw whether an argument is what was sent, or holds it
 */
export function seedsGiven(
  ts: Project['ts'],
  { node, bound }: FunctionValue,
  call: ts.CallExpression,
  isRaw: (argument: ts.Expression) => boolean,
): Seeds {
  const args = [...bound, ...call.arguments];
  const seeds = new Set<Declaration>();
  const own = parametersOf(ts, node);
  const spread = args.findIndex((argument) => ts.isSpreadElement(argument));
  for (const [index, parameter] of own.entries()) {
    const isOfRest = parameter.dotDotDotToken !== undefined || (spread >= 0 && index >= spread);
    const given = isOfRest ? args.slice(spread >= 0 ? Math.min(index, spread) : index) : args.slice(index, index + 1);
    for (const argument of given)
      addGiven(ts, parameter, ts.isSpreadElement(argument) ? argument.expression : argument, isRaw, seeds);
  }
  return seeds;
}

function addGiven(
  ts: Project['ts'],
  parameter: ts.ParameterDeclaration,
  argument: ts.Expression,
  isRaw: (argument: ts.Expression) => boolean,
  seeds: Set<Declaration>,
): void {
  const literal = unwrap(ts, argument);
  if (!ts.isObjectBindingPattern(parameter.name) || !ts.isObjectLiteralExpression(literal)) {
    if (isRaw(argument)) addNames(ts, parameter, seeds);
    return;
  }
  for (const element of boundElements(ts, parameter.name)) {
    const key = keyTaken(ts, element);
    if (key === undefined || element.dotDotDotToken) continue;
    const [property] = propertiesFor(ts, literal, key);
    const value = property && valueOrSpread(ts, property);
    if (value && isRaw(value)) addNames(ts, element, seeds);
  }
}
