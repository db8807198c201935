import { argumentUsesIn } from '../caching/argument-uses.ts';
import { isPassedThrough } from '../caching/passed-through.ts';
import { crossingsOf } from '../crossings/crossings.ts';
import { isFault, verdictOf } from '../crossings/verdict.ts';
import { wordsFor } from '../crossings/words.ts';
import { cachedFunctionsIn } from '../flow/cached-functions.ts';
import { relatedDeclaration, relatedPlace } from '../flow/related.ts';
import { nextSettingsOf } from '../frameworks/next/settings.ts';
import { holds } from '../frameworks/versions.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { defineRule } from '../rule.ts';
import { describeArrival, describeReason } from '../serialization/describe.ts';

/**
 * A cached function's result is written down: by React's encoder for `"use cache"`, by JSON for `unstable_cache`. Its arguments go
 * through React's encoder too, which puts a reference in the place of what it cannot carry: "Attempted to call a temporary Client
 * Reference from the server but it is on the client", "Cannot access … on the server".
 */
export const serializableCacheValues = defineRule({
  name: 'serializable-cache-values',
  code: 83042,
  description: 'Disallow values that a cached function cannot keep, and looking into arguments that it cannot be given.',
  reach: ['file', 'types'],
  presets: ['recommended'],
  messages: {
    result: '{{culprit}} {{what}}, which a cached function cannot return. Return plain data.',
    json: '{{culprit}} {{what}} and comes out of the cache {{arrival}}. Convert it yourself.',
    bigint: '{{culprit}} is a bigint, which `unstable_cache` cannot keep. Return a string.',
    argument: '{{argument}} {{what}}, which a cached function can only hand on. Use it outside.',
    converted: '{{argument}} {{what}} and comes into the cached function {{arrival}}. Give it the values that it needs.',
  },
  check({ project, sourceFile, report }) {
    if (isTestFile(project, sourceFile.fileName)) return;
    const isEnabled =
      nextSettingsOf(project, sourceFile.fileName)?.useCache !== false &&
      holds(project, sourceFile.fileName, 'useCacheDirective');
    for (const crossing of crossingsOf(project, sourceFile, 'cached-result')) {
      const isJson = crossing.encoder === 'json';
      if (!isJson && !isEnabled) continue;
      for (const fault of verdictOf(project, crossing).parts) {
        const { judgement, expression } = fault;
        const { reason, verdict, path } = judgement;
        if (!reason || (isJson ? verdict !== 'no' && verdict !== 'converts' : !isFault(judgement))) continue;
        if (!isJson && isPassedThrough(project, crossing.fn, expression, path)) continue;
        report({
          at: expression,
          messageId: !isJson ? 'result' : verdict === 'no' ? 'bigint' : 'json',
          data: wordsFor(project, fault, 'result'),
          related: relatedDeclaration(project, expression),
        });
      }
    }
    for (const cached of isEnabled ? cachedFunctionsIn(project, sourceFile) : []) {
      for (const { at, name, judgement, given } of argumentUsesIn(project, cached)) {
        const { verdict, reason } = judgement;
        report({
          at,
          messageId: verdict === 'no' ? 'argument' : 'converted',
          data: {
            argument: `\`${name}\``,
            what: reason ? describeReason(reason) : 'cannot be carried',
            arrival: (reason && describeArrival(reason, 'argument')) ?? '',
          },
          related: [relatedPlace(given, 'It is given here')],
        });
      }
    }
  },
});
