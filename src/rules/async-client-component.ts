import type ts from 'typescript';
import { componentNameNode, componentNameOf, isComponentFunction } from '../facts/components.ts';
import { declarationOf } from '../facts/scope.ts';
import { forEachDescendant, isAsync, isFunctionNode, type FunctionNode } from '../facts/syntax.ts';
import { chainText, relatedSteps } from '../project/chain.ts';
import { graphOf } from '../project/graph.ts';
import { isUsedOn } from '../project/liveness.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';

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
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    clientFile: '{{name}} is async, and this file has "use client": only Server Components can be async. Load the data in a Server Component and pass it in, or read a promise with "use()".',
    reached:
      '{{name}} is async, and it is used in the client graph: {{chain}}. Only Server Components can be async. Render it in a Server Component and pass it to the Client Component as children.',
    removeAsync: 'Remove "async": nothing is awaited',
  },
  check(context) {
    const { ts, facts, project, sourceFile, report } = context;
    const { moduleDirective } = facts;
    if (moduleDirective && moduleDirective !== 'use client') return;
    if (!sourceFile.text.includes('async')) return;
    const chain = moduleDirective ? undefined : graphOf(project).environmentOf(sourceFile.fileName).client;
    if (!moduleDirective && !chain) return;
    forEachDescendant(ts, sourceFile, (node) => {
      if (!isFunctionNode(ts, node) || !isAsync(ts, node) || !isComponent(context, node)) return;
      // What a barrel pulls in beside the component that is meant is never rendered here.
      if (chain && !isUsedOn(project, 'client', node)) return;
      const name = componentNameNode(ts, node);
      const data = { name: name ? `"${name.getText(sourceFile)}"` : 'This component' };
      const at = name ?? node;
      const suggestions = removeAsync(context, node);
      if (!chain) report({ at, messageId: 'clientFile', data, suggestions });
      else report({ at, messageId: 'reached', data: { ...data, chain: chainText(project, chain) }, related: relatedSteps(project, chain), suggestions });
    });
  },
});

/** By what it renders, or by being rendered. */
function isComponent({ ts, facts, sourceFile }: RuleContext<MessageId>, node: FunctionNode): boolean {
  // An action is no component, whatever it is called; a component that is marked as one has a rule of its own.
  if (facts.serverFunctions.some((fn) => fn.node === node)) return false;
  if (isComponentFunction(ts, node)) return true;
  const name = componentNameOf(ts, node);
  if (!name || !/^[A-Z]/.test(name) || !sourceFile.text.includes(`<${name}`)) return false;
  let isTag = false;
  forEachDescendant(ts, sourceFile, (inner) => {
    if (isTag || !(ts.isJsxOpeningElement(inner) || ts.isJsxSelfClosingElement(inner))) return;
    const { tagName } = inner;
    if (!ts.isIdentifier(tagName) || tagName.text !== name) return;
    const declaration = declarationOf(ts, tagName);
    isTag = declaration === node || (declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.initializer === node);
  });
  return isTag;
}

/** Where nothing is awaited `async` is all that is wrong. */
function removeAsync({ ts, sourceFile }: RuleContext<MessageId>, node: FunctionNode): Array<SuggestionDescriptor<MessageId>> {
  const keyword = ts.canHaveModifiers(node) ? ts.getModifiers(node)?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) : undefined;
  if (!keyword || !node.body || awaits(ts, node.body)) return [];
  const end = /^\s*/.exec(sourceFile.text.slice(keyword.end))![0].length + keyword.end;
  return [{ messageId: 'removeAsync', edits: [{ start: keyword.getStart(sourceFile), end, newText: '' }] }];
}

function awaits(ts: RuleContext['ts'], body: ts.Node): boolean {
  let found = ts.isAwaitExpression(body);
  forEachDescendant(ts, body, (node) => {
    if (ts.isFunctionLike(node)) return false;
    found ||= ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
    return undefined;
  });
  return found;
}
