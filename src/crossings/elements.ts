import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { unwrap } from '../syntax/nodes.ts';
import { elementCallOf, mayMakeElements } from '../flow/element-calls.ts';
import { noNames, partsOf, type Names } from '../flow/properties.ts';
import { elementBehind, landingOf, tagText } from './landing.ts';
import type { HandedCrossing, PropCrossing, Site } from './crossing.ts';
import { handedProps } from './handed-props.ts';
import type { Project } from '../project/project.ts';

/**
 * What the JSX elements of a file, and the calls that make one, are given that land on a Client Component or a host element. Elements
 * of Server Components, and of components whose origin is unknown, are not here: nothing crosses at them. A prop that a later one
 * replaces does not cross.
 */
export function propsOfElements(project: Project, sourceFile: ts.SourceFile): PropCrossing[] {
  const { ts } = project;
  const found: PropCrossing[] = [];
  const makesElements = mayMakeElements(sourceFile.text);
  if (!makesElements && !sourceFile.text.includes('<')) return found;
  for (const node of descendantsOf(ts, sourceFile, 'JsxElement', 'JsxSelfClosingElement', 'CallExpression')) {
    if (ts.isCallExpression(node) && !makesElements) continue;
    found.push(...(ts.isCallExpression(node) ? propsOfCall(project, node) : propsOfJsx(project, node)));
  }
  return found;
}

/** The props of a file's elements that land nowhere by themselves, and that their component hands on: see {@link handedProps}. */
export function handedOfElements(project: Project, sourceFile: ts.SourceFile): HandedCrossing[] {
  const { ts } = project;
  if (!sourceFile.text.includes('<')) return [];
  return descendantsOf(ts, sourceFile, 'JsxOpeningElement', 'JsxSelfClosingElement').flatMap((opening) =>
    opening.attributes.properties.length > 0 && !landingOf(project, opening.tagName) ? handedProps(project, opening) : [],
  );
}

const onlyChildren: Names = new Set(['children']);

function propsOfJsx(project: Project, node: ts.JsxElement | ts.JsxSelfClosingElement): PropCrossing[] {
  const { ts } = project;
  const opening = ts.isJsxElement(node) ? node.openingElement : node;
  const target = landingOf(project, opening.tagName);
  if (!target) return [];
  const site: Site = { node: opening, tag: opening.tagName.getText(), target };
  const children = ts.isJsxElement(node)
    ? node.children.filter((child) => !ts.isJsxText(child) || !child.containsOnlyTriviaWhiteSpaces)
    : [];
  const props = propsIn(project, site, opening.attributes, children.length > 0 ? onlyChildren : noNames);
  for (const child of children) {
    if (!ts.isJsxExpression(child) || !child.expression) continue;
    const kind = child.dotDotDotToken ? 'spread' : 'child';
    props.push({ kind, name: 'children', at: child, expression: child.expression, hidden: noNames, site });
  }
  return props;
}

/** `createElement(Table, { rows }, child)`, `jsx(Table, { rows })`, `cloneElement(table, { rows })`. */
function propsOfCall(project: Project, call: ts.CallExpression): PropCrossing[] {
  const { ts } = project;
  const made = elementCallOf(project, call);
  if (!made) return [];
  const { type, isClone, props: given, children } = made;
  const element = isClone ? elementBehind(project, type) : { target: landingOf(project, type), tag: tagText(ts, type) };
  if (!element?.target) return [];
  const site: Site = { node: call, tag: element.tag, target: element.target };
  const hidden = children.length > 0 ? onlyChildren : noNames;
  const literal = given && unwrap(ts, given);
  const props: PropCrossing[] = !literal
    ? []
    : ts.isObjectLiteralExpression(literal)
      ? propsIn(project, site, literal, hidden)
      : [{ kind: 'spread', name: '', at: given, expression: given, hidden, site }];
  for (const child of children) {
    if (ts.isSpreadElement(child)) continue;
    props.push({ kind: 'child', name: 'children', at: child, expression: child, hidden: noNames, site });
  }
  return props;
}

function propsIn(
  project: Project,
  site: Site,
  owner: ts.JsxAttributes | ts.ObjectLiteralExpression,
  later: Names,
): PropCrossing[] {
  const { ts } = project;
  return partsOf(project, owner, later).flatMap(({ node, name, isSpread, value, hidden }): PropCrossing[] => {
    // A method has no expression of its own: what it is stands in its object's type.
    if (!value || !ts.isExpression(value)) return [];
    if (isSpread) return [{ kind: 'spread', name: '', at: node, expression: value, hidden, site }];
    return name === undefined ? [] : [{ kind: 'prop', name, at: node.name!, expression: value, hidden: noNames, site }];
  });
}
