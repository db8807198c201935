import type ts from 'typescript';
import { firstAnswer } from '../syntax/descendants.ts';
import { factsOf } from '../facts/index.ts';
import { elementCallOf } from '../flow/element-calls.ts';
import { functionsOf } from '../flow/functions.ts';
import { declaredValue, originOf, type Reference } from '../flow/origin.ts';
import { keyTaken } from '../flow/keys.ts';
import { search, searchCall, type Query } from '../flow/search.ts';
import { valuesOfOrigin } from '../flow/values.ts';
import type { Project } from '../project/project.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { isRunAtOnce } from '../syntax/components.ts';
import { isFunctionNode, isNameOrMember, unwrap } from '../syntax/nodes.ts';
import { rendererModules, renderers } from '../catalog/renderers.ts';
import { isHostTag } from '../syntax/jsx.ts';

/** A client reference that a renderer of `react-dom/server` comes to, and the tag of it. */
interface RenderedReference {
  readonly reference: Reference;
  readonly tag: ts.Node;
}

/** The name of the renderer that a call calls; undefined for any other call. */
export function rendererOf(project: Project, call: ts.CallExpression): string | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!isNameOrMember(ts, callee)) return undefined;
  const { end, members } = originOf(project, callee);
  if (end.kind !== 'package' || !rendererModules.test(end.module)) return undefined;
  // A module of CommonJS making may be read through its default.
  const name = members.length === 1 && /^(?:default|\*)$/.test(end.name) ? members[0]! : members.length === 0 ? end.name : '';
  return renderers.test(name) ? name : undefined;
}

/** The first client reference among the elements that a renderer is given, or that their components make. */
export function renderedReference(project: Project, call: ts.CallExpression): RenderedReference | undefined {
  const [element] = call.arguments;
  return element && !project.ts.isSpreadElement(element) ? referenceIn(project, element, 0) : undefined;
}

const query: Query<RenderedReference> = {
  inner: 'run',
  throughElements: true,
  hit: (project, node) => hitAt(project, node),
  enters: ({ ts }, fn) => factsOf(ts, fn.getSourceFile()).moduleDirective !== 'use client',
};

function referenceIn(project: Project, expression: ts.Expression, depth: number): RenderedReference | undefined {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (ts.isIdentifier(inner) && depth < 4) {
    const origin = originOf(project, inner);
    const { end } = origin;
    // `function toHtml(node) { return renderToString(node); }`
    if (end.kind === 'parameter') {
      for (const { expression: given, members: rest } of valuesOfOrigin(project, origin).given) {
        const reference = given && rest.length === 0 ? referenceIn(project, given, depth + 1) : undefined;
        if (reference) return reference;
      }
      return undefined;
    }
    const value = declaredValue(origin);
    return value && ts.isExpression(value) && !isFunctionNode(ts, value) ? referenceIn(project, value, depth + 1) : undefined;
  }
  const referenceAt = (node: ts.Node): RenderedReference | undefined => {
    // `<Card>{node}</Card>`
    const held = ts.isJsxExpression(node) && node.expression ? unwrap(ts, node.expression) : undefined;
    return (
      hitAt(project, node) ??
      referenceBehind(project, node) ??
      (held && ts.isIdentifier(held) ? referenceIn(project, held, depth + 1) : undefined)
    );
  };
  return firstAnswer(ts, inner, referenceAt, (node) => isNotRendered(project, node));
}

/** Whether a node does not run here, or is a prop, or among the children, of a component of the program that does not read them. */
function isNotRendered(project: Project, node: ts.Node): boolean {
  const { ts } = project;
  const { parent } = node;
  if (ts.isClassLike(node) || (isFunctionNode(ts, node) && !isRunAtOnce(ts, node))) return true;
  if (ts.isJsxAttribute(node)) return isUnread(project, node.parent.parent.tagName, node.name.getText());
  const isChild = ts.isJsxElement(parent) && node !== parent.openingElement && node !== parent.closingElement;
  return isChild && isUnread(project, parent.openingElement.tagName, 'children');
}

/** Whether no component of the program that a tag may stand for takes a prop out of its props. */
function isUnread(project: Project, tag: ts.JsxTagNameExpression, prop: string): boolean {
  const { ts } = project;
  if (isHostTag(ts, tag)) return false;
  const { all, isComplete } = functionsOf(project, tag);
  const isTaken = ({ node: { parameters } }: (typeof all)[number]): boolean => {
    const [props] = parameters;
    if (!props) return false;
    if (ts.isObjectBindingPattern(props.name))
      return props.name.elements.some((element) => element.dotDotDotToken !== undefined || keyTaken(ts, element) === prop);
    return (
      !ts.isIdentifier(props.name) ||
      usesOfDeclared(ts, props, props.name).some(
        ({ parent }) => !ts.isPropertyAccessExpression(parent) || parent.name.text === prop,
      )
    );
  };
  return isComplete && all.length > 0 && !all.some(isTaken);
}

/** What the component of an element, or a function that makes one, comes to. */
function referenceBehind(project: Project, node: ts.Node): RenderedReference | undefined {
  const { ts } = project;
  if (ts.isJsxOpeningLikeElement(node)) return searchCall(project, node, query)?.hit;
  if (!ts.isCallExpression(node)) return undefined;
  const [type] = node.arguments;
  if (!type || !makesElement(project, node)) return searchCall(project, node, query)?.hit;
  for (const { node: fn } of functionsOf(project, type).all) {
    if (factsOf(ts, fn.getSourceFile()).moduleDirective === 'use client') continue;
    const way = search(project, fn, query);
    if (way) return way.hit;
  }
  return undefined;
}

function hitAt(project: Project, node: ts.Node): RenderedReference | undefined {
  const { ts } = project;
  let tag: ts.Node | undefined;
  if (ts.isJsxOpeningLikeElement(node)) tag = node.tagName;
  else if (ts.isCallExpression(node) && makesElement(project, node)) tag = node.arguments[0];
  if (!tag || !isNameOrMember(ts, tag)) return undefined;
  const { reference } = originOf(project, tag);
  return reference?.directive === 'use client' ? { reference, tag } : undefined;
}

function makesElement(project: Project, call: ts.CallExpression): boolean {
  return elementCallOf(project, call)?.isClone === false;
}
