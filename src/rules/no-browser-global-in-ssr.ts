import { browserGlobals } from '../catalog/browser-globals.ts';
import { relatedSteps } from '../graph/chain.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { serverRunOf } from '../rendering/server-run.ts';
import { isLoadedForSsr } from '../rendering/ssr-modules.ts';
import { ssrRunOf } from '../rendering/ssr-run.ts';
import { defineRule } from '../rule.ts';
import { globalReads } from '../syntax/references.ts';

/**
 * A global of the browser, read while the server renders a Client Component. `"use client"` says that a component runs in the
 * browser too, not that it runs there alone: what is not there on the server is a ReferenceError.
 */
export const noBrowserGlobalInSsr = defineRule({
  name: 'no-browser-global-in-ssr',
  code: 83034,
  description: "Disallow the browser's globals where the server loads or renders a client module.",
  reach: ['file', 'modules'],
  side: 'client',
  presets: ['recommended'],
  messages: {
    load: '`{{name}}` is missing when the server loads this module. Read it in an effect or an event handler.',
    render: '`{{name}}` is missing when the server renders {{component}}. Read it in an effect or an event handler.',
  },
  check({ ts, sourceFile, project, facts, report }) {
    const { fileName } = sourceFile;
    const reads = globalReads(ts, sourceFile, browserGlobals);
    if (reads.length === 0 || isTestFile(project, fileName)) return;
    const { client, server } = graphOf(project).environmentOf(fileName);
    if (!client || !isLoadedForSsr(project, fileName)) return;
    for (const { name, node } of reads) {
      // On the server proper client-only-api says it.
      if (server && facts.moduleDirective !== 'use client' && serverRunOf(project, node)) continue;
      const run = ssrRunOf(project, node);
      if (!run) continue;
      report({
        at: node,
        messageId: run.when,
        data: { name, component: run.name === undefined ? 'a component' : `\`${run.name}\`` },
        related: relatedSteps(project, client),
      });
    }
  },
});
