import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { CircularMemo } from '../syntax/circular-memo.ts';
import { memoized } from '../syntax/memoized.ts';
import { isAsync, isFunctionNode, isGenerator, isNullish, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import { calleesOf } from './calls.ts';
import { functionsOf, heldValues } from './functions.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';
import { returnsOf } from './returned.ts';

/**
 * Whether a value is what `JSON.parse` gave, whatever its type says: itself, under names, out of helpers that only copy
 * (`function plain<T>(value: T): T { return JSON.parse(JSON.stringify(value)); }`), a member or an element of it.
 */
export function isJsonCopy(project: Project, expression: ts.Expression): boolean {
  return copiesFor(project, jsonMakers).isCopy(expression);
}

/** As {@link isJsonCopy}, also of what `structuredClone` gave: a copy without a class. */
export function isClasslessCopy(project: Project, expression: ts.Expression): boolean {
  return copiesFor(project, classlessMakers).isCopy(expression);
}

const jsonMakers = /^JSON\.parse$/;
const classlessMakers = /^(?:JSON\.parse|structuredClone)$/;

const copiesFor = memoized((project: Project, makers: RegExp) => new CopySearch(project, makers));

class CopySearch {
  readonly #project: Project;
  readonly #ts: Project['ts'];
  readonly #makers: RegExp;
  /** Functions may return what each other gives. */
  readonly #known = new CircularMemo<ts.Node, boolean>(false);

  /** @param makers the global functions that make a copy */
  constructor(project: Project, makers: RegExp) {
    this.#project = project;
    this.#makers = makers;
    this.#ts = project.ts;
  }

  /** Of several branches one at least is a copy, and the others are nothing. */
  isCopy(expression: ts.Expression): boolean {
    const branches = branchesOf(this.#ts, expression).filter((branch) => !this.#isNothing(branch));
    return branches.length > 0 && branches.every((branch) => this.#known.ask(branch, () => this.#isOne(branch)));
  }

  #isNothing(branch: ts.Expression): boolean {
    return isNullish(this.#ts, branch) || branch.kind === this.#ts.SyntaxKind.FalseKeyword;
  }

  #isOne(branch: ts.Expression): boolean {
    const ts = this.#ts;
    if (ts.isAwaitExpression(branch)) return this.isCopy(branch.expression);
    if (ts.isCallExpression(branch)) return this.#isOfCall(branch);
    if (ts.isPropertyAccessExpression(branch)) return this.isCopy(branch.expression) || this.#isHeld(branch);
    if (ts.isElementAccessExpression(branch)) return this.isCopy(branch.expression);
    if (!ts.isIdentifier(branch)) return false;
    const declaration = declarationOf(ts, branch);
    if (declaration && ts.isParameter(declaration)) return this.#isElement(declaration);
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return this.isCopy(declaration.initializer);
    return this.#isHeld(branch);
  }

  #isHeld(name: ts.Identifier | ts.PropertyAccessExpression): boolean {
    const values = heldValues(this.#project, name);
    return values.length > 0 && values.every((value) => this.#ts.isExpression(value) && this.isCopy(value));
  }

  #isOfCall(call: ts.CallExpression): boolean {
    const ts = this.#ts;
    const callee = unwrap(ts, call.expression);
    const { end, members } = originOf(this.#project, callee);
    if (end.kind === 'global') return this.#makers.test([end.name, ...members].join('.'));
    if (ts.isPropertyAccessExpression(callee)) {
      const { text: method } = callee.name;
      // What a list gives back of its own elements, or makes of them.
      if (method === 'map')
        return call.arguments[0] !== undefined && this.#givesCopies(functionsOf(this.#project, call.arguments[0]));
      if (/^(?:filter|slice|sort|toSorted|reverse|toReversed|at|find|findLast)$/.test(method))
        return this.isCopy(callee.expression);
    }
    return this.#givesCopies(calleesOf(this.#project, call));
  }

  #givesCopies({
    all,
    isComplete,
  }: {
    readonly all: ReadonlyArray<{ readonly node: FunctionNode }>;
    readonly isComplete: boolean;
  }) {
    if (!isComplete || all.length === 0) return false;
    return all.every(({ node }) => {
      const returned = returnsOf(this.#project, node).filter((value) => !this.#isNothing(value));
      return !isGenerator(this.#ts, node) && returned.length > 0 && returned.every((value) => this.isCopy(value));
    });
  }

  /** `copies.map((copy) => …)` */
  #isElement(parameter: ts.ParameterDeclaration): boolean {
    const ts = this.#ts;
    const fn = parameter.parent;
    if (!isFunctionNode(ts, fn) || isAsync(ts, fn) || fn.parameters[0] !== parameter) return false;
    const call = fn.parent;
    if (!ts.isCallExpression(call) || call.arguments[0] !== fn || !ts.isPropertyAccessExpression(call.expression)) return false;
    return (
      /^(?:map|flatMap|forEach|filter|find|some|every)$/.test(call.expression.name.text) &&
      this.isCopy(call.expression.expression)
    );
  }
}
