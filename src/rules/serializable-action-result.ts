import { crossingsOf } from '../crossings/crossings.ts';
import { isFault, verdictOf } from '../crossings/verdict.ts';
import { wordsFor } from '../crossings/words.ts';
import { mayAnswerWithResponse } from '../frameworks/framework.ts';
import type { Project } from '../project/project.ts';
import { isLoudConversion, type Judgement } from '../serialization/judgement.ts';
import { serverFunctionText } from '../flow/server-function.ts';
import { isOnlyCalledOnServer } from '../server-functions/action-uses.ts';
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
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  messages: {
    cannotCross: '{{culprit}} {{what}} and cannot be returned by {{action}}. {{advice}}',
    arrivesChanged: '{{culprit}} {{what}}; returned by {{action}}, it arrives {{arrival}}. {{advice}}',
  },
  check({ project, sourceFile, report }) {
    for (const crossing of crossingsOf(project, sourceFile, 'result')) {
      const { name } = crossing.action;
      const faults = verdictOf(project, crossing).parts.filter(
        (part) => isFault(part.judgement) && !isPermitted(project, sourceFile.fileName, part.judgement),
      );
      if (faults.length === 0 || isOnlyCalledOnServer(project, sourceFile, crossing.action)) continue;
      for (const fault of faults) {
        report({
          at: fault.expression,
          messageId: isLoudConversion(fault.judgement) ? 'arrivesChanged' : 'cannotCross',
          data: { ...wordsFor(project, fault, 'result'), action: serverFunctionText(name) },
          related: relatedDeclaration(project, fault.expression),
        });
      }
    }
  },
});

/** RedwoodSDK sends a `Response` that an action returns itself as it is. */
function isPermitted(project: Project, fileName: string, { reason, path }: Judgement): boolean {
  const isResponse = (reason?.kind === 'builtin' || reason?.kind === 'instance') && reason.name === 'Response';
  return isResponse && path.length === 0 && mayAnswerWithResponse(project, fileName);
}
