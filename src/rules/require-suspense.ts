import { elementCallOf } from '../flow/element-calls.ts';
import { isRenderedFile } from '../frameworks/next/conventions.ts';
import { nextConfigFor } from '../frameworks/next/settings.ts';
import { holds } from '../frameworks/versions.ts';
import { graphOf } from '../graph/graph.ts';
import { relatedPlace } from '../flow/related.ts';
import { importName } from '../fixes/import-edits.ts';
import { defaultComponentOf, isPrerenderedBare } from '../rendering/prerendered.ts';
import { searchParamsReadings, type SearchParamsReading } from '../rendering/search-params.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';

type MessageId = 'element' | 'call' | 'wrap';

/** The files of the App Router that are, or are part of, a page that the build may make. */
const rendered = /^(?:page|layout|template|default|not-found)$/;

/**
 * `useSearchParams()` that a prerendered page comes to with no `<Suspense>` above it. `next build`'s text: "useSearchParams() should be
 * wrapped in a suspense boundary at page "/…". …".
 */
export const requireSuspense = defineRule<MessageId>({
  name: 'require-suspense',
  code: 83050,
  description: 'Require a `<Suspense>` above what calls `useSearchParams()` in a page that is prerendered.',
  reach: ['modules'],
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    element:
      '`{{name}}` calls `{{hook}}` in a static page with no `Suspense` above it, and `next build` fails. Wrap it in `Suspense`.',
    call: '`{{name}}` is called in a static page with no `Suspense` above it, and `next build` fails. Call it in a child in `Suspense`.',
    wrap: 'Wrap `{{name}}` in `Suspense`',
  },
  check(context) {
    const { ts, project, sourceFile, report } = context;
    const { fileName } = sourceFile;
    const entry = graphOf(project).entries.get(fileName);
    if (entry?.kind !== 'app' || !isRenderedFile(entry.name) || !rendered.test(entry.name)) return;
    if (!holds(project, fileName, 'searchParamsBoundary')) return;
    // The setting of Next.js 14 that takes the check back.
    if (nextConfigFor(project, fileName)?.text.includes('missingSuspenseWithCSRBailout')) return;
    const component = defaultComponentOf(project, fileName);
    const readings = component ? searchParamsReadings(project, component) : [];
    if (readings.length === 0 || !isPrerenderedBare(project, fileName)) return;
    for (const reading of readings) {
      const { at, hook, call } = reading;
      const related = call === at ? [] : [relatedPlace(call, `\`${hook}\` is called here`)];
      const made = ts.isCallExpression(at) ? elementCallOf(project, at) : undefined;
      if (made) {
        report({ at: made.type, messageId: 'element', data: { name: made.type.getText(), hook }, related });
        continue;
      }
      if (ts.isCallExpression(at)) {
        report({ at, messageId: 'call', data: { name: at.expression.getText() }, related });
        continue;
      }
      const name = at.tagName.getText();
      report({ at, messageId: 'element', data: { name, hook }, related, suggestions: wrap(context, reading, name) });
    }
  },
});

function wrap(
  { ts, sourceFile }: RuleContext<MessageId>,
  { at }: SearchParamsReading,
  name: string,
): Array<SuggestionDescriptor<MessageId>> {
  const suspense = importName(ts, at, 'react', 'Suspense');
  if (!suspense) return [];
  const element = ts.isJsxOpeningElement(at) ? at.parent : at;
  const start = element.getStart(sourceFile);
  return [
    {
      messageId: 'wrap',
      data: { name },
      edits: [
        ...suspense.edits,
        { start, end: start, newText: `<${suspense.text}>` },
        { start: element.end, end: element.end, newText: `</${suspense.text}>` },
      ],
    },
  ];
}
