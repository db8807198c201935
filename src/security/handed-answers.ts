import type ts from 'typescript';
import { forEachNodeFrom, hasNode } from '../syntax/descendants.ts';
import { isInside, isWrapper, unwrap, unwrapAwaits, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf, holderOf } from '../syntax/scope.ts';
import { originOf } from '../flow/origin.ts';
import { isThenCallback } from '../flow/own-code.ts';
import type { Project } from '../project/project.ts';
import { askingOption, contextName, givenVisitor, visitorName } from '../catalog/authentication.ts';
import { chainOf, isActedOn } from './consequences.ts';
import type { Guarded } from './guarded.ts';
import { typesOf } from '../syntax/types.ts';

/**
 * Whether a function hands on who calls, to one that it was given, although it may be nobody: `run(session?.user ?? null, input)`,
 * `next({ ctx: { session } })` of a session that may be null. That stops no one; the function that is given it has to look.
 */
export function handsOnNobody(project: Project, call: ts.CallExpression, value: ts.Node): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const holder = holderOf(ts, callee);
  return holder !== undefined && ts.isParameter(holder) && isReadAsNothing(project, value);
}

/** By how it is read (`session?.user`, `… ?? null`), or by its type; what has no known type is something. */
function isReadAsNothing({ ts, checker }: Project, value: ts.Node): boolean {
  let outer = value;
  while (
    (ts.isPropertyAccessExpression(outer.parent) && outer.parent.expression === outer) ||
    ts.isNonNullExpression(outer.parent) ||
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isAwaitExpression(outer.parent)
  )
    outer = outer.parent;
  if (ts.isExpression(outer) && ts.isOptionalChain(outer)) return true;
  const type = checker?.getTypeAtLocation(outer);
  const { Null, Undefined } = ts.TypeFlags;
  return type !== undefined && typesOf(type).some(({ flags }) => (flags & (Null | Undefined)) !== 0);
}

/** Whether the handler of a wrapper that hands on who calls looks at it before the change: `withUser(async (user, id) => { if (!user) return; … })`. */
export function looksAtGiven(project: Project, fn: FunctionNode, guarded: Guarded): boolean {
  const { ts } = project;
  if (!fn.body) return false;
  const last = guarded.before ? chainOf(ts, guarded.before).end : fn.end;
  return hasNode(ts, fn.body, (node) => {
    if (!ts.isIdentifier(node) || node.pos >= last) return false;
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
    const declaration = declarationOf(ts, node);
    const holder = holderOf(ts, node);
    if (!declaration || !holder || !ts.isParameter(holder) || holder.parent !== fn) return false;
    if (visitorName.test(node.text)) return isActedOn(project, node, guarded);
    const isMember = ts.isPropertyAccessExpression(parent) && visitorName.test(parent.name.text);
    return contextName.test(node.text) && isMember && isActedOn(project, parent, guarded);
  });
}

/**
 * Whether a wrapper that is not in view gives its handler who calls, beside what was sent: `enhanceAction(async (data, user) => …)`. What
 * it asks before that is not known.
 */
export function isGivenUnseen(project: Project, fn: FunctionNode, wrappers: readonly ts.CallExpression[]): boolean {
  const { ts } = project;
  if (fn.parameters.length < 2) return false;
  if (!fn.parameters.some(({ name }) => ts.isIdentifier(name) && givenVisitor.test(name.text))) return false;
  return [...wrappers, ...wrappersAround(ts, fn)].some((wrapper) => {
    const callee = unwrap(ts, wrapper.expression);
    return !isToldNotToAsk(project, wrapper) && ts.isIdentifier(callee) && originOf(project, callee).end.kind === 'package';
  });
}

/**
 * The calls whose answers a condition asks for that are captured: `if (!session) return`, of a session that the component around an
 * inline action has asked for. What is captured cannot be forged.
 */
export function capturedAnswers(ts: Project['ts'], condition: ts.Expression, fn: FunctionNode): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  forEachNodeFrom(ts, condition, (node) => {
    const holder = holderOf(ts, node);
    if (!holder || !ts.isVariableDeclaration(holder) || !holder.initializer) return undefined;
    if (isInside(holder, fn)) return undefined;
    const value = unwrapAwaits(ts, holder.initializer);
    if (ts.isCallExpression(value)) found.push(value);
    return undefined;
  });
  return found;
}

/** `enhanceAction(run, { auth: false })`: a wrapper that is told to ask nobody. */
export function isToldNotToAsk({ ts }: Project, wrapper: ts.CallExpression): boolean {
  return wrapper.arguments.some((argument) => {
    const options = unwrap(ts, argument);
    return (
      ts.isObjectLiteralExpression(options) &&
      options.properties.some(
        (property) =>
          ts.isPropertyAssignment(property) &&
          property.initializer.kind === ts.SyntaxKind.FalseKeyword &&
          askingOption.test(property.name.getText()),
      )
    );
  });
}

/** The calls that a function is given to, from the inside out: `withLog(withUser(async (user) => …))`. */
export function wrappersAround(ts: Project['ts'], fn: FunctionNode): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  // `currentUser().then(() => …)` runs it whatever the answer is.
  if (isThenCallback(ts, fn)) return found;
  for (let inner: ts.Node = fn, outer: ts.Node = fn.parent; outer; inner = outer, outer = outer.parent) {
    if (ts.isCallExpression(outer) && outer.expression !== inner) found.push(outer);
    else if (!isWrapper(ts, outer)) break;
  }
  return found;
}
