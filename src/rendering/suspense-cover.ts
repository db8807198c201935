import type ts from 'typescript';
import { passingComponent } from '../catalog/passing-components.ts';
import { elementCallOf } from '../flow/element-calls.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { factsOf } from '../facts/index.ts';
import { syntaxOf } from '../facts/exports.ts';
import { holds } from '../frameworks/versions.ts';
import { identifiersNamed } from '../syntax/file-index.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { isInside, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import { importedFile, type Project } from '../project/project.ts';
import { isHeldBack } from './held-back.ts';
import { renderedBy, runsWith } from './render-sites.ts';
import { isHostTag } from '../syntax/jsx.ts';
import { isFallback, isLogical } from '../syntax/operators.ts';
import { renderMethodOf } from '../syntax/components.ts';

/** What stands between a piece of a component's output and the component: so deep components are looked into. */
const maximumDepth = 12;

/** Whether a `<Suspense>` is certain to show its fallback, in whose place nothing else stands above it. */
type ShowsFallback = (suspense: ts.JsxOpeningLikeElement) => boolean;

const isUnknown: ShowsFallback = () => false;

/**
 * Whether a piece of a component's output is certain to be rendered, and without a `<Suspense>` above it in the component: what stands
 * around it is plain, or a component of the program that renders it so.
 *
 * @param node a piece of what `fn` returns
 * @param fn the component, or a piece of its output that `node` is in
 */
export function isBare(
  project: Project,
  node: ts.Node,
  fn: FunctionNode | ts.JsxElement,
  depth = 0,
  showsFallback = isUnknown,
): boolean {
  const { ts } = project;
  for (let inner = node, outer = node.parent; outer && outer !== fn; inner = outer, outer = outer.parent) {
    let around: ts.JsxOpeningLikeElement | undefined;
    let prop = 'children';
    if (ts.isJsxElement(outer) && inner !== outer.openingElement && inner !== outer.closingElement) around = outer.openingElement;
    else if (ts.isJsxAttribute(outer)) {
      around = outer.parent.parent;
      prop = outer.name.getText();
    } else if (ts.isCallExpression(outer) && outer.expression !== inner) {
      // What `createElement` is given is followed no further than to see that it is no boundary.
      const made = elementCallOf(project, outer);
      if (made && made.type !== inner && !ts.isStringLiteralLike(made.type)) return false;
    }
    if (around && !isPassedOn(project, around, prop, depth, showsFallback)) return false;
    // `const tabs = <Tabs />`, of the component or of its module: shown where it is named.
    if (ts.isVariableDeclaration(outer) && outer.initializer === inner && ts.isIdentifier(outer.name) && !ts.isJsxElement(fn))
      return isBareByName(project, outer, outer.name, fn, depth + 1);
  }
  return true;
}

function isBareByName(
  project: Project,
  declaration: ts.VariableDeclaration,
  name: ts.Identifier,
  fn: FunctionNode,
  depth: number,
): boolean {
  const uses = usesOfDeclared(project.ts, declaration, name).filter((use) => isInside(use, fn));
  if (depth > maximumDepth || uses.length === 0) return false;
  return uses.every(
    (use) => runsWith(project.ts, use, fn) && !isHeldBack(project, use, fn, true) && isBare(project, use, fn, depth),
  );
}

/** Whether a component renders what it is given for a prop, with no `<Suspense>` above it. */
export function rendersBare(project: Project, fn: FunctionNode, prop: string, depth = 0): boolean {
  if (depth > maximumDepth) return false;
  const { ts } = project;
  const named = placesOfProp(ts, fn, prop);
  const asked = named.filter((place) => isOnlyAsked(ts, place));
  const places = named.filter((place) => !asked.includes(place));
  return (
    places.length > 0 &&
    places.every((place) => {
      if (!runsWith(ts, place, fn) || isHeldBack(project, place, fn, true, asked)) return false;
      const { parent } = place;
      if (!ts.isJsxSpreadAttribute(parent)) return isBare(project, place, fn, depth);
      const element = parent.parent.parent;
      return isPassedOn(project, element, prop, depth) && isBare(project, element, fn, depth);
    })
  );
}

function isPassedOn(
  project: Project,
  element: ts.JsxOpeningLikeElement,
  prop: string,
  depth: number,
  showsFallback = isUnknown,
): boolean {
  const { ts } = project;
  const { tagName } = element;
  if (isIntrinsic(ts, tagName)) return prop === 'children';
  if (isDeferred(project, element)) return false;
  const { end, members } = originOf(project, tagName);
  if (end.kind === 'package') {
    // Its `fallback` is rendered only where something waits, and stands outside of it.
    if (isFrom({ end, members }, 'react', 'Suspense')) return prop === 'fallback' && showsFallback(element);
    return prop === 'children' && passingComponent.test(members.at(-1) ?? end.name);
  }
  // `<Theme.Provider>` of a context of the program
  if (prop === 'children' && members.at(-1) === 'Provider') return true;
  const render = end.kind === 'declaration' && end.value && ts.isClassLike(end.value) ? renderMethodOf(ts, end.value) : undefined;
  if (render) return rendersBare(project, render, prop, depth + 1);
  const components = renderedBy(project, element);
  if (components.length > 0) return components.every(({ node }) => rendersBare(project, node, prop, depth + 1));
  // `const Tag = asChild ? Slot : 'div'`
  return prop === 'children' && end.kind === 'declaration' && end.value !== undefined && isTagName(ts, end.value);
}

function isTagName(ts: Project['ts'], value: ts.Node): boolean {
  if (ts.isStringLiteralLike(value)) return true;
  return ts.isConditionalExpression(value) && (isTagName(ts, value.whenTrue) || isTagName(ts, value.whenFalse));
}

/** Whether a tag is an element of the page itself. */
function isIntrinsic(ts: Project['ts'], tagName: ts.JsxTagNameExpression): boolean {
  return ts.isJsxNamespacedName(tagName) || isHostTag(ts, tagName);
}

/**
 * Whether a component is loaded by a `next/dynamic` that stands in a `<Suspense>` of its own: with `ssr: false`, with `loading`, and
 * always before Next.js 16.
 */
export function isDeferred(project: Project, element: ts.JsxOpeningLikeElement): boolean {
  const { ts } = project;
  const call = ts.isIdentifier(element.tagName) ? dynamicBehind(project, element.tagName) : undefined;
  if (!call) return false;
  const isPlain = call.arguments.every((argument) => !/\b(?:loading|ssr)\b|\.\.\./.test(argument.getText()));
  return !isPlain || !holds(project, element.getSourceFile().fileName, 'bareDynamic');
}

function dynamicBehind(project: Project, name: ts.Identifier): ts.CallExpression | undefined {
  const { ts } = project;
  const declaration = declarationOf(ts, name);
  let value: ts.Node | undefined;
  if (declaration && ts.isVariableDeclaration(declaration)) value = declaration.initializer;
  else if (declaration && (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration))) {
    const statement = ts.isImportClause(declaration) ? declaration.parent : declaration.parent.parent.parent;
    const { moduleSpecifier } = statement;
    const file = ts.isStringLiteral(moduleSpecifier) ? importedFile(project, name.getSourceFile(), moduleSpecifier) : undefined;
    const exported = ts.isImportClause(declaration) ? 'default' : (declaration.propertyName ?? declaration.name).text;
    const fact = file && factsOf(ts, file).exportsNamed(exported)[0];
    value = fact && syntaxOf(fact.thing);
    if (value && ts.isIdentifier(value)) return dynamicBehind(project, value);
  }
  const inner = value && ts.isExpression(value) ? unwrap(ts, value) : undefined;
  const isDynamic = inner && ts.isCallExpression(inner) && isFrom(originOf(project, inner.expression), 'next/dynamic', 'default');
  return isDynamic ? inner : undefined;
}

/** Where a component uses a prop: by its name, as a member of its props, or by spreading what holds it. */
function placesOfProp(ts: Project['ts'], fn: FunctionNode, prop: string): ts.Node[] {
  const isMethod = ts.isMethodDeclaration(fn);
  const [props] = fn.parameters;
  if (!props) return isMethod ? ofThisProps(ts, fn, prop) : [];
  if (ts.isIdentifier(props.name)) return placesOfHolder(ts, fn, props.name, props, prop);
  if (!ts.isObjectBindingPattern(props.name)) return [];
  return ofPattern(ts, fn, props.name, prop);
}

function ofPattern(ts: Project['ts'], fn: FunctionNode, pattern: ts.ObjectBindingPattern, prop: string): ts.Node[] {
  const named = pattern.elements.find(
    ({ propertyName, name, dotDotDotToken }) => !dotDotDotToken && (propertyName ?? name).getText() === prop,
  );
  const taking = named ?? pattern.elements.find(({ dotDotDotToken }) => dotDotDotToken);
  if (!taking || !ts.isIdentifier(taking.name)) return [];
  if (!named) return placesOfHolder(ts, fn, taking.name, taking, prop);
  return usesIn(ts, fn, taking.name.text, taking);
}

function placesOfHolder(
  ts: Project['ts'],
  fn: FunctionNode,
  { text }: ts.Identifier,
  declaration: ts.Node,
  prop: string,
): ts.Node[] {
  return usesIn(ts, fn, text, declaration).flatMap((use): ts.Node[] => {
    const { parent } = use;
    if (ts.isPropertyAccessExpression(parent)) return parent.name.text === prop ? [parent] : [];
    // Attributes that stand behind it may say otherwise; who spreads all hands all on.
    if (ts.isJsxSpreadAttribute(parent)) return [use];
    if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)) return ofPattern(ts, fn, parent.name, prop);
    return [];
  });
}

function ofThisProps(ts: Project['ts'], fn: FunctionNode, prop: string): ts.Node[] {
  const found: ts.Node[] = [];
  for (const name of identifiersNamed(ts, fn.getSourceFile(), 'props')) {
    if (name.pos < fn.pos || name.end > fn.end || !ts.isPropertyAccessExpression(name.parent)) continue;
    const outer = name.parent.parent;
    if (ts.isPropertyAccessExpression(outer) && outer.name.text === prop) found.push(outer);
    else if (ts.isVariableDeclaration(outer) && ts.isObjectBindingPattern(outer.name))
      found.push(...ofPattern(ts, fn, outer.name, prop));
  }
  return found;
}

function usesIn(ts: Project['ts'], fn: FunctionNode, text: string, declaration: ts.Node): ts.Identifier[] {
  return identifiersNamed(ts, fn.getSourceFile(), text).filter(
    (name) => isInside(name, fn) && name.parent !== declaration && declarationOf(ts, name) === declaration,
  );
}

/** Whether a value is only asked whether it is there. */
function isOnlyAsked(ts: Project['ts'], node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent) || ts.isIfStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent) || isFallback(ts, parent)) return false;
  return !isLogical(ts, parent) || parent.left === node;
}
