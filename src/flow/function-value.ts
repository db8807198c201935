import type ts from 'typescript';
import type { Reference } from '../project/reference.ts';
import { parametersOf, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { TypeScript } from '../typescript.ts';

/** What parameters stand for: what they were given, on the way of a call. */
export type Given = ReadonlyMap<ts.Node, ts.Expression>;

/** Of a function that is asked about by itself. */
export const nothingGiven: Given = new Map();

/** A value, with what the parameters that it may name stand for. */
export interface Placed {
  readonly node: ts.Node;
  readonly given: Given;
}

/** A function of the program that an expression stands for. */
export interface FunctionValue {
  readonly node: FunctionNode;
  /** The values that `.bind` puts in front of its arguments. */
  readonly bound: readonly ts.Expression[];
  /** What the functions around it were given where this one was made: `fn` of `(fn) => (...args) => fn(...args)`. */
  readonly given: Given;
  /** The first module with a directive on the way: what arrives is a reference to its export. */
  readonly reference?: Reference | undefined;
}

/**
 * What the parameters of a function stand for where it is called.
 *
 * @param around what stands for the parameters that the arguments may name
 */
export function givenBy(
  ts: TypeScript,
  { node, bound, given }: FunctionValue,
  args: readonly ts.Expression[],
  around: Given,
): Given {
  const all = [...bound, ...args];
  const inside = new Map([...around, ...given]);
  const parameters = parametersOf(ts, node);
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.dotDotDotToken || all.slice(0, index + 1).some((argument) => ts.isSpreadElement(argument))) break;
    const value = all[index] ?? parameter.initializer;
    // A function that is called with its own parameter goes on with what it has.
    if (value && !(ts.isIdentifier(value) && declarationOf(ts, value) === parameter)) inside.set(parameter, value);
  }
  return inside;
}
