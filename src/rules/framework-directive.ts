import type ts from 'typescript';
import { fromClientText, relatedSteps } from '../graph/chain.ts';
import { graphOf } from '../graph/graph.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { bundlerOf, type Bundler } from '../frameworks/bundler.ts';
import { holds } from '../frameworks/versions.ts';
import { newLineOf, removeStatement } from '../fixes/edits.ts';
import type { DirectiveString } from '../facts/index.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { defineRule, type RuleContext } from '../rule.ts';

type MessageId = 'vite' | 'start' | 'cache' | 'tooFar' | 'inline' | 'inClient' | 'moveUp' | 'remove';

/** How far RedwoodSDK reads a file for its directive. */
const readByRedwood = 512;

/**
 * A directive that means nothing to what compiles the app. Source: each framework's own compiler, tried and read (`hasDirective` and
 * `transformServerFunctions` of RedwoodSDK 1.7, `rsc:use-server` of Vite's plugin 0.5, the compiler of TanStack Start 1.169).
 */
export const frameworkDirective = defineRule<MessageId>({
  name: 'framework-directive',
  code: 83061,
  description: 'Disallow directives that mean nothing in the framework at hand.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    vite: '"use server" does nothing in {{framework}}: this code goes to the browser. Move it behind an HTTP API, or use a framework with Server Functions.',
    start:
      '"use server" does nothing in TanStack Start: this code goes to the browser. Wrap the function in `createServerFn().handler(…)`.',
    cache: '"{{directive}}" does nothing in {{framework}}: nothing is cached. Remove it.',
    tooFar:
      'RedwoodSDK does not see "{{directive}}" here: it must start a line in the first 512 characters. Move it to the top of the file.',
    inline:
      'RedwoodSDK reads "use server" only at the top of a file; here it does nothing. Move the function to a file that starts with it.',
    inClient:
      '"use server" does nothing in the client graph{{from}}: this code goes to the browser. Move it to a "use server" file and import it.',
    moveUp: 'Move "{{directive}}" to the top of the file',
    remove: 'Remove "{{directive}}"',
  },
  check(context) {
    const { facts, sourceFile, project } = context;
    if (!/\buse (?:server|client|cache)/.test(sourceFile.text) || isTestFile(project, sourceFile.fileName)) return;
    const directives = facts.directives.filter(({ counts }) => counts);
    const bundler = directives.length > 0 ? bundlerOf(project, sourceFile.fileName) : undefined;
    if (!bundler) return;
    for (const directive of directives) checks[bundler](context, directive, bundler);
  },
});

type Context = RuleContext<MessageId>;

const checks: Readonly<Record<Bundler, (context: Context, directive: DirectiveString, bundler: Bundler) => void>> = {
  vite: checkPlain,
  'create-react-app': checkPlain,
  'tanstack-start': checkStart,
  redwood: checkRedwood,
  'vite-rsc': checkVite,
};

const frameworkNames: Readonly<Partial<Record<Bundler, string>>> = {
  vite: 'plain Vite',
  'create-react-app': 'Create React App',
  'tanstack-start': 'TanStack Start',
};

/** `"use client"` is right there without saying anything: all of the code is the client's. */
function checkPlain(context: Context, directive: DirectiveString, bundler: Bundler): void {
  const framework = frameworkNames[bundler]!;
  if (directive.name === 'use server') context.report({ at: directive.literal, messageId: 'vite', data: { framework } });
  else if (directive.name === 'use cache') reportCache(context, directive, framework);
}

function checkStart(context: Context, directive: DirectiveString, bundler: Bundler): void {
  const { project, sourceFile, report } = context;
  if (directive.name === 'use cache') reportCache(context, directive, frameworkNames[bundler]!);
  if (directive.name !== 'use server' || !holds(project, sourceFile.fileName, 'ignoresUseServer')) return;
  report({ at: directive.literal, messageId: 'start' });
}

function reportCache(context: Context, directive: DirectiveString, framework: string): void {
  const { ts, sourceFile, report } = context;
  const { literal, statement, text } = directive;
  report({
    at: literal,
    messageId: 'cache',
    data: { directive: text, framework },
    suggestions: [{ messageId: 'remove', data: { directive: text }, edits: [removeStatement(ts, sourceFile, statement)] }],
  });
}

function checkRedwood({ ts, sourceFile, report }: Context, directive: DirectiveString): void {
  const { literal, statement, owner, text, name } = directive;
  if (name !== 'use client' && name !== 'use server') return;
  if (owner) {
    report({ at: literal, messageId: 'inline' });
    return;
  }
  if (literal.end <= readByRedwood && startsLine(sourceFile, literal)) return;
  const start = sourceFile.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const edits = [
    { start, end: start, newText: `${literal.getText(sourceFile)};${newLineOf(sourceFile)}` },
    removeStatement(ts, sourceFile, statement),
  ];
  report({
    at: literal,
    messageId: 'tooFar',
    data: { directive: text },
    suggestions: [{ messageId: 'moveUp', data: { directive: text }, edits }],
  });
}

/** RedwoodSDK reads a file line by line. */
function startsLine({ text }: ts.SourceFile, node: ts.Node): boolean {
  const start = node.getStart();
  return /(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, text.lastIndexOf('\n', start - 1)), start).replace('\uFEFF', ''));
}

/** Of a module without directive the plugin compiles only what the server loads; in a `"use client"` file it refuses the directive. */
function checkVite({ facts, project, sourceFile, report }: Context, { literal, owner, name }: DirectiveString): void {
  if (!owner || name !== 'use server' || facts.moduleDirective) return;
  const chain = graphOf(project).environmentOf(sourceFile.fileName).client;
  if (!chain || !isUsedOn(project, 'client', literal)) return;
  report({
    at: literal,
    messageId: 'inClient',
    data: { from: fromClientText(project, chain) },
    related: relatedSteps(project, chain),
  });
}
