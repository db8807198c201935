import type ts from 'typescript';
import { adviceFor } from '../crossings/advice.ts';
import { functionShape } from '../crossings/function-shape.ts';
import { capturesOf } from '../crossings/captures.ts';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import { isLoudConversion, type Judgement } from '../serialization/judgement.ts';
import type { HandedCrossing, PropCrossing, Site } from '../crossings/crossing.ts';
import { crossingsOf } from '../crossings/crossings.ts';
import { isLive, verdictOf } from '../crossings/verdict.ts';
import { judgeValue } from '../serialization/value.ts';
import { insertFirst, quoteOf } from '../fixes/edits.ts';
import { branchesOf } from '../syntax/branches.ts';
import { isAsync, isFunctionNode, isNameOrMember } from '../syntax/nodes.ts';
import type { RelatedInformation } from '../finding.ts';
import { relatedSteps } from '../graph/chain.ts';
import type { Chain } from '../graph/environment.ts';
import { graphOf, isErrorFile } from '../graph/graph.ts';
import { relatedDeclaration, relatedPlace } from '../flow/related.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';

interface Options {
  /** A regular expression: a function handed through under such a name is taken for a Server Function. */
  readonly actionPattern?: string;
  /** Whether values that arrive changed without a warning of React's are reported too. */
  readonly reportConversions?: boolean;
}

type MessageId = 'cannotCross' | 'handedFunction' | 'arrivesChanged' | 'markServer' | 'toText' | 'copy';

/**
 * A prop, spread or child that React cannot carry from the server to a Client Component or a host element. React's texts:
 * "Functions cannot be passed directly to Client Components …", "Event handlers cannot be passed to Client Component props.",
 * "Only plain objects, and a few built-ins, can be passed …", "Refs cannot be used in Server Components …".
 */
export const serializableProps = defineRule<MessageId, Options>({
  name: 'serializable-props',
  code: 83015,
  description: 'Disallow passing props that React cannot carry from the server to Client Components and host elements.',
  reach: ['file', 'modules', 'types'],
  side: 'server',
  presets: ['recommended'],
  hasSuggestions: true,
  options: {
    properties: {
      actionPattern: { type: 'string', format: 'regex' },
      reportConversions: { type: 'boolean' },
    },
    defaults: {},
  },
  messages: {
    cannotCross: '`{{culprit}}` of `<{{tag}}>` {{what}} and cannot be passed from the server. {{advice}}',
    handedFunction:
      '`{{culprit}}` of `<{{tag}}>` may be a function that is no Server Function. Name it "action" or "…Action" if it always is one.',
    arrivesChanged: '`{{culprit}}` of `<{{tag}}>` {{what}} and arrives {{arrival}}. {{advice}}',
    markServer: 'Mark the function "use server"',
    toText: 'Pass it as a string',
    copy: 'Pass a plain copy of its fields',
  },
  check(context) {
    const { project, sourceFile, options } = context;
    const graph = graphOf(project);
    const chain = graph.environmentOf(sourceFile.fileName).server;
    // What is wrong with an error boundary on the server is that it is there: another rule says so.
    if (!chain || isErrorFile(graph, sourceFile.fileName)) return;
    for (const crossing of crossingsOf(project, sourceFile, 'prop', 'spread', 'child', 'handed')) {
      const { judgement } = verdictOf(project, crossing, options.actionPattern);
      if (isReported(judgement, options) && isLive(project, crossing)) reportProp(context, crossing, judgement, chain);
    }
  },
});

function isReported(judgement: Judgement, { reportConversions }: Options): boolean {
  const { verdict, reason } = judgement;
  if (verdict === 'converts') return isLoudConversion(judgement) || reason?.kind === 'error' || reportConversions === true;
  return verdict === 'no' || verdict === 'handed';
}

function reportProp(
  context: RuleContext<MessageId, Options>,
  prop: PropCrossing | HandedCrossing,
  judgement: Judgement,
  chain: Chain,
): void {
  const { project } = context;
  const { site, at } = prop;
  const { reason, path, verdict } = judgement;
  if (!reason) return;
  const name = prop.kind === 'spread' ? (path[0]?.kind === 'property' ? path[0].name : '…') : prop.name;
  const inside = prop.kind === 'spread' && path[0]?.kind === 'property' ? path.slice(1) : path;
  const culprit = pathText(name, inside);
  const shape = functionShape(project, prop.expression, path);
  const data = { culprit, tag: site.tag, what: describeReason(reason), advice: adviceFor(reason, 'prop', shape) };
  const related = [
    ...relatedSteps(project, chain),
    ...relatedDeclaration(project, prop.expression),
    ...propDeclaration(context, site, name),
    ...(prop.kind === 'handed' ? [relatedPlace(prop.through, 'It is handed on to the browser here')] : []),
  ];
  if (verdict === 'converts') {
    const arrival = describeArrival(reason, 'prop') ?? 'as something else';
    context.report({
      at,
      messageId: 'arrivesChanged',
      data: { ...data, arrival },
      related,
      suggestions: toText(context, prop, judgement),
    });
  } else if (verdict === 'handed') context.report({ at, messageId: 'handedFunction', data, related });
  else {
    context.report({
      at,
      messageId: 'cannotCross',
      data,
      related,
      suggestions: [...markServer(context, prop, judgement), ...copy(context, prop, judgement)],
    });
  }
}

/** Where the component declares the prop; React's own, of every element, says nothing. */
function propDeclaration(
  { ts, checker }: RuleContext<MessageId, Options>,
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
  context: RuleContext<MessageId, Options>,
  { expression: value }: PropCrossing | HandedCrossing,
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
  { ts }: RuleContext<MessageId, Options>,
  { kind, expression: value }: PropCrossing | HandedCrossing,
  { reason, path }: Judgement,
): Array<SuggestionDescriptor<MessageId>> {
  const isName = isNameOrMember(ts, value) || ts.isCallExpression(value) || ts.isNewExpression(value);
  if (kind !== 'prop' || path.length > 0 || reason?.kind !== 'toJSON' || reason.becomes !== 'string' || !isName) return [];
  const inner = value.end;
  return [{ messageId: 'toText', edits: [{ start: inner, end: inner, newText: '.toString()' }] }];
}

function crosses({ project }: RuleContext<MessageId, Options>, expression: ts.Expression): boolean {
  return judgeValue({ project, direction: 'prop', side: 'server' }, expression).verdict !== 'no';
}

/** An instance under a name: its fields may be all that is needed. */
function copy(
  { ts }: RuleContext<MessageId, Options>,
  { kind, expression: value }: PropCrossing | HandedCrossing,
  { reason, path }: Judgement,
): Array<SuggestionDescriptor<MessageId>> {
  const isName = isNameOrMember(ts, value);
  if (kind !== 'prop' || path.length > 0 || reason?.kind !== 'instance' || !isName || value.getText().includes('?.')) return [];
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
