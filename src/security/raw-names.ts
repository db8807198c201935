import type ts from 'typescript';
import { nameOf } from '../flow/keys.ts';
import type { Project } from '../project/project.ts';
import { forEachDescendant } from '../syntax/descendants.ts';
import { boundElements, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { outermost, type Declaration } from '../syntax/scope.ts';
import { pathOf } from './raw-paths.ts';
import { isLookUp } from './rows.ts';

/** The parameters, or names in their patterns, that hold what a caller sent as it came. */
export type Seeds = ReadonlySet<Declaration>;

/** Methods that keep what they are given in what they are called on. */
const fillingMethod = /^(?:push|unshift|append|add|set|splice)$/;
/** The names of one function that stand for what was sent, or hold it. */
export class RawNames {
  readonly #project: Project;
  readonly #fn: FunctionNode;
  readonly #seeds: Seeds;
  readonly #isRaw: (value: ts.Expression) => boolean;
  readonly #roots = new Map<Declaration, boolean>();
  readonly #filled = new Set<Declaration>();

  /** @param isRaw whether an expression of the function is what was sent, or holds it */
  constructor(project: Project, fn: FunctionNode, seeds: Seeds, isRaw: (value: ts.Expression) => boolean) {
    this.#project = project;
    this.#fn = fn;
    this.#seeds = seeds;
    this.#isRaw = isRaw;
  }

  /** Whether raw values are put into what a name stands for. */
  isFilled(root: Declaration): boolean {
    return this.#filled.has(root);
  }

  /** The properties of a constant that is an object with fixed names, and that nothing else is put into. */
  partsOf(root: Declaration): Array<[key: string, value: ts.Expression]> | undefined {
    const { ts } = this.#project;
    const value = ts.isVariableDeclaration(root) && root.initializer ? unwrap(ts, root.initializer) : undefined;
    if (!value || !ts.isObjectLiteralExpression(value) || this.#isFilledWithRaw(root)) return undefined;
    const parts: Array<[string, ts.Expression]> = [];
    for (const property of value.properties) {
      const key = property.name && nameOf(ts, property.name);
      const part = valueOf(ts, property);
      if (key === undefined || !part) return undefined;
      parts.push([key, part]);
    }
    return parts;
  }

  /** Whether a name stands for what was sent, or holds it. */
  isRaw(root: Declaration): boolean {
    const before = this.#roots.get(root);
    if (before !== undefined) return before;
    // Names may be made of each other.
    this.#roots.set(root, false);
    const isRaw = this.#seeds.has(root) || this.#isMadeOfRaw(root);
    this.#roots.set(root, isRaw);
    return isRaw;
  }

  /** Whether anything that a name is given, or that is put into it, is raw. */
  #isMadeOfRaw(root: Declaration): boolean {
    const { ts } = this.#project;
    const holder = outermost(ts, root);
    if (holder.pos < this.#fn.pos || holder.end > this.#fn.end) return false;
    if (ts.isParameter(holder)) return this.#seeds.has(holder) || this.#isGivenRaw(holder);
    if (!ts.isVariableDeclaration(holder)) return false;
    if (holder.initializer && this.#isRaw(holder.initializer)) return true;
    const loop = holder.parent.parent;
    if ((ts.isForOfStatement(loop) || ts.isForInStatement(loop)) && loop.initializer === holder.parent)
      return this.#isRaw(loop.expression);
    return this.#isFilledWithRaw(root);
  }

  /** `ids.map((id) => …)`, `data.forEach((value, key) => …)` */
  #isGivenRaw(parameter: ts.ParameterDeclaration): boolean {
    const { ts } = this.#project;
    let given: ts.Node = parameter.parent;
    while (ts.isParenthesizedExpression(given.parent)) given = given.parent;
    const call = given.parent;
    if (!ts.isCallExpression(call) || call.expression === given) return false;
    const callee = unwrap(ts, call.expression);
    return ts.isPropertyAccessExpression(callee) && this.#isRaw(callee.expression);
  }

  /** `values.title = title`, `values.push(title)`, `Object.assign(values, input)`, `title = input.title` */
  #isFilledWithRaw(root: Declaration): boolean {
    const { ts } = this.#project;
    let found = false;
    const isRoot = (expression: ts.Expression): boolean => {
      let inner = unwrap(ts, expression);
      while (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) inner = unwrap(ts, inner.expression);
      return ts.isIdentifier(inner) && pathOf(ts, inner)?.root === root;
    };
    forEachDescendant(ts, this.#fn.body!, (node) => {
      if (found) return false;
      if (ts.isBinaryExpression(node)) {
        const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
        const { kind } = node.operatorToken;
        if (kind < FirstAssignment || kind > LastAssignment || !isRoot(node.left)) return undefined;
        found = this.#isRaw(node.right);
        if (found && !ts.isIdentifier(unwrap(ts, node.left))) this.#filled.add(root);
      } else if (ts.isCallExpression(node)) {
        const callee = unwrap(ts, node.expression);
        if (!ts.isPropertyAccessExpression(callee)) return undefined;
        const [first, ...rest] = node.arguments;
        if (callee.getText() === 'Object.assign')
          found = first !== undefined && isRoot(first) && rest.some((argument) => this.#isRaw(argument));
        else if (fillingMethod.test(callee.name.text) && isRoot(callee.expression))
          found = !isLookUp(this.#project, node) && node.arguments.some((argument) => this.#isRaw(argument));
      }
      return undefined;
    });
    return found;
  }
}

/** Adds the names that a parameter, or an element of its pattern, declares. */
export function addNames(
  ts: Project['ts'],
  declaration: ts.ParameterDeclaration | ts.BindingElement,
  seeds: Set<Declaration>,
): void {
  if (ts.isIdentifier(declaration.name)) seeds.add(declaration);
  else for (const inner of boundElements(ts, declaration.name)) addNames(ts, inner, seeds);
}

/** The value of a property, or what is spread. */
export function valueOf(ts: Project['ts'], property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  if (ts.isShorthandPropertyAssignment(property)) return property.name;
  return ts.isSpreadAssignment(property) ? property.expression : undefined;
}
