import type ts from 'typescript';
import { serverRunOf } from '../boundary/server-run.ts';
import { forEachRuntimeNode, isValueUse } from '../facts/references.ts';
import { isFunctionNode } from '../facts/syntax.ts';
import { chainText, relatedSteps, relativeName } from '../project/chain.ts';
import { graphOf } from '../project/graph.ts';
import { isUsedOn } from '../project/liveness.ts';
import { originOf, type Origin, type Reference } from '../project/origin.ts';
import { defineRule, type MessageData, type RuleContext } from '../rule.ts';

type MessageId = 'called' | 'constructed' | 'member' | 'spread' | 'constant';

/** What React's proxy of a client module answers by itself, and what every function has. */
const allowedMembers = new Set(['name', 'length', 'displayName', 'defaultProps', 'toJSON', '$$typeof', '$$id', '$$async', 'bind']);

/**
 * An export of a `"use client"` module that the server uses as if it were there. On the server it is a reference: it can be
 * rendered and passed on as a value. React's texts: "Attempted to call x() from the server but x is on the client. …", "Cannot
 * access x.y on the server. You cannot dot into a client module from a server component. …".
 */
export const clientReferenceUse = defineRule<MessageId>({
  name: 'client-reference-use',
  code: 83012,
  description: 'Disallow calling, reading members of, and reading constants of the exports of "use client" modules on the server.',
  reach: ['modules'],
  presets: ['recommended'],
  messages: {
    called:
      '"{{name}}" cannot be called on the server: {{file}} has "use client", and here its exports are references that can be rendered or passed on.{{side}} Move it to a file without the directive, or call it in a Client Component.',
    constructed:
      '"{{name}}" cannot be constructed on the server: {{file}} has "use client", and here its exports are references that can be rendered or passed on.{{side}} Move it to a file without the directive.',
    member:
      '"{{member}}" of "{{name}}" cannot be read on the server: {{file}} has "use client", and here its exports are references without members.{{side}} Export it from there under a name of its own, and import that.',
    spread:
      '"{{name}}" cannot be spread on the server: {{file}} has "use client", and here its exports are references without members.{{side}} Move it to a file without the directive.',
    constant:
      '"{{name}}" has no value on the server: {{file}} has "use client", and here its exports are references that can be rendered or passed on.{{side}} Move the constant to a file without the directive.',
  },
  check(context) {
    const { ts, facts, project, sourceFile, report } = context;
    if (facts.moduleDirective === 'use client') return;
    const { server, client } = graphOf(project).environmentOf(sourceFile.fileName);
    if (!server) return;
    const side = server.length > 1 ? ` This file is on the server side by ${chainText(project, server)}.` : '';
    forEachRuntimeNode(ts, sourceFile, (node) => {
      const use = useIn(context, node);
      // In a module of both sides a handler may be the client's.
      const fails = use && (client ? serverRunOf(project, node) !== undefined : isUsedOn(project, 'server', node));
      if (!use || !fails) return undefined;
      const file = relativeName(project, use.reference.fileName);
      report({ at: use.at, messageId: use.messageId, data: { ...use.data, file, side }, related: relatedSteps(project, server) });
      return undefined;
    });
  },
});

interface Use {
  readonly at: ts.Node;
  readonly messageId: MessageId;
  readonly reference: Reference;
  readonly data: MessageData;
}

function useIn(context: RuleContext<MessageId>, node: ts.Node): Use | undefined {
  const { ts } = context;
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return calledUse(context, node);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return memberUse(context, node);
  if (ts.isBindingElement(node)) return patternUse(context, node);
  if (ts.isSpreadAssignment(node) || ts.isSpreadElement(node) || ts.isJsxSpreadAttribute(node)) {
    const reference = ownReference(context, node.expression);
    return reference && { at: node.expression, messageId: 'spread', reference, data: { name: node.expression.getText() } };
  }
  return ts.isIdentifier(node) ? constantUse(context, node) : undefined;
}

function calledUse(context: RuleContext<MessageId>, node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression): Use | undefined {
  const { ts } = context;
  const callee = ts.isTaggedTemplateExpression(node) ? node.tag : node.expression;
  const reference = ownReference(context, callee);
  const messageId = ts.isNewExpression(node) ? 'constructed' : 'called';
  return reference && { at: node, messageId, reference, data: { name: callee.getText() } };
}

function memberUse(context: RuleContext<MessageId>, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Use | undefined {
  const { ts } = context;
  const { parent } = node;
  if (ts.isJsxClosingElement(parent)) return undefined;
  const reference = ownReference(context, node.expression);
  if (!reference) return undefined;
  const member = ts.isPropertyAccessExpression(node) ? node.name.text : node.argumentExpression.getText();
  // Asked of a reference `bind` is a function's own; what it makes cannot be called all the same.
  if (allowedMembers.has(member)) return undefined;
  return { at: node, messageId: 'member', reference, data: { name: node.expression.getText(), member } };
}

/** `const { Item } = Menu`. */
function patternUse(context: RuleContext<MessageId>, element: ts.BindingElement): Use | undefined {
  const { ts } = context;
  const holder = element.parent.parent;
  if (!ts.isObjectBindingPattern(element.parent) || !ts.isVariableDeclaration(holder) || !holder.initializer) return undefined;
  const reference = ownReference(context, holder.initializer);
  if (!reference || element.dotDotDotToken) return undefined;
  const key = element.propertyName ?? element.name;
  const member = key.getText();
  return allowedMembers.has(member) ? undefined : { at: key, messageId: 'member', reference, data: { name: holder.initializer.getText(), member } };
}

/** A constant that is read for its value, and not only handed on. */
function constantUse(context: RuleContext<MessageId>, node: ts.Identifier): Use | undefined {
  const { ts, project } = context;
  if (!isValueUse(ts, node) || isHandedOn(ts, node)) return undefined;
  const origin = originOf(project, node);
  const reference = referenceOf(origin);
  return reference && isConstant(ts, origin) ? { at: node, messageId: 'constant', reference, data: { name: node.text } } : undefined;
}

/** The client reference that an expression is, before any member is read of it. */
function ownReference({ ts, project }: RuleContext<MessageId>, expression: ts.Expression): Reference | undefined {
  if (ts.isCallExpression(expression)) return undefined;
  return referenceOf(originOf(project, expression));
}

function referenceOf({ reference, members }: Origin): Reference | undefined {
  const isOwn = reference?.directive === 'use client' && reference.members.length === 0 && members.length === 0;
  return isOwn ? reference : undefined;
}

/** Whether what stands behind a name is certain to be no component and no function: a literal, a template, arithmetic. */
function isConstant(ts: RuleContext['ts'], { end }: Origin): boolean {
  if (end.kind !== 'declaration') return false;
  if (ts.isEnumDeclaration(end.node)) return true;
  const { value } = end;
  if (!value || isFunctionNode(ts, value) || ts.isClassLike(value)) return false;
  return (
    ts.isLiteralExpression(value) ||
    ts.isTemplateExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    ts.isPrefixUnaryExpression(value) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword ||
    (ts.isBinaryExpression(value) && /^(?:[-+*/%]|\*\*)$/.test(value.operatorToken.getText()))
  );
}

/**
 * Whether a name is only handed on: as a prop or child (also inside a literal), by an export, under another name, or as what
 * something else here is already said of: a member, a call, a spread.
 */
function isHandedOn(ts: RuleContext['ts'], node: ts.Identifier): boolean {
  let inner: ts.Node = node;
  let { parent } = inner;
  while (
    ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isNonNullExpression(parent) ||
    ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralExpression(parent) || ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)
  ) {
    inner = parent;
    ({ parent } = inner);
  }
  if (ts.isJsxExpression(parent) || ts.isExportAssignment(parent) || ts.isTypeOfExpression(parent)) return true;
  if (inner === node && ts.isVariableDeclaration(parent)) return true;
  if (ts.isPropertyAccessExpression(parent) || ts.isSpreadAssignment(parent) || ts.isSpreadElement(parent) || ts.isJsxSpreadAttribute(parent)) return true;
  if (ts.isElementAccessExpression(parent)) return parent.expression === inner;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return parent.expression === inner || /(?:^|\.)createElement$/.test(parent.expression.getText());
  }
  return ts.isTaggedTemplateExpression(parent);
}
