import type ts from 'typescript';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { isNameOrMember, withWrappers } from '../syntax/nodes.ts';
import { isFrom, originOf } from '../flow/index.ts';
import { relatedPlace } from '../flow/related.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { childrenFromServer, holderOfChild } from '../rendering/given-children.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { otherSide } from '../syntax/branches.ts';

type MessageId = 'type' | 'props' | 'clone';

/**
 * A Client Component that looks into children which come from the server. Of a Client Component `type` and `displayName` are hidden, of a
 * Server Component its output arrives, without its props (tried with React 19.3).
 */
export const noChildrenInspection = defineRule<MessageId>({
  name: 'no-children-inspection',
  code: 83051,
  description: 'Disallow looking into children that a Client Component gets from the server.',
  reach: ['modules'],
  side: 'client',
  presets: ['strict'],
  severity: 'warn',
  messages: {
    type: '`{{access}}` does not tell `{{child}}`, which comes from the server: its type is hidden. Give it another prop, or use a context.',
    props:
      '`{{access}}` has not the props of `{{child}}`, a Server Component: its output arrives. Pass them as props of this component.',
    clone:
      '`{{access}}` does not reach `{{child}}`, a Server Component: its output is cloned. Pass the props where it is rendered.',
  },
  check(context) {
    const { ts, facts, project, sourceFile } = context;
    if (!/\.type\b|\.props\b|cloneElement|\btype\b.*=/.test(sourceFile.text) || isTestFile(project, sourceFile.fileName)) return;
    if (facts.moduleDirective !== 'use client' && !graphOf(project).environmentOf(sourceFile.fileName).client) return;
    for (const node of descendantsOf(ts, sourceFile, 'PropertyAccessExpression', 'BindingElement', 'CallExpression')) {
      const look = lookIn(context, node);
      if (look) reportLook(context, node, look);
    }
  },
});

interface Look {
  readonly kind: MessageId;
  /** The child that is looked into. */
  readonly child: ts.Node;
  readonly access: string;
  /** The components that a type is compared with, where it is for nothing else. */
  readonly wanted?: readonly ts.Expression[];
}

function lookIn({ ts, project }: RuleContext<MessageId>, node: ts.Node): Look | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const { text } = node.name;
    if (text !== 'type' && text !== 'props') return undefined;
    if (text === 'type' && isAskedForTag(ts, node)) return undefined;
    return { kind: text, child: node.expression, access: node.getText(), wanted: comparedWith(ts, node) };
  }
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const { parent: declaration } = node.parent;
    const text = (node.propertyName ?? node.name).getText();
    if ((text !== 'type' && text !== 'props') || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
      return undefined;
    const uses = ts.isIdentifier(node.name)
      ? usesOfDeclared(ts, node, node.name).map((use) => comparedWith(ts, use))
      : [undefined];
    const wanted = uses.every((one) => one !== undefined) ? uses.flat() : undefined;
    return { kind: text, child: declaration.initializer, access: text, wanted };
  }
  if (!ts.isCallExpression(node) || !node.arguments[0] || !isFrom(originOf(project, node.expression), 'react', 'cloneElement'))
    return undefined;
  return { kind: 'clone', child: node.arguments[0], access: 'cloneElement' };
}

/** `child.type === 'option'`, `typeof child.type === 'string'`: elements of the page are what they were. */
function isAskedForTag(ts: RuleContext['ts'], node: ts.Node): boolean {
  const outer = withWrappers(ts, node).parent;
  if (ts.isTypeOfExpression(outer)) return true;
  if (ts.isBinaryExpression(outer)) return ts.isStringLiteralLike(outer.left) || ts.isStringLiteralLike(outer.right);
  return (
    ts.isSwitchStatement(outer) &&
    outer.caseBlock.clauses.some((clause) => ts.isCaseClause(clause) && ts.isStringLiteralLike(clause.expression))
  );
}

/** `child.type === Tab`: the component that is asked for, and none where it is the name of a tag. */
function comparedWith(ts: RuleContext['ts'], node: ts.Expression): readonly ts.Expression[] | undefined {
  if (isAskedForTag(ts, node)) return [];
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || !/^[!=]==?$/.test(parent.operatorToken.getText())) return undefined;
  const other = otherSide(ts, parent, node);
  return isNameOrMember(ts, other) ? [other] : undefined;
}

/** The declaration behind a component, where it can be known. */
function declarationOfComponent(
  project: RuleContext['project'],
  name: ts.Expression | ts.JsxTagNameExpression,
): ts.Node | undefined {
  const { end, members } = originOf(project, name);
  return end.kind === 'declaration' && members.length === 0 ? end.node : undefined;
}

function reportLook({ project, report: tell }: RuleContext<MessageId>, at: ts.Node, { kind, child, access, wanted }: Look): void {
  const slot = holderOfChild(project, child);
  if (!slot) return;
  const asked = wanted?.map((one) => declarationOfComponent(project, one));
  const isAsked = (element: ts.JsxOpeningLikeElement): boolean =>
    !asked || asked.includes(undefined) || asked.includes(declarationOfComponent(project, element.tagName));
  const given = childrenFromServer(project, slot).find(({ element, isServer }) =>
    kind === 'type' ? isAsked(element) : isServer,
  );
  if (!given) return;
  tell({
    at,
    messageId: kind,
    data: { access, child: given.element.tagName.getText() },
    related: [relatedPlace(given.element, 'It is given here')],
  });
}
