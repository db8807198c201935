import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { actingUser, authorizingCall, signingName } from '../catalog/authentication.ts';
import { calleesOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import type { OfferedFunction } from '../server-functions/offered.ts';
import { declarationOf, holderOf } from '../syntax/scope.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { firstChange } from './changes.ts';
import { isComparison } from './credentials.ts';
import { isSent } from './sent-values.ts';
import { isWrite } from './writes.ts';
import { calleeName } from '../syntax/callee-name.ts';

/** A user's id that the caller of a function sends, and by which the function chooses what it changes. */
export interface ClaimedIdentity {
  /** What it is called. */
  readonly id: string;
  /** The parameter that it comes with. */
  readonly parameter: ts.ParameterDeclaration;
  /** Where the change is told it. */
  readonly use: ts.Node;
  /** The change as a message shows it. */
  readonly change: string;
}

/** The first such id of each parameter; none where the function compares it, or asks whether the caller may act for others. */
export function claimedIdentities(project: Project, { node: fn, name, wrappers }: OfferedFunction): ClaimedIdentity[] {
  const { ts } = project;
  if (!fn.body || (name && signingName.test(name)) || wrappers.some((call) => authorizingCall.test(call.expression.getText())))
    return [];
  const claims = claimsIn(project, fn, wrappers.length > 0);
  if (claims.length === 0 || mayActForOthers(project, fn)) return [];
  const found: ClaimedIdentity[] = [];
  for (const claim of claims) {
    if (found.some(({ parameter }) => parameter === claim.parameter)) continue;
    const ofSame = claims.filter((other) => other.parameter === claim.parameter && other.id === claim.id);
    if (ofSame.some((other) => isCompared(ts, other.use, fn))) continue;
    const change = changeBy(project, claim.use, fn);
    if (change) found.push({ ...claim, change });
  }
  return found;
}

type Claim = Omit<ClaimedIdentity, 'change'>;

/** Each use of a user's id that was sent: a parameter, a field of one, `formData.get('userId')`, by any name it is given. */
function claimsIn({ ts }: Project, fn: FunctionNode, isWrapped: boolean): Claim[] {
  const found: Claim[] = [];
  forEachDescendant(ts, fn.body!, (node) => {
    const source = ts.isExpression(node) ? sourceOf(ts, node, fn, 0) : undefined;
    if (!source || (ts.isIdentifier(node) && isNameOnly(ts, node))) return undefined;
    // What a wrapper makes up is its own.
    if (isWrapped && !/\b(?:parsedInput|input|data|formData)\b/.test(`${source.parameter.name.getText()} ${node.getText()}`))
      return undefined;
    found.push({ ...source, use: node });
    return false;
  });
  return found;
}

function sourceOf(
  ts: Project['ts'],
  expression: ts.Expression,
  fn: FunctionNode,
  depth: number,
): { id: string; parameter: ts.ParameterDeclaration } | undefined {
  if (depth > 4) return undefined;
  let inner = unwrap(ts, expression);
  while (ts.isAwaitExpression(inner)) inner = unwrap(ts, inner.expression);
  if (ts.isIdentifier(inner)) {
    const declaration = declarationOf(ts, inner);
    if (!declaration) return undefined;
    if (ts.isVariableDeclaration(declaration) && declaration.initializer && ts.isIdentifier(declaration.name))
      return sourceOf(ts, declaration.initializer, fn, depth + 1);
    let key = inner.text;
    let holder: ts.Node = declaration;
    if (ts.isBindingElement(declaration)) {
      if (declaration.dotDotDotToken) return undefined;
      key = (declaration.propertyName ?? declaration.name).getText();
      while (ts.isBindingElement(holder)) holder = holder.parent.parent;
    }
    if (!actingUser.test(key)) return undefined;
    if (ts.isParameter(holder)) return holder.parent === fn ? { id: key, parameter: holder } : undefined;
    const parameter = ts.isVariableDeclaration(holder) && holder.initializer && parameterOf(ts, holder.initializer, fn);
    return parameter ? { id: key, parameter } : undefined;
  }
  if (ts.isPropertyAccessExpression(inner)) {
    const parameter = actingUser.test(inner.name.text) && parameterOf(ts, inner.expression, fn);
    return parameter ? { id: inner.name.text, parameter } : undefined;
  }
  if (!ts.isCallExpression(inner)) return undefined;
  const callee = unwrap(ts, inner.expression);
  const [first] = inner.arguments;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'get' && first && ts.isStringLiteralLike(first)) {
    const parameter = actingUser.test(first.text) && parameterOf(ts, callee.expression, fn);
    return parameter ? { id: first.text, parameter } : undefined;
  }
  // `String(formData.get('userId'))`, `schema.parse(userId)`
  return first && isSent(ts, inner, fn) ? sourceOf(ts, first, fn, depth + 1) : undefined;
}

/** The parameter that a value which was sent comes with. */
function parameterOf(ts: Project['ts'], expression: ts.Expression, fn: FunctionNode): ts.ParameterDeclaration | undefined {
  if (!isSent(ts, expression, fn)) return undefined;
  let found: ts.ParameterDeclaration | undefined;
  const look = (node: ts.Node): void => {
    if (found || !ts.isIdentifier(node)) return;
    const holder = holderOf(ts, node);
    if (holder && ts.isParameter(holder) && holder.parent === fn) found = holder;
    else if (holder && ts.isVariableDeclaration(holder) && holder.initializer && holder.initializer !== expression)
      found = parameterOf(ts, holder.initializer, fn);
  };
  look(expression);
  forEachDescendant(ts, expression, (node) => void look(node));
  return found;
}

/** Whether the id stands beside something else in a comparison, or in a call that decides. */
function isCompared(ts: Project['ts'], use: ts.Node, fn: FunctionNode): boolean {
  for (let inner = use, outer = use.parent; outer && outer !== fn; inner = outer, outer = outer.parent) {
    if (ts.isBinaryExpression(outer) && isComparison(ts, outer)) {
      const other = unwrap(ts, outer.left === inner ? outer.right : outer.left);
      const isNothing =
        ts.isLiteralExpression(other) || other.kind === ts.SyntaxKind.NullKeyword || other.getText() === 'undefined';
      return !isNothing && !ts.isTypeOfExpression(inner) && !isSent(ts, other, fn);
    }
    if (ts.isCallExpression(outer) && outer.expression !== inner) {
      const name = calleeName(ts, outer);
      if (authorizingCall.test(name) || /^(?:includes|has|equals|isEqual|localeCompare|some)$/.test(name)) return true;
    }
    if (ts.isStatement(outer) && !ts.isIfStatement(outer)) return false;
  }
  return false;
}

/** Whether the function asks for more than a session: a role, a permission, a membership. */
function mayActForOthers(project: Project, fn: FunctionNode): boolean {
  const { ts } = project;
  let found = false;
  forEachDescendant(ts, fn.body!, (node) => {
    if (ts.isCallExpression(node)) found ||= !isWrite(project, node) && authorizingCall.test(calleeName(ts, node));
    else if (ts.isPropertyAccessExpression(node))
      found ||= /^(?:roles?|isAdmin|isOwner|permissions?|orgRole|isStaff)$/.test(node.name.text);
    return found ? false : undefined;
  });
  return found;
}

/** The change that is told an id by which it chooses, by itself or through a function of the program. */
function changeBy(project: Project, use: ts.Node, fn: FunctionNode): string | undefined {
  const { ts } = project;
  let isData = false;
  for (let inner = use, outer = use.parent; outer && outer !== fn; inner = outer, outer = outer.parent) {
    if (ts.isPropertyAssignment(outer)) isData ||= /^(?:data|set|values|create|update|payload)$/.test(outer.name.getText());
    if (isFunctionNode(ts, outer)) return undefined;
    if (ts.isTaggedTemplateExpression(outer) && /\b(?:update|delete)\b[^]*\bwhere\b/i.test(outer.template.getText()))
      return 'a writing statement of SQL';
    if (!ts.isCallExpression(outer) || outer.expression === inner) {
      if (ts.isStatement(outer)) return undefined;
      continue;
    }
    const change = changeAround(project, outer);
    if (!change) continue;
    const isMaking =
      /^(?:create|insert|add|values|set|send|put|push)/.test(calleeName(ts, outer)) && !/where|eq/.test(calleeName(ts, outer));
    // A row that is made or filled with an id needs no permission of its owner.
    if (isData || isMaking || namesSession(outer)) return undefined;
    return `${change.expression.getText().replaceAll(/\s+/g, '').slice(-40)}()`;
  }
  return undefined;
}

/** The call itself where it writes, what it is chained to, or a function of the program that changes something. */
function changeAround(project: Project, call: ts.CallExpression): ts.CallExpression | undefined {
  const { ts } = project;
  if (isWrite(project, call)) return call;
  for (let inner = unwrap(ts, call.expression); ts.isPropertyAccessExpression(inner) || ts.isCallExpression(inner);) {
    if (ts.isCallExpression(inner) && isWrite(project, inner)) return inner;
    inner = unwrap(ts, inner.expression);
  }
  const { all } = calleesOf(project, call);
  return all.some(({ node }) => firstChange(project, node) !== undefined) ? call : undefined;
}

/** `where: { userId, team: { owner: session.user.id } }`: the session has its say too. */
function namesSession(call: ts.CallExpression): boolean {
  return /\b(?:session|me|viewer|currentUser|user|ctx|auth|actor)\b[?!]?\.(?:user[?!]?\.)?(?:id|\w+Id|sub|email)\b/.test(
    call.getText(),
  );
}

/** A name of a member or of a property, which is no use of what it is called like. */
function isNameOnly(ts: Project['ts'], { parent }: ts.Identifier): boolean {
  return ts.isBindingElement(parent) || ts.isVariableDeclaration(parent);
}
