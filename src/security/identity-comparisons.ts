import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { authorizingCall, roleMember, sessionText } from '../catalog/authentication.ts';
import { makesRow } from '../catalog/data-writes.ts';
import { tokenName } from '../catalog/credentials.ts';
import { calleesOf, nothingTold, search, searchCall, type Query } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { calleeName } from '../syntax/last-name.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { rootOf, unwrap, unwrapAwaits, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf, initializerAround } from '../syntax/scope.ts';
import { isHandlerCalled } from './wrapped-arguments.ts';
import { asksByCall } from './authentication.ts';
import { isOfEnvironment, isResultUsed, mayBeNothing, onlyTells } from './called-checks.ts';
import { isStopping, leaves } from './answers.ts';
import { isActedOn } from './consequences.ts';
import type { Guarded } from './guarded.ts';
import { isLeftOutFilter } from './left-out-filters.ts';
import { isLookUp } from './rows.ts';
import { isSent, mentionsSent } from './sent-values.ts';
import { isWrite } from './changes.ts';
import { equalityOf } from '../syntax/operators.ts';
import { otherSide } from '../syntax/branches.ts';

const maximumDepth = 3;

/** Methods that compare what they are called on with what they are given. */
const comparingMethod = /^(?:includes|has|equals|isEqual|localeCompare|some)$/;

/**
 * Whether an id that was sent stands beside something else in a comparison that decides whether the change is made, or in a call that
 * does: one named so, or a function of the program that compares it.
 *
 * @param before the change; undefined for anywhere in the function
 */
export function isCompared(project: Project, use: ts.Node, fn: FunctionNode, before: ts.Node | undefined, depth = 0): boolean {
  const { ts } = project;
  for (let inner = use, outer = use.parent; outer && outer !== fn; inner = outer, outer = outer.parent) {
    if (ts.isBinaryExpression(outer) && equalityOf(ts, outer)) {
      const other = otherSide(ts, outer, inner);
      const isNothing =
        ts.isLiteralExpression(other) || other.kind === ts.SyntaxKind.NullKeyword || other.getText() === 'undefined';
      if (isNothing || ts.isTypeOfExpression(inner) || isSent(project, other, fn) || isOfRowChosen(project, other, fn))
        return false;
      return !(before && outer.pos >= before.end) && isActedOn(project, outer, guardedOf(project, fn, before));
    }
    // `switch (user.id) { case userId: … }`
    if (ts.isCaseClause(outer) && outer.expression === inner) return !isSent(project, outer.parent.parent.expression, fn);
    if (ts.isCallExpression(outer) && outer.expression !== inner) {
      if (asksForMore(project, outer) || comparingMethod.test(calleeName(ts, outer))) return true;
      if (isComparedBy(project, outer, inner, depth)) return true;
    }
    if (ts.isStatement(outer) && !ts.isIfStatement(outer)) return false;
  }
  return false;
}

/** `if (post.authorId !== userId) throw …`: where the caller chose the row too, its owner's id passes for theirs. */
export function passesForOwner(project: Project, use: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  const { parent: test } = use;
  if (!ts.isBinaryExpression(test) || !equalityOf(ts, test)) return false;
  if (!isOfRowChosen(project, test.left === use ? test.right : test.left, fn)) return false;
  let condition: ts.Expression = test;
  while (ts.isBinaryExpression(condition.parent) || ts.isParenthesizedExpression(condition.parent)) condition = condition.parent;
  const branch = condition.parent;
  const isRefusal = equalityOf(ts, test) === 'other';
  return isRefusal && ts.isIfStatement(branch) && branch.expression === condition && leaves(project, branch.thenStatement);
}

/**
 * Whether a value is of a row that the caller chose: `post.authorId` of `db.post.findFirst({ where: { id } })` says whose the row is, and
 * nothing of who calls.
 */
function isOfRowChosen(project: Project, value: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  const root = rootOf(ts, value, ts.isElementAccessExpression, ts.isCallExpression);
  const made = initializerAround(ts, root);
  const call = made && unwrapAwaits(ts, made);
  if (!call || !ts.isCallExpression(call) || !isLookUp(project, call) || asksByCall(project, call)) return false;
  return mentionsSent(project, call, fn) && !namesSession(project, call, fn) && !mentionsToken(ts, call);
}

/** `where: { resetToken: token }`: whoever has it, it was sent to. */
function mentionsToken(ts: Project['ts'], call: ts.CallExpression): boolean {
  return hasNode(ts, call, (node) => ts.isIdentifier(node) && tokenName.test(node.text));
}

/** Whether a function of the program that is given an id compares it with something that it was not given. */
function isComparedBy(project: Project, call: ts.CallExpression, argument: ts.Node, depth: number): boolean {
  const { ts } = project;
  const place = call.arguments.indexOf(argument as ts.Expression);
  if (depth >= maximumDepth || place < 0 || isWrite(project, call)) return false;
  return calleesOf(project, call).all.some(({ node, bound }) => {
    const parameter = node.parameters[place + bound.length];
    if (!parameter || !node.body || !ts.isIdentifier(parameter.name)) return false;
    return usesOfDeclared(ts, parameter, parameter.name).some((use) => isCompared(project, use, node, undefined, depth + 1));
  });
}

/** Whether the function asks for more than a session: a role, a permission, a membership. */
export function mayActForOthers(project: Project, fn: FunctionNode): boolean {
  const { ts } = project;
  return hasNode(ts, fn.body!, (node) => {
    if (ts.isPropertyAccessExpression(node)) return roleMember.test(node.name.text);
    return ts.isCallExpression(node) && !isWrite(project, node) && (asksForMore(project, node) || isOwnRow(project, node, fn));
  });
}

/**
 * Whether a call asks for more than a session, by its name: `can(user, 'edit')`. Where its body is in view, that has to decide something,
 * and what it says has to be looked at.
 */
function asksForMore(project: Project, call: ts.CallExpression): boolean {
  if (isWrite(project, call) || !authorizingCall.test(calleeName(project.ts, call))) return false;
  if (calleesOf(project, call).all.length === 0) return true;
  const isHeard = isResultUsed(project.ts, call) || isStopping(project, call);
  return isHeard && searchCall(project, call, deciding) !== undefined;
}

/** What a function tells its callers apart by: a comparison, a test, something out of view that it asks. */
const deciding: Query<true> = {
  inner: 'handed-on',
  hit: (project, node) => {
    const { ts } = project;
    if (ts.isCallExpression(node))
      return calleesOf(project, node).all.length === 0 && !onlyTells(project, node) ? true : undefined;
    const isTest = ts.isIfStatement(node) || ts.isConditionalExpression(node) || ts.isElementAccessExpression(node);
    return isTest || (ts.isBinaryExpression(node) && equalityOf(ts, node)) || ts.isPrefixUnaryExpression(node) ? true : undefined;
  },
};

/**
 * Whether a wrapper asks for more than a session, by its name: `adminAction(run)`. One that is seen to call its handler has to decide
 * something before it does.
 */
export function isAskingWrapper(project: Project, wrapper: ts.CallExpression): boolean {
  const { ts } = project;
  if (!authorizingCall.test(wrapper.expression.getText())) return false;
  if (!isHandlerCalled(project, wrapper)) return true;
  return calleesOf(project, wrapper).all.some(({ node: maker }) =>
    hasNode(ts, maker.body!, (node) => {
      if (!ts.isCallExpression(node)) return deciding.hit(project, node, maker, nothingTold) === true;
      const callee = unwrap(ts, node.expression);
      const declaration = ts.isIdentifier(callee) ? declarationOf(ts, callee) : undefined;
      if (declaration?.parent === maker) return false;
      return deciding.hit(project, node, maker, nothingTold) === true || searchCall(project, node, deciding) !== undefined;
    }),
  );
}

const askingForMore: Query<true> = {
  inner: 'handed-on',
  hit: (project, node) => (project.ts.isCallExpression(node) && asksForMore(project, node) ? true : undefined),
};

/** Whether a function of the program that makes the change asks for more than a session itself: `removeMember(me, userId)`. */
export function asksForMoreIn(project: Project, change: ts.Node): boolean {
  if (!project.ts.isCallExpression(change)) return false;
  return calleesOf(project, change).all.some(({ node }) => search(project, node, askingForMore) !== undefined);
}

/** `db.team.findFirst({ where: { id: teamId, ownerId: me.id } })`: what the session may reach of what was sent, where the answer decides. */
function isOwnRow(project: Project, call: ts.CallExpression, fn: FunctionNode): boolean {
  const { ts } = project;
  // What is made for the session shows nothing of what was sent.
  if (makesRow.test(calleeName(ts, call))) return false;
  if (!namesSession(project, call, fn) || !call.arguments.some((argument) => mentionsSent(project, argument, fn))) return false;
  return !onlyTells(project, call) && isActedOn(project, call, guardedOf(project, fn, undefined));
}

function guardedOf(project: Project, fn: FunctionNode, before: ts.Node | undefined): Guarded {
  return {
    fn,
    before,
    isAsked: true,
    mayAct: (call) => !onlyTells(project, call),
    handsOnNobody: () => false,
    isOfEnvironment: (condition) => isOfEnvironment(project, condition),
    isLeftOutFilter: (property) => isLeftOutFilter(project, property),
    mayBeNothing: (value) => mayBeNothing(project, value),
  };
}

/** `where: { userId, team: { owner: session.user.id } }`: the session has its say too, whatever it is called. */
export function namesSession(project: Project, call: ts.Node, fn: FunctionNode): boolean {
  const { ts } = project;
  if (sessionText.test(call.getText())) return true;
  return hasNode(ts, call, (node) => {
    const given = ts.isIdentifier(node) ? initializerAround(ts, node) : undefined;
    return given !== undefined && isAnswerOfCheck(project, given, fn);
  });
}

/** `await requireUser()`, `(await auth())!`: who calls, and nothing that was sent. */
function isAnswerOfCheck(project: Project, value: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  const call = unwrapAwaits(ts, value);
  return ts.isCallExpression(call) && !isSent(project, call, fn) && asksByCall(project, call);
}
