import { descendantsOf } from '../syntax/descendants.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { holds } from '../frameworks/versions.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { newPromisesIn } from '../rendering/new-promise.ts';
import { defineRule } from '../rule.ts';
import { isNameOrMember } from '../syntax/nodes.ts';

/**
 * `use()` of a promise that each render makes anew. A component that waits for it starts over when it has come, and waits for the
 * next one (React warns: "A component was suspended by an uncached promise").
 */
export const noUncachedUse = defineRule({
  name: 'no-uncached-use',
  code: 83035,
  description: 'Disallow use() of a promise that a Client Component makes anew at each render.',
  reach: ['file', 'modules', 'types'],
  side: 'client',
  presets: ['recommended'],
  messages: {
    uncached:
      '`{{promise}}` is a new promise at each render, so the fallback never goes away. Make it in a Server Component and pass it as a prop.',
  },
  check({ ts, sourceFile, project, facts, report }) {
    const { fileName, text } = sourceFile;
    if (!/\buse\b/.test(text) || isTestFile(project, fileName)) return;
    const { client, server } = graphOf(project).environmentOf(fileName);
    // A Server Component may wait for what it has just asked for.
    if (facts.moduleDirective !== 'use client' && (!client || server)) return;
    if (!holds(project, fileName, 'use')) return;
    for (const call of descendantsOf(ts, sourceFile, 'CallExpression')) {
      const [argument] = call.arguments;
      const { expression: callee } = call;
      if (!argument || !isNameOrMember(ts, callee)) continue;
      if (!isFrom(originOf(project, callee), 'react', 'use')) continue;
      for (const promise of newPromisesIn(project, argument)) {
        const written = promise.getText(sourceFile).replaceAll(/\s+/g, ' ');
        report({
          at: promise,
          messageId: 'uncached',
          data: { promise: written.length <= 30 ? written : `${written.slice(0, 29)}…` },
        });
      }
    }
  },
});
