import type ts from 'typescript';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, isFunctionNode, isInside, type FunctionNode } from '../syntax/nodes.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { callersOf } from './callers.ts';
import { originOf, type Origin } from './origin.ts';
import type { Project } from '../project/project.ts';
import { literalsOf, partsOf, partsThatMaySet } from './properties.ts';
import { childrenOf } from '../syntax/jsx.ts';
import { typesOf } from '../syntax/types.ts';

/** What a component is given for one of its props at the call sites in view. */
export interface GivenProp {
  /** What is written for it; a method is its own value. */
  readonly values: ReadonlyArray<ts.Expression | FunctionNode>;
  /** Whether a value may come in by a way that cannot be read: no call site in view, or a spread of something unknown. */
  readonly isOpen: boolean;
}

const openValues: GivenProp = { values: [], isOpen: true };
const noValues: GivenProp = { values: [], isOpen: false };

/** How many components may hand a prop on. */
const maximumHands = 8;

/**
 * What a component is given for the prop that a value comes from, at its call sites in the files that import it, directly or by
 * barrels; also where it is handed on with all of another component's props. Tests and stories do not count.
 *
 * As `valuesOf`, but of the app alone, along all components that hand the prop on, and with spreads read in order: `valuesOf` gives
 * each call site's own expression, and stops there.
 *
 * @param origin the origin of the value, which ends at a component's parameter
 */
export function givenFor(project: Project, origin: Origin): GivenProp {
  const read = propRead(project, origin);
  if (!read) return openValues;
  // `item.onRun` of a prop `item`: what its literals hold.
  const given = givenProp(project, read.component, read.name);
  return read.members.reduce((inside, member) => givenMember(project, inside, member), given);
}

/** The prop of a component that an origin is, and what is read of it further; undefined for anything else. */
export function propRead(
  { ts }: Project,
  origin: Origin,
): { readonly component: FunctionNode; readonly name: string; readonly members: readonly string[] } | undefined {
  const { end, members } = origin;
  const name = propName(ts, origin);
  const component = name === undefined || end.kind !== 'parameter' ? undefined : componentOf(ts, end.node);
  if (!component || name === undefined || end.kind !== 'parameter') return undefined;
  return { component, name, members: isAllProps(ts, end.node) ? members.slice(1) : members };
}

function givenMember(project: Project, { values, isOpen }: GivenProp, member: string): GivenProp {
  const inside = together(
    values.map((value) => {
      const literals = isFunctionNode(project.ts, value) ? undefined : literalsOf(project, value);
      return literals
        ? together(literals.map((literal) => givenIn({ project, name: member, asked: new Set() }, literal, 0)))
        : openValues;
    }),
  );
  return { values: inside.values, isOpen: isOpen || inside.isOpen };
}

/** The component all of whose props (or all that a pattern leaves of them) an origin is: `props`, `({ id, ...rest })`. */
export function propsOf(
  { ts }: Project,
  { end, members }: Origin,
): { readonly component: FunctionNode; readonly taken: ReadonlySet<string> } | undefined {
  if (end.kind !== 'parameter' || members.length > 0 || !isAllProps(ts, end.node)) return undefined;
  const component = componentOf(ts, end.node);
  if (!component) return undefined;
  const others = ts.isBindingElement(end.node) ? end.node.parent.elements : [];
  const taken = others.flatMap((element) => {
    const key = ts.isBindingElement(element) && !element.dotDotDotToken ? (element.propertyName ?? element.name) : undefined;
    return key && (ts.isIdentifier(key) || ts.isStringLiteralLike(key)) ? [key.text] : [];
  });
  return { component, taken: new Set(taken) };
}

/** As {@link givenFor}, of a component and a prop's name. */
export const givenProp = memoized((project: Project, component: FunctionNode, name: string) =>
  givenAs({ project, name, asked: new Set() }, component, 0),
);

/** A prop that is looked for, and the components whose call sites have been. */
interface AskedProp {
  readonly project: Project;
  readonly name: string;
  readonly asked: Set<FunctionNode>;
}

/** The prop that a parameter's value is: `({ onSave })`, `({ onSave: save })`, `props.onSave`, also of `...props`. */
function propName(ts: Project['ts'], { end, members }: Origin): string | undefined {
  if (end.kind !== 'parameter') return undefined;
  if (isAllProps(ts, end.node)) return members[0];
  if (ts.isParameter(end.node)) return undefined;
  if (!ts.isObjectBindingPattern(end.node.parent) || !ts.isParameter(end.node.parent.parent)) return undefined;
  const key = end.node.propertyName ?? end.node.name;
  return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** `props`, and what a pattern leaves: `({ id, ...props })`. */
function isAllProps(ts: Project['ts'], node: ts.ParameterDeclaration | ts.BindingElement): boolean {
  if (ts.isParameter(node)) return true;
  return node.dotDotDotToken !== undefined && ts.isObjectBindingPattern(node.parent) && ts.isParameter(node.parent.parent);
}

/** The function whose first parameter is its props. */
function componentOf(ts: Project['ts'], node: ts.Node): FunctionNode | undefined {
  const component = enclosingFunction(ts, node);
  const [first] = component?.parameters ?? [];
  return first && isInside(node, first) ? component : undefined;
}

function givenAs(prop: AskedProp, component: FunctionNode, hands: number): GivenProp {
  // A component that hands its props on to itself, in whatever circle, gives nothing new.
  if (prop.asked.has(component)) return noValues;
  if (hands > maximumHands) return openValues;
  prop.asked.add(component);
  const { project } = prop;
  const sites = callSites(project, component).filter((site) => isCounted(project, site.getSourceFile().fileName));
  return sites.length === 0 ? openValues : together(sites.map((site) => givenAt(prop, site, hands)));
}

/** Tests and stories say nothing of the app, nor do modules that it does not load. */
function isCounted(project: Project, fileName: string): boolean {
  const { server, client } = graphOf(project).environmentOf(fileName);
  return (server !== undefined || client !== undefined) && !isTestFile(project, fileName);
}

/** The names that a component is given at its call sites, as far as they are written. */
export function namesGiven(project: Project, component: FunctionNode): ReadonlySet<string> {
  const names = new Set<string>();
  const read = new Set<ts.Node>();
  const add = (owner: ts.JsxAttributes | ts.ObjectLiteralExpression): void => {
    if (read.has(owner)) return;
    read.add(owner);
    for (const { name, isSpread, value } of partsOf(project, owner)) {
      if (name !== undefined) names.add(name);
      else if (isSpread && value && !isFunctionNode(project.ts, value)) literalsOf(project, value)?.forEach(add);
    }
  };
  for (const site of callSites(project, component)) if (isCounted(project, site.getSourceFile().fileName)) add(site.attributes);
  return names;
}

function together(all: readonly GivenProp[]): GivenProp {
  return { values: all.flatMap(({ values }) => values), isOpen: all.some(({ isOpen }) => isOpen) };
}

/** What one element gives: the last part that sets the prop for certain, and before it those that may. */
function givenAt(prop: AskedProp, element: ts.JsxOpeningLikeElement, hands: number): GivenProp {
  const { name, project } = prop;
  const { ts } = project;
  if (name === 'children' && ts.isJsxOpeningElement(element)) {
    const children = childrenOf(ts, element.parent);
    if (children.length > 0) return { values: children, isOpen: false };
  }
  return givenIn(prop, element.attributes, hands);
}

function givenIn(prop: AskedProp, owner: ts.JsxAttributes | ts.ObjectLiteralExpression, hands: number): GivenProp {
  const { name, project } = prop;
  const { ts } = project;
  return together(
    partsThatMaySet(project, owner, name).map((part): GivenProp => {
      if (part.isSpread) {
        return part.hidden.has(name) || !part.value || isFunctionNode(ts, part.value)
          ? noValues
          : givenBySpread(prop, part.value, hands);
      }
      return part.value ? { values: [part.value], isOpen: false } : noValues;
    }),
  );
}

function givenBySpread(prop: AskedProp, spread: ts.Expression, hands: number): GivenProp {
  const { name, project } = prop;
  if (hands > maximumHands) return openValues;
  const literals = literalsOf(project, spread);
  if (literals) return together(literals.map((literal) => givenIn(prop, literal, hands + 1)));
  const all = propsOf(project, originOf(project, spread));
  if (all) return all.taken.has(name) ? noValues : givenAs(prop, all.component, hands + 1);
  return mayHold(project, spread, name) ? openValues : noValues;
}

/** Whether what is spread may bring a prop, by its type. */
function mayHold({ ts, checker }: Project, spread: ts.Expression, name: string): boolean {
  if (!checker) return true;
  const type = checker.getTypeAtLocation(spread);
  return typesOf(type).some((part) => {
    if (part.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) return true;
    return (
      checker.getPropertyOfType(part, name) !== undefined || checker.getIndexInfoOfType(part, ts.IndexKind.String) !== undefined
    );
  });
}

/** The JSX elements of a component. */
export function callSites(project: Project, component: FunctionNode): readonly ts.JsxOpeningLikeElement[] {
  const { ts } = project;
  return callersOf(project, component).sites.flatMap(({ node }) => (ts.isJsxOpeningLikeElement(node) ? [node] : []));
}
