import { relatedPlace } from '../flow/related.ts';
import { holds } from '../frameworks/versions.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { defineRule } from '../rule.ts';
import { caughtOfActions } from '../server-functions/caught-actions.ts';
import { shownTextsOf } from '../server-functions/shown-errors.ts';

/**
 * The message of what a Server Function threw, shown in the browser. In production React's encoder sends the digest of an error
 * alone, and what the browser reads as its message is a fixed text. Guide: error handling ("return values").
 */
export const noRedactedErrorMessage = defineRule({
  name: 'no-redacted-error-message',
  code: 83036,
  description: 'Disallow showing the message of an error that a Server Function threw: in production React replaces it.',
  reach: ['file', 'modules'],
  side: 'client',
  presets: ['recommended'],
  severity: 'warn',
  messages: {
    redacted: 'React replaces the message of what `{{action}}` throws in production. Return `{ error }` instead.',
  },
  check({ sourceFile, project, facts, report }) {
    const { fileName, text } = sourceFile;
    if (!/\bcatch\b|\.(?:then|promise)\b|\buse\w*(?:Mutation|Query|SWR)/.test(text) || isTestFile(project, fileName)) return;
    const { client, server } = graphOf(project).environmentOf(fileName);
    if (facts.moduleDirective !== 'use client' && (!client || server)) return;
    const seen = new Set<number>();
    for (const { error, action, showsResult } of caughtOfActions(project, sourceFile)) {
      for (const at of shownTextsOf(project, error, showsResult)) {
        if (seen.has(at.pos) || !holds(project, fileName, 'redactedMessages')) continue;
        seen.add(at.pos);
        report({ at, messageId: 'redacted', data: { action }, related: [relatedPlace(error, 'It is caught here')] });
      }
    }
  },
});
