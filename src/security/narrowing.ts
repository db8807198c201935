import type ts from 'typescript';
import { descendantsOf, forEachDescendant, forEachNodeFrom } from '../syntax/descendants.ts';
import { identifiersBelow } from '../syntax/file-index.ts';
import { Grouped } from '../syntax/grouped.ts';
import { tellingCall } from '../catalog/authentication.ts';
import type { CircularMemo } from '../syntax/circular-memo.ts';
import { calleesOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isInside, enclosingFunction, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { holderOf } from '../syntax/scope.ts';
import { leaves, mayStop } from './answers.ts';
import { isStopping } from './called-checks.ts';
import { branchesOfControl, isBehind, isBranching, isConditionOf, isControl, isRefused } from './controls.ts';
import { parserKindOf, type ValidationOptions } from './parsers.ts';
import { isAtOrBelow, pathOf, wholeRead, type Path } from './raw-paths.ts';
import { isAwaited } from '../syntax/name-positions.ts';
import { isLookUp, partWithoutRow } from './rows.ts';
import { isWrite } from './writes.ts';

/** A test of a value. */
interface Test {
  readonly path: Path;
  /** Where it stands. */
  readonly at: ts.Node;
  /** Whether it tells which kind the value is, and so something of its members too. */
  readonly isOfKind: boolean;
  /** Whether it is a row that is tested, found by the value: of a row that is there its key is right, and nothing beside it. */
  readonly isOfRow: boolean;
}

/** What is known of a read by what stands around it. */
interface Climb {
  readonly isOfKind: boolean;
  readonly isOfRow: boolean;
  /** Whether it is only a part of an object or list. */
  readonly isHeld: boolean;
}

const longClimb = 16;

/** Which functions look at what they are given. */
export type Looking = CircularMemo<FunctionNode, boolean>;

/**
 * What a function tests, and whether a value was tested on the way to a place: the place is in a branch of the test, or behind one
 * that leaves where the value is wrong.
 */
export class Narrowings {
  readonly #project: Project;
  readonly #fn: FunctionNode;
  readonly #options: ValidationOptions;
  readonly #looking: Looking;
  readonly #climbed = new WeakMap<ts.Node, Map<string, ReadonlyArray<Omit<Test, 'path'>>>>();
  #tests: Grouped<ts.Node, Test> | undefined;

  /** @param looking what is known of the functions that are called */
  constructor(project: Project, fn: FunctionNode, options: ValidationOptions, looking: Looking) {
    this.#project = project;
    this.#fn = fn;
    this.#options = options;
    this.#looking = looking;
  }

  /** Whether a value was tested before a place is come to. */
  isNarrowed(path: Path, place: ts.Node): boolean {
    return this.#testsFrom(path).some(
      (test) =>
        (test.isOfKind ? isAtOrBelow(path, test.path) : isAtOrBelow(path, test.path) && isAtOrBelow(test.path, path)) &&
        this.#counts(test, place, 0),
    );
  }

  /** Whether the function tests a value at all. */
  looksAt(path: Path): boolean {
    return this.#testsFrom(path).some((test) => !test.isOfRow && isAtOrBelow(test.path, path));
  }

  /** The tests of what begins where a value does: there may be many values, with as many tests. */
  #testsFrom({ root }: Path): readonly Test[] {
    return (this.#tests ??= new Grouped(this.#collect(), (test): ts.Node => test.path.root)).of(root);
  }

  #collect(): Test[] {
    const { ts } = this.#project;
    const found: Test[] = [];
    if (!this.#fn.body) return found;
    forEachDescendant(ts, this.#fn.body, (node) => {
      if (!ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) return undefined;
      const whole = wholeRead(ts, node);
      const path = pathOf(ts, whole);
      if (path) for (const test of this.#testsOf(whole)) found.push({ ...test, path });
      return undefined;
    });
    return found;
  }

  /**
   * The tests that a read is part of, from the inside out: until it is only told to something, or kept. What a long climb finds is kept
   * for all that stands on its way: each part of `a + b + c + …` asks it.
   */
  #testsOf(whole: ts.Expression, isOfRow = false): ReadonlyArray<Omit<Test, 'path'>> {
    let climb: Climb = { isOfKind: false, isOfRow, isHeld: false };
    const passed: Array<readonly [ts.Node, string]> = [];
    let found: ReadonlyArray<Omit<Test, 'path'>> | undefined;
    for (let inner: ts.Node = whole, outer = whole.parent; outer && !found; inner = outer, outer = outer.parent) {
      const key = Object.values(climb).join();
      found = this.#climbed.get(inner)?.get(key);
      if (found) break;
      passed.push([inner, key]);
      const next = this.#climb(inner, outer, climb);
      if (Array.isArray(next)) found = next;
      else climb = next as Climb;
    }
    found ??= [];
    if (passed.length < longClimb) return found;
    for (const [node, key] of passed) {
      const byKey = this.#climbed.get(node);
      if (byKey) byKey.set(key, found);
      else this.#climbed.set(node, new Map([[key, found]]));
    }
    return found;
  }

  /** One step outwards: what is known then of a read, or the tests that it ends in. */
  #climb(inner: ts.Node, outer: ts.Node, climb: Climb): Climb | Array<Omit<Test, 'path'>> {
    const { ts } = this.#project;
    const testAt = (at: ts.Node, { isOfKind, isOfRow } = climb): Omit<Test, 'path'> => ({ at, isOfKind, isOfRow });
    const around = ts.isReturnStatement(outer) ? enclosingFunction(ts, outer) : outer;
    if (around && around !== this.#fn && isFunctionNode(ts, around)) {
      const call = climb.isHeld ? undefined : seekingCall(ts, around, this.#fn);
      if (call) return [...this.#testsOf(call, true)];
    }
    if (outer === this.#fn || ts.isReturnStatement(outer)) return [testAt(inner)];
    if (isFunctionNode(ts, outer)) return [];
    if (isControl(ts, outer)) return isConditionOf(ts, inner, outer) ? [testAt(inner)] : [];
    if (isBranching(ts, outer) && isConditionOf(ts, inner, outer))
      return [testAt(inner), ...outerTests(ts, outer).map((at) => testAt(at))];
    if (ts.isVariableDeclaration(outer)) return climb.isHeld ? [] : [testAt(inner)];
    if (ts.isStatement(outer)) return [];
    if (ts.isObjectLiteralExpression(outer) || ts.isArrayLiteralExpression(outer)) return { ...climb, isHeld: true };
    if (ts.isTypeOfExpression(outer)) return { ...climb, isOfKind: true };
    if (ts.isBinaryExpression(outer)) {
      const { InstanceOfKeyword, InKeyword, EqualsToken } = ts.SyntaxKind;
      const { kind } = outer.operatorToken;
      if (kind === EqualsToken) return [];
      return kind === InstanceOfKeyword || kind === InKeyword ? { ...climb, isOfKind: true } : climb;
    }
    if ((ts.isCallExpression(outer) || ts.isNewExpression(outer)) && outer.expression !== inner) {
      const kind = this.#kindOfCall(outer);
      if (!kind) return [];
      const further = { isOfKind: kind !== 'row', isOfRow: climb.isOfRow || kind === 'row', isHeld: false };
      return kind === 'asserts' ? [testAt(outer, further)] : further;
    }
    const isKey = ts.isElementAccessExpression(outer) && outer.argumentExpression === inner;
    return isKey ? { ...climb, isOfKind: true } : climb;
  }

  /** What a call says about what it is given: by its body, or by its name. */
  #kindOfCall(call: ts.CallExpression | ts.NewExpression): 'gives' | 'asserts' | 'row' | undefined {
    const { ts } = this.#project;
    const known = parserKindOf(this.#project, call, this.#options);
    if (ts.isNewExpression(call)) return known;
    const { all } = calleesOf(this.#project, call);
    const row = isAwaited(ts, call) && !isWrite(this.#project, call) ? 'row' : undefined;
    if (all.length > 0) {
      if (!all.some(({ node }) => looksAtArguments(this.#project, node, this.#options, this.#looking))) return row;
      const isStatement = ts.isExpressionStatement(afterAwait(ts, call));
      return isStatement && all.some(({ node }) => mayStop(this.#project, node)) ? 'asserts' : 'gives';
    }
    if (known || row) return known ?? row;
    if (isLookUp(this.#project, call)) return undefined;
    return tellingCall.test(call.expression.getText()) ? undefined : 'gives';
  }

  /** Whether a test decides over a place. */
  #counts({ at, isOfRow }: Omit<Test, 'path'>, place: ts.Node, depth: number, row?: ts.Node): boolean {
    const { ts } = this.#project;
    const { parent: outer } = at;
    if (depth > 3) return false;
    // `assertId(id);`
    if (ts.isCallExpression(at) && ts.isExpressionStatement(afterAwait(ts, at))) return isBehind(ts, at, place);
    if (ts.isVariableDeclaration(outer)) return this.#isNameTested(outer, place, depth, isOfRow);
    if (!isConditionOf(ts, at, outer)) return false;
    const taken = isOfRow ? partWithoutRow(ts, at as ts.Expression, outer, row) : undefined;
    if (isOfRow && !taken) return false;
    if (isInside(place, outer))
      return !isInside(place, at) && !(taken?.part && isInside(place, taken.part)) && !isRefused(ts, at, outer, place);
    const isLeaving = (call: ts.CallExpression): boolean => isStopping(this.#project, call);
    return (
      isBehind(ts, outer, place) &&
      branchesOfControl(ts, outer).some(
        (part) => (!taken || taken.part === part) && (leaves(ts, part, isLeaving) || this.#setsName(part, at)),
      )
    );
  }

  /** `if (!title) title = 'Untitled'` */
  #setsName(part: ts.Node, test: ts.Node): boolean {
    const { ts } = this.#project;
    let found = false;
    const visit = (node: ts.Node): undefined => {
      const isSet = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      if (isSet && ts.isIdentifier(node.left)) found ||= mentionsName(ts, test, node.left.text);
      return undefined;
    };
    forEachNodeFrom(ts, part, visit);
    return found;
  }

  /** `const isOk = typeof id === 'string'; if (!isOk) return;`, `const result = schema.safeParse(input); if (!result.success) …` */
  #isNameTested(declaration: ts.VariableDeclaration, place: ts.Node, depth: number, isOfRow: boolean): boolean {
    const { ts } = this.#project;
    const scope = enclosingFunction(ts, declaration) ?? declaration.getSourceFile();
    const declared = ts.isIdentifier(declaration.name) ? [declaration] : namesOf(ts, declaration.name);
    const names = new Set(declared.flatMap(({ name }) => (ts.isIdentifier(name) ? name.text : [])));
    for (const node of [...names].flatMap((name) => identifiersBelow(ts, scope, name))) {
      if (node.pos >= place.end || node.pos < declaration.end) continue;
      const holder = holderOf(ts, node);
      if (holder !== declaration) continue;
      const isTest = this.#testsOf(wholeRead(ts, node)).some(
        (test) => test.at.pos > declaration.end && this.#counts({ ...test, isOfRow }, place, depth + 1, declaration),
      );
      if (isTest) return true;
    }
    return false;
  }
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

/** Whether a function looks at what it is given: it tests a parameter, or has it parsed. */
function looksAtArguments(project: Project, fn: FunctionNode, options: ValidationOptions, looking: Looking): boolean {
  return looking.ask(fn, () => looksItself(project, fn, options, looking));
}

function looksItself(project: Project, fn: FunctionNode, options: ValidationOptions, looking: Looking): boolean {
  const { ts } = project;
  const tests = new Narrowings(project, fn, options, looking);
  let looks = fn.parameters.some(
    (parameter) =>
      tests.looksAt({ root: parameter, keys: [] }) ||
      namesOf(ts, parameter.name).some((root) => tests.looksAt({ root, keys: [] })),
  );
  if (!looks && fn.body) {
    const visit = (node: ts.Node): boolean | undefined => {
      if (ts.isTypeOfExpression(node)) looks = true;
      else if (ts.isCallExpression(node)) {
        const { all } = calleesOf(project, node);
        looks =
          all.length > 0
            ? all.some(({ node: inner }) => looksAtArguments(project, inner, options, looking))
            : parserKindOf(project, node, options) !== undefined;
      } else if (ts.isBinaryExpression(node)) looks = node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
      return looks ? false : undefined;
    };
    forEachNodeFrom(ts, fn.body, visit);
  }
  return looks;
}

function namesOf(ts: Project['ts'], name: ts.BindingName): readonly ts.BindingElement[] {
  return ts.isIdentifier(name) ? [] : descendantsOf(ts, name, 'BindingElement');
}

function mentionsName(ts: Project['ts'], root: ts.Node, name: string): boolean {
  return (ts.isIdentifier(root) && root.text === name) || identifiersBelow(ts, root, name).length > 0;
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

function afterAwait(ts: Project['ts'], node: ts.Node): ts.Node {
  let outer = node.parent;
  while (ts.isAwaitExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return outer;
}
