import type ts from 'typescript';
import { adviceFor } from '../crossings/advice.ts';
import { capturesOf } from '../crossings/captures.ts';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import type { Judgement } from '../serialization/judgement.ts';
import { problemOfProp, type PropOptions } from '../crossings/prop-judgement.ts';
import { sitesOf, type GivenProp, type Site } from '../crossings/sites.ts';
import { judgeValue } from '../serialization/value.ts';
import { insertFirst, quoteOf } from '../fixes/edits.ts';
import { branchesOf } from '../facts/exported-values.ts';
import { enclosingFunction, isAsync, isFunctionNode } from '../syntax/nodes.ts';
import type { RelatedInformation } from '../finding.ts';
import { chainText, relatedSteps } from '../graph/chain.ts';
import type { Chain } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { relatedDeclaration, relatedPlace } from '../flow/related.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';

type MessageId = 'cannotCross' | 'cannotCrossInside' | 'handedFunction' | 'arrivesChanged' | 'markServer' | 'toText' | 'copy';

/**
 * A prop, spread or child that React cannot carry from the server to a Client Component or a host element. React's texts:
 * "Functions cannot be passed directly to Client Components …", "Event handlers cannot be passed to Client Component props.",
 * "Only plain objects, and a few built-ins, can be passed …", "Refs cannot be used in Server Components …".
 */
export const serializableProps = defineRule<MessageId, PropOptions>({
  name: 'serializable-props',
  code: 83015,
  description: 'Disallow passing props that React cannot carry from the server to Client Components and host elements.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  hasSuggestions: true,
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        actionPattern: { type: 'string' },
        reportConversions: { type: 'boolean' },
      },
    },
    defaults: {},
  },
  messages: {
    cannotCross: '"{{prop}}" cannot cross to <{{tag}}>: it {{what}}.{{side}} {{advice}}',
    cannotCrossInside: '"{{prop}}" cannot cross to <{{tag}}>: {{culprit}} {{what}}.{{side}} {{advice}}',
    handedFunction:
      '"{{prop}}" cannot cross to <{{tag}}> unless every caller hands in a Server Function, and nothing says so.{{side}} Name it "action" or "…Action" if it is one.',
    arrivesChanged: '"{{prop}}" arrives changed at <{{tag}}>: {{culprit}} {{what}} and arrives {{arrival}}.{{side}} {{advice}}',
    markServer: 'Mark the function "use server"',
    toText: 'Pass it as a string',
    copy: 'Pass a plain copy of its fields',
  },
  check(context) {
    const { project, sourceFile, facts } = context;
    if (facts.moduleDirective === 'use client') return;
    const chain = graphOf(project).environmentOf(sourceFile.fileName).server;
    if (!chain) return;
    for (const site of sitesOf(project, sourceFile)) {
      const found = site.props.flatMap((prop) => {
        const judgement = problemOfProp(project, site, prop, context.options);
        return judgement ? [{ prop, judgement }] : [];
      });
      // Whether the code is used at all is asked only where there is something to say.
      if (found.length === 0 || isForSomebody(project, site.node) || !isUsedOn(project, 'server', site.node)) continue;
      for (const { prop, judgement } of found) report(context, site, prop, judgement, chain);
    }
  },
});

/**
 * Whether a site stands in a function that an object holds under a name no component has (`{ render: (row) => … }`): who calls it,
 * and on which side, is not known.
 */
function isForSomebody({ ts }: RuleContext['project'], node: ts.Node): boolean {
  let fn = enclosingFunction(ts, node);
  while (fn && ts.isCallExpression(fn.parent)) fn = enclosingFunction(ts, fn.parent);
  if (!fn) return false;
  const holder = ts.isMethodDeclaration(fn) ? fn : fn.parent;
  if (!(ts.isMethodDeclaration(holder) || ts.isPropertyAssignment(holder)) || !ts.isObjectLiteralExpression(holder.parent))
    return false;
  return !/^[A-Z]/.test(holder.name.getText().replace(/^['"]/, ''));
}

function report(
  context: RuleContext<MessageId, PropOptions>,
  site: Site,
  prop: GivenProp,
  judgement: Judgement,
  chain: Chain,
): void {
  const { project } = context;
  const { reason, path, verdict } = judgement;
  if (!reason) return;
  const name = prop.kind === 'spread' ? (path[0]?.kind === 'property' ? path[0].name : '…') : prop.name;
  const inside = prop.kind === 'spread' && path[0]?.kind === 'property' ? path.slice(1) : path;
  const culprit = inside.length > 0 ? pathText(name, inside) : 'it';
  const side = chain.length > 1 ? ` This file is on the server side by ${chainText(project, chain)}.` : '';
  const data = { prop: name, tag: site.tag, culprit, what: describeReason(reason), advice: adviceFor(reason, 'prop'), side };
  const related = [
    ...relatedSteps(project, chain),
    ...relatedDeclaration(project, prop.value),
    ...propDeclaration(context, site, name),
  ];
  const at = prop.place;
  if (verdict === 'converts') {
    const arrival = describeArrival(reason, 'prop') ?? 'as something else';
    context.report({
      at,
      messageId: 'arrivesChanged',
      data: { ...data, arrival },
      related,
      suggestions: toText(context, prop, judgement),
    });
  } else if (verdict === 'unknown') context.report({ at, messageId: 'handedFunction', data, related });
  else {
    const messageId = inside.length > 0 ? 'cannotCrossInside' : 'cannotCross';
    context.report({
      at,
      messageId,
      data,
      related,
      suggestions: [...markServer(context, prop, judgement), ...copy(context, prop, judgement)],
    });
  }
}

/** Where the component declares the prop; React's own, of every element, says nothing. */
function propDeclaration(
  { ts, checker }: RuleContext<MessageId, PropOptions>,
  { node, tag }: Site,
  name: string,
): RelatedInformation[] {
  if (!checker || !ts.isJsxOpeningLikeElement(node)) return [];
  const declaration = checker.getContextualType(node.attributes)?.getProperty(name)?.declarations?.[0];
  if (!declaration || declaration.getSourceFile().isDeclarationFile) return [];
  return [relatedPlace(ts.getNameOfDeclaration(declaration) ?? declaration, `<${tag}> declares "${name}" here`)];
}

/** An async function with a body that can hold the directive, written where it is passed, that closes over nothing unfit. */
function markServer(
  context: RuleContext<MessageId, PropOptions>,
  { value }: GivenProp,
  judgement: Judgement,
): Array<SuggestionDescriptor<MessageId>> {
  const { ts, sourceFile } = context;
  const [branch] = branchesOf(ts, value);
  if (!branch || judgement.path.length > 0 || !isFunctionNode(ts, branch) || !isAsync(ts, branch)) return [];
  const { body } = branch;
  if (!body || !ts.isBlock(body) || !capturesOf(ts, branch).every(({ expression }) => crosses(context, expression))) return [];
  return [
    {
      messageId: 'markServer',
      edits: [insertFirst(sourceFile, body, `${quoteOf(sourceFile)}use server${quoteOf(sourceFile)};`)],
    },
  ];
}

function toText(
  { ts }: RuleContext<MessageId, PropOptions>,
  { kind, value }: GivenProp,
  { reason, path }: Judgement,
): Array<SuggestionDescriptor<MessageId>> {
  const isName =
    ts.isIdentifier(value) || ts.isPropertyAccessExpression(value) || ts.isCallExpression(value) || ts.isNewExpression(value);
  if (kind !== 'attribute' || path.length > 0 || reason?.kind !== 'toJSON' || !isName) return [];
  const inner = value.end;
  return [{ messageId: 'toText', edits: [{ start: inner, end: inner, newText: '.toString()' }] }];
}

function crosses({ project }: RuleContext<MessageId, PropOptions>, expression: ts.Expression): boolean {
  return judgeValue({ project, direction: 'prop', side: 'server' }, expression).verdict !== 'no';
}

/** An instance under a name: its fields may be all that is needed. */
function copy(
  { ts }: RuleContext<MessageId, PropOptions>,
  { kind, value }: GivenProp,
  { reason, path }: Judgement,
): Array<SuggestionDescriptor<MessageId>> {
  const isName = ts.isIdentifier(value) || ts.isPropertyAccessExpression(value);
  if (kind !== 'attribute' || path.length > 0 || reason?.kind !== 'instance' || !isName || value.getText().includes('?.'))
    return [];
  const { end } = value;
  const start = value.getStart();
  return [
    {
      messageId: 'copy',
      edits: [
        { start, end: start, newText: '{ ...' },
        { start: end, end, newText: ' }' },
      ],
    },
  ];
}
