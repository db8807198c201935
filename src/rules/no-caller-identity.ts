import { isMarkedPublic, serverFunctionsIn } from '../server-functions/offered.ts';
import { claimedIdentities } from '../security/claimed-identity.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule } from '../rule.ts';

/**
 * A Server Function that is told by its caller who the acting user is, and chooses by it whose data to change. Whoever calls it may
 * send any user's id. The guide's section on authentication and authorization.
 */
export const noCallerIdentity = defineRule({
  name: 'no-caller-identity',
  code: 83060,
  description: 'Disallow taking the id of the acting user from the caller of a Server Function.',
  reach: ['modules', 'types'],
  presets: ['security'],
  messages: {
    found:
      '`{{id}}` comes from the caller, and {{name}} changes data by it ({{change}}). Take it from the session, or compare the two.',
  },
  check({ project, facts, report }) {
    for (const offered of serverFunctionsIn(project, facts)) {
      if (isMarkedPublic(project.ts, offered.node)) continue;
      for (const { id, parameter, use, change } of claimedIdentities(project, offered)) {
        report({
          at: parameter.name,
          messageId: 'found',
          data: { id, name: offered.name ? `\`${offered.name}\`` : 'this Server Function', change },
          related: [relatedPlace(use, 'Used here')],
        });
      }
    }
  },
});
