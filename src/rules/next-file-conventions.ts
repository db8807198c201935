import type ts from 'typescript';
import type { ExportFact } from '../facts/index.ts';
import { makeClient } from '../fixes/make-client.ts';
import { isErasedStatement, isInside } from '../syntax/nodes.ts';
import type { TextRange } from '../finding.ts';
import { fromText, relatedSteps, shortName } from '../graph/chain.ts';
import type { Entry } from '../frameworks/next/conventions.ts';
import { dynamicCallsOf } from '../flow/dynamic-call.ts';
import { graphOf, isErrorFile } from '../graph/graph.ts';
import { exclusiveRouteExports } from '../frameworks/react-router.ts';
import { holds } from '../frameworks/versions.ts';
import { nextSettingsOf } from '../frameworks/next/settings.ts';
import { defineRule, rangeOf, type RuleContext } from '../rule.ts';
import { takeFromOg } from '../fixes/take-from-og.ts';

type MessageId =
  | 'errorFile'
  | 'addUseClient'
  | 'clientMetadata'
  | 'clientMetadataReached'
  | 'clientSegment'
  | 'exportedTwice'
  | 'pagesApi'
  | 'ssrFalse'
  | 'ssrFalseReached'
  | 'dynamicOptions'
  | 'dynamicNone'
  | 'dynamicMany'
  | 'incompatible'
  | 'requires'
  | 'edgeParams'
  | 'imageResponse'
  | 'taint';

type Context = RuleContext<MessageId>;

const metadataNames = ['metadata', 'generateMetadata'];
const viewportNames = ['viewport', 'generateViewport'];
const pagesApis = ['getServerSideProps', 'getStaticProps', 'getStaticPaths'];

/** What a page's static analysis or render refuses from a `"use client"` file (`get-page-static-info`, `validateRevalidate`). */
const serverSegmentConfig = [
  'generateStaticParams',
  'unstable_paramMatching',
  'unstable_generateParamMatching',
  'instant',
  'prefetch',
  'ensureStatic',
  'revalidate',
];

const withoutCacheComponents = ['dynamic', 'dynamicParams', 'fetchCache', 'revalidate', 'runtime', 'experimental_ppr'];
const withCacheComponents = ['instant', 'prefetch', 'ensureStatic'];

/**
 * What Next.js expects of the files it loads by name. Compiler kinds: error-file-must-be-client, client-metadata-export,
 * metadata-conflict, invalid-page-api, dynamic-ssr-false, dynamic-options, segment-config-incompatible, segment-config-requires,
 * deprecated-api, taint-without-config; build errors of `get-page-static-info`; TS71008, TS71009. Of React Router:
 * `validateRouteModuleExports`.
 */
export const nextFileConventions = defineRule<MessageId>({
  name: 'next-file-conventions',
  code: 83014,
  description:
    'Disallow what Next.js refuses or ignores in the files it loads by name: errors, metadata, data fetching, segment config.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    errorFile: '`{{file}}` must be a Client Component. Add "use client" at the top of the file.',
    addUseClient: 'Add "use client" at the top of the file',
    clientMetadata:
      '`{{name}}` cannot be exported from a "use client" file. Remove the directive, and move what needs the client to another file.',
    clientMetadataReached:
      '`{{name}}` cannot be exported in the client graph, and `{{importer}}` imports this {{file}} there. Move what it shares to another file.',
    clientSegment:
      '`{{name}}` cannot be exported from a "use client" file. Remove the directive, and move what needs the client to another file.',
    exportedTwice: '`{{first}}` and `{{second}}` cannot be exported from the same file. Keep one of them.',
    pagesApi: '`{{name}}` is for the Pages Router and is never called in app/. {{instead}}',
    ssrFalse: '`ssr: false` is not allowed in a Server Component. Move this call to a "use client" file.',
    ssrFalseReached:
      '`ssr: false` is not allowed in a module that runs on the server{{from}}. Move this call to a "use client" file.',
    dynamicOptions: 'The options of `dynamic` from next/dynamic must be an object literal. Write them here.',
    dynamicNone: '`dynamic` from next/dynamic needs a loader. Pass one: `dynamic(() => import("./component"))`.',
    dynamicMany: '`dynamic` from next/dynamic takes only a loader and options. Remove the other arguments.',
    incompatible: 'Segment config `{{name}}` is not compatible with `{{setting}}` in next.config. {{instead}}',
    requires: 'Segment config `{{name}}` requires `cacheComponents` in next.config. Enable it there, or remove this.',
    edgeParams: '`generateStaticParams` cannot be exported with runtime "{{runtime}}": the build fails. Remove one of the two.',
    imageResponse: '`ImageResponse` has moved from `next/server`. Import it from `next/og`.',
    taint: '`{{name}}` exists only with `experimental.taint` in next.config. Enable it there.',
  },
  check(context) {
    const { facts, sourceFile, project } = context;
    const graph = graphOf(project);
    const entry = graph.entries.get(sourceFile.fileName);
    checkErrorFile(context);
    checkDynamicCalls(context);
    checkImports(context);
    const isRouteModule = graph.roots.get(sourceFile.fileName)?.side === 'per-export';
    if (entry?.kind !== 'app' && entry?.kind !== 'route' && !isRouteModule) return;
    const exported = new Map<string, ExportFact>();
    for (const fact of facts.exports) {
      if (!fact.erased && !exported.has(fact.name)) exported.set(fact.name, fact);
    }
    if (isRouteModule) checkRouteModule(context, exported);
    if (entry?.kind !== 'app' && entry?.kind !== 'route') return;
    for (const name of pagesApis) {
      const fact = exported.get(name);
      const instead = name === 'getStaticPaths' ? 'Export `generateStaticParams` instead.' : 'Fetch the data in the component.';
      if (fact) context.report({ at: placeOfExport(context, fact), messageId: 'pagesApi', data: { name, instead } });
    }
    if (!['page', 'layout', 'route'].includes(entry.name)) return;
    if (facts.moduleDirective === 'use client') checkClientExports(context, entry, exported);
    else checkServerExports(context, entry, exported);
    checkSegmentConfig(context, exported);
  },
});

/** Of the exports of a route module of React Router, some stand in place of others. */
function checkRouteModule(context: Context, exported: ReadonlyMap<string, ExportFact>): void {
  for (const names of exclusiveRouteExports) {
    const [client, server] = [exported.get(names[0]), exported.get(names[1])];
    if (client && server) reportTwice(context, names, server, client);
  }
}

/** Two exports of which a file may have one: said at one of them, the other is shown. */
function reportTwice(context: Context, [first, second]: readonly string[], at: ExportFact, other: ExportFact): void {
  const { sourceFile, report } = context;
  const place = rangeOf(sourceFile, placeOfExport(context, other));
  const related = [{ fileName: sourceFile.fileName, ...place, message: `\`${other.name}\` is exported here` }];
  report({ at: placeOfExport(context, at), messageId: 'exportedTwice', data: { first: first!, second: second! }, related });
}

/** An export's statement as far as its name, or its specifier in a list. */
function placeOfExport({ ts, sourceFile }: Context, { node, statement, thing }: ExportFact): TextRange | ts.Node {
  if (node !== statement) return node;
  const isDeclared =
    thing.kind === 'variable' ||
    thing.kind === 'function' ||
    thing.kind === 'class' ||
    thing.kind === 'enum' ||
    thing.kind === 'namespace';
  const named = isDeclared ? thing.node.name : undefined;
  const isOwn = named && isInside(named, statement) && !ts.isExportDeclaration(statement);
  return isOwn ? { start: statement.getStart(sourceFile), end: named.end } : statement;
}

function checkErrorFile(context: Context): void {
  const { ts, sourceFile, facts, report, project } = context;
  if (facts.moduleDirective === 'use client') return;
  if (!isErrorFile(graphOf(project), sourceFile.fileName) && !isImportedErrorFile(context)) return;
  const isErased = (statement: ts.Statement): boolean =>
    isErasedStatement(ts, statement) || facts.imports.some(({ node, erased }) => erased && node === statement);
  const first = sourceFile.statements.find((statement) => !isErased(statement));
  const start = first?.getStart(sourceFile) ?? 0;
  // A whole function under a wavy line would hide what else is wrong in it.
  const [firstLine] = /^.*/.exec(sourceFile.text.slice(start, first?.end ?? start))!;
  const edit = makeClient(context);
  const file = sourceFile.fileName.slice(sourceFile.fileName.lastIndexOf('/') + 1);
  report({
    at: { start, end: start + firstLine.length },
    messageId: 'errorFile',
    data: { file },
    ...(edit ? { fix: [edit] } : {}),
  });
}

/** In a private folder (`_errors/error.tsx`) nothing is routed, but the compiler goes by the name of whatever it is given. */
function isImportedErrorFile({ sourceFile, project }: Context): boolean {
  if (!/\/app\/(?:.*\/)?_.*\/(?:global-)?error\.[jt]sx?$/.test(sourceFile.fileName)) return false;
  const graph = graphOf(project);
  const chain = graph.environmentOf(sourceFile.fileName).server;
  return chain !== undefined && graph.entries.get(chain[0]!)?.kind === 'app';
}

function checkDynamicCalls(context: Context): void {
  const { sourceFile, facts, project, report } = context;
  for (const { call, isWithoutSsr, fault } of dynamicCallsOf(project, sourceFile)) {
    if (fault) {
      const messageId = fault.kind === 'options' ? 'dynamicOptions' : fault.kind === 'none' ? 'dynamicNone' : 'dynamicMany';
      report({ at: fault.at, messageId });
    } else if (isWithoutSsr && facts.moduleDirective !== 'use client' && holds(project, sourceFile.fileName, 'ssrFalseRefused')) {
      const chain = graphOf(project).environmentOf(sourceFile.fileName).server;
      if (!chain) continue;
      const edit = chain.length > 1 ? makeClient(context) : undefined;
      report({
        at: call,
        messageId: chain.length > 1 ? 'ssrFalseReached' : 'ssrFalse',
        data: { from: fromText(project, chain) },
        related: relatedSteps(project, chain),
        suggestions: edit ? [{ messageId: 'addUseClient', edits: [edit] }] : [],
      });
    }
  }
}

/** Names that a package does not have here. */
function checkImports(context: Context): void {
  const { sourceFile, facts, project, report } = context;
  for (const { kind, specifier, bindings } of facts.imports) {
    const module = specifier.text;
    if ((kind !== 'import' && kind !== 'export') || (module !== 'react' && module !== 'next/server')) continue;
    for (const { imported: name, node, erased } of bindings) {
      if (erased) continue;
      if (module === 'next/server' && name === 'ImageResponse') {
        if (!holds(project, sourceFile.fileName, 'nextOg')) continue;
        report({
          at: node,
          messageId: 'imageResponse',
          tag: 'deprecated',
          fix: takeFromOg(context.ts, sourceFile, specifier, node.parent),
        });
      } else if (module === 'react' && /^experimental_taint(?:ObjectReference|UniqueValue)$/.test(name)) {
        if (nextSettingsOf(project, sourceFile.fileName)?.taint === false)
          report({ at: node, messageId: 'taint', data: { name } });
      }
    }
  }
}

function checkClientExports(context: Context, { name: file }: Entry, exported: ReadonlyMap<string, ExportFact>): void {
  for (const name of [...metadataNames, ...viewportNames, ...serverSegmentConfig]) {
    const fact = exported.get(name);
    if (!fact) continue;
    const messageId = serverSegmentConfig.includes(name) ? 'clientSegment' : 'clientMetadata';
    context.report({ at: placeOfExport(context, fact), messageId, data: { name, file } });
  }
}

function checkServerExports(context: Context, { name: file }: Entry, exported: ReadonlyMap<string, ExportFact>): void {
  const { project, sourceFile, report } = context;
  const graph = graphOf(project);
  const chain = graph.environmentOf(sourceFile.fileName).client;
  for (const names of [metadataNames, viewportNames]) {
    const facts = names.flatMap((name) => exported.get(name) ?? []);
    const [first, second] = facts.sort((a, b) => a.node.pos - b.node.pos);
    if (!first) continue;
    // The compiler of the client graph minds metadata alone; a chain that starts at no entry is never compiled.
    if (chain && graph.entries.has(chain[0]!) && names === metadataNames) {
      for (const fact of facts) {
        const data = { name: fact.name, file, importer: shortName(project, chain.at(-2) ?? chain[0]!) };
        report({
          at: placeOfExport(context, fact),
          messageId: 'clientMetadataReached',
          data,
          related: relatedSteps(project, chain),
        });
      }
    } else if (second) reportTwice(context, names, first, second);
  }
}

/** What `next.config` rules out counts only where it is in view and says so for certain. */
function checkSegmentConfig(context: Context, exported: ReadonlyMap<string, ExportFact>): void {
  const { ts, project, sourceFile, facts, report } = context;
  const settings = nextSettingsOf(project, sourceFile.fileName);
  const isClient = facts.moduleDirective === 'use client';
  for (const [name, fact] of exported) {
    if (isClient && serverSegmentConfig.includes(name)) continue;
    const setting = settings?.cacheComponentsName ?? (settings?.useCache === true ? 'experimental.useCache' : undefined);
    const isRuledOut =
      settings?.cacheComponents === true ? withoutCacheComponents.includes(name) : setting !== undefined && name === 'runtime';
    if (isRuledOut)
      report({
        at: placeOfExport(context, fact),
        messageId: 'incompatible',
        data: { name, setting: setting!, instead: insteadOf(name) },
      });
    else if (withCacheComponents.includes(name) && settings?.cacheComponents === false) {
      report({ at: placeOfExport(context, fact), messageId: 'requires', data: { name } });
    }
  }
  const runtime = exported.get('runtime')?.thing;
  const value = runtime?.kind === 'variable' ? runtime.initializer : undefined;
  const params = exported.get('generateStaticParams');
  if (!params || isClient || !value || !ts.isStringLiteralLike(value)) return;
  if (value.text === 'edge' || value.text === 'experimental-edge') {
    report({ at: placeOfExport(context, params), messageId: 'edgeParams', data: { runtime: value.text } });
  }
}

/** What takes the place of a setting of the earlier caching model. */
function insteadOf(name: string): string {
  if (name === 'revalidate') return 'Use "use cache" with `cacheLife()` instead.';
  return name === 'fetchCache' ? 'Use "use cache" instead.' : 'Remove it.';
}
