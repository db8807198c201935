import type ts from 'typescript';
import { outsideCallsIn } from '../caching/outside-cache.ts';
import { forbiddenIn, type ForbiddenUse } from '../caching/request-data.ts';
import { searchParamsReads } from '../caching/search-params.ts';
import { cachedFunctionsIn } from '../flow/cached-functions.ts';
import { relatedPlace } from '../flow/related.ts';
import { nextSettingsOf } from '../frameworks/next/settings.ts';
import { holds } from '../frameworks/versions.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { defineRule } from '../rule.ts';
import { componentNameOf } from '../syntax/components.ts';
import type { TypeScript } from '../typescript.ts';

/**
 * A cached function runs without a request, or for many. Next.js: "`cookies()` can't be read inside `"use cache"`", and the like for
 * each of these; "`cacheLife()` can only be called inside a `"use cache"` … function".
 */
export const noRequestDataInCache = defineRule({
  name: 'no-request-data-in-cache',
  code: 83041,
  description: 'Disallow reading the request and revalidating in cached functions, and cache settings outside of them.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  messages: {
    request: '{{call}} cannot be called in {{fn}}. Read it outside and pass what is needed.',
    connection: '{{call}} cannot be called in {{fn}}. Call it outside.',
    draft: '{{call}} cannot be called in {{fn}}. Call it in a Route Handler.',
    revalidation: '{{call}} cannot be called in {{fn}}. Call it in a Server Function.',
    searchParams: '`searchParams` cannot be read in {{fn}}. Read it outside and pass what is needed.',
    outside: '{{call}} works only in a "use cache" function. Call it in the function that is cached.',
  },
  check({ ts, project, sourceFile, report }) {
    if (isTestFile(project, sourceFile.fileName)) return;
    const isEnabled =
      nextSettingsOf(project, sourceFile.fileName)?.useCache !== false &&
      holds(project, sourceFile.fileName, 'useCacheDirective');
    for (const cached of cachedFunctionsIn(project, sourceFile)) {
      if (cached.kind !== 'unstable' && !isEnabled) continue;
      const name = cached.name ?? componentNameOf(ts, cached.node);
      const fn = name === undefined ? 'this cached function' : `cached \`${name}\``;
      const because = relatedPlace(cached.by, 'This makes the function a cached one');
      for (const use of forbiddenIn(project, cached)) {
        report({
          at: use.at,
          messageId: use.forbidden.kind,
          data: { call: describeUse(ts, use), fn },
          related: [...use.through.slice(1).map(({ call }) => call), ...(use.node === use.at ? [] : [use.node])]
            .map((place) => relatedPlace(place, 'It is called here'))
            .concat(because),
        });
      }
      for (const read of searchParamsReads(project, cached)) {
        report({ at: read, messageId: 'searchParams', data: { fn }, related: [because] });
      }
    }
    if (!isEnabled) return;
    for (const { at, name, call } of outsideCallsIn(project, sourceFile)) {
      const isItself = at === call;
      report({
        at: { start: at.getStart(), end: at.end },
        messageId: 'outside',
        data: { call: isItself ? `\`${name}()\`` : `${nameOfCall(ts, at)}, which calls \`${name}()\`,` },
        related: isItself ? [] : [relatedPlace(call, 'It is called here')],
      });
    }
  },
});

/** The call; where a helper makes it the helper, which calls it. */
function describeUse(ts: TypeScript, { forbidden, through }: ForbiddenUse): string {
  const [first] = through;
  const last = `\`${forbidden.text}\``;
  if (!first) return last;
  const helper = componentNameOf(ts, first.fn);
  return `${helper === undefined ? nameOfCall(ts, first.call) : `\`${helper}\``}, which calls ${last},`;
}

/** What a call calls, as it is written, where that is short. */
function nameOfCall(ts: TypeScript, call: ts.Node): string {
  const callee = ts.isCallExpression(call) || ts.isNewExpression(call) ? call.expression.getText() : '';
  return /^[\w$.]{1,40}$/.test(callee) ? `\`${callee}\`` : 'this call';
}
