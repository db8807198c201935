import { mayNeedClient } from '../rendering/needs-client.ts';
import { removeStatement } from '../fixes/edits.ts';
import type { DirectiveString } from '../facts/index.ts';
import type { RelatedInformation } from '../finding.ts';
import { shortName } from '../graph/chain.ts';
import { clientImportersOf, isOfReachedApp } from '../graph/client-importers.ts';
import { graphOf, isErrorFile } from '../graph/graph.ts';
import { waysTo } from '../graph/reach.ts';
import { purposeOf } from '../project/file-purpose.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';

type MessageId = 'proxy' | 'pages' | 'onlyClients' | 'needsNothing' | 'remove';

interface Options {
  /** Parts of paths of files that are not judged: what a tool wrote and would write again. */
  readonly ignore: readonly string[];
}

/**
 * A directive that does nothing. Source: the layers for which Next.js's loader (`next-swc-loader`) switches the directive transforms
 * on at all; the guide: `"use client"` is for the modules that the server imports, and for what needs the browser.
 */
export const noIneffectiveDirective = defineRule<MessageId, Options>({
  name: 'no-ineffective-directive',
  code: 83009,
  description: 'Disallow directives that do nothing where they stand.',
  reach: ['file', 'modules'],
  presets: ['strict'],
  severity: 'warn',
  hasSuggestions: true,
  options: {
    properties: { ignore: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } },
    defaults: { ignore: [] },
  },
  messages: {
    proxy: '"{{directive}}" does nothing in `{{file}}`: the proxy and its modules are compiled without directives. Remove it.',
    pages: '"{{directive}}" does nothing in a module that only the Pages Router uses. Remove it.',
    onlyClients: '"use client" does nothing here: only client modules import this file ({{importers}}). Remove it.',
    needsNothing: '"use client" is not needed: nothing in this file or its imports requires the client. Remove it.',
    remove: 'Remove "{{directive}}"',
  },
  check(context) {
    const { facts, sourceFile, project } = context;
    const [directive, second] = facts.moduleDirectives;
    const ways = directive || facts.directives.some(({ counts }) => counts) ? [...waysTo(project, sourceFile.fileName)] : [];
    if (ways.length === 0 || isOfTool(context)) return;
    const kind = graphOf(project).entries.get(sourceFile.fileName)?.kind;
    if (kind === 'proxy' || kind === 'pages-api') reportInner(context, kind === 'proxy' ? 'proxy' : 'pages');
    // Of two directives one is too many: that is another rule's to say.
    if (!directive?.name || second || !isOfReachedApp(project, sourceFile.fileName)) return;
    if (ways.every((way) => way === 'proxy')) reportAt(context, directive, 'proxy');
    else if (ways.every((way) => way === 'pages' || way === 'proxy')) reportAt(context, directive, 'pages');
    else if (directive.name === 'use client') checkUseClient(context, directive);
  },
});

type Context = RuleContext<MessageId, Options>;

/** A file that a tool wrote and would write again, with its directive: it is not edited by hand. */
function isOfTool({ project, sourceFile, options }: Context): boolean {
  const purpose = purposeOf(project, sourceFile.fileName);
  return purpose === 'vendored' || purpose === 'generated' || options.ignore.some((part) => sourceFile.fileName.includes(part));
}

function reportAt(
  context: Context,
  directive: DirectiveString,
  messageId: MessageId,
  importers = '',
  related: readonly RelatedInformation[] = [],
): void {
  const { ts, sourceFile, project, report } = context;
  const { statement, literal, text } = directive;
  report({
    at: literal,
    messageId,
    data: { directive: text, importers, file: shortName(project, sourceFile.fileName) },
    related,
    tag: 'unnecessary',
    suggestions: [{ messageId: 'remove', data: { directive: text }, edits: [removeStatement(ts, sourceFile, statement)] }],
  });
}

/** Directives of functions, where nothing transforms them. In a page they are on the client, which another rule says. */
function reportInner(context: Context, messageId: MessageId): void {
  for (const directive of context.facts.directives) {
    if (directive.counts && directive.owner) reportAt(context, directive, messageId);
  }
}

function checkUseClient(context: Context, directive: DirectiveString): void {
  const { project, sourceFile } = context;
  const graph = graphOf(project);
  const { fileName } = sourceFile;
  if (isErrorFile(graph, fileName)) return;
  if (graph.isBoundary(fileName)) {
    // A module that is loaded late gets a file of its own only as one of the client.
    const isLoadedLate = graph.importersOf(fileName).some(({ fact }) => fact.kind === 'dynamic');
    if (!isLoadedLate && !mayNeedClient(project, sourceFile)) reportAt(context, directive, 'needsNothing');
    return;
  }
  const edges = clientImportersOf(project, fileName);
  if (!edges) return;
  const importers = new Set(edges.map(({ from }) => from));
  const names = [...importers].map((from) => shortName(project, from));
  const shown = names.length > 2 ? [names[0]!, `${names.length - 1} more`] : names;
  const related = edges.slice(0, 3).map(({ fact }) => relatedPlace(fact.specifier, 'Imported here, in the client graph'));
  reportAt(
    context,
    directive,
    'onlyClients',
    shown.map((name) => (name.endsWith(' more') ? name : `\`${name}\``)).join(', '),
    related,
  );
}
