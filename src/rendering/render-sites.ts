import type ts from 'typescript';
import { nodesFrom } from '../syntax/descendants.ts';
import { calleesOf } from '../flow/calls.ts';
import { elementCallOf } from '../flow/element-calls.ts';
import { nothingGiven, type FunctionValue } from '../flow/function-value.ts';
import { functionsOf } from '../flow/functions.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import { factsOf } from '../facts/index.ts';
import { isHookName, renderMethodOf, rendersJsx } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import { lastName } from '../syntax/last-name.ts';

/** A place of a function's own code that renders something: an element, or the call of a function that returns elements. */
export type RenderSite = ts.JsxOpeningLikeElement | ts.CallExpression;

/**
 * The places of a function's own code that render something as it runs, in the order of the text: not those in functions that it
 * only hands on.
 */
export const renderSitesOf = memoized((project: Project, fn: FunctionNode): readonly RenderSite[] => {
  const { ts } = project;
  const nodes = fn.body ? nodesFrom(ts, fn.body, 'JsxOpeningElement', 'JsxSelfClosingElement', 'CallExpression') : [];
  return nodes.filter((node) => (!ts.isCallExpression(node) || isPlainCall(ts, node)) && runsWith(ts, node, fn));
});

/** The functions of the program that a place renders: components, the `render` of a class, helpers that make elements. */
export function renderedBy(project: Project, site: RenderSite): readonly FunctionValue[] {
  const { ts } = project;
  if (!ts.isCallExpression(site)) return renderOfClass(project, site.tagName) ?? calleesOf(project, site).all;
  const made = elementCallOf(project, site);
  if (!made) return calleesOf(project, site).all.filter(({ node }) => rendersJsx(ts, node));
  return made.isClone ? [] : (renderOfClass(project, made.type) ?? functionsOf(project, made.type).all);
}

function renderOfClass(project: Project, component: ts.Expression | ts.JsxTagNameExpression): FunctionValue[] | undefined {
  const { ts } = project;
  const origin = originOf(project, component);
  const value = declaredValue(origin);
  if (!value || !ts.isClassLike(value)) return undefined;
  const render = renderMethodOf(ts, value);
  return render ? [{ node: render, bound: [], given: nothingGiven, reference: origin.reference }] : [];
}

/** Whether the code of a function is the browser's: by its file, or by who renders it. */
export function isClientCode({ ts }: Project, fn: FunctionNode, isRenderedByClient: boolean): boolean {
  return isRenderedByClient || factsOf(ts, fn.getSourceFile()).moduleDirective === 'use client';
}

/** Whether a node runs as a function runs, and not in another that stands in it. */
export function runsWith(ts: Project['ts'], node: ts.Node, fn: FunctionNode): boolean {
  const evaluation = evaluationOf(ts, node);
  if (evaluation.when === 'load') return false;
  return (evaluation.when === 'render' ? evaluation.component : evaluation.fn) === fn;
}

function isPlainCall(ts: Project['ts'], node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(ts, node.expression);
  if (isFunctionNode(ts, callee)) return false;
  const name = lastName(ts, callee);
  return name !== '' && !isHookName(name);
}
