import type ts from 'typescript';
import { fromAncestors } from '../syntax/ancestors.ts';
import { forEachDescendant, hasNode } from '../syntax/descendants.ts';
import { Grouped } from '../syntax/grouped.ts';
import { tellingCall } from '../catalog/authentication.ts';
import { refusingLookUp } from '../catalog/data-reads.ts';
import { calleeName } from '../syntax/last-name.ts';
import { CircularMemo } from '../syntax/circular-memo.ts';
import { calleesOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isInside, enclosingFunction, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { mayStop, refuses } from './answers.ts';
import { chainOf } from './consequences.ts';
import { isBranching, isConditionOf, isControl } from './controls.ts';
import { asksNoMore, isThereCall, isTypeOfNothing } from './existence.ts';
import { parserKindOf, type ValidationOptions } from './parsers.ts';
import { isAtOrBelow, namesOf, pathOf, wholeRead, type Path } from './raw-paths.ts';
import { afterAwait, isAwaited, isOnlyNamed } from '../syntax/name-positions.ts';
import { isLookUp } from './rows.ts';
import { isWrite } from './changes.ts';

/** A test of a value. */
interface ValueTest {
  readonly path: Path;
  /** Where it stands. */
  readonly at: ts.Node;
  /** Whether it tells which kind the value is, and so something of its members too. */
  readonly isOfKind: boolean;
  /** Whether it is a row that is tested, found by the value: of a row that is there its key is right, and nothing beside it. */
  readonly isOfRow: boolean;
  /** Whether it only asks if the value is there. */
  readonly isOfExistence: boolean;
  /** Whether it throws or leaves by itself where the value is wrong. */
  readonly isAsserted?: true;
  /** What reads the value. */
  readonly read: ts.Expression;
}

/** What a test says, whatever it is of. */
export type Said = Omit<ValueTest, 'path' | 'read'>;

/** What is known of a read by what stands around it. */
interface Climb extends Omit<Said, 'at'> {
  /** Whether it is only a part of an object or list. */
  readonly isHeld: boolean;
}

/** What is known of the functions that are called. */
export class Looking {
  /** Which of them look at what they are given. */
  readonly atAll = new CircularMemo<FunctionNode, boolean>(false);
  /** Which of them ask more than whether it is there. */
  readonly further = new CircularMemo<FunctionNode, boolean>(false);
  /** By which of their parameters they look a row up, and throw where there is none. */
  readonly finding = new CircularMemo<ts.ParameterDeclaration, boolean>(false);
}

/** What a function tests. */
export class ValueTests {
  readonly #project: Project;
  readonly #fn: FunctionNode;
  readonly #options: ValidationOptions;
  readonly #looking: Looking;
  /** By what is known of a read: the tests that it ends in, of each place that a long climb has passed. */
  readonly #ends = new Map<string, WeakMap<ts.Node, readonly Said[]>>();
  #tests: Grouped<ts.Node, ValueTest> | undefined;

  /** @param looking what is known of the functions that are called */
  constructor(project: Project, fn: FunctionNode, options: ValidationOptions, looking: Looking) {
    this.#project = project;
    this.#fn = fn;
    this.#options = options;
    this.#looking = looking;
  }

  /**
   * Whether the function tests a value at all.
   *
   * @param isFurther whether it has to ask more than if the value is there
   */
  looksAt(path: Path, isFurther = false): boolean {
    return this.from(path).some(
      (test) =>
        !test.isOfRow &&
        isAtOrBelow(test.path, path) &&
        !(isFurther && test.isOfExistence && test.path.keys.length === path.keys.length),
    );
  }

  /** The tests of what begins where a value does: there may be many values, with as many tests. */
  from({ root }: Path): readonly ValueTest[] {
    return (this.#tests ??= new Grouped(this.#collect(), (test): ts.Node => test.path.root)).of(root);
  }

  #collect(): ValueTest[] {
    const { ts } = this.#project;
    const found: ValueTest[] = [];
    if (!this.#fn.body) return found;
    forEachDescendant(ts, this.#fn.body, (node) => {
      if (!ts.isIdentifier(node) || isOnlyNamed(ts, node)) return undefined;
      const whole = wholeRead(ts, node);
      const path = pathOf(ts, whole);
      if (path) for (const test of this.of(whole)) found.push({ ...test, path, read: whole });
      return undefined;
    });
    return found;
  }

  /** The tests that a read is part of, from the inside out: until it is only told to something, or kept. */
  of(whole: ts.Expression, isOfRow = false): readonly Said[] {
    return this.#around(whole, { isOfKind: false, isOfRow, isOfExistence: !isOfRow, isHeld: false });
  }

  #around(node: ts.Node, climb: Climb): readonly Said[] {
    const known = keyOfClimb(climb);
    let ends = this.#ends.get(known);
    if (!ends) this.#ends.set(known, (ends = new WeakMap()));
    const step = (outer: ts.Node, inner: ts.Node): readonly Said[] | undefined => {
      const next = this.#climb(inner, outer, climb);
      if (isEnd(next)) return next;
      return keyOfClimb(next) === known ? undefined : this.#around(outer, next);
    };
    return fromAncestors<readonly Said[]>(ends, node, step, []);
  }

  /** One step outwards: what is known then of a read, or the tests that it ends in. */
  #climb(inner: ts.Node, outer: ts.Node, climb: Climb): Climb | readonly Said[] {
    const { ts } = this.#project;
    const testAt = (at: ts.Node, { isOfKind, isOfRow, isOfExistence } = climb): Said => ({
      at,
      isOfKind,
      isOfRow,
      isOfExistence,
    });
    const isOfExistence = climb.isOfExistence && asksNoMore(ts, inner, outer);
    const around = ts.isReturnStatement(outer) ? enclosingFunction(ts, outer) : outer;
    if (around && around !== this.#fn && isFunctionNode(ts, around)) {
      const call = climb.isHeld ? undefined : seekingCall(ts, around, this.#fn);
      if (call) return this.of(call, true);
    }
    if (outer === this.#fn || ts.isReturnStatement(outer)) return [testAt(inner)];
    if (isFunctionNode(ts, outer)) return [];
    if (isControl(ts, outer)) return isConditionOf(ts, inner, outer) ? [testAt(inner)] : [];
    if (isBranching(ts, outer) && isConditionOf(ts, inner, outer))
      return [testAt(inner), ...outerTests(ts, outer).map((at) => testAt(at))];
    // Of `const { title } = data` each name is a place of its own.
    if (ts.isVariableDeclaration(outer))
      return climb.isHeld || (climb.isOfExistence && !ts.isIdentifier(outer.name)) ? [] : [testAt(inner)];
    if (ts.isStatement(outer)) return [];
    if (ts.isObjectLiteralExpression(outer) || ts.isArrayLiteralExpression(outer))
      return { ...climb, isOfExistence, isHeld: true };
    if (ts.isTypeOfExpression(outer)) return { ...climb, isOfExistence, isOfKind: !isOfExistence };
    if (ts.isBinaryExpression(outer)) {
      const { InstanceOfKeyword, InKeyword, EqualsToken } = ts.SyntaxKind;
      const { kind } = outer.operatorToken;
      if (kind === EqualsToken) return [];
      const isOfKind = climb.isOfKind || kind === InstanceOfKeyword || kind === InKeyword;
      return { ...climb, isOfExistence, isOfKind };
    }
    if ((ts.isCallExpression(outer) || ts.isNewExpression(outer)) && outer.expression !== inner) {
      const kind = this.#kindOfCall(outer, inner);
      if (!kind) return [];
      const isOfRow = climb.isOfRow || kind === 'row';
      const isThere = climb.isOfExistence && !isOfRow && this.#asksExistence(outer);
      if (kind === 'found') return [{ ...testAt(outer, { ...climb, isOfRow: false, isOfExistence: false }), isAsserted: true }];
      const further = { isOfKind: kind !== 'row' && !isThere, isOfRow, isOfExistence: isThere, isHeld: false };
      return kind === 'asserts' ? [{ ...testAt(outer, further), isAsserted: true }] : further;
    }
    const isKey = ts.isElementAccessExpression(outer) && outer.argumentExpression === inner;
    return { ...climb, isOfExistence, isOfKind: climb.isOfKind || isKey };
  }

  /** What a call says about what it is given: by its body, or by its name. */
  #kindOfCall(call: ts.CallExpression | ts.NewExpression, told: ts.Node): 'gives' | 'asserts' | 'found' | 'row' | undefined {
    const { ts } = this.#project;
    const known = parserKindOf(this.#project, call, this.#options);
    const { all } = calleesOf(this.#project, call);
    if (ts.isNewExpression(call)) {
      const looks = all.some(({ node }) => looksAtArguments(this.#project, node, this.#options, this.#looking));
      return all.length === 0 ? known : looks ? 'gives' : undefined;
    }
    // `await db.select().from(posts).where(eq(posts.id, id)).limit(1)`
    const row = isAwaited(ts, chainOf(ts, call)) && !isWrite(this.#project, call) ? 'row' : undefined;
    if (all.length > 0) {
      if (!all.some(({ node }) => looksAtArguments(this.#project, node, this.#options, this.#looking)))
        return row && all.every(({ node }) => this.#findsOrRefuses(node, (call.arguments as readonly ts.Node[]).indexOf(told)))
          ? 'found'
          : row;
      const isStatement = ts.isExpressionStatement(afterAwait(ts, call));
      return isStatement && all.some(({ node }) => mayStop(this.#project, node)) ? 'asserts' : 'gives';
    }
    if (row && !known && refusingLookUp.test(calleeName(ts, call))) return 'found';
    if (known || row) return known ?? row;
    if (isLookUp(this.#project, call)) return undefined;
    return tellingCall.test(call.expression.getText()) ? undefined : 'gives';
  }

  /** Whether a function looks a row up by one of its parameters, and throws or leaves where there is none. */
  #findsOrRefuses(fn: FunctionNode, index: number): boolean {
    const parameter = fn.parameters[index];
    if (!parameter || !refuses(this.#project, fn)) return false;
    return this.#looking.finding.ask(parameter, () => {
      const tests = new ValueTests(this.#project, fn, this.#options, this.#looking);
      const roots = [parameter, ...namesOf(this.#project.ts, parameter.name)];
      return roots.some((root) => tests.from({ root, keys: [] }).some(({ isOfRow, isAsserted }) => isOfRow || isAsserted));
    });
  }

  /** Whether a call asks of what it is given only if it is there. */
  #asksExistence(call: ts.CallExpression | ts.NewExpression): boolean {
    const { ts } = this.#project;
    if (!ts.isCallExpression(call)) return false;
    const { all } = calleesOf(this.#project, call);
    if (all.length === 0) return isThereCall(ts, call);
    return !all.some(({ node }) => looksAtArguments(this.#project, node, this.#options, this.#looking, true));
  }
}

function keyOfClimb(climb: Climb): string {
  return Object.values(climb).join();
}

function isEnd(next: Climb | readonly Said[]): next is readonly Said[] {
  return Array.isArray(next);
}

/**
 * `plans.find((plan) => plan.id === id)`: of what was found, and of what is asked about, the compared value is right. What the caller
 * sent is no list to find it in.
 */
function seekingCall(ts: Project['ts'], callback: FunctionNode, fn: FunctionNode): ts.CallExpression | undefined {
  const call = callback.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== callback || !ts.isPropertyAccessExpression(call.expression))
    return undefined;
  if (!/^(?:find|some|findLast)$/.test(call.expression.name.text)) return undefined;
  const root = pathOf(ts, call.expression.expression)?.root;
  const isSent = root !== undefined && fn.parameters.some((parameter) => isInside(root, parameter));
  return isSent ? undefined : call;
}

/**
 * Whether a function looks at what it is given: it tests a parameter, or has it parsed.
 *
 * @param isFurther whether it has to ask more than if it is there
 */
function looksAtArguments(
  project: Project,
  fn: FunctionNode,
  options: ValidationOptions,
  looking: Looking,
  isFurther = false,
): boolean {
  const memo = isFurther ? looking.further : looking.atAll;
  return memo.ask(fn, () => looksItself(project, fn, options, looking, isFurther));
}

function looksItself(
  project: Project,
  fn: FunctionNode,
  options: ValidationOptions,
  looking: Looking,
  isFurther: boolean,
): boolean {
  const { ts } = project;
  const tests = new ValueTests(project, fn, options, looking);
  const isTested = fn.parameters.some(
    (parameter) =>
      tests.looksAt({ root: parameter, keys: [] }, isFurther) ||
      namesOf(ts, parameter.name).some((root) => tests.looksAt({ root, keys: [] })),
  );
  if (isTested || !fn.body) return isTested;
  return hasNode(ts, fn.body, (node) => {
    if (ts.isTypeOfExpression(node)) return !(isFurther && isTypeOfNothing(ts, node));
    if (!ts.isCallExpression(node))
      return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
    const { all } = calleesOf(project, node);
    return all.length > 0
      ? all.some(({ node: inner }) => looksAtArguments(project, inner, options, looking, isFurther))
      : parserKindOf(project, node, options) !== undefined && !(isFurther && isThereCall(ts, node));
  });
}

/** `if (a && b)`: what tests a part tests the whole, too. */
function outerTests(ts: Project['ts'], part: ts.Node): ts.Node[] {
  let inner = part;
  while (ts.isParenthesizedExpression(inner.parent) || ts.isPrefixUnaryExpression(inner.parent) || isBranching(ts, inner.parent))
    inner = inner.parent;
  const { parent } = inner;
  const isTest = (isControl(ts, parent) && isConditionOf(ts, inner, parent)) || ts.isVariableDeclaration(parent);
  return isTest ? [inner] : [];
}
