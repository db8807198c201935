import type ts from 'typescript';
import { isFunctionNode, parametersOf, unwrap } from '../syntax/nodes.ts';
import { callersOf, type CallSite } from './callers.ts';
import { elementCallOf } from './element-calls.ts';
import { keyTaken, nameOf } from './keys.ts';
import type { FunctionValue } from './function-value.ts';
import { functionsOf } from './functions.ts';
import { originOf, type Origin } from './origin.ts';
import type { Project } from '../project/project.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { attributeValue, childrenOf } from '../syntax/jsx.ts';

/** What a parameter or prop is given at one place. */
interface GivenValue {
  /**
   * - `value`: this expression, and of it the `members` that are read
   * - `spread`: what this expression has under the name, if anything: it is spread there
   * - `nothing`: the place gives none; the parameter's default stands in, where it has one
   */
  readonly kind: 'value' | 'spread' | 'nothing';
  readonly expression: ts.Expression | undefined;
  /** A method, which is no expression of its own: `{ onSave() {} }`. */
  readonly method?: ts.MethodDeclaration;
  readonly members: readonly string[];
}

/** What a parameter or prop is given. */
interface Values {
  readonly given: readonly GivenValue[];
  /** Whether these are all: false where not every call site is in view, or one of them cannot be read. */
  readonly isComplete: boolean;
}

/**
 * What a parameter stands for: the arguments at the call sites of its function; of a name taken out of it by a pattern, and of a
 * component's prop, what these places give under that name, also by a spread and by `createElement`.
 *
 * @param members what is read of it further: `onSave` of `props.onSave`
 */
export function valuesOf(
  project: Project,
  parameter: ts.ParameterDeclaration | ts.BindingElement,
  members: readonly string[] = [],
): Values {
  const { ts } = project;
  const path = [...members];
  let root: ts.Node = parameter;
  while (ts.isBindingElement(root)) {
    if (!root.dotDotDotToken) {
      const key = keyTaken(ts, root);
      if (key === undefined) return unknownValues;
      path.unshift(key);
    } else if (ts.isArrayBindingPattern(root.parent)) return unknownValues;
    root = root.parent.parent;
  }
  if (!ts.isParameter(root) || !isFunctionNode(ts, root.parent)) return unknownValues;
  const own = parametersOf(ts, root.parent);
  const index = own.indexOf(root);
  const { sites, isComplete } = callersOf(project, root.parent);
  const isRest = root.dotDotDotToken !== undefined;
  const given: GivenValue[] = [];
  let isRead = !isRest;
  for (const site of isRest ? [] : sites) {
    const values = site.isDirect ? valuesAt(project, site, index, path) : undefined;
    if (values) given.push(...values);
    else isRead = false;
  }
  return { given, isComplete: isComplete && isRead && given.every(({ kind }) => kind !== 'spread') };
}

const unknownValues: Values = { given: [], isComplete: false };

/** As {@link valuesOf}, for an origin that ends at a parameter; nothing in view for any other. */
export function valuesOfOrigin(project: Project, { end, members }: Origin): Values {
  return end.kind === 'parameter' ? valuesOf(project, end.node, members) : unknownValues;
}

/** The functions that an expression stands for; of a parameter (`(fn) => unstable_cache(fn)`) or a prop those that it is given. */
export function functionsBehind(project: Project, expression: ts.Expression): readonly FunctionValue[] {
  const direct = functionsOf(project, expression).all;
  const inner = unwrap(project.ts, expression);
  if (direct.length > 0 || !(project.ts.isIdentifier(inner) || project.ts.isPropertyAccessExpression(inner))) return direct;
  return valuesOfOrigin(project, originOf(project, inner)).given.flatMap(({ kind, expression: given, members }) =>
    kind === 'value' && given && members.length === 0 ? functionsOf(project, given).all : [],
  );
}

/** What one call site gives; undefined where that cannot be read. */
function valuesAt(project: Project, site: CallSite, index: number, path: readonly string[]): GivenValue[] | undefined {
  const { ts } = project;
  const { node, bound } = site;
  if (ts.isJsxOpeningLikeElement(node)) return index === 0 ? propsAt(project, node, path) : [];
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const callee = unwrap(ts, node.expression);
  const made = ts.isCallExpression(node) ? elementCallOf(project, node) : undefined;
  if (made && !made.isClone) {
    const { props, children } = made;
    if (path[0] === 'children' && children.length > 0)
      return children.map((expression) => ({ kind: 'value', expression, members: path.slice(1) }));
    return props ? readMembers(project.ts, props, path) : [givesNothing];
  }
  let args: readonly ts.Expression[] = [...bound, ...(node.arguments ?? [])];
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'apply') return undefined;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'call') args = args.slice(1);
  if (args.slice(0, index + 1).some((argument) => ts.isSpreadElement(argument))) return undefined;
  const argument = args[index];
  return argument ? readMembers(project.ts, argument, path) : [givesNothing];
}

const givesNothing: GivenValue = { kind: 'nothing', expression: undefined, members: [] };

/** Reads members out of an object that is written there; what is written last counts. */
function readMembers(ts: Project['ts'], expression: ts.Expression, path: readonly string[]): GivenValue[] {
  const [first, ...rest] = path;
  const literal = unwrap(ts, expression);
  if (first === undefined || !ts.isObjectLiteralExpression(literal)) return [{ kind: 'value', expression, members: path }];
  const found: GivenValue[] = [];
  for (const property of [...literal.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) {
      found.push({ kind: 'spread', expression: property.expression, members: path });
    } else if (nameOf(ts, property.name) === first) {
      const value = valueOfProperty(ts, property);
      if (ts.isMethodDeclaration(property) && rest.length === 0)
        return [...found, { kind: 'value', expression: undefined, method: property, members: [] }];
      return value ? [...found, ...readMembers(ts, value, rest)] : found;
    }
  }
  return [...found, givesNothing];
}

/** What an element gives for a prop: its attribute, what is spread behind it, its children. */
function propsAt(project: Project, element: ts.JsxOpeningLikeElement, path: readonly string[]): GivenValue[] | undefined {
  const { ts } = project;
  const [first, ...rest] = path;
  if (first === undefined) return undefined;
  if (first === 'children' && ts.isJsxOpeningElement(element)) {
    const children = childrenOf(ts, element.parent);
    if (children.length > 0) return children.map((expression) => ({ kind: 'value', expression, members: rest }));
  }
  const found: GivenValue[] = [];
  for (const property of [...element.attributes.properties].reverse()) {
    if (ts.isJsxSpreadAttribute(property)) found.push({ kind: 'spread', expression: property.expression, members: path });
    else if (property.name.getText() === first) {
      const value = attributeValue(ts, property);
      return value
        ? [...found, ...readMembers(project.ts, value, rest)]
        : [...found, { kind: 'value', expression: undefined, members: [] }];
    }
  }
  return [...found, givesNothing];
}
