import type ts from 'typescript';
import { functionsIn, hasNode } from '../syntax/descendants.ts';
import { callSites } from '../flow/call-sites.ts';
import { componentNameNode, componentNameOf, isComponentFunction, isDefaultExport, rendersJsx } from '../syntax/components.ts';
import { branchesOf } from '../syntax/branches.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { isAsync, isKeywordLiteral, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { fromClientText, relatedSteps } from '../graph/chain.ts';
import { isRenderedFile, type Entry } from '../frameworks/next/conventions.ts';
import { graphOf } from '../graph/graph.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { relatedDirective } from '../flow/related.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { isWaiting } from '../syntax/name-positions.ts';

type MessageId = 'clientFile' | 'reached' | 'removeAsync';

/**
 * An async component in the client graph. React's text: "<X> is an async Client Component. Only Server Components can be async at
 * the moment. …"
 */
export const asyncClientComponent = defineRule<MessageId>({
  name: 'async-client-component',
  code: 83013,
  description: 'Disallow async components in modules of the client graph.',
  reach: ['file', 'modules'],
  side: 'client',
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    clientFile:
      '{{name}} is async, and Client Components cannot be. Load the data in a Server Component, or read a promise with `use()`.',
    reached:
      '{{name}} is async, and a client module{{from}} renders it. Render it in a Server Component, and pass it as `children`.',
    removeAsync: 'Remove `async`: nothing is awaited',
  },
  check(context) {
    const { ts, facts, project, sourceFile, report } = context;
    const { moduleDirective } = facts;
    if (moduleDirective && moduleDirective !== 'use client') return;
    if (!sourceFile.text.includes('async')) return;
    const chain = moduleDirective ? undefined : graphOf(project).environmentOf(sourceFile.fileName).client;
    if (!moduleDirective && !chain) return;
    for (const node of functionsIn(ts, sourceFile)) {
      if (!isAsync(ts, node) || !isShownAsComponent(context, node)) continue;
      // What a barrel pulls in beside the component that is meant is never rendered here.
      if (chain && !isUsedOn(project, 'client', node)) continue;
      const name = componentNameNode(ts, node);
      const data = { name: name ? `\`${name.getText(sourceFile)}\`` : 'This component' };
      const at = name ?? node;
      const suggestions = removeAsync(context, node);
      if (!chain) report({ at, messageId: 'clientFile', data, related: relatedDirective(facts), suggestions });
      else
        report({
          at,
          messageId: 'reached',
          data: { ...data, from: fromClientText(project, chain) },
          related: relatedSteps(project, chain),
          suggestions,
        });
    }
  },
});

/** By what it renders, by being rendered, or by being a page. */
function isShownAsComponent({ ts, facts, project, sourceFile }: RuleContext<MessageId>, node: FunctionNode): boolean {
  // An action is no component, whatever it is called; a component that is marked as one has a rule of its own.
  if (facts.serverFunctionsAt(node).length > 0) return false;
  if (ts.isMethodDeclaration(node) && !isHeldComponent(ts, node)) return isComponentFunction(ts, node);
  const name = componentNameOf(ts, node);
  const isDefault = isDefaultExport(ts, node, name);
  const isNamed = name === undefined ? isDefault : /^[A-Z]/.test(name);
  if ((!isNamed && !isDefault) || !isWrappedAsComponent(ts, node)) return false;
  if (isNamed && rendersJsx(ts, node) && returnedExpressions(ts, node).some((value) => mayBeOutput(ts, value))) return true;
  if (isDefault && isRenderedByNext(graphOf(project).entries.get(sourceFile.fileName))) return true;
  return callSites(project, node).length > 0;
}

/** `{ async Entry() {…} }`, `static async Header() {…}`: a component is rendered as a member of what holds it. */
function isHeldComponent(ts: RuleContext['ts'], { parent, modifiers }: ts.MethodDeclaration): boolean {
  if (ts.isObjectLiteralExpression(parent)) return true;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

/** What else a function may be given to is not known to render it. */
function isWrappedAsComponent(ts: RuleContext['ts'], node: FunctionNode): boolean {
  const { parent } = withWrappers<ts.Node>(ts, node);
  if (!ts.isCallExpression(parent)) return true;
  return /(?:^|\.)(?:memo|forwardRef|observer|with[A-Z]\w*)$/.test(parent.expression.getText());
}

/** A toast or a dialog may be shown by what returns nothing, or plain data. */
function mayBeOutput(ts: RuleContext['ts'], returned: ts.Expression): boolean {
  return branchesOf(ts, returned).some((value) => {
    if (ts.isLiteralExpression(value) || ts.isObjectLiteralExpression(value) || ts.isNewExpression(value)) return false;
    if (ts.isIdentifier(value)) return value.text !== 'undefined';
    return !isKeywordLiteral(ts, value);
  });
}

function isRenderedByNext(entry: Entry | undefined): boolean {
  return entry?.kind === 'pages' || (entry?.kind === 'app' && isRenderedFile(entry.name));
}

/** Where nothing is awaited `async` is all that is wrong. */
function removeAsync({ ts, sourceFile }: RuleContext<MessageId>, node: FunctionNode): Array<SuggestionDescriptor<MessageId>> {
  const keyword = ts.canHaveModifiers(node)
    ? ts.getModifiers(node)?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
    : undefined;
  if (!keyword || !node.body || hasNode(ts, node.body, (inner) => isWaiting(ts, inner), ts.isFunctionLike)) return [];
  const end = /^\s*/.exec(sourceFile.text.slice(keyword.end))![0].length + keyword.end;
  return [{ messageId: 'removeAsync', edits: [{ start: keyword.getStart(sourceFile), end, newText: '' }] }];
}
