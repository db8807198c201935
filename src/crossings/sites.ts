import type ts from 'typescript';
import { branchesOf } from '../facts/exported-values.ts';
import { forEachDescendant, unwrap } from '../syntax/nodes.ts';
import type { Place } from '../rule.ts';
import { isFrom, originOf, type Origin } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';

/** What is given to an element at one place. */
export interface GivenProp {
  /** `spread`: all the properties of a value; `child`: one of the element's children. */
  readonly kind: 'attribute' | 'spread' | 'child';
  /** The prop's name; `children` for a child, empty for a spread. */
  readonly name: string;
  /** Where to point: the attribute's name, the `{` of a spread or child, the property's name. */
  readonly place: Place;
  readonly value: ts.Expression;
}

/** A place where an element is made whose props React has to carry, if the code runs on the server. */
export interface Site {
  /** The opening element, or the `createElement` call. */
  readonly node: ts.Node;
  /** The tag as it is written: `Table`, `Menu.Item`, `button`. */
  readonly tag: string;
  /** Where the tag lands: an element of the document, or a Client Component. */
  readonly target: 'host' | 'client';
  readonly props: readonly GivenProp[];
}

/** Components of Next.js that are Client Components, whatever its compiler aliases them to. */
const nextClientComponents = new Set(['next/link', 'next/image', 'next/script', 'next/form', 'next/legacy/image']);

/**
 * The JSX elements (and `createElement` calls) of a file that land on a Client Component or a host element. Elements of Server
 * Components, and of components whose origin is unknown, are not here: nothing crosses at them.
 */
export function sitesOf(project: Project, sourceFile: ts.SourceFile): Site[] {
  const { ts } = project;
  const sites: Site[] = [];
  if (!/<|createElement/.test(sourceFile.text)) return sites;
  forEachDescendant(ts, sourceFile, (node) => {
    const site =
      ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node)
        ? jsxSite(project, node)
        : ts.isCallExpression(node)
          ? createElementSite(project, node)
          : undefined;
    if (site) sites.push(site);
    return undefined;
  });
  return sites;
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

function jsxSite(project: Project, node: ts.JsxElement | ts.JsxSelfClosingElement): Site | undefined {
  const { ts } = project;
  const opening = ts.isJsxElement(node) ? node.openingElement : node;
  const target = landingOf(project, opening.tagName);
  if (!target) return undefined;
  const sourceFile = node.getSourceFile();
  const props: GivenProp[] = [];
  for (const property of opening.attributes.properties) {
    if (ts.isJsxSpreadAttribute(property)) {
      props.push({ kind: 'spread', name: '', place: property, value: property.expression });
      continue;
    }
    const { initializer, name } = property;
    const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
    if (value) props.push({ kind: 'attribute', name: name.getText(sourceFile), place: name, value });
  }
  if (ts.isJsxElement(node)) {
    for (const child of node.children) {
      if (!ts.isJsxExpression(child) || !child.expression) continue;
      const kind = child.dotDotDotToken ? 'spread' : 'child';
      props.push({ kind, name: 'children', place: child, value: child.expression });
    }
  }
  return { node: opening, tag: opening.tagName.getText(sourceFile), target, props };
}

/** `createElement(Table, { rows }, child)`, from `react` alone. */
function createElementSite(project: Project, call: ts.CallExpression): Site | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const name = ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
  const [tag, given, ...children] = call.arguments;
  if (!tag || !/[cC]reateElement/.test(name) || !isFrom(originOf(project, callee), 'react', 'createElement')) return undefined;
  const target = landingOf(project, tag);
  if (!target) return undefined;
  const props: GivenProp[] = given ? givenIn(ts, given) : [];
  for (const child of children) {
    if (!ts.isSpreadElement(child)) props.push({ kind: 'child', name: 'children', place: child, value: child });
  }
  return { node: call, tag: ts.isStringLiteralLike(tag) ? tag.text : tag.getText(), target, props };
}

function givenIn(ts: Project['ts'], given: ts.Expression): GivenProp[] {
  const literal = unwrap(ts, given);
  if (!ts.isObjectLiteralExpression(literal)) return [{ kind: 'spread', name: '', place: given, value: given }];
  return literal.properties.flatMap((property): GivenProp[] => {
    if (ts.isSpreadAssignment(property)) return [{ kind: 'spread', name: '', place: property, value: property.expression }];
    const { name } = property;
    if (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name)) return [];
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    return value ? [{ kind: 'attribute', name: name.text, place: name, value }] : [];
  });
}
