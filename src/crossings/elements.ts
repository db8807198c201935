import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { branchesOf } from '../facts/exported-values.ts';
import { unwrap } from '../syntax/nodes.ts';
import { isFrom, originOf, type Origin } from '../flow/origin.ts';
import { partsOf, type Names } from '../flow/properties.ts';
import type { PropCrossing, Site } from './crossing.ts';
import type { Project } from '../project/project.ts';

/** Components of Next.js that are Client Components, whatever its compiler aliases them to. */
const nextClientComponents = new Set(['next/link', 'next/image', 'next/script', 'next/form', 'next/legacy/image']);

/**
 * What the JSX elements (and `createElement` calls) of a file are given that land on a Client Component or a host element. Elements
 * of Server Components, and of components whose origin is unknown, are not here: nothing crosses at them. A prop that a later one
 * replaces does not cross.
 */
export function propsOfElements(project: Project, sourceFile: ts.SourceFile): PropCrossing[] {
  const { ts } = project;
  const found: PropCrossing[] = [];
  if (!/<|createElement/.test(sourceFile.text)) return found;
  for (const node of descendantsOf(ts, sourceFile, 'JsxElement', 'JsxSelfClosingElement', 'CallExpression')) {
    found.push(...(ts.isCallExpression(node) ? propsOfCall(project, node) : propsOfJsx(project, node)));
  }
  return found;
}

/** Names may stand for each other in a circle. */
const maximumDepth = 8;

/** Whether a tag is an element of the document, a Client Component, or neither for all that is known. */
export function landingOf(
  project: Project,
  tag: ts.JsxTagNameExpression | ts.Expression,
  depth = 0,
): 'host' | 'client' | undefined {
  const { ts } = project;
  if (depth > maximumDepth) return undefined;
  if (ts.isStringLiteralLike(tag)) return 'host';
  if (ts.isJsxNamespacedName(tag)) return 'host';
  if (ts.isIdentifier(tag) && isJsxTag(ts, tag) && /^[a-z]|-/.test(tag.text)) return 'host';
  const origin = originOf(project, tag);
  if (isClientComponent(origin)) return 'client';
  const { end } = origin;
  // `const Tag = wide ? Table : List`: certain where every branch lands on the same kind.
  if (end.kind !== 'declaration' || !end.value || !ts.isExpression(end.value)) return undefined;
  const value = unwrap(ts, end.value);
  const wrapped = ts.isCallExpression(value) ? wrappedComponent(project, value) : undefined;
  if (wrapped) return landingOf(project, wrapped, depth + 1) === 'client' ? 'client' : undefined;
  const branches = branchesOf(ts, value);
  if (branches.length < 2) return ts.isStringLiteralLike(value) ? 'host' : undefined;
  const [first, ...rest] = branches.map((branch) => landingOf(project, branch, depth + 1));
  return rest.every((landing) => landing === first) ? first : undefined;
}

/** What `memo(X)` wraps: its element is an element of X. */
function wrappedComponent(project: Project, call: ts.CallExpression): ts.Expression | undefined {
  const [argument] = call.arguments;
  return argument && isFrom(originOf(project, call.expression), 'react', 'memo') ? argument : undefined;
}

function isClientComponent({ end, reference }: Origin): boolean {
  // A member of a client reference cannot be rendered at all; `client-reference-use` says so.
  if (reference?.directive === 'use client') return reference.members.length === 0;
  return end.kind === 'package' && end.name === 'default' && nextClientComponents.has(end.module);
}

function isJsxTag(ts: Project['ts'], node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent)) && parent.tagName === node;
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
  const props = propsIn(project, site, opening.attributes, children.length > 0 ? onlyChildren : none);
  for (const child of children) {
    if (!ts.isJsxExpression(child) || !child.expression) continue;
    const kind = child.dotDotDotToken ? 'spread' : 'child';
    props.push({ kind, name: 'children', at: child, expression: child.expression, hidden: none, site });
  }
  return props;
}

/** `createElement(Table, { rows }, child)`, from `react` alone. */
function propsOfCall(project: Project, call: ts.CallExpression): PropCrossing[] {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const called = ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
  const [tag, given, ...children] = call.arguments;
  if (!tag || !/[cC]reateElement/.test(called) || !isFrom(originOf(project, callee), 'react', 'createElement')) return [];
  const target = landingOf(project, tag);
  if (!target) return [];
  const site: Site = { node: call, tag: ts.isStringLiteralLike(tag) ? tag.text : tag.getText(), target };
  const hidden = children.length > 0 ? onlyChildren : none;
  const literal = given && unwrap(ts, given);
  const props: PropCrossing[] = !literal
    ? []
    : ts.isObjectLiteralExpression(literal)
      ? propsIn(project, site, literal, hidden)
      : [{ kind: 'spread', name: '', at: given, expression: given, hidden, site }];
  for (const child of children) {
    if (ts.isSpreadElement(child)) continue;
    props.push({ kind: 'child', name: 'children', at: child, expression: child, hidden: none, site });
  }
  return props;
}

const none: Names = new Set();

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
    return name === undefined ? [] : [{ kind: 'prop', name, at: node.name!, expression: value, hidden: none, site }];
  });
}
