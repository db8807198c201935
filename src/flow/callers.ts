import type ts from 'typescript';
import { graphOf, isLoadedByFramework } from '../graph/graph.ts';
import { mayBeImportedUnseen } from '../graph/reach.ts';
import { everyIdentifierNamed } from '../syntax/file-index.ts';
import { memoized } from '../syntax/memoized.ts';
import { isInside, type FunctionNode } from '../syntax/nodes.ts';
import { calleesOf, directCallees, runOfArgument, type CallLike } from './calls.ts';
import { elementCallOf } from './element-calls.ts';
import { functionsOf } from './functions.ts';
import { keyTaken, nameOf } from './keys.ts';
import { filesMentioning, type Project } from '../project/project.ts';
import { serverFunctionsAt } from './server-function.ts';
import { usesOfDeclaration, usesOfFunction, usesOfValue, type Use, type Uses } from './uses.ts';
import { addTo } from '../syntax/grouped.ts';

/** A place of the program that runs a function. */
export interface CallSite {
  readonly node: CallLike;
  /** Whether its arguments (an element's props) are what the function is given: not where a wrapper of the program makes others of them. */
  readonly isDirect: boolean;
  /** The values that `.bind` puts in front. */
  readonly bound: readonly ts.Expression[];
}

/** The places that run a function. */
interface Callers {
  readonly sites: readonly CallSite[];
  /** Whether these are all: the function is passed to no unseen caller, and no framework calls it. */
  readonly isComplete: boolean;
  /** Where it is given to something that may call it: an attribute of an element, an argument of a package's function. */
  readonly handed: readonly Use[];
}

/**
 * The call sites of a function in the program: calls of its name under whatever alias or import, of methods, elements of a component,
 * calls of a parameter that it is given for, calls of what a wrapper made of it.
 */
export const callersOf = memoized((project: Project, fn: FunctionNode): Callers => new CallerSearch(project).ofFunction(fn));

class CallerSearch {
  readonly #project: Project;
  readonly #sites: CallSite[] = [];
  readonly #nodes = new Set<ts.Node>();
  readonly #handed: Use[] = [];
  /** Parameters may be handed on in a circle. */
  readonly #seen = new Set<ts.Node>();
  #isComplete = true;
  #asked: FunctionNode | undefined;

  constructor(project: Project) {
    this.#project = project;
  }

  ofFunction(fn: FunctionNode): Callers {
    const { ts } = this.#project;
    this.#asked = fn;
    const uses = usesOfFunction(this.#project, fn);
    this.#through(uses, true);
    const name = methodNameOf(ts, fn);
    if (name !== undefined) this.#ofMember(fn, name);
    if (this.#isCalledFromOutside(fn, uses)) this.#isComplete = false;
    return { sites: this.#sites, isComplete: this.#isComplete, handed: this.#handed };
  }

  #through({ uses }: Uses, isDirect: boolean): void {
    for (const use of uses) {
      if (use.kind === 'called' || use.kind === 'element') this.#add(use.by as CallLike, isDirect, use.bound);
      else if (use.kind === 'handed') this.#given(use);
    }
  }

  #add(node: CallLike, isDirect: boolean, bound: readonly ts.Expression[]): void {
    if (this.#nodes.has(node)) return;
    this.#nodes.add(node);
    this.#sites.push({ node, isDirect, bound });
  }

  /** The function is given to something. */
  #given(use: Use): void {
    const { ts } = this.#project;
    const { by } = use;
    this.#handed.push(use);
    const index =
      ts.isCallExpression(by) || ts.isNewExpression(by)
        ? (by.arguments?.findIndex((argument) => isInside(use.node, argument)) ?? -1)
        : -1;
    if (index < 0 || !(ts.isCallExpression(by) || ts.isNewExpression(by))) {
      if (use.members.length > 0 || !this.#ofProp(use)) this.#isComplete = false;
      return;
    }
    // `createElement(Panel, …)`
    if (index === 0 && ts.isCallExpression(by) && elementCallOf(this.#project, by)?.isClone === false) {
      this.#add(by, true, []);
      return;
    }
    const callees = directCallees(this.#project, by).all;
    if (callees.length === 0) {
      const run = runOfArgument(this.#project, by, index);
      if (run === 'now' || run === 'render') this.#add(by, false, use.bound);
      else if (run !== 'later') this.#isComplete = false;
    }
    for (const { node, bound } of callees) this.#ofParameter(node.parameters[index + bound.length], use);
    if (ts.isCallExpression(by) && callees.length > 0 && !this.#seen.has(by)) this.#ofMade(by, use);
  }

  /** What a wrapper of the program makes of it: the function itself, or another that runs it. */
  #ofMade(call: ts.CallExpression, { node }: Use): void {
    this.#seen.add(call);
    const made = functionsOf(this.#project, call).all;
    const isItself = made.some((value) => value.node === this.#asked);
    const isRun = isItself || made.some(({ given }) => [...given.values()].some((value) => isInside(node, value)));
    if (isRun) this.#through(usesOfValue(this.#project, call), isItself);
  }

  /** The prop of a component of the program that it is given for. */
  #ofProp({ by, node }: Use): boolean {
    const { ts } = this.#project;
    const attribute = ts.isJsxExpression(by) ? by.parent : by;
    if (!ts.isJsxAttribute(attribute) || !ts.isIdentifier(attribute.name)) return false;
    const element = attribute.parent.parent;
    const components = functionsOf(this.#project, element.tagName).all;
    for (const component of components) {
      const [props] = component.node.parameters;
      if (!props) continue;
      for (const name of namesOfProp(ts, props, attribute.name.text)) this.#uses(name, node);
      if (ts.isIdentifier(props.name)) this.#membersOf(props, attribute.name.text);
    }
    return components.length > 0;
  }

  /** `props.onSave()` */
  #membersOf(props: ts.ParameterDeclaration, key: string): void {
    const { ts } = this.#project;
    if (this.#seen.has(props)) return;
    this.#seen.add(props);
    for (const { by } of usesOfDeclaration(this.#project, props).uses) {
      if (!ts.isPropertyAccessExpression(by) || by.name.text !== key) continue;
      this.#through(usesOfValue(this.#project, by), true);
    }
  }

  #ofParameter(parameter: ts.ParameterDeclaration | undefined, { node, members }: Use): void {
    const { ts } = this.#project;
    if (!parameter) return;
    const [first, ...rest] = members;
    if (parameter.dotDotDotToken || rest.length > 0) this.#isComplete = false;
    else if (first === undefined) {
      if (ts.isIdentifier(parameter.name)) this.#uses(parameter, node);
      else this.#isComplete = false;
    } else {
      for (const name of namesOfProp(ts, parameter, first)) this.#uses(name, node);
      if (ts.isIdentifier(parameter.name)) this.#membersOf(parameter, first);
    }
  }

  #uses(declaration: ts.ParameterDeclaration | ts.BindingElement, asked: ts.Node): void {
    if (this.#seen.has(declaration) || declaration === asked) return;
    this.#seen.add(declaration);
    this.#through(usesOfDeclaration(this.#project, declaration), true);
  }

  /** Members of classes, and of objects by `this`, are found by their name. */
  #ofMember(fn: FunctionNode, name: string): void {
    const { ts } = this.#project;
    const of = isOfClass(ts, fn) ? this.#project : fn.getSourceFile();
    const { byFunction, open } = memberReadsOf(this.#project, of, name, ts.isGetAccessor(fn));
    const own = byFunction.get(fn) ?? [];
    // Those that may be another function too, and are this one, are counted among its own.
    if (open > own.filter(({ isComplete }) => !isComplete).length) this.#isComplete = false;
    for (const { call } of own) {
      if (call) this.#add(call, true, []);
      else this.#isComplete = false;
    }
  }

  /** Whether the framework, or code outside the program, calls it: Server Functions, exports of entries and of what nothing imports. */
  #isCalledFromOutside(fn: FunctionNode, { exports }: Uses): boolean {
    const graph = graphOf(this.#project);
    if (serverFunctionsAt(this.#project, fn).length > 0) return true;
    return exports.some(
      ([fileName]) =>
        isLoadedByFramework(graph, fileName) ||
        graph.importersOf(fileName).length === 0 ||
        mayBeImportedUnseen(this.#project, fileName),
    );
  }
}

/** A read of a member: the call of it, where it is called. */
interface MemberRead {
  readonly call: CallLike | undefined;
  readonly isComplete: boolean;
}

/** The reads of members of one name. */
interface MemberReads {
  readonly byFunction: ReadonlyMap<FunctionNode, readonly MemberRead[]>;
  /** How many of them may be of what is not in view. */
  readonly open: number;
}

/**
 * The reads of members of a name, looked through once: many classes may have a method of that name, with as many calls.
 *
 * @param of the program; or a file, of which only members of `this` are read
 */
const memberReadsOf = memoized((project: Project, of: Project | ts.SourceFile, name: string, isGetter: boolean): MemberReads =>
  readsOfMember(project, of === project ? undefined : (of as ts.SourceFile), name, isGetter),
);

function readsOfMember(project: Project, own: ts.SourceFile | undefined, name: string, isGetter: boolean): MemberReads {
  const { ts } = project;
  const byFunction = new Map<FunctionNode, MemberRead[]>();
  let open = 0;
  for (const file of own ? [own] : filesMentioning(project, name)) {
    for (const identifier of everyIdentifierNamed(ts, file, name)) {
      const access = identifier.parent;
      if (!ts.isPropertyAccessExpression(access) || access.name !== identifier) continue;
      if (own && access.expression.kind !== ts.SyntaxKind.ThisKeyword) continue;
      const { parent } = access;
      const isCalled = ts.isCallExpression(parent) && parent.expression === access;
      const call = isGetter ? access : isCalled ? parent : undefined;
      const { all, isComplete } = call ? calleesOf(project, call) : functionsOf(project, access);
      if (!isComplete) open++;
      for (const fn of new Set(all.map(({ node }) => node))) {
        addTo(byFunction, fn, { call, isComplete });
      }
    }
  }
  return { byFunction, open };
}

/** The name by which a function is a member of a class or an object. */
function methodNameOf(ts: Project['ts'], fn: FunctionNode): string | undefined {
  if (ts.isConstructorDeclaration(fn)) return undefined;
  if (ts.isClassLike(fn.parent) || ts.isObjectLiteralExpression(fn.parent)) return fn.name && nameOf(ts, fn.name);
  const isValue = (ts.isPropertyDeclaration(fn.parent) || ts.isPropertyAssignment(fn.parent)) && fn.parent.initializer === fn;
  return isValue ? nameOf(ts, fn.parent.name) : undefined;
}

function isOfClass(ts: Project['ts'], { parent }: FunctionNode): boolean {
  return ts.isClassLike(parent) || ts.isPropertyDeclaration(parent);
}

/** The names that a component's parameter takes a prop by: `({ onSave: save })`. */
function namesOfProp(ts: Project['ts'], { name }: ts.ParameterDeclaration, prop: string): ts.BindingElement[] {
  if (!ts.isObjectBindingPattern(name)) return [];
  return name.elements.filter((element) => !element.dotDotDotToken && keyTaken(ts, element) === prop);
}
