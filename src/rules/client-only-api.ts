import type ts from 'typescript';
import { runtimeDescendantsOf } from '../syntax/descendants.ts';
import { apiUsesOf, isOnlyAskedFor, type ApiUse } from '../flow/api-uses.ts';
import { boundaryCandidate } from '../crossings/boundary-candidate.ts';
import { clientOnlyApis } from '../catalog/platform-apis.ts';
import { serverRunOf, type ServerRun } from '../rendering/server-run.ts';
import { browserGlobals } from '../catalog/browser-globals.ts';
import { insertDirective, quoteOf } from '../fixes/edits.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { factsOf, type ImportFact } from '../facts/index.ts';
import { importsIn } from '../project/imports.ts';
import { failingLoadOf, failingNamesOf, type FailingName } from '../rendering/package-loads.ts';
import { identifiersNamed } from '../syntax/file-index.ts';
import { globalReads, isValueUse, type GlobalRead } from '../syntax/references.ts';
import { declarationOf } from '../syntax/scope.ts';
import { holds } from '../frameworks/versions.ts';
import { fromText, relatedSteps, shortName } from '../graph/chain.ts';
import type { Chain, Environment } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isInTry, isKeptFrom } from '../rendering/guards.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { isShakenOut } from '../graph/shaken-out.ts';
import { defineRule, type MessageData, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { failsAsLoaded } from '../rendering/server-lead.ts';

type MessageId =
  | 'name'
  | 'missing'
  | 'classComponent'
  | 'module'
  | 'marked'
  | 'renderer'
  | 'pagesRouter'
  | 'styledJsx'
  | 'browserGlobal'
  | 'packageContext'
  | 'packageClass'
  | 'addUseClient';

/**
 * What works only in Client Components, in a module of the server graph. Compiler kinds: server-api-client-only,
 * server-api-class-component, server-import-forbidden, server-import-react-dom-server, server-import-next-router; beyond them the
 * same through `React.x`, `require` and re-exports, what the react-server build of React does not export, and the browser's globals.
 */
export const clientOnlyApi = defineRule<MessageId>({
  name: 'client-only-api',
  code: 83010,
  description:
    "Disallow hooks, class components and other client-only APIs, and the browser's globals, in modules of the server graph.",
  reach: ['modules'],
  side: 'server',
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    name: '`{{name}}` needs a Client Component, but this module {{place}}. {{remedy}}',
    missing: '`{{name}}` is not in the server build of `{{module}}`, but this module {{place}}. {{remedy}}',
    classComponent: 'Class components work only on the client, but this module {{place}}. {{remedy}}',
    module: '`{{module}}` needs a Client Component, but this module {{place}}. {{remedy}}',
    marked: 'This module is marked `client-only`, but {{place}}. {{remedy}}',
    renderer:
      '`{{module}}` cannot be imported by a module that {{place}}. Return elements instead, or load it with `await import()`.',
    pagesRouter: '`{{module}}` is for the Pages Router, but this module {{place}}. Use `next/navigation` in a Client Component.',
    styledJsx: '`<style jsx>` needs a Client Component, but this module {{place}}. {{remedy}}',
    packageContext: '`{{module}}` calls `createContext` as it loads, but this module {{place}}. {{remedy}}',
    packageClass: '`{{module}}` defines a class component as it loads, but this module {{place}}. {{remedy}}',
    browserGlobal:
      '`{{name}}` is undefined on the server, where this runs {{when}}. Use it in an effect or an event handler, or check `typeof window`.',
    addUseClient: 'Add "use client" to `{{file}}`',
  },
  check(context) {
    const { ts, facts, sourceFile, project } = context;
    if (facts.moduleDirective === 'use client') return;
    const reads = globalReads(ts, sourceFile, browserGlobals);
    // The graph is asked for only where there is something to ask.
    const mayHaveStyles = /<style\s[^>]*\bjsx\b/.test(sourceFile.text);
    if (facts.imports.length === 0 && reads.length === 0 && !mayHaveStyles) return;
    const environment = graphOf(project).environmentOf(sourceFile.fileName);
    if (!environment.server) return;
    if (isReactServer(context, environment.server)) {
      reportApis(context, environment);
      reportPackages(context, environment);
      if (mayHaveStyles) reportStyles(context, environment);
    }
    reportGlobals(context, environment, reads);
  },
});

/** API routes of the Pages Router run on the server with the whole of React. */
function isReactServer({ project }: RuleContext<MessageId>, chain: Chain): boolean {
  return graphOf(project).entries.get(chain[0]!)?.kind !== 'pages-api';
}

function reportApis(context: RuleContext<MessageId>, environment: Environment): void {
  const { project, sourceFile, report } = context;
  const chain = environment.server!;
  let shared: Advice | undefined;
  for (const use of apiUsesOf(project, sourceFile, clientOnlyApis)) {
    if (isServerNameToo(context, use) || !failsInServerGraph(context, use)) continue;
    shared ??= adviceOf(context, environment);
    const { place, remedy, suggestions } = shared;
    const { at, name, module } = use;
    const messageId = messageOfUse(use);
    // These are to be replaced, not moved.
    const isWrongAnyway = messageId === 'renderer' || messageId === 'pagesRouter';
    report({
      at,
      messageId,
      data: { name, module, place, remedy },
      suggestions: isWrongAnyway ? [] : suggestions,
      related: relatedSteps(project, chain),
    });
  }
}

/** What is said of every such use in a file. */
interface Advice {
  readonly place: string;
  readonly remedy: string;
  readonly suggestions: Array<SuggestionDescriptor<MessageId>>;
}

function adviceOf(context: RuleContext<MessageId>, environment: Environment): Advice {
  const boundary = boundaryCandidate(context.project, environment.server!);
  return {
    place: whereItRuns(context, environment),
    remedy: remedyFor(context, boundary),
    suggestions: boundary === undefined ? [] : addUseClient(context, boundary),
  };
}

/** Packages without a directive that make a context or a class component as they load: the server's build of React has neither. */
function reportPackages(context: RuleContext<MessageId>, environment: Environment): void {
  const { project, sourceFile, report } = context;
  let shared: Advice | undefined;
  for (const fact of importsIn(project, sourceFile)) {
    const load = failingLoadOf(project, sourceFile, fact);
    if (!load) {
      for (const failing of failingNamesOf(project, sourceFile, fact)) {
        shared ??= adviceOf(context, environment);
        reportName(context, environment, fact, failing, shared);
      }
      continue;
    }
    shared ??= adviceOf(context, environment);
    const { place, remedy, suggestions } = shared;
    const isContext = load.what === 'context';
    const message = isContext ? '`createContext` is called here, as the module loads' : 'The class component is defined here';
    report({
      at: fact.node,
      messageId: isContext ? 'packageContext' : 'packageClass',
      data: { module: fact.specifier.text, place, remedy },
      suggestions,
      related: [
        { fileName: load.fileName, start: load.start, end: load.end, message },
        ...relatedSteps(project, environment.server!),
      ],
    });
  }
}

/** A name that the package's build for the server does not have, or that needs the client once it is used. */
function reportName(
  { project, report }: RuleContext<MessageId>,
  environment: Environment,
  { specifier }: ImportFact,
  { binding, use }: FailingName,
  { place, remedy, suggestions }: Advice,
): void {
  const message =
    use?.by === 'read'
      ? 'A function of a "use client" module is called here, when a member is read'
      : 'A hook that the server build of React does not have is called here';
  const steps = relatedSteps(project, environment.server!);
  report({
    at: binding.node,
    messageId: use ? 'name' : 'missing',
    data: { name: binding.imported === 'default' ? binding.local : binding.imported, module: specifier.text, place, remedy },
    suggestions,
    related: use ? [{ fileName: use.fileName, start: use.start, end: use.end, message }, ...steps] : steps,
  });
}

/** The React that Next.js 14 brings lets the server call this. */
function isServerNameToo({ project, sourceFile }: RuleContext<MessageId>, { module, name }: ApiUse): boolean {
  return module === 'react' && name === 'startTransition' && !holds(project, sourceFile.fileName, 'startTransitionOfClientsOnly');
}

/** `<style jsx>`: Next.js compiles it to an import of styled-jsx, and that imports `client-only`. */
function reportStyles(context: RuleContext<MessageId>, environment: Environment): void {
  const { ts, project, sourceFile, report } = context;
  for (const node of runtimeDescendantsOf(ts, sourceFile, 'JsxAttribute')) {
    const isStyle = node.name.getText() === 'jsx' && node.parent.parent.tagName.getText() === 'style';
    if (!isStyle || isShakenOut(project, 'server', sourceFile, node)) continue;
    const boundary = boundaryCandidate(project, environment.server!);
    report({
      at: node.name,
      messageId: 'styledJsx',
      data: { place: whereItRuns(context, environment), remedy: remedyFor(context, boundary) },
      suggestions: boundary === undefined ? [] : addUseClient(context, boundary),
      related: relatedSteps(project, environment.server!),
    });
  }
}

function messageOfUse({ module, name, how }: ApiUse): MessageId {
  if (module === 'next/router' || module === 'next/compat/router') return 'pagesRouter';
  if (module.startsWith('react-dom/server')) return 'renderer';
  if (name === '*') return module === 'client-only' ? 'marked' : 'module';
  if (name === 'Component' || name === 'PureComponent') return 'classComponent';
  return how === 'run-time' && (module === 'react' || module === 'react-dom') ? 'missing' : 'name';
}

function failsInServerGraph(context: RuleContext<MessageId>, use: ApiUse): boolean {
  const { ts, project, sourceFile } = context;
  const { at, form, how, local } = use;
  if (form === 'import' && how !== 'run-time') return !isShakenOut(project, 'server', sourceFile, at);
  if (form === 'load') return failsAsLoaded(project, at, how, 'server');
  if (form === 'member') {
    if (isOnlyAskedFor(ts, at) || isKeptFrom(project, at, 'server')) return false;
    return isUsedOn(project, 'server', at) || throwsOnLoad(context, at);
  }
  // The import itself is let pass: one use that can run there is what makes it wrong.
  return identifiersNamed(ts, sourceFile, local?.text ?? '').some((node) => {
    if (!isValueUse(ts, node) || declarationOf(ts, node) !== at.parent) return false;
    if (isOnlyAskedFor(ts, node) || isKeptFrom(project, node, 'server')) return false;
    return isUsedOn(project, 'server', node) || throwsOnLoad(context, node);
  });
}

/** Called or extended as the module loads: that fails even where nothing uses what comes of it. */
function throwsOnLoad({ ts }: RuleContext<MessageId>, node: ts.Node): boolean {
  const { parent } = node;
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  return (isCalled || ts.isExpressionWithTypeArguments(parent)) && evaluationOf(ts, node).when === 'load';
}

function reportGlobals(context: RuleContext<MessageId>, environment: Environment, reads: readonly GlobalRead[]): void {
  const { ts, project, report } = context;
  for (const { name, node } of reads) {
    if (isInTry(ts, node)) continue;
    const run = serverRunOf(project, node);
    if (!run) continue;
    const data = { name, when: whenText(run) };
    report({ at: node, messageId: 'browserGlobal', data, related: relatedSteps(project, environment.server!) });
  }
}

function whenText(run: ServerRun): string {
  if (run.when === 'load') return 'as the module loads';
  const name = run.name === undefined ? 'a component' : `\`${run.name}\``;
  return run.when === 'render'
    ? `while ${name} renders`
    : `when ${run.name === undefined ? 'a Server Function' : name} is called`;
}

function whereItRuns({ project }: RuleContext<MessageId>, { server, client }: Environment): MessageData[string] {
  return `${client ? 'also runs' : 'runs'} on the server${fromText(project, server!)}`;
}

function remedyFor({ project, sourceFile }: RuleContext<MessageId>, boundary: string | undefined): string {
  if (boundary === undefined) return 'Move what needs it to a "use client" file.';
  return `Add "use client" to ${boundary === sourceFile.fileName ? 'this file' : `\`${shortName(project, boundary)}\``}.`;
}

function addUseClient(
  { ts, project, sourceFile }: RuleContext<MessageId>,
  boundary: string,
): Array<SuggestionDescriptor<MessageId>> {
  const file = project.sourceFile(boundary);
  // A directive that is there and does not count is another rule's finding.
  if (!file || factsOf(ts, file).directives.some(({ name }) => name === 'use client')) return [];
  const edit = insertDirective(ts, file, undefined, `${quoteOf(file)}use client${quoteOf(file)}`);
  if (!edit) return [];
  const edits = [boundary === sourceFile.fileName ? edit : { ...edit, fileName: boundary }];
  return [{ messageId: 'addUseClient', data: { file: shortName(project, boundary) }, edits }];
}
