import { crossingsOf } from '../crossings/crossings.ts';
import { isFault, verdictOf } from '../crossings/verdict.ts';
import { wordsFor } from '../crossings/words.ts';
import { serverFunctionText } from '../flow/server-function.ts';
import { relatedDeclaration, relatedFunction } from '../flow/related.ts';
import { isLoudConversion } from '../serialization/judgement.ts';
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
    captured: '{{culprit}} {{what}} and cannot be captured by {{action}}. Read it inside the function, or capture plain data.',
    capturedChanged: '{{culprit}} {{what}}; captured by {{action}}, it arrives {{arrival}}. Capture plain data.',
    bound: '{{culprit}} {{what}} and cannot be bound to {{action}}. {{advice}}',
    boundChanged: '{{culprit}} {{what}}; bound to {{action}}, it arrives {{arrival}}. {{advice}}',
  },
  check(context) {
    checkCaptures(context);
    checkBinds(context);
  },
});

function checkCaptures({ project, sourceFile, report }: RuleContext<MessageId>): void {
  for (const crossing of crossingsOf(project, sourceFile, 'capture')) {
    const [fault] = verdictOf(project, crossing).parts.filter(({ judgement }) => isFault(judgement));
    if (!fault) continue;
    report({
      at: crossing.at,
      messageId: isLoudConversion(fault.judgement) ? 'capturedChanged' : 'captured',
      data: { ...wordsFor(project, fault, 'prop'), action: serverFunctionText(crossing.action.name) },
      related: relatedDeclaration(project, crossing.expression),
    });
  }
}

function checkBinds({ project, sourceFile, report }: RuleContext<MessageId>): void {
  for (const crossing of crossingsOf(project, sourceFile, 'bound')) {
    const { name, node } = crossing.target;
    const { parts, direction } = verdictOf(project, crossing);
    for (const fault of parts.filter(({ judgement }) => isFault(judgement))) {
      report({
        at: fault.expression,
        messageId: isLoudConversion(fault.judgement) ? 'boundChanged' : 'bound',
        data: { ...wordsFor(project, fault, direction), action: serverFunctionText(name) },
        related: [...relatedDeclaration(project, fault.expression), ...relatedFunction(project, node)],
      });
    }
  }
}
