import type ts from 'typescript';
import { bindsOf } from '../crossings/binds.ts';
import { capturesOf } from '../crossings/captures.ts';
import { culpritsIn, type Culprit } from '../crossings/report.ts';
import type { Direction } from '../serialization/judgement.ts';
import { serverFunctionText } from '../flow/server-function.ts';
import type { Side } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { relatedDeclaration, relatedFunction } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';

type MessageId = 'captured' | 'capturedChanged' | 'bound' | 'boundChanged';

/**
 * What travels with a Server Function: the locals that an inline one closes over (encrypted, but written down by React all the
 * same), and what `.bind` binds, which goes out with the reference and comes back with the call. React's encoder; the guide's
 * sections on closures and on `bind`.
 */
export const serializableClosure = defineRule<MessageId>({
  name: 'serializable-closure',
  code: 83019,
  description: 'Disallow Server Functions that close over, or are bound to, what React cannot carry.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  messages: {
    captured:
      '{{action}} closes over {{culprit}}, and it {{what}}: what is captured is sent to the client and back, and this cannot be. Read it inside the function, or capture plain data.',
    capturedChanged:
      '{{action}} closes over {{culprit}}, and it {{what}}: what is captured is sent to the client and back, and this arrives {{arrival}}. Capture plain data.',
    bound: '{{culprit}} cannot be bound to {{action}}: it {{what}}. {{advice}}',
    boundChanged: '{{culprit}}, bound to {{action}}, arrives changed: it {{what}} and arrives {{arrival}}. {{advice}}',
  },
  check(context) {
    if (context.facts.moduleDirective !== 'use client') checkCaptures(context);
    checkBinds(context);
  },
});

function checkCaptures({ ts, facts, project, report }: RuleContext<MessageId>): void {
  for (const { node, by, directive, name } of facts.serverFunctions) {
    if (by !== 'body' || directive !== 'use server') continue;
    for (const { expression } of capturesOf(ts, node)) {
      // Next.js encrypts what is captured and reads it again on the server: only the encoder for props is met.
      const [culprit] = culpritsIn({ project, direction: 'prop', side: 'server' }, expression);
      if (!culprit) continue;
      const messageId = culprit.messageId === 'cannotCross' ? 'captured' : 'capturedChanged';
      report({
        at: expression,
        messageId,
        data: { ...culprit.data, action: serverFunctionText(name) },
        related: relatedDeclaration(project, expression),
      });
    }
  }
}

function checkBinds({ project, sourceFile, report }: RuleContext<MessageId>): void {
  for (const { call, name, node, values } of bindsOf(project, sourceFile)) {
    const sides = sidesOf(project, sourceFile, call);
    for (const { expression, messageId, data } of values.flatMap((value) => culpritsOnAny(project, sides, value))) {
      report({
        at: expression,
        messageId: messageId === 'cannotCross' ? 'bound' : 'boundChanged',
        data: { ...data, action: serverFunctionText(name) },
        related: [...relatedDeclaration(project, expression), ...relatedFunction(project, node)],
      });
    }
  }
}

/** Where the bind runs. Where nobody knows, only what fails on both sides is wrong. */
function sidesOf(project: RuleContext['project'], sourceFile: ts.SourceFile, call: ts.Node): readonly Side[] {
  const { server, client } = graphOf(project).environmentOf(sourceFile.fileName);
  if (server && client) return (['server', 'client'] as const).filter((side) => isUsedOn(project, side, call));
  return server ? ['server'] : client ? ['client'] : [];
}

function culpritsOnAny(project: RuleContext['project'], sides: readonly Side[], value: ts.Expression): Culprit[] {
  const ask = (side: Side): Culprit[] => {
    const direction: Direction = side === 'server' ? 'bound' : 'argument';
    return culpritsIn({ project, direction, side }, value);
  };
  if (sides.length === 0) return ask('server').length > 0 && ask('client').length > 0 ? ask('client') : [];
  return sides.map(ask).find((culprits) => culprits.length > 0) ?? [];
}
