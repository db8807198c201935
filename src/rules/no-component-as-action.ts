import type ts from 'typescript';
import { callSites } from '../flow/call-sites.ts';
import { componentNameOf, rendersJsx } from '../syntax/components.ts';
import { removeStatement } from '../fixes/edits.ts';
import type { DirectiveString, ServerFunction } from '../facts/index.ts';
import { isInside, unwrap } from '../syntax/nodes.ts';
import { isRenderedFile } from '../frameworks/next/conventions.ts';
import { graphOf } from '../graph/graph.ts';
import { relatedDirective } from '../flow/related.ts';
import { serverFunctionsOfFile } from '../flow/server-function.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { typesOf } from '../syntax/types.ts';
import { escaped } from '../syntax/pattern.ts';

type MessageId = 'function' | 'file' | 'removeDirective' | 'serverOnly';

/**
 * A component marked `"use server"`: it has become a public endpoint that answers with its output, and it renders on the server
 * without the directive. The compiler accepts it.
 */
export const noComponentAsAction = defineRule<MessageId>({
  name: 'no-component-as-action',
  code: 83008,
  description: 'Disallow marking components "use server": it makes public endpoints of them, not Server Components.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    function:
      '{{name}} is a component, and "use server" makes it a public endpoint. Remove the directive: components are Server Components by default.',
    file: '{{name}} is a component in a "use server" file, which makes it a public endpoint. Move it to a file without the directive.',
    removeDirective: 'Remove the directive',
    serverOnly: 'Replace the directive with `import "server-only"`',
  },
  check(context) {
    const { facts, report } = context;
    if (facts.moduleDirective === 'use client') return;
    const all = serverFunctionsOfFile(context.project, context.sourceFile);
    const components = all.filter((fn) => fn.directive === 'use server' && isUsedAsComponent(context, fn));
    reportWrapped(context, components);
    for (const fn of components) {
      const data = { name: fn.name ? `\`${fn.name}\`` : 'This function' };
      if (fn.by === 'body')
        report({
          at: fn.head,
          messageId: 'function',
          data,
          related: relatedDirective(facts, fn.node),
          suggestions: withoutOwn(context, fn),
        });
      else {
        const isWhole =
          components.length === all.length && facts.exports.filter(({ erased }) => !erased).length === components.length;
        report({ at: fn.head, messageId: 'file', data, suggestions: isWhole ? withoutFiles(context) : [] });
      }
    }
  },
});

/** What a call makes of a component (`memo(…)`, `withUser(…)`), known by its type alone. */
function reportWrapped({ ts, facts, checker, report }: RuleContext<MessageId>, known: readonly ServerFunction[]): void {
  if (facts.moduleDirective !== 'use server' || !checker) return;
  for (const { thing, erased } of facts.exports) {
    if (erased || thing.kind !== 'variable' || !thing.initializer || !ts.isIdentifier(thing.node.name)) continue;
    const { name } = thing.node;
    if (
      known.some((fn) => isGivenTo(fn, thing.initializer!)) ||
      !/^[A-Z]/.test(name.text) ||
      !ts.isCallExpression(unwrap(ts, thing.initializer))
    )
      continue;
    const signatures = checker.getTypeAtLocation(name).getCallSignatures();
    if (!signatures.some((signature) => isElement(checker, signature.getReturnType()))) continue;
    report({ at: name, messageId: 'file', data: { name: `\`${name.text}\`` } });
  }
}

/** `cache(Row)`, `cache(async () => …)`: what is said of the function itself is not said again. */
function isGivenTo({ node, head }: ServerFunction, wrapped: ts.Expression): boolean {
  if (isInside(node, wrapped)) return true;
  // A function without a name has all of itself for its head, and cannot be named.
  if (head === node) return false;
  return new RegExp(`\\(\\s*${escaped(head.getText())}\\s*\\)`).test(wrapped.getText());
}

/** By its name (or as a page's default export) together with what it renders, what its type says it returns, or being rendered. */
function isUsedAsComponent(context: RuleContext<MessageId>, fn: ServerFunction): boolean {
  const { ts, checker, project } = context;
  const { node, by } = fn;
  const name = componentNameOf(ts, node) ?? fn.name;
  if (by === 'module' && isDefaultOfPage(context, fn)) return true;
  // An action may answer with elements too: only what is called and placed like a component is one.
  const isPlaced = name === undefined ? by === 'module' : /^[A-Z]/.test(name);
  if (!isPlaced || ts.isConstructorDeclaration(node)) return false;
  if (rendersJsx(ts, node)) return true;
  const signature = checker?.getSignatureFromDeclaration(node);
  if (checker && signature && isElement(checker, signature.getReturnType())) return true;
  return name !== undefined && callSites(project, node).length > 0;
}

function isDefaultOfPage({ facts, project, sourceFile }: RuleContext<MessageId>, { node }: ServerFunction): boolean {
  const entry = graphOf(project).entries.get(sourceFile.fileName);
  if (entry?.kind !== 'app' || !isRenderedFile(entry.name)) return false;
  return facts.exports.some(({ name, thing }) => {
    if (name !== 'default') return false;
    return thing.kind === 'function'
      ? thing.node === node
      : thing.kind === 'variable'
        ? thing.initializer === node
        : thing.kind === 'expression' && thing.node === node;
  });
}

/** JSX.Element, ReactElement or ReactNode, or a promise of one. */
function isElement(checker: ts.TypeChecker, type: ts.Type): boolean {
  const awaited = checker.getAwaitedType(type) ?? type;
  const isReact = (symbol: ts.Symbol | undefined): boolean =>
    symbol !== undefined &&
    /^(?:ReactElement|Element|(?:Awaited)?ReactNode)$/.test(symbol.name) &&
    (symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.includes('/@types/react/')) ?? false);
  const members = typesOf(awaited);
  return (
    isReact(awaited.aliasSymbol) ||
    members.some((member) => isReact(member.symbol as ts.Symbol | undefined) || isReact(member.aliasSymbol))
  );
}

function withoutOwn(context: RuleContext<MessageId>, { node }: ServerFunction): Array<SuggestionDescriptor<MessageId>> {
  const directive = context.facts.directivesOf(node).find(({ counts }) => counts);
  return directive ? [removal(context, directive)] : [];
}

function withoutFiles(context: RuleContext<MessageId>): Array<SuggestionDescriptor<MessageId>> {
  const { facts, sourceFile } = context;
  const [directive] = facts.moduleDirectives;
  if (!directive) return [];
  const { literal } = directive;
  const suggestions = [removal(context, directive)];
  if (facts.imports.some(({ specifier }) => specifier.text === 'server-only')) return suggestions;
  const start = literal.getStart(sourceFile);
  const quote = sourceFile.text[start]!;
  const edits = [{ start, end: literal.end, newText: `import ${quote}server-only${quote}` }];
  return [...suggestions, { messageId: 'serverOnly', edits }];
}

function removal({ ts, sourceFile }: RuleContext<MessageId>, { statement }: DirectiveString): SuggestionDescriptor<MessageId> {
  return { messageId: 'removeDirective', edits: [removeStatement(ts, sourceFile, statement)] };
}
