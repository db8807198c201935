import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { everyIdentifierNamed } from '../syntax/file-index.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, isKeywordLiteral, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf } from '../syntax/scope.ts';
import { declaredFunctions, implementingFunctions } from './by-checker.ts';
import { givenBy, nothingGiven, type FunctionValue, type Given, type Placed } from './function-value.ts';
import { Holders } from './holders.ts';
import { constantKey, nameOf } from './keys.ts';
import { declaredValue, originOf, type Origin, type Reference } from './origin.ts';
import { filesMentioning, type Project } from '../project/project.ts';
import { wrappedBy } from './wrappers.ts';

/** The functions that an expression may stand for. */
export interface Functions {
  readonly all: readonly FunctionValue[];
  /** Whether there can be no other: no branch of unknown origin, nothing that is handed in. */
  readonly isComplete: boolean;
}

/** How many names, calls and members are followed for one question: they may go round in circles. */
const maximumSteps = 400;

/**
 * The functions of the program that an expression may stand for: each branch of a conditional; through names, imports, members of
 * objects, classes and modules, `.bind`, transparent wrappers, and functions of the program that return functions. By syntax and
 * module resolution; a member that these leave open is resolved by the checker, where there is one.
 *
 * @param given what parameters of functions around stand for, where it is asked on the way of a call
 */
export function functionsOf(project: Project, expression: ts.Node, given: Given = nothingGiven): Functions {
  return given.size > 0 ? new Resolver(project).answer(expression, given) : functionsAlone(project, expression);
}

const functionsAlone = memoized((project: Project, expression: ts.Node): Functions =>
  new Resolver(project).answer(expression, nothingGiven),
);

class Resolver {
  readonly #project: Project;
  readonly #holders: Holders;
  /** What is being looked into: values may be defined by each other. */
  readonly #open = new Set<ts.Node>();
  #steps = 0;
  #isComplete = true;

  constructor(project: Project) {
    this.#project = project;
    this.#holders = new Holders(project, (callee, given) => this.functions(callee, given));
  }

  answer(expression: ts.Node, given: Given): Functions {
    const all: FunctionValue[] = [];
    for (const value of this.functions(expression, given)) {
      // A function that several branches come to is one.
      if (
        !all.some(
          ({ node, bound, given: other }) => node === value.node && bound.length === value.bound.length && other === value.given,
        )
      )
        all.push(value);
    }
    return { all, isComplete: this.#isComplete };
  }

  functions(node: ts.Node, given: Given): FunctionValue[] {
    const { ts } = this.#project;
    if (isFunctionNode(ts, node)) return [{ node, bound: [], given }];
    if (!ts.isExpression(node)) return this.#unknown();
    return branchesOf(ts, node).flatMap((branch) => this.#branch(branch, given));
  }

  #unknown(): FunctionValue[] {
    this.#isComplete = false;
    return [];
  }

  #branch(branch: ts.Expression, given: Given): FunctionValue[] {
    const { ts } = this.#project;
    if (isFunctionNode(ts, branch)) return [{ node: branch, bound: [], given }];
    if (this.#open.has(branch)) return [];
    if (++this.#steps > maximumSteps) return this.#unknown();
    this.#open.add(branch);
    try {
      if (ts.isAwaitExpression(branch)) return this.functions(branch.expression, given);
      if (ts.isCallExpression(branch)) return this.#made(branch, given);
      if (ts.isIdentifier(branch)) return this.#named(branch, given);
      if (ts.isPropertyAccessExpression(branch) || ts.isElementAccessExpression(branch)) return this.#member(branch, given);
      return isNoFunction(ts, branch) ? [] : this.#unknown();
    } finally {
      this.#open.delete(branch);
    }
  }

  #named(name: ts.Identifier, given: Given): FunctionValue[] {
    const { ts } = this.#project;
    if (name.text === 'undefined') return [];
    const declaration = declarationOf(ts, name);
    const handed = declaration && this.#holders.givenFor(declaration, given);
    if (handed) return handed.flatMap((value) => this.functions(value.node, value.given));
    return this.#ofOrigin(originOf(this.#project, name), name, given);
  }

  #ofOrigin(origin: Origin, asked: ts.Expression, given: Given): FunctionValue[] {
    const { reference } = origin;
    const value = declaredValue(origin);
    if (value && value !== asked) {
      if (this.#project.ts.isClassLike(value)) return this.#unknown();
      return this.functions(value, given).map((fn) => (fn.reference ? fn : { ...fn, reference }));
    }
    const placed = this.#holders.ofOrigin(origin, asked, given);
    if (placed.length > 0) return this.#placed(placed, reference);
    return this.#byChecker(asked);
  }

  #member(access: ts.PropertyAccessExpression | ts.ElementAccessExpression, given: Given): FunctionValue[] {
    const key = constantKey(this.#project, access);
    if (key === undefined) {
      this.#isComplete = false;
      return this.#placed(this.#holders.everyMember(access, given), undefined);
    }
    const origin = originOf(this.#project, access);
    if (declaredValue(origin)) return this.#ofOrigin(origin, access, given);
    const placed = this.#holders.members(access.expression, key, given);
    return placed.length > 0 ? this.#placed(placed, origin.reference) : this.#byChecker(access);
  }

  #placed(placed: readonly Placed[], reference: Reference | undefined): FunctionValue[] {
    return placed
      .flatMap(({ node, given }) => this.functions(node, given))
      .map((value) => (value.reference || !reference ? value : { ...value, reference }));
  }

  #byChecker(asked: ts.Expression): FunctionValue[] {
    const found = declaredFunctions(this.#project, asked);
    // Of a type there may be more than the program shows.
    if (found.length === 0) this.#isComplete = false;
    const all = found.length > 0 ? found : implementingFunctions(this.#project, asked);
    return all.map((node) => ({ node, bound: [], given: nothingGiven }));
  }

  /** A function that a call gives. */
  #made(call: ts.CallExpression, given: Given): FunctionValue[] {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    if (ts.isPropertyAccessExpression(callee)) {
      const { text } = callee.name;
      if (text === 'bind') {
        const bound = call.arguments.slice(1);
        return this.functions(callee.expression, given).map((value) => ({ ...value, bound: [...value.bound, ...bound] }));
      }
      // `import('./a').then((m) => m.save)`
      const [handler] = call.arguments;
      if (text === 'then' && handler) return this.#returned(this.functions(handler, given), undefined);
    }
    const wrapped = wrappedBy(this.#project, call);
    if (wrapped) {
      const inner = this.functions(wrapped.inner, given);
      return wrapped.gives === 'result' ? this.#returned(inner, undefined) : inner;
    }
    const makers = this.functions(callee, given);
    return makers.length > 0 ? this.#returned(makers, call, given) : this.#unknown();
  }

  #returned(makers: readonly FunctionValue[], call: ts.CallExpression | undefined, given: Given = nothingGiven): FunctionValue[] {
    const { ts } = this.#project;
    return makers.flatMap((maker) => {
      const inside = call ? givenBy(ts, maker, call.arguments, given) : maker.given;
      return returnedExpressions(ts, maker.node).flatMap((returned) => this.functions(returned, inside));
    });
  }
}

/** Values that cannot be called. */
function isNoFunction(ts: Project['ts'], value: ts.Expression): boolean {
  return (
    isKeywordLiteral(ts, value) ||
    ts.isLiteralExpression(value) ||
    ts.isTemplateExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isPrefixUnaryExpression(value) ||
    ts.isVoidExpression(value) ||
    ts.isTypeOfExpression(value)
  );
}

function holdersFor(project: Project): Holders {
  return new Holders(project, (callee, given) => [...functionsOf(project, callee, given).all]);
}

/** What a name stands for that its origin does not say: taken out of a call's result by a pattern, a member of it. */
export function heldValues(project: Project, name: ts.Identifier | ts.PropertyAccessExpression): ts.Node[] {
  return holdersFor(project)
    .ofOrigin(originOf(project, name), name, nothingGiven)
    .map(({ node }) => node);
}

/** The constructors that `new` runs of a class of the program; for `super` those of the base class. */
export function constructorsOf(project: Project, expression: ts.Expression): readonly FunctionNode[] {
  return holdersFor(project).constructors(expression);
}

/** The getters of the program that reading a member runs. */
export function gettersOf(project: Project, access: ts.PropertyAccessExpression): readonly FunctionNode[] {
  if (!getterNames(project).has(access.name.text)) return [];
  return holdersFor(project).getters(access);
}

const getterPattern = /\bget\s+#?([\w$]+)\s*\(/;

/** The names of the program's getters: reading any other member runs nothing. */
const getterNames = memoized((project: Project): ReadonlySet<string> => {
  const found = filesMentioning(project, getterPattern).flatMap(({ text }) =>
    [...text.matchAll(new RegExp(getterPattern, 'g'))].map(([, name]) => name!),
  );
  return new Set(found);
});

/** Where the program reads a getter. */
export function readersOf(project: Project, getter: ts.GetAccessorDeclaration): ts.PropertyAccessExpression[] {
  const { ts } = project;
  const name = nameOf(ts, getter.name);
  if (name === undefined) return [];
  return filesMentioning(project, name).flatMap((file) =>
    everyIdentifierNamed(ts, file, name).flatMap(({ parent }) => {
      const isRead = ts.isPropertyAccessExpression(parent) && gettersOf(project, parent).includes(getter);
      return isRead ? [parent] : [];
    }),
  );
}
