import { culpritsIn } from '../crossings/report.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { relatedDeclaration } from '../flow/related.ts';
import { defineRule } from '../rule.ts';

/**
 * What a Server Function returns is sent to the client as a prop is, except that React calls no `toJSON` on the returned value
 * itself: what has one is refused there. React's texts: "Only plain objects, and a few built-ins, can be passed …", "Functions
 * cannot be passed directly to Client Components …".
 */
export const serializableActionResult = defineRule({
  name: 'serializable-action-result',
  code: 83018,
  description: 'Disallow returning from Server Functions what React cannot carry to the client.',
  reach: ['file', 'types'],
  presets: ['recommended'],
  messages: {
    cannotCross: '{{action}} cannot return this: {{culprit}} {{what}}. {{advice}}',
    arrivesChanged: '{{action}} returns what arrives changed: {{culprit}} {{what}} and arrives {{arrival}}. {{advice}}',
  },
  check({ ts, facts, project, report }) {
    if (facts.moduleDirective === 'use client') return;
    for (const { node, directive, name } of facts.serverFunctions) {
      if (directive !== 'use server') continue;
      for (const returned of returnedExpressions(ts, node)) {
        for (const { expression, messageId, data } of culpritsIn({ project, direction: 'result', side: 'server' }, returned)) {
          const action = name ? `Server Function "${name}"` : 'A Server Function';
          report({ at: expression, messageId, data: { ...data, action }, related: relatedDeclaration(project, expression) });
        }
      }
    }
  },
});
