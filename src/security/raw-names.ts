import type ts from 'typescript';
import type { CircularMemo } from '../syntax/circular-memo.ts';
import { nameOf } from '../flow/keys.ts';
import type { Project } from '../project/project.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { Grouped } from '../syntax/grouped.ts';
import { boundElements, rootOf, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { outermost, type Declaration } from '../syntax/scope.ts';
import { pathOf } from './raw-paths.ts';
import { isLookUp } from './rows.ts';
import { valueOrSpread } from '../syntax/members.ts';
import { isAnyAssignment } from '../syntax/operators.ts';

/** The parameters, or names in their patterns, that hold what a caller sent as it came. */
export type Seeds = ReadonlySet<Declaration>;

/** Methods that keep what they are given in what they are called on. */
const fillingMethod = /^(?:push|unshift|append|add|set|splice)$/;

/** Something that is put into what a name stands for. */
interface Filling {
  readonly root: Declaration | undefined;
  readonly values: readonly ts.Expression[];
  /** Whether it is put into a member. */
  readonly isMember: boolean;
}

/** The names of one function that stand for what was sent, or hold it. */
export class RawNames {
  readonly #project: Project;
  readonly #fn: FunctionNode;
  readonly #seeds: Seeds;
  readonly #isRaw: (value: ts.Expression) => boolean;
  readonly #answers: CircularMemo<string, boolean>;
  #fillings: Grouped<Declaration | undefined, Filling> | undefined;
  readonly #filled = new Set<Declaration>();

  /**
   * @param answers what is known of names, which may be made of each other
   * @param isRaw whether an expression of the function is what was sent, or holds it
   */
  constructor(
    project: Project,
    fn: FunctionNode,
    seeds: Seeds,
    answers: CircularMemo<string, boolean>,
    isRaw: (value: ts.Expression) => boolean,
  ) {
    this.#project = project;
    this.#fn = fn;
    this.#seeds = seeds;
    this.#answers = answers;
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
      const part = valueOrSpread(ts, property);
      if (key === undefined || !part) return undefined;
      parts.push([key, part]);
    }
    return parts;
  }

  /** Whether a name stands for what was sent, or holds it. */
  isRaw(root: Declaration): boolean {
    return this.#answers.ask(`name ${root.pos} ${root.end}`, () => this.#seeds.has(root) || this.#isMadeOfRaw(root));
  }

  /** Whether anything that a name is given, or that is put into it, is raw. */
  #isMadeOfRaw(root: Declaration): boolean {
    const { ts } = this.#project;
    const holder = outermost(ts, root);
    // `const { title = input.title } = schema.parse(input)`
    if (ts.isBindingElement(root) && root.initializer && this.#isRaw(root.initializer)) return true;
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
    const given = withWrappers<ts.Node>(ts, parameter.parent);
    const call = given.parent;
    if (!ts.isCallExpression(call) || call.expression === given) return false;
    const callee = unwrap(ts, call.expression);
    return ts.isPropertyAccessExpression(callee) && this.#isRaw(callee.expression);
  }

  /** Whether anything that is put into what a name stands for is raw. */
  #isFilledWithRaw(root: Declaration): boolean {
    this.#fillings ??= new Grouped(this.#collectFillings(), ({ root: filled }) => filled);
    const filling = this.#fillings.of(root).find(({ values }) => values.some((value) => this.#isRaw(value)));
    if (filling?.isMember) this.#filled.add(root);
    return filling !== undefined;
  }

  /** `values.title = title`, `values.push(title)`, `Object.assign(values, input)`, `title = input.title` */
  #collectFillings(): Filling[] {
    const { ts } = this.#project;
    const found: Filling[] = [];
    const filledBy = (expression: ts.Expression): Declaration | undefined => {
      const inner = rootOf(ts, expression, ts.isElementAccessExpression);
      return ts.isIdentifier(inner) ? pathOf(ts, inner)?.root : undefined;
    };
    for (const node of descendantsOf(ts, this.#fn.body!, 'BinaryExpression', 'CallExpression')) {
      if (isAnyAssignment(ts, node)) {
        found.push({ root: filledBy(node.left), values: [node.right], isMember: !ts.isIdentifier(unwrap(ts, node.left)) });
      } else if (ts.isCallExpression(node)) {
        const callee = unwrap(ts, node.expression);
        if (!ts.isPropertyAccessExpression(callee)) continue;
        const [first, ...rest] = node.arguments;
        if (callee.name.text === 'assign' && callee.getText() === 'Object.assign') {
          if (first) found.push({ root: filledBy(first), values: rest, isMember: false });
        } else if (fillingMethod.test(callee.name.text)) {
          const values = isLookUp(this.#project, node) ? [] : node.arguments;
          found.push({ root: filledBy(callee.expression), values, isMember: false });
        }
      }
    }
    return found;
  }
}

/** The name of what a node puts something into, or gives another value: `values` of `values.title = title`, `values.push(title)`. */
export function filledName(ts: Project['ts'], node: ts.Node): ts.Identifier | undefined {
  const callee = ts.isCallExpression(node) ? unwrap(ts, node.expression) : undefined;
  const isMethod = callee && ts.isPropertyAccessExpression(callee) && fillingMethod.test(callee.name.text);
  const filled = isAnyAssignment(ts, node) ? node.left : isMethod ? callee.expression : undefined;
  const root = filled && rootOf(ts, filled, ts.isElementAccessExpression);
  return root && ts.isIdentifier(root) ? root : undefined;
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
