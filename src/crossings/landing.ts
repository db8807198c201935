import type ts from 'typescript';
import { mergesIntoChild } from '../catalog/passing-components.ts';
import { clientComponentModules } from '../catalog/server-packages.ts';
import { branchesOf } from '../syntax/branches.ts';
import { elementCallOf } from '../flow/element-calls.ts';
import { isFrom, originOf, type Origin } from '../flow/origin.ts';
import { valuesOfOrigin } from '../flow/values.ts';
import { isFunctionNode, isNameOrMember, unwrap } from '../syntax/nodes.ts';
import type { Site } from './crossing.ts';
import type { Project } from '../project/project.ts';

/** Names may stand for each other in a circle. */
const maximumDepth = 8;

/** What a parameter stands for that is used as a tag; undefined where that is not known. */
type TagsGiven = (parameter: Origin) => readonly ts.Expression[] | undefined;

/**
 * Whether a tag is an element of the document, a Client Component, or neither for all that is known. Of several that it may be
 * (`asChild ? Slot : 'button'`) all have to be either.
 *
 * @param given what its parameters stand for; at their call sites in view where it is left out
 */
export function landingOf(
  project: Project,
  tag: ts.JsxTagNameExpression | ts.Expression,
  given: TagsGiven = (parameter) => tagsGiven(project, parameter),
): Site['target'] | undefined {
  const all = landings(project, tag, given, 0);
  if (all.length === 0 || all.includes(undefined)) return undefined;
  return all.every((landing) => landing === all[0]) ? all[0] : 'host';
}

/** Where each of the elements lands that a tag may be; none for one that is given nowhere. */
function landings(
  project: Project,
  tag: ts.JsxTagNameExpression | ts.Expression,
  given: TagsGiven,
  depth: number,
): ReadonlyArray<Site['target'] | undefined> {
  const { ts } = project;
  if (depth > maximumDepth) return [undefined];
  if (ts.isStringLiteralLike(tag) || ts.isJsxNamespacedName(tag)) return ['host'];
  if (ts.isIdentifier(tag) && isJsxTag(ts, tag) && /^[a-z]|-/.test(tag.text)) return ['host'];
  const all = (tags: readonly ts.Expression[]): ReadonlyArray<Site['target'] | undefined> =>
    tags.flatMap((one) => landings(project, one, given, depth + 1));
  const branches = branchesOf(ts, tag as ts.Expression);
  if (branches.length > 1) return all(branches);
  const origin = originOf(project, tag);
  if (isClientComponent(origin)) return ['client'];
  const { end, members } = origin;
  if (end.kind === 'package' && isMerging(end.module, [end.name, ...members].join('.'))) return [];
  if (end.kind === 'parameter') {
    const tags = given(origin);
    return tags ? all(tags) : [undefined];
  }
  if (end.kind !== 'declaration' || !end.value || !ts.isExpression(end.value) || end.value === tag) return [undefined];
  const value = unwrap(ts, end.value);
  const wrapped = ts.isCallExpression(value) ? wrappedComponent(project, value) : undefined;
  if (wrapped) return landingOf(project, wrapped, given) === 'client' ? ['client'] : [undefined];
  return ts.isStringLiteralLike(value) || branchesOf(ts, value).length > 1 || ts.isIdentifier(value) ? all([value]) : [undefined];
}

function isMerging(module: string, path: string): boolean {
  return mergesIntoChild.some(([modules, paths]) => modules.test(module) && paths.test(path));
}

/** What a prop or parameter is given as a tag, at all of its call sites. */
function tagsGiven(project: Project, parameter: Origin): readonly ts.Expression[] | undefined {
  const { end } = parameter;
  const { given, isComplete } = valuesOfOrigin(project, parameter);
  if (!isComplete || end.kind !== 'parameter' || given.some(({ members }) => members.length > 0)) return undefined;
  const substitute = given.some(({ kind }) => kind === 'nothing') ? end.node.initializer : undefined;
  return [...given.flatMap(({ expression }) => expression ?? []), ...(substitute ? [substitute] : [])];
}

/** What `memo(X)` wraps: its element is an element of X. */
function wrappedComponent(project: Project, call: ts.CallExpression): ts.Expression | undefined {
  const [argument] = call.arguments;
  return argument && isFrom(originOf(project, call.expression), 'react', 'memo') ? argument : undefined;
}

function isClientComponent({ end, reference }: Origin): boolean {
  // A member of a client reference cannot be rendered at all; `client-reference-use` says so.
  if (reference?.directive === 'use client') return reference.members.length === 0;
  return end.kind === 'package' && end.name === 'default' && clientComponentModules.has(end.module);
}

function isJsxTag(ts: Project['ts'], node: ts.Identifier): boolean {
  const { parent } = node;
  return ts.isJsxOpeningLikeElement(parent) && parent.tagName === node;
}

/** What an element is an element of, as far as the program shows it. */
type Landed = Pick<Site, 'tag' | 'target'>;

/**
 * The element that an expression is: written there, under a name, by a call, or given for a parameter. Of several the first that lands
 * on a Client Component or a host element: what is wrong for one is wrong.
 */
export function elementBehind(project: Project, expression: ts.Expression, depth = 0): Landed | undefined {
  const { ts } = project;
  if (depth > maximumDepth) return undefined;
  for (const branch of branchesOf(ts, expression)) {
    const found = elementOf(project, unwrap(ts, branch), depth);
    if (found) return found;
  }
  return undefined;
}

function elementOf(project: Project, expression: ts.Expression, depth: number): Landed | undefined {
  const { ts } = project;
  if (ts.isJsxElement(expression)) return landed(project, expression.openingElement.tagName);
  if (ts.isJsxSelfClosingElement(expression)) return landed(project, expression.tagName);
  if (ts.isCallExpression(expression)) {
    const made = elementCallOf(project, expression);
    return made && (made.isClone ? elementBehind(project, made.type, depth + 1) : landed(project, made.type));
  }
  if (!isNameOrMember(ts, expression)) return undefined;
  const origin = originOf(project, expression);
  const { end, members } = origin;
  if (end.kind === 'declaration')
    return members.length === 0 && end.value && ts.isExpression(end.value) && end.value !== expression
      ? elementBehind(project, end.value, depth + 1)
      : undefined;
  if (end.kind !== 'parameter') return undefined;
  const all = members.length === 0 ? childrenMapped(project, end.node) : undefined;
  if (all) return elementBehind(project, all, depth + 1);
  for (const { kind, expression: given, members: read } of valuesOfOrigin(project, origin).given) {
    const found = kind === 'value' && given && read.length === 0 ? elementBehind(project, given, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function landed(project: Project, tag: ts.JsxTagNameExpression | ts.Expression): Landed | undefined {
  const target = landingOf(project, tag);
  return target && { tag: tagText(project.ts, tag), target };
}

/** A tag as JSX would have it. */
export function tagText(ts: Project['ts'], tag: ts.JsxTagNameExpression | ts.Expression): string {
  return ts.isStringLiteralLike(tag) ? tag.text : tag.getText();
}

/** What `Children.map(children, (child) => …)` goes through, for its `child`. */
function childrenMapped(project: Project, parameter: ts.ParameterDeclaration | ts.BindingElement): ts.Expression | undefined {
  const { ts } = project;
  const fn = parameter.parent;
  if (!ts.isParameter(parameter) || !isFunctionNode(ts, fn) || fn.parameters[0] !== parameter) return undefined;
  const call = fn.parent;
  if (!ts.isCallExpression(call) || call.arguments[1] !== fn || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { expression: holder, name } = call.expression;
  return /^(?:map|forEach)$/.test(name.text) && isFrom(originOf(project, holder), 'react', 'Children')
    ? call.arguments[0]
    : undefined;
}
