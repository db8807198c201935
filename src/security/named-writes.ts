import type ts from 'typescript';
import { reachingVerb } from '../catalog/data-writes.ts';
import { calleesOf, originOf, searchCall, type Query, type Told } from '../flow/index.ts';
import { symbolOfMember } from '../flow/by-checker.ts';
import { declaredValue } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isOfPlatform } from '../serialization/builtins.ts';
import { lastName } from '../syntax/last-name.ts';
import { isAnyAssignment } from '../syntax/operators.ts';
import { hasNode } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, isAsync, isInside, rootOf, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { IsGuarded } from './guarded.ts';
import { effectOf, isOpenRequest } from './requests.ts';
import { writeEvidence, writesByItsName } from './writes.ts';

/**
 * Whether a call that is called like a change may be one. Where its body is in view that decides: it changes something, or hands on
 * to what is not in view and is called like a change too. What the language itself keeps (`Map`, `Set`) is a change where it outlives
 * the function. Of anything else nothing but the name is known.
 *
 * @param told what is known of the parameters around it
 * @param isGuarded leaves out what the functions that are called answer for themselves
 */
export function isWriteBehindName(project: Project, call: ts.CallExpression, told: Told, isGuarded: IsGuarded): boolean {
  const { ts } = project;
  // `db.insert(posts).values(values)`: the call that does it may be a later one of the chain.
  const parts = chainUpwards(ts, call).filter((part) => isInView(project, part));
  if (parts.length > 0) return parts.some((part) => searchCall(project, part, confirmingFor(isGuarded), told) !== undefined);
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !isOfLanguage(project, callee)) return true;
  const fn = enclosingFunction(ts, call);
  return fn !== undefined && isHeldOutside(ts, callee.expression, fn);
}

/** Whether the body of a function that a call runs is in view, and says what it does. */
export function isInView(project: Project, call: ts.CallExpression): boolean {
  return calleesOf(project, call).all.some(({ node }) => node.body !== undefined && !standsIn(project.ts, node));
}

/** Whether a function stands in for one that is not written yet: it has no statement, or is asynchronous and does nothing but tell and wait. */
const standsIn = memoized((ts: Project['ts'], fn: FunctionNode): boolean => {
  if (!fn.body || (ts.isBlock(fn.body) && fn.body.statements.length === 0)) return true;
  const doesSomething = (node: ts.Node): boolean =>
    (ts.isCallExpression(node) && !idleCall.test(node.expression.getText())) ||
    ts.isDeleteExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    isAnyAssignment(ts, node);
  return isAsync(ts, fn) && !hasNode(ts, fn.body, doesSomething);
});

/** What a function that is still to be written does meanwhile. */
const idleCall = /^(?:console\.\w+|setTimeout|Promise\.resolve)$/;

function chainUpwards(ts: Project['ts'], call: ts.CallExpression): ts.CallExpression[] {
  const found = [call];
  for (let outer: ts.Node = call; ;) {
    const { parent } = outer;
    const isFurther = (ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent)) && parent.expression === outer;
    if (!isFurther) return found;
    if (ts.isCallExpression(parent)) found.push(parent);
    outer = parent;
  }
}

const confirmingFor = memoized((isGuarded: IsGuarded): Query<true> => ({
  inner: 'handed-on',
  hit: (project, node, within, told) => (isWriteIfNamed(project, node, within, told) ? true : undefined),
  counts: (_project, place, within) => !isGuarded(within, place),
  tells: effectOf,
}));

/**
 * What bears out the name of the function around it: a change, a request of which nothing says what it does, something that is kept, a
 * call out of view that is named so too.
 */
export function isWriteIfNamed(project: Project, node: ts.Node, within: FunctionNode, told: Told): boolean {
  const { ts } = project;
  if (ts.isTaggedTemplateExpression(node)) return false;
  if (isAnyAssignment(ts, node)) return isMemberOrName(ts, node.left) && isHeldOutside(ts, node.left, within);
  if (ts.isDeleteExpression(node)) return isHeldOutside(ts, node.expression, within);
  if (!ts.isCallExpression(node) || isInView(project, node)) return false;
  const evidence = writeEvidence(project, node, told);
  if (evidence === 'known' || isOpenRequest(project, node, told)) return true;
  const callee = unwrap(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee))
    return reachingVerb.test(lastName(ts, callee)) && originOf(project, callee).end.kind !== 'global';
  const isOfData = evidence === 'named' || writesByItsName(callee.name.text);
  if (isOfLanguage(project, callee))
    return changesContents.test(callee.name.text) && isHeldOutside(ts, callee.expression, within);
  return isOfData && !isMadeHere(ts, callee.expression, within);
}

/** Methods of lists, maps and sets that change them. */
const changesContents = /^(?:push|pop|shift|unshift|splice|fill|sort|reverse|set|add|delete|clear)$/;

function isMemberOrName(ts: Project['ts'], target: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target) || ts.isIdentifier(target);
}

/** What a chain of members, calls and awaits begins with. */
function beginningOf(ts: Project['ts'], expression: ts.Expression): ts.Expression {
  return rootOf(ts, expression, ts.isElementAccessExpression, ts.isCallExpression, ts.isAwaitExpression);
}

/** Whether something is held by what outlives a function: a name around it, its own object. */
function isHeldOutside(ts: Project['ts'], expression: ts.Expression, fn: FunctionNode): boolean {
  const root = beginningOf(ts, expression);
  if (root.kind === ts.SyntaxKind.ThisKeyword) return !ts.isConstructorDeclaration(fn);
  const declaration = declarationOf(ts, root);
  return declaration !== undefined && !isInside(declaration, fn);
}

/** Whether something is made anew in a function: `const form = new FormData()`, `[]`. */
function isMadeHere(ts: Project['ts'], expression: ts.Expression, fn: FunctionNode): boolean {
  const root = beginningOf(ts, expression);
  if (!ts.isIdentifier(root)) return root.kind !== ts.SyntaxKind.ThisKeyword;
  const declaration = declarationOf(ts, root);
  if (!declaration || !isInside(declaration, fn) || !ts.isVariableDeclaration(declaration)) return false;
  const value = declaration.initializer && unwrap(ts, declaration.initializer);
  return (
    value !== undefined &&
    (ts.isNewExpression(value) || ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value))
  );
}

/** Whether a method is one of the language's own things, by its type or by what it is called on: a list, a map, a set. */
function isOfLanguage(project: Project, callee: ts.PropertyAccessExpression): boolean {
  const { ts } = project;
  const symbol = symbolOfMember(project, callee);
  if (symbol) return isOfPlatform(symbol);
  const value = declaredValue(originOf(project, unwrap(ts, callee.expression)));
  if (!value) return false;
  return (
    ts.isArrayLiteralExpression(value) || (ts.isNewExpression(value) && originOf(project, value.expression).end.kind === 'global')
  );
}
