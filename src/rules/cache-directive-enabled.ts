import { placeOfDirective } from '../facts/directives.ts';
import { builtInCacheKinds, spellingOf } from '../facts/spelling.ts';
import { nextConfigFor, nextSettingsOf } from '../frameworks/next/settings.ts';
import { isOfOtherFramework } from '../frameworks/framework.ts';
import { holds } from '../frameworks/versions.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { defineRule } from '../rule.ts';

/**
 * `"use cache"` where the app's `next.config` does not enable it. Compiler kinds: use-cache-not-enabled, unknown-cache-kind; the
 * flag is `experimental.useCache` inside Next.js, which `cacheComponents` sets.
 */
export const cacheDirectiveEnabled = defineRule({
  name: 'cache-directive-enabled',
  code: 83030,
  description: 'Disallow "use cache" where next.config enables neither cacheComponents nor experimental.useCache.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  messages: {
    off: '`{{directive}}` needs `{{flag}}: true`, and {{config}} does not set it, so the build fails. Set it there, or remove the directive.',
    unknownKind: '{{config}} has no cache handler `{{kind}}`, so the build fails. Add it to `cacheHandlers`, or use {{kinds}}.',
  },
  check({ sourceFile, facts, project, report }) {
    const { fileName } = sourceFile;
    if (!sourceFile.text.includes('use cache') || isTestFile(project, fileName) || isOfOtherFramework(project, fileName)) return;
    const cached = facts.directives.filter(({ name, counts }) => name === 'use cache' && counts);
    const settings = cached.length > 0 ? nextSettingsOf(project, fileName) : undefined;
    if (!settings || !holds(project, fileName, 'useCacheDirective')) return;
    const flag = holds(project, fileName, 'cacheComponents') ? 'cacheComponents' : 'experimental.useCache';
    const config = nextConfigFor(project, fileName)!.fileName.split('/').at(-1)!;
    const kinds = settings.cacheHandlers && [...new Set([...builtInCacheKinds, ...settings.cacheHandlers])];
    for (const directive of cached) {
      const { text } = directive;
      const at = placeOfDirective(directive);
      const spelling = kinds && spellingOf(text, true, kinds);
      // A kind that is near a known one is misspelt: directive-spelling says so.
      if (spelling?.text !== undefined) continue;
      if (settings.useCache === false) report({ at, messageId: 'off', data: { directive: text, config, flag } });
      else if (spelling) {
        const data = {
          config,
          kind: text.slice(text.indexOf(':') + 1).trim(),
          kinds: kinds.join(', '),
        };
        report({ at, messageId: 'unknownKind', data });
      }
    }
  },
});
