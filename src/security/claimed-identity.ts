import type ts from 'typescript';
import { firstAnswer, forEachDescendant } from '../syntax/descendants.ts';
import { actingUser, managingName, signingName, userKey, usersTable } from '../catalog/authentication.ts';
import { makesRow, writtenKey } from '../catalog/data-writes.ts';
import { givenByWrapper } from '../catalog/validation.ts';
import type { Project } from '../project/project.ts';
import type { OfferedFunction } from '../server-functions/offered.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { memoized } from '../syntax/memoized.ts';
import { declarationOf, holderOf, initializerAround, outermost, type Declaration } from '../syntax/scope.ts';
import { isFunctionNode, unwrap, unwrapAwaits, type FunctionNode } from '../syntax/nodes.ts';
import { changesData, firstChange, isWrite } from './changes.ts';
import {
  asksForMoreIn,
  isAskingWrapper,
  isCompared,
  mayActForOthers,
  namesSession,
  passesForOwner,
} from './identity-comparisons.ts';
import { RawValues } from './raw-values.ts';
import { isTypedAsUser, isUsedAsOwner } from './owner-columns.ts';
import { isSent } from './sent-values.ts';
import { sentParameters } from './wrapped-arguments.ts';
import { calleeText } from '../syntax/excerpt.ts';
import { calleeName } from '../syntax/last-name.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { isAssignment } from '../syntax/operators.ts';

/** A user's id that the caller of a function sends, and by which the function chooses what it changes. */
interface ClaimedIdentity {
  /** What it is called. */
  readonly id: string;
  /** The parameter that it comes with. */
  readonly parameter: ts.ParameterDeclaration;
  /** Where the change is told it. */
  readonly use: ts.Expression;
  /** The change as a message shows it. */
  readonly change: string;
}

/** The first such id of each parameter; none where the function compares it, or asks whether the caller may act for others. */
export function claimedIdentities(project: Project, offered: OfferedFunction): ClaimedIdentity[] {
  const { node: fn, name, wrappers } = offered;
  if (!fn.body || (name && signingName.test(name)) || wrappers.some((call) => isAskingWrapper(project, call))) return [];
  const claims = claimsIn(project, offered, name !== undefined && managingName.test(name));
  if (!claims.some(({ isClaim }) => isClaim) || mayActForOthers(project, fn)) return [];
  const found: ClaimedIdentity[] = [];
  for (const claim of claims) {
    if (!claim.isClaim || found.some(({ parameter }) => parameter === claim.parameter)) continue;
    const change = changeBy(project, claim.use, fn, 0) ?? changeOfOwner(project, claim.use, fn);
    if (!change) continue;
    const ofSame = claims.filter((other) => other.parameter === claim.parameter && other.id === claim.id);
    if (ofSame.some((other) => isCompared(project, other.use, fn, change.at)) || asksForMoreIn(project, change.at)) continue;
    found.push({ id: claim.id, parameter: claim.parameter, use: claim.use, change: change.text });
  }
  return found;
}

/** The change that an id lets pass, compared with the owner of a row instead of being the key; the session has no say in the function. */
function changeOfOwner(project: Project, use: ts.Expression, fn: FunctionNode): { at: ts.Node; text: string } | undefined {
  const change = passesForOwner(project, use, fn) ? firstChange(project, fn) : undefined;
  return change && !namesSession(project, fn.body!, fn) ? { at: change.at, text: change.text } : undefined;
}

/** A use of an id; whether it is said to be the acting user's by its name or its use, or may only be compared here. */
type Claim = Omit<ClaimedIdentity, 'change'> & { readonly isClaim: boolean };

/** Where an id comes from: the parameter, and the name by which it is taken out of it. */
interface Source {
  readonly id: string;
  readonly parameter: ts.ParameterDeclaration;
  readonly name: Declaration;
}

/** Each use of a user's id that was sent: a parameter, a field of one, `formData.get('userId')`, by any name it is given. */
function claimsIn(project: Project, { node: fn, wrappers, given = fn }: OfferedFunction, isManaging: boolean): Claim[] {
  const { ts } = project;
  const found: Claim[] = [];
  let sent: ReadonlySet<Declaration> | undefined;
  forEachDescendant(ts, fn.body!, (node) => {
    if (!ts.isExpression(node)) return undefined;
    const named = sourceOf(project, node, fn, 0);
    // Under another name it is a user's only by its use.
    const source = named ?? (isManaging ? undefined : sourceOf(project, node, fn, 0, true));
    if (!source || (ts.isIdentifier(node) && (isNameOnly(ts, node) || isGivenAnew(project, node, fn)))) return undefined;
    const { id, parameter, name } = source;
    if (wrappers.length > 0 && !isOfInput(ts, node, source)) {
      // What a wrapper makes up is its own.
      sent ??= sentParameters(project, new RawValues(project, {}), fn, given);
      if (!sent.has(name)) return undefined;
    }
    const isUsers = !isManaging && (isKeyOfUser(ts, node) || isTypedAsUser(ts, id, parameter) || isUsedAsOwner(project, node));
    const isClaim = actingUser.test(id) || isUsers;
    found.push({ id, parameter, use: node, isClaim });
    return named || isClaim ? false : undefined;
  });
  return found;
}

/**
 * Whether an expression is the key by which a row of users is chosen: `db.user.update({ where: { id } })`, `eq(users.id, id)`. Whoever
 * is the key there is the user whose data is changed, whatever it is called.
 */
function isKeyOfUser(ts: Project['ts'], node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent)) {
    const column = parent.arguments.find((argument) => argument !== node);
    if (parent.expression === node || parent.arguments.length !== 2 || !column || !ts.isPropertyAccessExpression(column))
      return false;
    return column.name.text === 'id' && usersTable.test(column.expression.getText()) && calleeName(ts, parent) === 'eq';
  }
  const isKey =
    (ts.isPropertyAssignment(parent) && parent.initializer === node && parent.name.getText() === 'id') ||
    (ts.isShorthandPropertyAssignment(parent) && parent.name.text === 'id');
  if (!isKey) return false;
  for (let outer: ts.Node = parent; outer.parent && !ts.isStatement(outer); outer = outer.parent) {
    if (!ts.isPropertyAssignment(outer) || outer.name.getText() !== 'where') continue;
    const call = outer.parent.parent;
    const callee = ts.isCallExpression(call) ? unwrap(ts, call.expression) : undefined;
    return callee !== undefined && ts.isPropertyAccessExpression(callee) && usersTable.test(callee.expression.getText());
  }
  return false;
}

/** By the names that builders of actions give to what was sent: also where they have parsed it. */
function isOfInput(ts: Project['ts'], node: ts.Node, { parameter, name }: Source): boolean {
  for (let outer: ts.Node = name; outer !== parameter; outer = outer.parent) {
    const key = ts.isBindingElement(outer) ? (outer.propertyName ?? outer.name) : undefined;
    if (key && ts.isIdentifier(key) && givenByWrapper.test(key.text)) return false;
  }
  return /\b(?:parsedInput|input|data|formData)\b/.test(`${parameter.name.getText()} ${node.getText()}`);
}

/** `userId = (await requireUser()).id` before the use. */
function isGivenAnew(project: Project, use: ts.Identifier, fn: FunctionNode): boolean {
  const { ts } = project;
  const declaration = declarationOf(ts, use);
  if (!declaration || !ts.isParameter(declaration)) return false;
  return endOfFirstGivenAnew(project, declaration, fn) <= use.pos;
}

const endOfFirstGivenAnew = memoized((project: Project, declaration: ts.ParameterDeclaration, fn: FunctionNode): number => {
  const { ts } = project;
  const uses = ts.isIdentifier(declaration.name) ? usesOfDeclared(ts, declaration, declaration.name) : [];
  const given = uses.filter(
    ({ parent, end }) => isAssignment(ts, parent) && parent.left.end === end && !isSent(project, parent.right, fn),
  );
  return Math.min(...given.map(({ end }) => end));
});

/**
 * The id that an expression is, under a name that a user's id may have.
 *
 * @param isAny whether it may have any name
 */
function sourceOf(
  project: Project,
  expression: ts.Expression,
  fn: FunctionNode,
  depth: number,
  isAny = false,
): Source | undefined {
  const { ts } = project;
  if (depth > 4) return undefined;
  const inner = unwrapAwaits(ts, expression);
  if (ts.isIdentifier(inner)) {
    const declaration = declarationOf(ts, inner);
    if (!declaration) return undefined;
    if (ts.isVariableDeclaration(declaration) && declaration.initializer && ts.isIdentifier(declaration.name))
      return sourceOf(project, declaration.initializer, fn, depth + 1, isAny);
    let key = inner.text;
    let holder: ts.Node = declaration;
    if (ts.isBindingElement(declaration)) {
      if (declaration.dotDotDotToken) return undefined;
      key = (declaration.propertyName ?? declaration.name).getText();
      holder = outermost(ts, declaration);
    }
    if (!isAny && !isUserId(key)) return undefined;
    if (ts.isParameter(holder)) return holder.parent === fn ? { id: key, parameter: holder, name: declaration } : undefined;
    const parameter = ts.isVariableDeclaration(holder) && holder.initializer && parameterSent(project, holder.initializer, fn);
    return parameter ? { id: key, parameter, name: parameter } : undefined;
  }
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
    const key = ts.isPropertyAccessExpression(inner) ? inner.name : inner.argumentExpression;
    if ((!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) || !(isAny || isUserId(key.text))) return undefined;
    const written = memberWritten(ts, inner.expression, key.text);
    if (written) return sourceOf(project, written, fn, depth + 1, isAny);
    const parameter = parameterSent(project, inner.expression, fn);
    return parameter ? { id: key.text, parameter, name: parameter } : undefined;
  }
  if (!ts.isCallExpression(inner)) return undefined;
  const callee = unwrap(ts, inner.expression);
  const [first] = inner.arguments;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'get' && first && ts.isStringLiteralLike(first)) {
    const parameter = (isAny || isUserId(first.text)) && parameterSent(project, callee.expression, fn);
    return parameter ? { id: first.text, parameter, name: parameter } : undefined;
  }
  // `String(formData.get('userId'))`, `schema.parse(userId)`
  return first && isSent(project, inner, fn) ? sourceOf(project, first, fn, depth + 1, isAny) : undefined;
}

function isUserId(name: string): boolean {
  return actingUser.test(name) || userKey.test(name);
}

/** What an object that is written in the function has as a member, behind what is spread into it: `{ ...input, userId: user.id }`. */
function memberWritten(ts: Project['ts'], expression: ts.Expression, key: string): ts.Expression | undefined {
  const given = initializerAround(ts, unwrap(ts, expression));
  const value = given && unwrap(ts, given);
  if (!value || !ts.isObjectLiteralExpression(value)) return undefined;
  for (const property of [...value.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) return undefined;
    if (property.name?.getText() !== key) continue;
    return valueOfProperty(ts, property);
  }
  return undefined;
}

/** The parameter that a value which was sent comes with. */
function parameterSent(project: Project, expression: ts.Expression, fn: FunctionNode): ts.ParameterDeclaration | undefined {
  const { ts } = project;
  if (!isSent(project, expression, fn)) return undefined;
  return firstAnswer(ts, expression, (node) => {
    const holder = holderOf(ts, node);
    if (holder && ts.isParameter(holder) && holder.parent === fn) return holder;
    const given = holder && ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
    return given && given !== expression ? parameterSent(project, given, fn) : undefined;
  });
}

/** The change that is told an id by which it chooses, by itself or through a function of the program. */
function changeBy(
  project: Project,
  use: ts.Node,
  fn: FunctionNode,
  depth: number,
): { at: ts.CallExpression | ts.TaggedTemplateExpression; text: string } | undefined {
  const { ts } = project;
  let isData = false;
  for (let inner = use, outer = use.parent; outer && outer !== fn; inner = outer, outer = outer.parent) {
    if (ts.isPropertyAssignment(outer)) isData ||= writtenKey.test(outer.name.getText());
    if (isFunctionNode(ts, outer)) return undefined;
    if (ts.isTaggedTemplateExpression(outer) && /\b(?:update|delete)\b[^]*\bwhere\b/i.test(outer.template.getText()))
      return { at: outer, text: 'a writing statement of SQL' };
    // `const where = { userId };`
    if (
      ts.isVariableDeclaration(outer) &&
      ts.isIdentifier(outer.name) &&
      depth < 3 &&
      !isData &&
      !namesSession(project, inner, fn)
    ) {
      for (const further of usesOfDeclared(ts, outer, outer.name)) {
        const change = changeBy(project, further, fn, depth + 1);
        if (change) return change;
      }
    }
    if (!ts.isCallExpression(outer) || outer.expression === inner) {
      if (ts.isStatement(outer)) return undefined;
      continue;
    }
    const change = changeAround(project, outer);
    if (!change) continue;
    const isMaking =
      makesRow.test(calleeName(ts, outer)) &&
      !/where|eq/.test(calleeName(ts, outer)) &&
      !/\bbillingPortal\b/.test(outer.expression.getText());
    // A row that is made or filled with an id needs no permission of its owner.
    if (isData || isMaking || namesSession(project, outer, fn)) return undefined;
    return { at: change, text: `${calleeText(project.ts, change)}()` };
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
  return changesData(project, call) ? call : undefined;
}

/** A name of a member or of a property, which is no use of what it is called like. */
function isNameOnly(ts: Project['ts'], { parent }: ts.Identifier): boolean {
  return ts.isBindingElement(parent) || ts.isVariableDeclaration(parent);
}
