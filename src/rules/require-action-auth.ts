import { asksWhoCalls, checkBehind, idleCheckOf, isGuardedByWrapper, type AuthOptions } from '../security/authentication.ts';
import type { IdleCheck } from '../security/answers.ts';
import { firstChange } from '../security/changes.ts';
import { askingOrProving } from '../security/proofs.ts';
import { isMarkedPublic, serverFunctionsIn, type OfferedFunction } from '../server-functions/offered.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule, texts, type RuleContext } from '../rule.ts';
import { excerpt } from '../syntax/excerpt.ts';
import { publicByNature } from '../catalog/authentication.ts';
import { beginsVisitorState } from '../security/visitor-state.ts';

interface Options extends AuthOptions {
  /** Also asks it of Server Functions that only read. */
  readonly reads?: boolean;
}

type MessageId = 'missing' | 'idle' | 'late' | 'missingRead';

const reasons: Readonly<Record<IdleCheck['why'], string>> = {
  unawaited: 'it is not awaited',
  unread: 'nothing depends on its result',
  swallowed: 'its error is caught',
  avoidable: 'the caller decides whether it runs',
  environment: 'the environment decides whether it runs',
  inverted: 'it lets in who is not signed in',
  beside: 'the change starts before it has ended',
};

/**
 * A Server Function that changes something without asking who calls. Every Server Function is a public endpoint: the guide's
 * sections on authentication and authorization.
 */
export const requireActionAuth = defineRule<MessageId, Options>({
  name: 'require-action-auth',
  code: 83025,
  description: 'Require Server Functions that change something to ask who calls first.',
  reach: ['modules', 'types'],
  presets: ['security'],
  options: {
    properties: { authFunctions: texts, reads: { type: 'boolean' } },
    defaults: {},
  },
  messages: {
    missing: '{{name}} mutates data ({{mutation}}) without an authentication check. Add one, or mark it /** @public reason */.',
    idle: '{{name}} mutates data ({{mutation}}), and `{{check}}` stops no one: {{why}}. Await it and act on its result.',
    late: '{{name}} mutates data ({{mutation}}) before `{{check}}` checks who calls. Check first.',
    missingRead: '{{name}} has no authentication check. Add one, or mark it /** @public reason */.',
  },
  check(context) {
    for (const offered of serverFunctionsIn(context.project, context.facts)) checkFunction(context, offered);
  },
});

function checkFunction(
  { project, options, report }: RuleContext<MessageId, Options>,
  { node, head, name, wrappers }: OfferedFunction,
): void {
  if (publicByNature.some((one) => name && one.test(name)) || isMarkedPublic(project.ts, node)) return;
  const change = firstChange(project, node, askingOrProving(project, options));
  if (change ? beginsVisitorState(project, node, change.at) : !options.reads) return;
  if (isGuardedByWrapper(project, node, options, wrappers, change?.at) || asksWhoCalls(project, node, options, change?.at))
    return;
  const data = { name: name ? `\`${name}\`` : 'This Server Function', mutation: excerpt(change?.text ?? '') };
  if (!change) {
    report({ at: head, messageId: 'missingRead', data });
    return;
  }
  const idle = idleCheckOf(project, node, options, change.at);
  const check = idle?.call ?? checkBehind(project, node, options, change.at);
  const called = check ? [relatedPlace(check, 'The check is here')] : [];
  report({
    at: head,
    messageId: idle ? 'idle' : check ? 'late' : 'missing',
    data: { ...data, check: excerpt(check?.expression.getText() ?? ''), why: idle ? reasons[idle.why] : '' },
    related: [relatedPlace(change.at, 'The mutation is here'), ...called],
  });
}
