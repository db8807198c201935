import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp } from '../support/app.ts';
import { pagesOfNextDocs, samplesOf } from '../support/next-docs.ts';

/** What is found in the samples of a section, and why it is right. */
interface Faults {
  readonly page: string;
  readonly section: string;
  /** `file:line rule`, 1-based. */
  readonly found: readonly string[];
  readonly why: string;
}

/** All that is found in every page of the App Router's documentation. What is not here is valid in them, and stays silent. */
const faults: readonly Faults[] = [
  {
    page: '02-guides/data-security.md',
    section: 'Component-level data access',
    found: ['app/ui/profile.tsx:7 async-client-component'],
    why: 'The component is async and has "use client": the guide means to show what it is given.',
  },
  {
    page: '02-guides/migrating-to-cache-components.md',
    section: 'On-demand revalidation (`revalidateTag`, `revalidatePath`, `updateTag`)',
    found: ['app/api/webhook/route.ts:5 revalidation-arguments', 'app/api/webhook/route.js:5 revalidation-arguments'],
    why: 'One argument, as before Next.js 16.',
  },
  {
    page: '02-guides/redirecting.md',
    section: '`useRouter()` hook',
    found: [
      'app/page.tsx:1 client-only-api',
      'app/page.tsx:7 serializable-props',
      'app/page.js:1 client-only-api',
      'app/page.js:7 serializable-props',
    ],
    why: 'The guide shows what it was like before.',
  },
  {
    page: '02-guides/upgrading/version-15.md',
    section: 'Temporary Synchronous Usage',
    found: [
      'app/page.tsx:5 await-request-apis',
      'app/page.tsx:10 await-request-apis',
      'app/page.js:5 await-request-apis',
      'app/page.js:10 await-request-apis',
      'app/page.tsx:5 await-request-apis',
      'app/page.tsx:10 await-request-apis',
      'app/page.js:5 await-request-apis',
      'app/page.js:10 await-request-apis',
      'app/page.tsx:4 await-request-apis',
      'app/page.js:4 await-request-apis',
      'app/page.js:8 await-request-apis',
    ],
    why: 'The upgrade guide shows what works for a time only.',
  },
  {
    page: '02-guides/upgrading/version-15.md',
    section: 'Asynchronous Layout',
    found: [
      'app/layout.tsx:4 await-request-apis',
      'app/layout.tsx:13 await-request-apis',
      'app/layout.js:3 await-request-apis',
      'app/layout.js:7 await-request-apis',
    ],
    why: 'The upgrade guide shows what it was like before.',
  },
  {
    page: '02-guides/upgrading/version-15.md',
    section: 'Synchronous Layout',
    found: ['app/layout.tsx:9 await-request-apis', 'app/layout.js:3 await-request-apis'],
    why: 'The upgrade guide shows what it was like before.',
  },
  {
    page: '02-guides/upgrading/version-15.md',
    section: 'Asynchronous Page',
    found: [
      'app/page.tsx:9 await-request-apis',
      'app/page.tsx:10 await-request-apis',
      'app/page.tsx:20 await-request-apis',
      'app/page.tsx:21 await-request-apis',
      'app/page.js:3 await-request-apis',
      'app/page.js:4 await-request-apis',
      'app/page.js:8 await-request-apis',
      'app/page.js:9 await-request-apis',
    ],
    why: 'The upgrade guide shows what it was like before.',
  },
  {
    page: '02-guides/upgrading/version-15.md',
    section: 'Route Handlers',
    found: ['app/api/route.ts:4 await-request-apis', 'app/api/route.js:4 await-request-apis'],
    why: 'The upgrade guide shows what it was like before.',
  },
  {
    page: '02-guides/upgrading/version-16.md',
    section: 'Async parameters for icon, and open-graph Image (Breaking change)',
    found: ['app/shop/[slug]/opengraph-image.js:9 await-request-apis'],
    why: 'The upgrade guide shows what it was like before.',
  },
  {
    page: '02-guides/upgrading/version-16.md',
    section: 'updateTag',
    found: ['app/actions.ts:5 no-caller-identity', 'app/actions.js:5 no-caller-identity'],
    why: 'The id of whose profile is changed comes from the caller.',
  },
  {
    page: '03-api-reference/02-components/link.md',
    section: '`onNavigate`',
    found: ['app/page.tsx:7 serializable-props', 'app/page.js:7 serializable-props'],
    why: 'A function given to a Client Component; the sample has lost its directive.',
  },
  {
    page: '03-api-reference/04-functions/refresh.md',
    section: 'Error when used outside Server Actions',
    found: ['app/api/posts/route.ts:5 no-mutation-in-render'],
    why: 'The page shows the error.',
  },
  {
    page: '03-api-reference/04-functions/updateTag.md',
    section: 'Error when used outside Server Actions',
    found: ['app/api/posts/route.ts:5 no-mutation-in-render'],
    why: 'The page shows the error.',
  },
  {
    page: '03-api-reference/05-config/01-next-config-js/serverActions.md',
    section: 'Enabling Server Actions (v13)',
    found: ['next.config.js:4 server-actions-config'],
    why: 'A setting of Next.js 13.',
  },
];

// Samples that are cut down to one point have no session, no parser and no importer.
const notAsked = /^(?:require-action-auth|require-action-validation|no-exposed-action|no-ineffective-directive)$/;
const on = rules.filter(({ name }) => !notAsked.test(name)).map((rule) => ({ rule }));

describe('the samples of all pages of the App Router, as Next.js ships them', () => {
  const pages = pagesOfNextDocs();

  it('are there', () => {
    expect(pages.length).toBeGreaterThan(150);
    expect(faults.filter(({ page }) => !pages.includes(page))).toEqual([]);
  });

  it.each(pages)('%s', (page) => {
    const found = samplesOf(page).flatMap(({ section, files }) =>
      findingsInApp(files, on).map(({ fileName, start, rule }) => {
        const line = files[fileName]!.slice(0, start).split('\n').length;
        return `${section.replace(/^.*? › /u, '')} › ${fileName}:${line} ${rule}`;
      }),
    );
    const expected = faults
      .filter((each) => each.page === page)
      .flatMap((each) => each.found.map((text) => `${each.section} › ${text}`));
    expect(found.sort()).toEqual(expected.sort());
  });
});
