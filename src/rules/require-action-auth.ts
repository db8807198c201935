import {
  asksWhoCalls,
  checkBehind,
  idleCheckOf,
  isGuardedByWrapper,
  type AuthOptions,
  type IdleCheck,
} from '../security/authentication.ts';
import { firstChange } from '../security/changes.ts';
import { isMarkedPublic, serverFunctionsIn, type OfferedFunction } from '../server-functions/offered.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';

interface Options extends AuthOptions {
  /** Also asks it of Server Functions that only read. */
  readonly reads?: boolean;
}

type MessageId = 'missing' | 'idle' | 'late' | 'missingRead';

const reasons: Readonly<Record<IdleCheck['why'], string>> = {
  unawaited: 'its promise is not awaited',
  unread: 'nobody looks at what it answers',
  swallowed: 'what it throws is caught',
};

/** Anybody has to be able to call these: they are how a caller becomes known. */
const publicByNature =
  /^(?:sign|log)_?(?:in|up|out|on|off)|^(?:register|authenticate|forgot|requestPassword|resetPassword|verifyEmail|contact|subscribe|unsubscribe|joinWaitlist)/i;

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
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { authFunctions: { type: 'array', items: { type: 'string' } }, reads: { type: 'boolean' } },
    },
    defaults: {},
  },
  messages: {
    missing:
      '{{name}} changes something ({{mutation}}) and never asks who calls, though anybody can call it. Looked for and not found: a call of an authentication library, of a function that asks or that is named as a guard, awaited and looked at. Ask first, or mark it /** @public reason */.',
    idle: '{{name}} changes something ({{mutation}}), though anybody can call it. It calls "{{check}}", which stops nobody: {{why}}. Ask who calls, await the answer and look at it first.',
    late: '{{name}} changes something ({{mutation}}) before it asks who calls, by "{{check}}". Ask first.',
    missingRead:
      '{{name}} can be called by anybody, and never asks who calls. Looked for and not found: a call of an authentication library, of a function that asks or that is named as a guard, awaited and looked at. Ask first, or mark it /** @public reason */.',
  },
  check(context) {
    for (const offered of serverFunctionsIn(context.project, context.facts)) checkFunction(context, offered);
  },
});

function checkFunction(
  { project, options, report }: RuleContext<MessageId, Options>,
  { node, head, name }: OfferedFunction,
): void {
  if ((name && publicByNature.test(name)) || isMarkedPublic(project.ts, node)) return;
  const change = firstChange(project, node, (fn, place) => asksWhoCalls(project, fn, options, place));
  if (!change && !options.reads) return;
  if (isGuardedByWrapper(project, node, options) || asksWhoCalls(project, node, options, change?.at)) return;
  const data = { name: name ? `Server Function "${name}"` : 'This Server Function', mutation: change?.text ?? '' };
  if (!change) {
    report({ at: head, messageId: 'missingRead', data });
    return;
  }
  const idle = idleCheckOf(project, node, options, change.at);
  const check = idle?.call ?? checkBehind(project, node, options, change.at);
  const called = check ? [relatedPlace(check, 'It is called here')] : [];
  report({
    at: head,
    messageId: idle ? 'idle' : check ? 'late' : 'missing',
    data: { ...data, check: check?.expression.getText() ?? '', why: idle ? reasons[idle.why] : '' },
    related: [relatedPlace(change.at, 'It changes something here'), ...called],
  });
}
