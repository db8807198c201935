import type ts from 'typescript';
import { apiUsesOf, type ApiUse } from '../flow/api-uses.ts';
import { environmentReads, inlinedVariables, isStoodInFor, mentionsProcess } from '../security/environment-variables.ts';
import { isNodeOnlyModule, serverOnlyApis } from '../catalog/platform-apis.ts';
import { isReadWhereSet, isVariableFallback } from '../security/variable-fallback.ts';
import { insertDirective, quoteOf } from '../fixes/edits.ts';
import { fromClientText, fromText, relatedSteps, shortName } from '../graph/chain.ts';
import type { Environment } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isKeptFrom } from '../rendering/guards.ts';
import { failsOnClient, isClientByItself, isSaidAtClient, serverLeadsOf } from '../rendering/server-lead.ts';
import { relatedPlace } from '../flow/related.ts';
import { publicPrefixOf } from '../frameworks/framework.ts';
import { isSecretName } from '../security/secrets.ts';
import { serversVariable } from '../catalog/secrets.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { nextConfigFor } from '../frameworks/next/settings.ts';
import { defineRule, texts, type RuleContext } from '../rule.ts';
import { inlinedByNext, testRunnerVariables } from '../catalog/environment-variables.ts';

type MessageId =
  | 'leads'
  | 'name'
  | 'module'
  | 'marked'
  | 'pagesRouter'
  | 'nodeModule'
  | 'variable'
  | 'variablePlain'
  | 'secretVariable'
  | 'sharedVariable'
  | 'addServerOnly';

interface Options {
  /** Beginnings of the names of variables that the build puts into the browser's code. */
  readonly publicPrefixes: readonly string[];
  /** Whole names of such variables. */
  readonly publicNames: readonly string[];
}

/**
 * What works on the server only, in a module of the client graph. Compiler kinds: client-import-server-only,
 * pages-import-server-only; beyond them the same through members and `require`, Node's modules that the bundler has no stand-in
 * for, and environment variables that are not put into the browser's code.
 */
export const serverOnlyApi = defineRule<MessageId, Options>({
  name: 'server-only-api',
  code: 83011,
  description: 'Disallow server-only APIs, and environment variables without the public prefix, in modules of the client graph.',
  reach: ['modules'],
  side: 'client',
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    leads: '`{{name}}` brings `{{file}}` to the browser, which {{why}}. {{remedy}}',
    name: '`{{name}}` works only on the server, but {{place}}. {{remedy}}',
    module: '`{{module}}` works only on the server, but {{place}}. {{remedy}}',
    marked: 'This module is marked `server-only`, but {{place}}. {{remedy}}',
    pagesRouter: '`{{name}}` works only in the App Router, but this module is used in the Pages Router{{from}}.',
    nodeModule: '`{{module}}` does not exist in the browser, but {{place}}. Import it only in server modules.',
    variable:
      '`process.env.{{name}}` is undefined in the browser. Pass the value as a prop, or rename it to `{{prefix}}{{name}}` if it is public.',
    variablePlain: '`process.env.{{name}}` is undefined in the browser. Pass the value as a prop.',
    secretVariable:
      '`process.env.{{name}}` is undefined in the browser, and named like a secret. Move what needs it to a server module.',
    sharedVariable:
      '`process.env.{{name}}` is undefined in the browser, which loads this module too. Move what needs it to a server module.',
    addServerOnly: 'Mark this module with `import "server-only"`',
  },
  options: {
    properties: {
      publicPrefixes: { ...texts, uniqueItems: true },
      publicNames: { ...texts, uniqueItems: true },
    },
    defaults: { publicPrefixes: [], publicNames: [] },
  },
  check(context) {
    const { facts, sourceFile, project } = context;
    if (facts.moduleDirective && facts.moduleDirective !== 'use client') return;
    // The graph is asked for only where there is something to ask.
    if (facts.imports.length === 0 && !mentionsProcess(sourceFile)) return;
    const environment = graphOf(project).environmentOf(sourceFile.fileName);
    if (!environment.client) return;
    if (isClientByItself(project, sourceFile.fileName)) reportLeads(context);
    // One fault, one finding: at the import of the client module.
    else if (isSaidAtClient(project, sourceFile)) return;
    reportUses(context, environment);
    // What getServerSideProps and its like need is taken out of a page's bundle, so only its imports can be judged.
    if (isOfPagesRouter(context, environment)) return;
    reportNodeModules(context, environment);
    reportVariables(context, environment);
  },
});

type Context = RuleContext<MessageId, Options>;

function isOfPagesRouter({ project }: Context, { client }: Environment): boolean {
  return graphOf(project).entries.get(client![0]!)?.kind === 'pages';
}

function reportUses(context: Context, environment: Environment): void {
  const { project, sourceFile, report } = context;
  const chain = environment.client!;
  for (const use of apiUsesOf(project, sourceFile, serverOnlyApis)) {
    if (!failsOnClient(project, sourceFile, use)) continue;
    const { at, name, module } = use;
    const related = relatedSteps(project, chain);
    if (isOfPagesRouter(context, environment)) {
      const data = { name: name === '*' ? module : name, from: fromText(project, chain) };
      report({ at, messageId: 'pagesRouter', data, related });
      continue;
    }
    const messageId = name !== '*' ? 'name' : module === 'server-only' ? 'marked' : 'module';
    report({
      at,
      messageId,
      data: { name, module, place: whereItIs(context, environment), remedy: remedyOfApi(context, use) },
      related,
    });
  }
}

function remedyOfApi({ facts }: Context, { module }: ApiUse): string {
  if (module === 'server-only')
    return facts.moduleDirective ? 'Remove one of the two.' : 'Move what the client needs to another file.';
  if (module === 'next/headers' || module === 'next/root-params')
    return 'Read it in a Server Component, and pass the value as a prop.';
  return 'Call it in a Server Function.';
}

/** The imports of a client module that lead to what works only on the server: that is where it is to be mended. */
function reportLeads({ project, sourceFile, report }: Context): void {
  for (const { at, name, chain, use, direct } of serverLeadsOf(project, sourceFile)) {
    const file = shortName(project, chain.at(-1)!);
    const why = use.module === 'server-only' ? 'is marked `server-only`' : `uses \`${use.name === '*' ? use.module : use.name}\``;
    const remedy = direct
      ? `Import it from \`${shortName(project, direct)}\` directly.`
      : 'Use it in a Server Component or a Server Function.';
    const related = [...relatedSteps(project, chain), relatedPlace(use.at, `${file} works only on the server by this`)];
    report({ at, messageId: 'leads', data: { name, file, why, remedy }, related });
  }
}

function reportNodeModules(context: Context, environment: Environment): void {
  const { facts, project, report } = context;
  for (const { erased, specifier, node } of facts.imports) {
    const module = specifier.text;
    if (erased || !isNodeOnlyModule(module) || isKeptFrom(project, node, 'client')) continue;
    if (isStoodInFor(configOf(context, environment), module)) continue;
    const data = { module, place: whereItIs(context, environment) };
    report({ at: node, messageId: 'nodeModule', data, related: relatedSteps(project, environment.client!) });
  }
}

function reportVariables(context: Context, environment: Environment): void {
  const { ts, facts, project, sourceFile, options, report } = context;
  const { publicPrefixes, publicNames } = options;
  const own = publicPrefixOf(project, sourceFile.fileName);
  // What a user names stands over what the framework does.
  const prefixes = publicPrefixes.length > 0 || own === undefined ? publicPrefixes : [own];
  const isPublic = (name: string): boolean => prefixes.some((prefix) => name.startsWith(prefix)) || publicNames.includes(name);
  const reads = environmentReads(project, sourceFile).filter(
    ({ name }) => !isPublic(name) && !inlinedByNext.test(name) && !testRunnerVariables.test(name),
  );
  const inlined = reads.length > 0 ? inlinedVariables(ts, configOf(context, environment)) : 'all';
  if (inlined === 'all') return;
  for (const { name, at } of reads) {
    if (inlined.has(name) || isGivenToSchema(ts, at) || isKeptFrom(project, at, 'client')) continue;
    if (isReadWhereSet(project, { name, at })) continue;
    if (facts.moduleDirective !== 'use client' && !isUsedOn(project, 'client', at)) continue;
    const isShared = environment.server !== undefined && facts.moduleDirective !== 'use client';
    if (isShared && isVariableFallback(project, { name, at }, isPublic)) continue;
    const quote = quoteOf(sourceFile);
    const edit = isShared ? insertDirective(ts, sourceFile, undefined, `import ${quote}server-only${quote}`) : undefined;
    report({
      at,
      // A public name would put a secret into the bundle, and half of a shared module does not need one.
      messageId:
        isSecretName(name) || serversVariable.test(name)
          ? 'secretVariable'
          : isShared
            ? 'sharedVariable'
            : prefixes.length > 0
              ? 'variable'
              : 'variablePlain',
      data: { name, prefix: prefixes[0] ?? '' },
      suggestions: edit ? [{ messageId: 'addServerOnly', edits: [edit] }] : [],
      related: relatedSteps(project, environment.client!),
    });
  }
}

/** The configuration of the app that the module is in, or for a module of a package of the app that brings it to the client. */
function configOf({ project, sourceFile }: Context, { client }: Environment): ts.SourceFile | undefined {
  return nextConfigFor(project, client![0]!) ?? nextConfigFor(project, sourceFile.fileName);
}

/** `createEnv({ runtimeEnv: { SECRET: process.env.SECRET }, skipValidation: … })`: a schema keeps the server's variables from the client. */
function isGivenToSchema(ts: Context['ts'], node: ts.Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (ts.isPropertyAssignment(outer) && /runtimeEnv/.test(outer.name.getText())) return true;
    if (ts.isCallExpression(outer) && /(?:^|\.)createEnv$/.test(outer.expression.getText())) return true;
    if (ts.isStatement(outer)) return false;
  }
  return false;
}

function whereItIs({ facts, project }: Context, { server, client }: Environment): string {
  if (facts.moduleDirective === 'use client') return 'this is a "use client" file';
  return `this module ${server ? 'also runs' : 'runs'} in the browser${fromClientText(project, client!)}`;
}
