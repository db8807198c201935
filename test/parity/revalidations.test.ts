import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revalidationArguments } from '../../src/rules/revalidation-arguments.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';
import { runnable, startNext } from '../support/next-side.ts';
import type { Side } from '../support/react-encoder.ts';

// Calls of `revalidatePath` and `revalidateTag` in Server Functions, run by Next.js itself: a path has a finding exactly where the tag
// that Next.js makes of it is on no page of the app, a tag where Next.js warns.

/** The app's pages by their files, each with an address. */
const pages = {
  '': '/',
  '/users': '/users',
  '/users/[id]': '/users/1',
  '/users/[id]/posts': '/users/1/posts',
  '/(shop)/cart': '/cart',
  '/(shop)/items/[item]': '/items/a',
  '/docs/[...slug]': '/docs/a/b',
  '/help/[[...topic]]': '/help',
};

/** What is given to `revalidatePath`, for each of the app's files. */
const paths = {
  address: (_: string, address: string) => [`'${address}'`],
  file: (file: string) => [`'${file || '/'}'`],
  filePage: (file: string) => [`'${file || '/'}'`, "'page'"],
  fileLayout: (file: string) => [`'${file || '/'}'`, "'layout'"],
  fileTemplate: (file: string) => [`\`${file || '/'}\``],
  fileUndefined: (file: string) => [`'${file || '/'}'`, 'undefined'],
  fileConstant: (file: string) => [`(${JSON.stringify(file || '/')} as const)`, "('page' as const)"],
  fileOtherType: (file: string) => [`'${file || '/'}'`, "'pages' as 'page'"],
  fileEmptyType: (file: string) => [`'${file || '/'}'`, "'' as 'page'"],
  fileSlash: (file: string) => [`'${file}/'`],
  filePageSlash: (file: string) => [`'${file}/'`, "'page'"],
  addressNoSlash: (_: string, address: string) => [`'${address.slice(1)}'`],
  fileNoSlash: (file: string) => [`'${file.slice(1)}'`, "'page'"],
  addressLayout: (_: string, address: string) => [`'${address}'`, "'layout'"],
  addressPage: (_: string, address: string) => [`'${address}'`, "'page'"],
  addressSum: (_: string, address: string) => [`'${address.slice(0, 2)}' + '${address.slice(2)}'`],
  url: (_: string, address: string) => [`'https://example.com${address}'`],
};

type Form = keyof typeof paths;

/** What is given to `revalidateTag`. */
const tags = {
  alone: ["'a'"],
  max: ["'a'", "'max'"],
  custom: ["'a'", '{ expire: 0 }'],
  undefined: ["'a'", 'undefined as never'],
  null: ["'a'", 'null as never'],
  empty: ["'a'", "''"],
  profile: ["'a'", 'profile'],
  template: ['`a-${1}`'],
};

/** How the function is called. */
const calls = {
  plain: (name: string, args: string) => `${name}(${args})`,
  renamed: (name: string, args: string) => `${name === 'revalidatePath' ? 'stalePath' : 'staleTag'}(${args})`,
  namespace: (name: string, args: string) => `cache.${name}(${args})`,
  barrel: (name: string, args: string) => `own.${name}(${args})`,
  variable: (name: string, args: string) => `const run = ${name}; run(${args})`,
  awaited: (name: string, args: string) => `await ${name}(${args})`,
  condition: (name: string, args: string) => `if (profile) { ${name}(${args}) }`,
};

type Call = keyof typeof calls;
const callNames = Object.keys(calls) as Call[];

function appOf(code: string): AppFiles {
  const pageFiles = Object.keys(pages).map((file) => [`app${file}/page.tsx`, 'export default function Page() { return null; }']);
  return {
    ...(Object.fromEntries(pageFiles) as AppFiles),
    'app/own.ts': "export { revalidatePath, revalidateTag } from 'next/cache';",
    'app/actions.ts': `'use server';

import * as cache from 'next/cache';
import { revalidatePath, revalidatePath as stalePath, revalidateTag, revalidateTag as staleTag } from 'next/cache';
import * as own from './own';

const profile = 'max';

export default async function save() {
  ${code};
}
`,
  };
}

interface Revalidations {
  readonly tags: readonly string[];
  readonly warnings: readonly string[];
}

let next: Side;
const known = new Set<string>();
beforeAll(async () => {
  next = await startNext('request');
  for (const [file, path] of Object.entries(pages)) {
    for (const tag of (await next.ask('tags', { page: `${file}/page`, path })) as string[]) known.add(tag);
  }
});
afterAll(() => {
  next.close();
});

const run = async (files: AppFiles): Promise<Revalidations> =>
  (await next.ask('revalidations', runnable(files, 'app/actions.ts'))) as Revalidations;
const found = (files: AppFiles): string[] =>
  findingsInApp(files, [{ rule: revalidationArguments }]).map(({ messageId }) => messageId);

describe.each(Object.entries(pages))('the page of app%s', (file, address) => {
  it.each(Object.keys(paths) as Form[])('%s', async (form) => {
    const number = Object.keys(pages).indexOf(file) + Object.keys(paths).indexOf(form);
    const call = calls[callNames[number % callNames.length]!];
    const args = paths[form](file, address).join(', ');
    const files = appOf(call('revalidatePath', args));
    const made = await run(files);
    const hasEffect = made.tags.some((tag) => known.has(tag));
    expect.soft(found(files).length > 0, `${args}: ${made.tags.join(' ')}`).toBe(!hasEffect);
  });
});

it.each(Object.entries(tags))('a tag: %s', async (_, given) => {
  for (const call of callNames) {
    const files = appOf(calls[call]('revalidateTag', given.join(', ')));
    const { warnings } = await run(files);
    expect.soft(found(files), call).toEqual(warnings.length > 0 ? ['profile'] : []);
  }
});
