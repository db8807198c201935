import type ts from 'typescript';
import { runOfArgument } from '../flow/calls.ts';
import { isFrom, originOf, type Assigned, type Origin, type Reference } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import type { MessageData } from '../rule.ts';
import { rendersJsx } from '../syntax/components.ts';
import { isConstantValue } from '../syntax/constants.ts';
import { excerpt } from '../syntax/excerpt.ts';
import { kindTest } from '../syntax/kinds.ts';
import { lastPropertyNamed } from '../syntax/members.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { isValueUse } from '../syntax/references.ts';
import { valueUseOf } from '../syntax/value-use.ts';
import { lastName } from '../syntax/last-name.ts';
import { isAssignment } from '../syntax/operators.ts';

/** How the server uses a client reference: as what it is not there. */
export type ReferenceUseKind = 'called' | 'constructed' | 'member' | 'spread' | 'constant' | 'used';

/** What React's references answer without an error, and what asking for it is no mistake. */
const allowedMembers = new Set(['name', 'displayName', 'defaultProps', 'toJSON', '$$typeof', '$$id', '$$async']);

/** What the server does with a client reference that only the browser can answer. */
export interface ReferenceUse {
  /** Where it stands. */
  readonly at: ts.Node;
  /** How it is used. */
  readonly kind: ReferenceUseKind;
  readonly reference: Reference;
  /** The name as it is written, of a member the whole access. */
  readonly data: MessageData;
  /** Whether a member is read of what holds functions or components, and not of plain data. */
  readonly holdsCode?: boolean;
}

const isOfUse = kindTest<ts.Node>(
  'BinaryExpression',
  'BindingElement',
  'CallExpression',
  'ElementAccessExpression',
  'ExpressionWithTypeArguments',
  'Identifier',
  'JsxSpreadAttribute',
  'NewExpression',
  'PropertyAccessExpression',
  'SpreadAssignment',
  'SpreadElement',
  'TaggedTemplateExpression',
);

/** Whether a node is of a kind that can be a use of a reference: asked before {@link referenceUsesAt}, because it is cheap. */
export function mayBeReferenceUse({ ts }: Project, node: ts.Node): boolean {
  return isOfUse(ts, node) && (!ts.isIdentifier(node) || isValueUse(ts, node));
}

/** The uses of client references that a node is, of itself and not of what is in it. */
export function* referenceUsesAt(project: Project, node: ts.Node): Generator<ReferenceUse> {
  const { ts } = project;
  if (ts.isCallExpression(node)) {
    yield* wholeUse(project, node.expression, 'called', node);
    yield* readByUse(project, node);
    yield* calledByCall(project, node);
  } else if (ts.isTaggedTemplateExpression(node)) yield* wholeUse(project, node.tag, 'called', node);
  else if (ts.isNewExpression(node)) yield* wholeUse(project, node.expression, 'constructed', node);
  else if (ts.isExpressionWithTypeArguments(node)) yield* wholeUse(project, node.expression, 'constructed');
  else if (ts.isSpreadAssignment(node) || ts.isSpreadElement(node) || ts.isJsxSpreadAttribute(node))
    yield* wholeUse(project, node.expression, 'spread');
  else if (ts.isBindingElement(node)) yield* patternUse(project, node);
  else if (ts.isBinaryExpression(node)) yield* operatorUse(project, node);
  else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    yield* memberUse(project, node);
    yield* constantUse(project, node);
  } else if (ts.isIdentifier(node)) yield* constantUse(project, node);
}

/** A reference that something is done with as a whole. */
function* wholeUse(
  project: Project,
  expression: ts.Expression,
  kind: ReferenceUseKind,
  at: ts.Node = expression,
): Generator<ReferenceUse> {
  const { ts } = project;
  const reference = ownReference(project, expression);
  if (reference) yield { at, kind, reference, data: { name: unwrap(ts, expression).getText() } };
}

/** `use(Theme)` of a client file's context: React refuses every client reference there. */
function* readByUse(project: Project, { expression, arguments: [given] }: ts.CallExpression): Generator<ReferenceUse> {
  if (given && isFrom(originOf(project, expression), 'react', 'use')) yield* wholeUse(project, given, 'used');
}

/** `names.map(format)`: what is given to a function that calls it is called as well. */
function* calledByCall(project: Project, call: ts.CallExpression): Generator<ReferenceUse> {
  for (const [index, given] of call.arguments.entries()) {
    const isName = project.ts.isIdentifier(given) || project.ts.isPropertyAccessExpression(given);
    if (isName && ownReference(project, given) && runOfArgument(project, call, index) === 'now')
      yield* wholeUse(project, given, 'called');
  }
}

function* memberUse(project: Project, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Generator<ReferenceUse> {
  const { ts } = project;
  if (ts.isJsxClosingElement(node.parent)) return;
  // `Menu.Item = Item`: the reference is an object as any other, and gets the member.
  const { parent } = node;
  if (isAssignment(ts, parent) && parent.left === node) return;
  const key = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  yield* readOf(project, node, node.expression, ts.isStringLiteralLike(key) ? key.text : key.getText());
}

/** `const { Item } = Menu`, `const { Menu: { Item } } = UI`, `const { ...rest } = config`. */
function* patternUse(project: Project, element: ts.BindingElement): Generator<ReferenceUse> {
  const { ts } = project;
  const holder = element.parent.parent;
  if (!ts.isObjectBindingPattern(element.parent)) return;
  const base = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
  if (element.dotDotDotToken) {
    if (base) yield* wholeUse(project, base, 'spread');
    return;
  }
  const key = element.propertyName ?? element.name;
  const member = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : key.getText();
  if (base) yield* readOf(project, key, base, member);
  else if (ts.isIdentifier(element.name) && ts.isBindingElement(holder)) {
    const { reference } = originOf(project, element.name);
    const isMember = reference?.directive === 'use client' && reference.members.length === 1;
    if (isMember && !allowedMembers.has(member))
      yield { at: key, kind: 'member', reference, data: { access: `${reference.name}.${member}` } };
  }
}

function* operatorUse(project: Project, { operatorToken, left, right }: ts.BinaryExpression): Generator<ReferenceUse> {
  const { ts } = project;
  if (operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) yield* wholeUse(project, right, 'constant');
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isObjectLiteralExpression(left)) return;
  for (const { name } of left.properties) {
    if (!name) yield* wholeUse(project, right, 'spread');
    else yield* readOf(project, name, right, ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText());
  }
}

/** A member that is read of a reference. */
function* readOf(project: Project, at: ts.Node, expression: ts.Expression, member: string): Generator<ReferenceUse> {
  const { ts } = project;
  const reference = ownReference(project, expression);
  if (!reference || member.startsWith('Symbol.')) return;
  const { end, assigned = [] } = originOf(project, expression);
  // What the server itself has put into it is there.
  if (assigned.some((given) => given.reference && hasMember(ts, given, member))) return;
  // Of a constant every member is its own.
  if (allowedMembers.has(member) && !isConstant(ts, end)) return;
  const name = unwrap(ts, expression).getText();
  // As it is written; a member taken by a pattern, or under a key that is computed, as if it were.
  const access = ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) ? at.getText() : `${name}.${member}`;
  yield { at, kind: 'member', reference, data: { access: excerpt(access) }, holdsCode: holdsCode(ts, end, member) };
}

function hasMember(ts: Project['ts'], { members }: Assigned, name: string): boolean {
  return members instanceof Map ? members.has(name) : lastPropertyNamed(ts, members, name) !== undefined;
}

/** Whether the member of an export is a function or component: `Menu.Item` of a component, of `{ Item }`, of `Object.assign(Menu, { Item })`. */
function holdsCode(ts: Project['ts'], end: Origin['end'], member: string): boolean {
  // `export * as Menu from './menu'`
  if (end.kind === 'module') return true;
  const value = end.kind === 'declaration' ? end.value : undefined;
  const inner = value && ts.isExpression(value) ? unwrap(ts, value) : value;
  if (!inner) return false;
  if (isFunctionNode(ts, inner) || ts.isClassLike(inner) || ts.isCallExpression(inner)) return true;
  if (!ts.isObjectLiteralExpression(inner)) return false;
  return inner.properties.some((property) => {
    if (!property.name || property.name.getText() !== member) return false;
    if (ts.isMethodDeclaration(property)) return true;
    const given = ts.isPropertyAssignment(property) ? unwrap(ts, property.initializer) : property.name;
    return isFunctionNode(ts, given) || (ts.isIdentifier(given) && /^[A-Z]/.test(given.text));
  });
}

/** A constant that is read for its value, and not only handed on. */
function* constantUse(project: Project, node: ts.Expression): Generator<ReferenceUse> {
  const { ts } = project;
  const use = valueUseOf(ts, node);
  if (use.kind === 'handed' || use.kind === 'part' || (use.kind === 'argument' && !isReader(project, use.call, use.isHeld)))
    return;
  const origin = originOf(project, node);
  const reference = referenceOf(origin);
  if (reference && isConstant(ts, origin.end)) yield { at: node, kind: 'constant', reference, data: { name: node.getText() } };
}

const keepingFunctions = /^(?:createElement|cloneElement|jsxs?|jsxDEV|freeze|resolve|all)$/;
const keepingMethods = /^(?:push|unshift|add|set|append|concat|fill|with|resolve|bind)$/;

/** Whether a function is one that needs the value of what it is given: not where it may only pass it on, or is unknown. */
function isReader(project: Project, call: ts.CallExpression | ts.NewExpression, isHeld: boolean): boolean {
  const { ts } = project;
  const { expression: callee } = call;
  if (ts.isNewExpression(call)) return !isHeld;
  const { end, members, reference } = originOf(project, callee);
  // The call itself is what fails.
  if (reference?.directive === 'use client') return false;
  const name = lastName(ts, callee);
  if (keepingFunctions.test(name)) return false;
  if (end.kind === 'package' || end.kind === 'global') return !keepingMethods.test(name);
  if (end.kind === 'declaration' && members.length === 0) {
    const { value } = end;
    return value !== undefined && isFunctionNode(ts, value) && !rendersJsx(ts, value);
  }
  return ts.isPropertyAccessExpression(callee) && !isHeld && !keepingMethods.test(name);
}

/** The client reference that an expression is, before any member is read of it. */
function ownReference(project: Project, expression: ts.Expression): Reference | undefined {
  const { ts } = project;
  if (ts.isCallExpression(expression)) return undefined;
  return referenceOf(originOf(project, expression));
}

function referenceOf({ reference, members }: Origin): Reference | undefined {
  const isOwn = reference?.directive === 'use client' && reference.members.length === 0 && members.length === 0;
  return isOwn ? reference : undefined;
}

/** Whether what stands behind a name is certain to be no component and no function. */
function isConstant(ts: Project['ts'], end: Origin['end']): boolean {
  if (end.kind !== 'declaration') return false;
  if (ts.isEnumDeclaration(end.node)) return true;
  const { value } = end;
  return value !== undefined && !isFunctionNode(ts, value) && !ts.isClassLike(value) && isConstantValue(ts, value);
}
