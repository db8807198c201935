import type ts from 'typescript';
import { forEachRuntimeNode, runtimeDescendantsOf } from '../syntax/descendants.ts';
import { renderedReference, rendererOf } from '../rendering/rendered-reference.ts';
import { mayBeReferenceUse, referenceUsesAt, type ReferenceUse, type ReferenceUseKind } from '../rendering/reference-uses.ts';
import { serverRunOf } from '../rendering/server-run.ts';
import { isHookName } from '../syntax/components.ts';
import { excerpt } from '../syntax/excerpt.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { factsOf } from '../facts/index.ts';
import { isFunctionNode } from '../syntax/nodes.ts';
import type { RelatedInformation } from '../finding.ts';
import { relatedSteps, shortName } from '../graph/chain.ts';
import type { Environment } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isKeptFrom } from '../rendering/guards.ts';
import { importsIn } from '../project/imports.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { originOf, type Origin, type Reference } from '../flow/origin.ts';
import { relatedDirective, relatedPlace } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';

type MessageId = ReferenceUseKind | 'rendered';

/**
 * An export of a `"use client"` module that the server uses as if it were there. On the server it is a reference: it can be
 * rendered and passed on as a value. React's texts: "Attempted to call x() from the server but x is on the client. …", "Cannot
 * access x.y on the server. You cannot dot into a client module from a server component. …".
 */
export const clientReferenceUse = defineRule<MessageId>({
  name: 'client-reference-use',
  code: 83012,
  description:
    'Disallow calling, reading members of, and reading constants of the exports of "use client" modules on the server.',
  reach: ['modules'],
  side: 'server',
  presets: ['recommended'],
  messages: {
    called: '`{{name}}` cannot be called on the server: `{{file}}` is a "use client" file. {{remedy}}',
    constructed: '`{{name}}` cannot be constructed on the server: `{{file}}` is a "use client" file. {{remedy}}',
    member: '`{{access}}` cannot be read on the server: `{{file}}` is a "use client" file. {{remedy}}',
    spread: '`{{name}}` cannot be spread on the server: `{{file}}` is a "use client" file. {{remedy}}',
    rendered:
      '`{{name}}` cannot be rendered by `{{renderer}}`: `{{file}}` is a "use client" file. Render one that needs no client.',
    constant: '`{{name}}` has no value on the server: `{{file}}` is a "use client" file. {{remedy}}',
    used: '`use({{name}})` fails on the server: `{{file}}` is a "use client" file. {{remedy}}',
  },
  check(context) {
    const { ts, facts, project, sourceFile, report } = context;
    if (facts.moduleDirective === 'use client') return;
    const environment = graphOf(project).environmentOf(sourceFile.fileName);
    const { server } = environment;
    if (!server || !knowsReferences(context, server[0]!)) return;
    reportRendered(context, environment);
    if (!mayHoldReference(context)) return;
    forEachRuntimeNode(ts, sourceFile, (node) => {
      if (!mayBeReferenceUse(project, node)) return undefined;
      for (const use of referenceUsesAt(project, node)) {
        const { at, kind, reference, data } = use;
        if (!failsWhereUsed(context, node, environment)) break;
        const file = shortName(project, reference.fileName);
        report({
          at,
          messageId: kind,
          data: { ...data, file, remedy: remedyOfReference(use) },
          related: [...relatedSteps(project, server), ...directiveOf(context, reference)],
        });
      }
      return undefined;
    });
  },
});

/** `renderToString` and its like know no client references: an element that is one, or that comes to one, makes them fail. */
function reportRendered(context: RuleContext<MessageId>, environment: Environment): void {
  const { ts, project, sourceFile, report } = context;
  if (!sourceFile.text.includes('react-dom/') && !importsRenderer(context)) return;
  for (const node of runtimeDescendantsOf(ts, sourceFile, 'CallExpression')) {
    const renderer = rendererOf(project, node);
    if (renderer === undefined) continue;
    const rendered = renderedReference(project, node);
    if (!rendered || !failsWhereUsed(context, node, environment)) continue;
    const { reference, tag } = rendered;
    report({
      at: node,
      messageId: 'rendered',
      data: { name: excerpt(tag.getText()), renderer, file: shortName(project, reference.fileName) },
      related: [relatedPlace(tag, 'It is rendered here'), ...directiveOf(context, reference)],
    });
  }
}

/** Whether a renderer may come by another module of the program, under a name like its own. */
function importsRenderer({ sourceFile }: RuleContext<MessageId>): boolean {
  return /\b(?:render|prerender)(?:To\w+)?\b/.test(sourceFile.text);
}

/** The directive that makes a reference of an export; that of a package is not in the program. */
function directiveOf({ ts, project }: RuleContext<MessageId>, { fileName }: Reference): RelatedInformation[] {
  const file = project.sourceFile(fileName);
  return file ? relatedDirective(factsOf(ts, file)) : [];
}

/** API routes of the Pages Router and the proxy are compiled without references: there the module itself is loaded. */
function knowsReferences({ project }: RuleContext<MessageId>, root: string): boolean {
  const kind = graphOf(project).entries.get(root)?.kind;
  return kind !== 'pages-api' && kind !== 'proxy';
}

/** Whether a client reference can be in reach of a file at all: only an import brings one in. Most files need not be walked. */
function mayHoldReference({ ts, project, sourceFile }: RuleContext<MessageId>): boolean {
  return importsIn(project, sourceFile).some(({ kind, erased, bindings }) => {
    if (erased || kind === 'export') return false;
    // What is taken out of `require()` or `import()` the walk itself finds out.
    if (kind !== 'import') return true;
    return bindings.some(({ node, erased: isType }) => {
      const local = ts.isImportSpecifier(node.parent) ? node.parent.name : node;
      return !isType && ts.isIdentifier(local) && mayBring(ts, originOf(project, local));
    });
  });
}

/** Whether an imported value is a client reference, or may have one among its members. */
function mayBring(ts: RuleContext['ts'], { end, reference }: Origin): boolean {
  if (reference) return reference.directive === 'use client';
  if (end.kind === 'package')
    return (end.name === '*' || end.name === 'default') && !/^(?:next|react)(?:[-/]|$)/.test(end.module);
  if (end.kind === 'declaration') return !end.value || !(isFunctionNode(ts, end.value) || ts.isClassLike(end.value));
  return end.kind === 'module';
}

/** What to do about it: by what the export is, and by whether its module is the project's own. */
function remedyOfReference({ kind, reference, holdsCode }: ReferenceUse): string {
  if (reference.fileName.includes('/node_modules/')) return 'Use it in a Client Component of your own, and render that here.';
  if (kind === 'used') return 'Read it in a Client Component.';
  if (kind === 'called' && isHookName(reference.name)) return 'Call it in a Client Component.';
  if (kind === 'called') return 'Move it to a file without the directive, or call it on the client.';
  return holdsCode ? 'Export what you need under its own name, and import that.' : 'Move it to a file without the directive.';
}

/** In a module of both sides a handler may be the client's. */
function failsWhereUsed({ ts, project }: RuleContext<MessageId>, node: ts.Node, { client }: Environment): boolean {
  if (client) return serverRunOf(project, node) !== undefined;
  if (isKeptFrom(project, node, 'server')) return false;
  return evaluationOf(ts, node).when === 'load' || isUsedOn(project, 'server', node);
}
