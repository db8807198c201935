import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { propRead, propsOf } from '../flow/call-sites.ts';
import { elementCallOf } from '../flow/element-calls.ts';
import type { FunctionValue, Given } from '../flow/function-value.ts';
import { functionsOf } from '../flow/functions.ts';
import { originOf, type Origin } from '../flow/origin.ts';
import { noNames, partsOf, partsThatMaySet, type Names } from '../flow/properties.ts';
import { graphOf } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { nodesFrom } from '../syntax/descendants.ts';
import { Grouped } from '../syntax/grouped.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, isNameOrMember, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { HandedCrossing, Site } from './crossing.ts';
import { landingOf } from './landing.ts';

/** How many components may hand a prop on. */
const maximumHands = 5;

/**
 * The functions that a Server Component is given as props and only hands on, with the others of its props, to a host element or a
 * Client Component (`<button {...props}>`): there is nothing wrong with it, who gives it one is to be told. So is who gives a function
 * to a component that the browser has too, where the prop is handed on by its name.
 */
export function handedProps(project: Project, opening: ts.JsxOpeningLikeElement): HandedCrossing[] {
  const { ts } = project;
  const { attributes, tagName } = opening;
  return partsOf(project, attributes).flatMap(({ node, name, value }): HandedCrossing[] => {
    if (name === undefined || name === 'key' || !value || !ts.isExpression(value) || !mayBeFunction(project, value)) return [];
    const component = onlyFunction(project, tagName);
    const landed = component && new Hands(project).landingOf({ component, attributes, around: undefined }, name);
    if (!landed) return [];
    const site: Site = { node: opening, tag: tagName.getText(), target: landed.target };
    return [{ kind: 'handed', name, at: node.name!, expression: value, site, through: landed.at }];
  });
}

/** Whether an expression can be a function, by a look. */
function mayBeFunction({ ts }: Project, value: ts.Expression): boolean {
  return branchesOf(ts, value).some((branch) => isFunctionNode(ts, branch) || isNameOrMember(ts, branch));
}

/** Where a prop is handed on. */
interface Handing {
  readonly tag: ts.JsxTagNameExpression | ts.Expression;
  /** The name that it has there. */
  readonly name: string;
  readonly at: ts.Node;
}

interface HandedTo extends Pick<Site, 'target'> {
  readonly at: ts.Node;
}

/** An element of a component of the program, and what it is within, from the element that was written inwards. */
interface Level {
  readonly component: FunctionValue;
  readonly attributes: ts.JsxAttributes | undefined;
  readonly around: Level | undefined;
}

class Hands {
  readonly #project: Project;
  readonly #seen = new Set<FunctionNode>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** Where a component hands a prop on to an element that lands, through however many others. */
  landingOf(level: Level, name: string): HandedTo | undefined {
    const { ts } = this.#project;
    const { node, given } = level.component;
    const { server } = graphOf(this.#project).environmentOf(node.getSourceFile().fileName);
    if (!server || this.#seen.size >= maximumHands || this.#seen.has(node)) return undefined;
    this.#seen.add(node);
    for (const { tag, name: inner, at } of handingsIn(this.#project, node, name)) {
      const target = landingOf(this.#project, tag, (parameter) => this.#tagsGiven(parameter, level));
      if (target) return { target, at };
      const component = onlyFunction(this.#project, tag, given);
      const attributes = ts.isJsxAttributes(at.parent) ? at.parent : undefined;
      const found = component && this.landingOf({ component, attributes, around: level }, inner);
      if (found) return found;
    }
    return undefined;
  }

  /** What a tag that came in is: given to the function that made the component, or as a prop of its element. */
  #tagsGiven(parameter: Origin, level: Level): readonly ts.Expression[] | undefined {
    const { end, members } = parameter;
    if (end.kind !== 'parameter') return undefined;
    const { node, given } = level.component;
    const made = members.length === 0 ? given.get(end.node) : undefined;
    if (made) return [made];
    const read = propRead(this.#project, parameter);
    if (read?.component !== node || read.members.length > 0) return undefined;
    const value = this.#propOf(level, read.name);
    if (value === 'unknown') return undefined;
    return value ? [value] : end.node.initializer ? [end.node.initializer] : [];
  }

  /** What an element gives for a prop, also with all the props of the component around it. */
  #propOf({ attributes, around }: Level, name: string): ts.Expression | 'unknown' | undefined {
    if (!attributes) return 'unknown';
    for (const { isSpread, value, hidden } of partsThatMaySet(this.#project, attributes, name).toReversed()) {
      if (!value || isFunctionNode(this.#project.ts, value)) return 'unknown';
      if (!isSpread) return value;
      if (hidden.has(name)) continue;
      const all = propsOf(this.#project, originOf(this.#project, value));
      if (!around || all?.component !== around.component.node) return 'unknown';
      const given = all.taken.has(name) ? undefined : this.#propOf(around, name);
      if (given) return given;
    }
    return undefined;
  }
}

function onlyFunction(project: Project, tag: ts.Node, given?: Given): FunctionValue | undefined {
  const [component, ...others] = functionsOf(project, tag, given).all;
  return others.length === 0 ? component : undefined;
}

/** Where a component hands its props on. */
interface Handings {
  /** All of them but some. */
  readonly spread: ReadonlyArray<Omit<Handing, 'name'> & { readonly without: readonly Names[] }>;
  /** By the name that the component has for it. */
  readonly named: Grouped<string, Handing & { readonly from: string }>;
}

function handingsIn(project: Project, component: FunctionNode, name: string): readonly Handing[] {
  const { spread, named } = handings(project, component);
  const among = spread.filter(({ without }) => !without.some((names) => names.has(name)));
  return [...among.map(({ tag, at }) => ({ tag, name, at })), ...named.of(name)];
}

/**
 * The elements that a component hands its props on to: with others, in a spread; by its name only where the component is on both
 * sides. What only the server has is judged at such an element.
 */
const handings = memoized((project: Project, component: FunctionNode): Handings => {
  const { ts } = project;
  const isShared = graphOf(project).environmentOf(component.getSourceFile().fileName).client !== undefined;
  const spread: Array<Handings['spread'][number]> = [];
  const named: Array<Handing & { readonly from: string }> = [];
  const addSpread = (tag: Handing['tag'], at: ts.Node, value: ts.Node, hidden: Names): void => {
    const all = isNameOrMember(ts, value) ? propsOf(project, originOf(project, value)) : undefined;
    if (all?.component === component) spread.push({ tag, at, without: [all.taken, hidden] });
  };
  const addParts = (tag: Handing['tag'], owner: ts.JsxAttributes | ts.ObjectLiteralExpression): void => {
    for (const { node, name, isSpread, value, hidden } of partsOf(project, owner)) {
      if (isSpread && value) addSpread(tag, node, value, hidden);
      else if (isShared && name !== undefined && value && isNameOrMember(ts, value)) {
        const read = propRead(project, originOf(project, value));
        if (read?.component === component && read.members.length === 0) named.push({ tag, name, at: node, from: read.name });
      }
    }
  };
  const elements = component.body
    ? nodesFrom(ts, component.body, 'JsxOpeningElement', 'JsxSelfClosingElement', 'CallExpression')
    : [];
  for (const node of elements) {
    if (!ts.isCallExpression(node)) {
      addParts(node.tagName, node.attributes);
      continue;
    }
    const made = elementCallOf(project, node);
    const props = made && !made.isClone && made.props ? unwrap(ts, made.props) : undefined;
    if (props && ts.isObjectLiteralExpression(props)) addParts(made!.type, props);
    else if (props) addSpread(made!.type, props, props, noNames);
  }
  return { spread, named: new Grouped(named, ({ from }) => from) };
});
