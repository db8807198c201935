import type ts from 'typescript';
import { crossingsOf } from '../crossings/crossings.ts';
import { isFault, isLive, verdictOf } from '../crossings/verdict.ts';
import { wordsFor } from '../crossings/words.ts';
import { describeReason } from '../serialization/describe.ts';
import { isActionName } from '../serialization/function-type.ts';
import { isThenable } from '../serialization/promise.ts';
import { judgeType } from '../serialization/serializable.ts';
import { serverFunctionsOfFile, serverFunctionText } from '../flow/server-function.ts';
import { isLoudConversion, type Judgement } from '../serialization/judgement.ts';
import { isOnlyHandedBack } from '../server-functions/handed-back.ts';
import { isOnlyCalledOnServer } from '../server-functions/action-uses.ts';
import { relatedDeclaration, relatedFunction } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { typesOf } from '../syntax/types.ts';

type MessageId = 'cannotCross' | 'arrivesChanged' | 'event' | 'parameter';

/**
 * What the browser sends to a Server Function, and parameters whose type says that it could never arrive. React's texts: "Client
 * Functions cannot be passed directly to Server Functions. …", "Only plain objects, and a few built-ins, can be passed to Server
 * Functions. …". Next.js gives React a set for temporary references, so there most of it arrives as an opaque object that
 * throws when it is read.
 */
export const serializableActionArguments = defineRule<MessageId>({
  name: 'serializable-action-arguments',
  code: 83017,
  description:
    'Disallow sending to Server Functions what React cannot carry to the server, and parameters that can never arrive.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  messages: {
    cannotCross: '{{culprit}} {{what}} and cannot be sent to {{action}}. {{advice}}',
    arrivesChanged: '{{culprit}} {{what}}; sent to {{action}}, it arrives {{arrival}}. {{advice}}',
    event: '{{action}} gets the event here, which cannot be sent to the server. Call it in a function: `() => {{call}}`.',
    parameter: 'Parameter `{{parameter}}` of {{action}} {{what}}, which no browser can send. Take plain data.',
  },
  check(context) {
    checkSent(context);
    if (context.facts.moduleDirective !== 'use client') checkParameters(context);
  },
});

function checkSent({ project, sourceFile, report }: RuleContext<MessageId>): void {
  for (const crossing of crossingsOf(project, sourceFile, 'argument', 'event')) {
    const { target } = crossing;
    const faults = verdictOf(project, crossing).parts.filter(({ judgement }) => isFault(judgement));
    if (faults.length === 0 || !isLive(project, crossing)) continue;
    const action = serverFunctionText(target.name);
    for (const fault of faults) {
      const at = fault.expression;
      // An element is made to be shown, and there it is again.
      if (fault.judgement.reason?.kind === 'jsx' && isOnlyHandedBack(project, crossing)) continue;
      if (crossing.kind === 'event') {
        const rest = (target.node?.parameters.length ?? 0) > target.bound.length ? '…' : '';
        const data = { action, call: `${target.name ?? 'action'}(${rest})` };
        report({ at, messageId: 'event', data, related: relatedFunction(project, target.node) });
        continue;
      }
      report({
        at,
        messageId: isLoudConversion(fault.judgement) ? 'arrivesChanged' : 'cannotCross',
        data: { ...wordsFor(project, fault, 'argument'), action },
        related: [...relatedDeclaration(project, at), ...relatedFunction(project, target.node)],
      });
    }
  }
}

function checkParameters({ project, ts, checker, sourceFile, report }: RuleContext<MessageId>): void {
  if (!checker) return;
  for (const action of serverFunctionsOfFile(project, sourceFile)) {
    const { node, directive, name } = action;
    if (directive !== 'use server') continue;
    for (const parameter of node.parameters) {
      const text = parameter.name.getText(sourceFile);
      const judgement = parameter.type && judgeParameter(ts, checker, parameter);
      if (!judgement?.reason || isOnlyCalledOnServer(project, sourceFile, action)) continue;
      const data = {
        parameter: ts.isIdentifier(parameter.name) ? text : '{ … }',
        action: serverFunctionText(name),
        what: describeReason(judgement.reason),
      };
      report({ at: parameter, messageId: 'parameter', data });
    }
  }
}

/** A type that no value from the browser could have; what is only inside may be absent, or another part of a union. */
function judgeParameter(
  ts: RuleContext['ts'],
  checker: ts.TypeChecker,
  parameter: ts.ParameterDeclaration,
): Judgement | undefined {
  const type = checker.getTypeAtLocation(parameter);
  const judgement = judgeType(ts, checker, type, { direction: 'argument', position: 'root' });
  if (judgement.path.length > 0) return undefined;
  if (judgement.verdict === 'no') return judgement;
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
  const isFunction = judgement.reason?.kind === 'function' && judgement.verdict === 'unknown' && !isActionName(name);
  return isFunction && !mayReturnPromise(ts, checker, type) ? judgement : undefined;
}

/** Another Server Function may be sent, and it returns a promise. */
function mayReturnPromise(ts: RuleContext['ts'], checker: ts.TypeChecker, type: ts.Type): boolean {
  const callable = checker.getNonNullableType(type);
  const signatures = typesOf(callable).flatMap((member) => member.getCallSignatures());
  return (
    signatures.length === 0 ||
    signatures.some((signature) => {
      const returned = signature.getReturnType();
      return typesOf(returned).some((member) => isThenable(ts, checker, member));
    })
  );
}
