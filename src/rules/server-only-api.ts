import type ts from 'typescript';
import { apiUsesOf, isOnlyAskedFor, type ApiUse } from '../flow/api-uses.ts';
import { environmentReads, inlinedVariables, isStoodInFor, mentionsProcess } from '../security/environment-variables.ts';
import { isNodeOnlyModule, serverOnlyApis } from '../catalog/platform-apis.ts';
import { isVariableFallback } from '../security/variable-fallback.ts';
import { insertDirective, quoteOf } from '../fixes/edits.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { chainText, relatedSteps } from '../graph/chain.ts';
import type { Environment } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isKeptFrom } from '../rendering/guards.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { isShakenOut } from '../graph/shaken-out.ts';
import { nextConfigFor } from '../frameworks/next/settings.ts';
import { defineRule, type RuleContext } from '../rule.ts';

type MessageId = 'name' | 'module' | 'marked' | 'pagesRouter' | 'nodeModule' | 'variable' | 'addServerOnly';

interface Options {
  /** Beginnings of the names of variables that the build puts into the browser's code. */
  readonly publicPrefixes: readonly string[];
  /** Whole names of such variables. */
  readonly publicNames: readonly string[];
}

// Next.js writes the values of these into the code it bundles.
const inlinedByNext =
  /^(?:NODE_ENV|NEXT_RUNTIME|NEXT_DEPLOYMENT_ID|NEXT_MINIMAL|NEXT_SUPPORTS_IMMUTABLE_ASSETS|TURBOPACK|__NEXT_\w+)$/;

// Asked for to find out whether a test runs: undefined is the right answer.
const testRunner = /^(?:VITEST|JEST_WORKER_ID|PLAYWRIGHT|CYPRESS|STORYBOOK)$/;

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
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    name: '"{{name}}" from "{{module}}" works only on the server, and {{place}}. {{remedy}}',
    module: '"{{module}}" works only on the server, and {{place}}. {{remedy}}',
    marked: '"server-only" says that this module must not reach the browser, and {{place}}. {{remedy}}',
    pagesRouter: '"{{name}}" works only in the App Router, and this module is used in the Pages Router{{chain}}.',
    nodeModule: '"{{module}}" is a module of Node.js that no browser has, and {{place}}. {{remedy}}',
    variable:
      '"process.env.{{name}}" is undefined in the browser, and {{place}}. Read it on the server and hand the value on as a prop, or call it "{{prefix}}{{name}}" if everybody may see it.',
    addServerOnly: 'Import "server-only", so that the build fails where this module reaches the browser',
  },
  options: {
    schema: {
      type: 'object',
      properties: {
        publicPrefixes: { type: 'array', items: { type: 'string' }, uniqueItems: true },
        publicNames: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      },
      additionalProperties: false,
    },
    defaults: { publicPrefixes: ['NEXT_PUBLIC_'], publicNames: [] },
  },
  check(context) {
    const { facts, sourceFile, project } = context;
    if (facts.moduleDirective && facts.moduleDirective !== 'use client') return;
    // The graph is asked for only where there is something to ask.
    if (facts.imports.length === 0 && !mentionsProcess(sourceFile)) return;
    const environment = graphOf(project).environmentOf(sourceFile.fileName);
    if (!environment.client) return;
    reportApis(context, environment);
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

function reportApis(context: Context, environment: Environment): void {
  const { project, sourceFile, report } = context;
  const chain = environment.client!;
  for (const use of apiUsesOf(project, sourceFile, serverOnlyApis)) {
    if (!failsOnClient(context, use)) continue;
    const { at, name, module } = use;
    const related = relatedSteps(project, chain);
    if (isOfPagesRouter(context, environment)) {
      const data = { name: name === '*' ? module : name, chain: chain.length > 1 ? `: ${chainText(project, chain)}` : '' };
      report({ at, messageId: 'pagesRouter', data, related });
      continue;
    }
    const messageId = name !== '*' ? 'name' : module === 'server-only' ? 'marked' : 'module';
    report({ at, messageId, data: { name, module, place: placeOf(context, environment), remedy: remedyOf(use) }, related });
  }
}

function failsOnClient({ ts, project, sourceFile }: Context, { at, form, how }: ApiUse): boolean {
  if (form === 'import')
    return how === 'run-time' ? isUsedOn(project, 'client', at) : !isShakenOut(project, 'client', sourceFile);
  if (form === 'load') {
    if (how === 'bundler') return true;
    const isRequire = ts.isCallExpression(at) && at.expression.kind !== ts.SyntaxKind.ImportKeyword;
    return isRequire && evaluationOf(ts, at).when === 'load' && !isKeptFrom(project, at, 'client');
  }
  return !isOnlyAskedFor(ts, at) && !isKeptFrom(project, at, 'client') && isUsedOn(project, 'client', at);
}

function remedyOf({ module }: ApiUse): string {
  if (module === 'server-only') return 'Import it in server modules alone, or move what the client needs to a file of its own.';
  if (module === 'next/headers' || module === 'next/root-params')
    return 'Read it in a Server Component and hand the value on as a prop.';
  return 'Call it in a Server Function, in a file with "use server" at its top, and import that.';
}

function reportNodeModules(context: Context, environment: Environment): void {
  const { facts, project, report } = context;
  for (const { erased, specifier, node } of facts.imports) {
    const module = specifier.text;
    if (erased || !isNodeOnlyModule(module) || isKeptFrom(project, node, 'client')) continue;
    if (isStoodInFor(configOf(context, environment), module)) continue;
    const remedy = 'Use it in a Server Component or a Server Function, in a module that the client does not import.';
    const data = { module, place: placeOf(context, environment), remedy };
    report({ at: node, messageId: 'nodeModule', data, related: relatedSteps(project, environment.client!) });
  }
}

function reportVariables(context: Context, environment: Environment): void {
  const { ts, facts, project, sourceFile, options, report } = context;
  const { publicPrefixes, publicNames } = options;
  const isPublic = (name: string): boolean =>
    publicPrefixes.some((prefix) => name.startsWith(prefix)) || publicNames.includes(name);
  const reads = environmentReads(project, sourceFile).filter(
    ({ name }) => !isPublic(name) && !inlinedByNext.test(name) && !testRunner.test(name),
  );
  const inlined = reads.length > 0 ? inlinedVariables(ts, configOf(context, environment)) : 'all';
  if (inlined === 'all') return;
  for (const { name, at } of reads) {
    if (inlined.has(name) || isGivenToSchema(ts, at) || isKeptFrom(project, at, 'client')) continue;
    if (facts.moduleDirective !== 'use client' && !isUsedOn(project, 'client', at)) continue;
    const isShared = environment.server !== undefined && facts.moduleDirective !== 'use client';
    if (isShared && isVariableFallback(project, { name, at }, isPublic)) continue;
    const quote = quoteOf(sourceFile);
    const edit = isShared ? insertDirective(ts, sourceFile, undefined, `import ${quote}server-only${quote}`) : undefined;
    report({
      at,
      messageId: 'variable',
      data: { name, prefix: publicPrefixes[0] ?? 'NEXT_PUBLIC_', place: placeOf(context, environment) },
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

function placeOf({ facts, project }: Context, { server, client }: Environment): string {
  const chain = client!.length > 1 ? `: ${chainText(project, client!)}` : '';
  if (facts.moduleDirective === 'use client') return 'this file is marked "use client"';
  return server ? `this module is on both sides, and fails on the client${chain}` : `this module is in the client graph${chain}`;
}
