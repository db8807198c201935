import { frequentEvent } from '../events/frequent-events.ts';
import { straightCalls } from '../rendering/straight-calls.ts';
import { eventHandlersOf } from '../events/event-handlers.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule } from '../rule.ts';

/** A Server Function called at every one of many events. Guide: event handlers ("we recommend debouncing the call"). */
export const noUndebouncedAction = defineRule({
  name: 'no-undebounced-action',
  code: 83028,
  description: 'Disallow calling a Server Function straight from an event that comes many times: onChange, onKeyDown, onScroll …',
  reach: ['file', 'modules'],
  presets: ['strict'],
  messages: {
    typed: '`{{handler}}` calls Server Function {{action}} on every keystroke. Debounce it, or call it on submit.',
    frequent: '`{{handler}}` calls Server Function {{action}} on every {{event}}. Throttle or debounce it.',
  },
  check({ sourceFile, project, ts, report }) {
    if (isTestFile(project, sourceFile.fileName)) return;
    const callsOf = straightCalls(project);
    for (const handler of eventHandlersOf(ts, sourceFile)) {
      const event = frequentEvent(project, handler);
      if (event === undefined) continue;
      for (const { node, name, through } of callsOf(handler.handler)) {
        const isElsewhere = node.pos < handler.handler.pos || node.end > handler.handler.end;
        report({
          at: node,
          messageId: event === 'keystroke' ? 'typed' : 'frequent',
          data: {
            action: through ? `\`${name}\` (in \`${through}\`)` : `\`${name}\``,
            handler: handler.name,
            event,
          },
          related: isElsewhere ? [relatedPlace(handler.handler, `This is the handler of \`${handler.name}\``)] : [],
        });
      }
    }
  },
});
