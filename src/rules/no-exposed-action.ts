import type ts from 'typescript';
import { actionUsesOf, areUsersInView, isRouteHandler } from '../server-functions/action-uses.ts';
import { isMarkedPublic } from '../server-functions/offered.ts';
import { isComponentFunction } from '../syntax/components.ts';
import { functionBehind } from '../facts/functions.ts';
import type { ExportFact } from '../facts/index.ts';
import { isFunctionNode, nameOfFunction, unwrap } from '../syntax/nodes.ts';
import { waysTo } from '../graph/reach.ts';
import type { TextEdit } from '../finding.ts';
import { removeStatement } from '../fixes/edits.ts';
import { usesOfFunction } from '../flow/index.ts';
import { relatedPlace } from '../flow/related.ts';
import { graphOf } from '../graph/graph.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import type { TypeScript } from '../typescript.ts';

type MessageId =
  | 'inlineUnused'
  | 'inlineCalled'
  | 'unused'
  | 'unreached'
  | 'onlyCalled'
  | 'ownFile'
  | 'handler'
  | 'serverOnly'
  | 'dropExport'
  | 'dropDirective';

/**
 * An endpoint without need. Guide: security ("a Server Function is reachable by a direct POST request, not just through your UI").
 */
export const noExposedAction = defineRule<MessageId>({
  name: 'no-exposed-action',
  code: 83027,
  description: 'Disallow "use server" exports that nothing uses as an action: each is an endpoint that anyone can call.',
  reach: ['file', 'modules'],
  presets: ['strict', 'security'],
  hasSuggestions: true,
  messages: {
    unused: '`{{name}}` is a public endpoint that nothing uses. Remove it or its `export`, or mark it /** @public reason */.',
    onlyCalled:
      '`{{name}}` is a public endpoint, but is only called on the server. Move it to a `server-only` module, or mark it /** @public reason */.',
    unreached:
      '`{{name}}` is unused: nothing that the app loads imports this module. Remove it, or mark it /** @public reason */.',
    ownFile:
      '`{{name}}` is a public endpoint, but only its own file calls it. Drop its `export`, or mark it /** @public reason */.',
    handler: '`{{name}}` is a Route Handler, and "use server" makes it callable as an action too. Remove the directive.',
    inlineUnused:
      '`{{name}}` is a public endpoint that nothing uses. Remove it or its "use server", or mark it /** @public reason */.',
    inlineCalled:
      '`{{name}}` is a public endpoint, but is only called on the server. Remove its "use server", or mark it /** @public reason */.',
    dropDirective: 'Remove "use server"',
    dropExport: 'Drop `export`',
    serverOnly: 'Replace "use server" with `import "server-only"`',
  },
  check(context) {
    const { ts, sourceFile, project, facts, report } = context;
    checkInline(context);
    if (facts.moduleDirective !== 'use server' || !areUsersInView(project, sourceFile)) return;
    const exposed = new Map<ts.Node, Exposed>();
    for (const fact of facts.exports) {
      const head = fact.erased ? undefined : headOf(context, fact);
      if (!head) continue;
      const uses = actionUsesOf(project, sourceFile, fact);
      const before = exposed.get(head.node);
      const isPublic = [head.node, fact.node].some((node) => isMarkedPublic(ts, node));
      const isNeeded = uses === 'needed' || isPublic || (before?.isNeeded ?? false);
      const calls = uses === 'needed' ? [] : uses.elsewhere;
      const ownCalls = uses === 'needed' ? [] : uses.inOwnFile;
      exposed.set(head.node, {
        name: head.name,
        isNeeded,
        calls: [...(before?.calls ?? []), ...calls],
        ownCalls: [...(before?.ownCalls ?? []), ...ownCalls],
        exportedBy: [...(before?.exportedBy ?? []), fact],
      });
    }
    const findings = [...exposed].filter(([, { isNeeded }]) => !isNeeded);
    const isWhole = findings.length === facts.exports.filter(({ erased }) => !erased).length;
    const isReached = [...waysTo(project, sourceFile.fileName)].some((way) => way !== 'unknown');
    for (const [at, { name, calls, ownCalls, exportedBy }] of findings) {
      const isHandler = exportedBy.some((fact) => isRouteHandler(project, sourceFile, fact));
      const messageId = isHandler ? 'handler' : faultOf(isReached, calls, ownCalls);
      const drop = messageId === 'ownFile' ? withoutExport(context, exportedBy) : undefined;
      report({
        at,
        messageId,
        data: { name },
        related: [
          ...calls.slice(0, 3).map((call) => relatedPlace(call, 'The server calls it here')),
          ...(messageId === 'ownFile' ? ownCalls.slice(0, 3).map((call) => relatedPlace(call, 'Called here')) : []),
        ],
        ...(calls.length + ownCalls.length > 0 || isHandler ? {} : { tag: 'unnecessary' as const }),
        suggestions:
          isWhole && messageId === 'onlyCalled'
            ? [serverOnly(context)]
            : isWhole && isHandler
              ? [withoutDirective(context)]
              : drop
                ? [{ messageId: 'dropExport' as const, edits: [drop] }]
                : [],
      });
    }
  },
});

/** How an export that is no action to anybody is called, if it is. */
function faultOf(isReached: boolean, calls: readonly ts.Node[], ownCalls: readonly ts.Node[]): MessageId {
  if (!isReached) return 'unreached';
  if (calls.length > 0) return 'onlyCalled';
  return ownCalls.length > 0 ? 'ownFile' : 'unused';
}

/** Functions with the directive in their body, by name: given to nobody, they are endpoints without need. */
function checkInline(context: RuleContext<MessageId>): void {
  const { ts, sourceFile, project, facts, report } = context;
  // Who imports a file is asked only where it has such a function.
  if (!facts.serverFunctions.some(({ by, directive }) => by === 'body' && directive === 'use server')) return;
  const isOnServer = graphOf(project).environmentOf(sourceFile.fileName).server !== undefined;
  if (facts.moduleDirective === 'use client' || !isOnServer || !areUsersInView(project, sourceFile)) return;
  for (const { node, head, by, directive, name } of facts.serverFunctions) {
    if (by !== 'body' || directive !== 'use server' || name === undefined || isComponentFunction(ts, node)) continue;
    const isNamed = ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(head.parent);
    if (!isNamed || isMarkedPublic(ts, node)) continue;
    const uses = usesOfFunction(project, node).uses.filter(({ kind }) => kind !== 'type' && kind !== 'exported');
    const calls = uses.flatMap(({ kind, by: call }) => (kind === 'called' ? [call] : []));
    const isInBrowser = calls.some((call) => graphOf(project).environmentOf(call.getSourceFile().fileName).client !== undefined);
    // One that does nothing yet is being written.
    const isEmpty = node.body !== undefined && ts.isBlock(node.body) && node.body.statements.length < 2;
    if (calls.length < uses.length || isInBrowser || isEmpty) continue;
    const own = facts.directivesOf(node).find(({ counts, name: said }) => counts && said === 'use server');
    report({
      at: head,
      messageId: calls.length > 0 ? 'inlineCalled' : 'inlineUnused',
      data: { name },
      related: calls.slice(0, 3).map((call) => relatedPlace(call, 'The server calls it here')),
      ...(calls.length > 0 ? {} : { tag: 'unnecessary' as const }),
      suggestions:
        own && calls.length > 0
          ? [{ messageId: 'dropDirective' as const, edits: [removeStatement(ts, sourceFile, own.statement)] }]
          : [],
    });
  }
}

/** A function behind one or more exports, and what the program does with it. */
interface Exposed {
  readonly name: string;
  readonly isNeeded: boolean;
  readonly calls: readonly ts.Node[];
  readonly ownCalls: readonly ts.Node[];
  readonly exportedBy: readonly ExportFact[];
}

/** The `export` in front of a declaration of one name; an export list and a default export are left to the person. */
function withoutExport({ ts, sourceFile }: RuleContext<MessageId>, facts: readonly ExportFact[]): TextEdit | undefined {
  const [fact, ...others] = facts;
  if (!fact || others.length > 0 || fact.name === 'default') return undefined;
  const { statement } = fact;
  const isOne = ts.isFunctionDeclaration(statement)
    ? isFunctionNode(ts, statement)
    : ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1;
  const modifier = ts.canHaveModifiers(statement)
    ? ts.getModifiers(statement)?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    : undefined;
  if (!isOne || !modifier) return undefined;
  const { text } = sourceFile;
  let { end } = modifier;
  while (text[end] === ' ') end++;
  return { start: modifier.getStart(sourceFile), end, newText: '' };
}

/** The action's name, or the function where it has none. */
function headOf(
  { ts, sourceFile }: RuleContext<MessageId>,
  { thing, name, local, node }: ExportFact,
): { node: ts.Node; name: string } | undefined {
  const fn = functionBehind(ts, thing);
  // What a component is there, no-component-as-action says.
  if (fn && isComponentFunction(ts, fn)) return undefined;
  const own = fn && nameOfFunction(ts, fn);
  if (own) return { node: own, name: own.getText(sourceFile) };
  if (fn) return { node: fn, name };
  if (thing.kind === 'variable')
    return ts.isIdentifier(thing.node.name) && isMade(ts, thing.initializer)
      ? { node: thing.node.name, name: local ?? name }
      : undefined;
  return thing.kind === 'expression' && isMade(ts, thing.node) ? { node, name } : undefined;
}

/** A function that a call makes of another: `client.action(async () => …)`, `withAuth(save)`. Other values are no endpoints. */
function isMade(ts: TypeScript, value: ts.Expression | undefined): boolean {
  const inner = value && unwrap(ts, value);
  if (!inner || !ts.isCallExpression(inner)) return false;
  return inner.arguments.some((argument) => isFunctionNode(ts, unwrap(ts, argument)) || ts.isIdentifier(argument));
}

function withoutDirective({ ts, facts, sourceFile }: RuleContext<MessageId>): SuggestionDescriptor<MessageId> {
  const { statement } = facts.moduleDirectives[0]!;
  return { messageId: 'dropDirective', edits: [removeStatement(ts, sourceFile, statement)] };
}

function serverOnly({ facts, sourceFile }: RuleContext<MessageId>): SuggestionDescriptor<MessageId> {
  const { literal } = facts.moduleDirectives[0]!;
  const quote = literal.getText(sourceFile)[0]!;
  return {
    messageId: 'serverOnly',
    edits: [{ start: literal.getStart(sourceFile), end: literal.end, newText: `import ${quote}server-only${quote}` }],
  };
}
