import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitRequestApis } from '../../src/rules/await-request-apis.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';
import { runnable, startNext } from '../support/next-side.ts';
import type { Side } from '../support/react-encoder.ts';

// Pages that read what a request holds, each answered with what Next.js itself makes of `params`, `searchParams`, `cookies()` and
// `headers()` for a request (`id` is 7): a page has a finding exactly where the 7 does not come out.

/** What a request holds, and how `id` is read of it once it is there. */
interface Source {
  readonly promise: string;
  readonly member: string;
}

const props: Record<string, Source> = {
  params: { promise: 'params', member: 'id' },
  searchParams: { promise: 'searchParams', member: 'id' },
};

const calls: Record<string, Source> = {
  cookies: { promise: 'cookies()', member: "get('id')?.value" },
  headers: { promise: 'headers()', member: "get('id')" },
  named: { promise: 'jar()', member: "get('id')?.value" },
  member: { promise: 'request.cookies()', member: "get('id')?.value" },
  helper: { promise: 'store()', member: "get('id')?.value" },
  asyncHelper: { promise: 'later()', member: "get('id')?.value" },
};

/** How it is read; each ends in `show(…)`. */
const ways = {
  straight: ({ promise, member }: Source) => `return show(${promise}.${member})`,
  optional: ({ promise, member }: Source) => `return show(${promise}?.${member})`,
  asserted: ({ promise, member }: Source) => `return show((${promise} as any).${member})`,
  nonNull: ({ promise, member }: Source) => `return show(${promise}!.${member})`,
  kept: ({ promise, member }: Source) => `const all: any = ${promise}; return show(all.${member})`,
  keptTwice: ({ promise, member }: Source) => `const one: any = ${promise}; const two = one; return show(two.${member})`,
  spread: ({ promise, member }: Source) => `const all: any = { ...${promise} }; return show(all.${member})`,
  inNested: ({ promise, member }: Source) => `const get = () => ${promise}.${member}; return show(get())`,
  conditional: ({ promise, member }: Source) => `return show(isOn ? ${promise}.${member} : 0)`,
  template: ({ promise, member }: Source) => `return show(\`\${${promise}.${member}}\`)`,
  sequence: ({ promise, member }: Source) => `noted(); return show((noted(), ${promise}).${member})`,
  inAwait: ({ promise, member }: Source) => `return show(await ${promise}.${member})`,
  tooLate: ({ promise, member }: Source) => `const value = ${promise}.${member}; await ${promise}; return show(value)`,
  forgotten: ({ promise, member }: Source) => `await ${promise}; return show(${promise}.${member})`,
  awaited: ({ promise, member }: Source) => `return show((await ${promise}).${member})`,
  awaitedKept: ({ promise, member }: Source) => `const all = await ${promise}; return show(all.${member})`,
  awaitedAsserted: ({ promise, member }: Source) => `const all = (await (${promise} as any)) as any; return show(all.${member})`,
  keptAwaited: ({ promise, member }: Source) => `const one = ${promise}; const all = await one; return show(all.${member})`,
  then: ({ promise, member }: Source) => `return ${promise}.then((all: any) => show(all.${member}))`,
  thenAwaited: ({ promise, member }: Source) =>
    `const value = await ${promise}.then((all: any) => all.${member}); return show(value)`,
  all: ({ promise, member }: Source) => `const [all] = await Promise.all([${promise}]); return show(all.${member})`,
  allIndex: ({ promise, member }: Source) => `const all = await Promise.all([${promise}, 1]); return show(all[0].${member})`,
  race: ({ promise, member }: Source) => `const all: any = await Promise.race([${promise}]); return show(all.${member})`,
  resolved: ({ promise, member }: Source) => `return show((await Promise.resolve(${promise})).${member})`,
  passed: ({ promise, member }: Source) => `return show(await read(${promise}, (all: any) => all.${member}))`,
  assigned: ({ promise, member }: Source) => `let all: any; all = await ${promise}; return show(all.${member})`,
  atOnce: ({ promise, member }: Source) => `return (async () => show((await ${promise}).${member}))()`,
  forAwait: ({ promise, member }: Source) => `for await (const all of [${promise}]) return show(all.${member})`,
  tried: ({ promise, member }: Source) => `try { return show((await ${promise}).${member}) } catch { return '' }`,
} satisfies Record<string, (source: Source) => string>;

/** Ways that take it apart by the name of what it holds: of `params` and `searchParams` only. */
const apart = {
  pattern: ({ promise }: Source) => `const { id } = ${promise} as any; return show(id)`,
  patternRenamed: ({ promise }: Source) => `const { id: key } = ${promise} as any; return show(key)`,
  patternDefault: ({ promise }: Source) => `const { id = 0 } = ${promise} as any; return show(id)`,
  patternRest: ({ promise }: Source) => `const { ...all } = ${promise} as any; return show(all.id)`,
  patternAssigned: ({ promise }: Source) => `let id: any; ({ id } = ${promise} as any); return show(id)`,
  key: ({ promise }: Source) => `return show(${promise}['id'])`,
  keyOf: ({ promise }: Source) => `const key = 'id'; return show(${promise}[key])`,
  entries: ({ promise }: Source) => `return show(Object.values(${promise} as object)[0])`,
  assign: ({ promise }: Source) => `return show((Object.assign({}, ${promise}) as any).id)`,
  awaitedPattern: ({ promise }: Source) => `const { id } = await ${promise}; return show(id)`,
  awaitedRest: ({ promise }: Source) => `const { ...all } = await ${promise}; return show(all.id)`,
  awaitedKey: ({ promise }: Source) => `return show((await ${promise})['id'])`,
  awaitedEntries: ({ promise }: Source) => `return show(Object.values(await ${promise})[0])`,
  thenPattern: ({ promise }: Source) => `return ${promise}.then(({ id }: any) => show(id))`,
  allPattern: ({ promise }: Source) => `const [{ id }] = await Promise.all([${promise}]); return show(id)`,
  again: ({ promise }: Source) => `${promise} = await ${promise}; return show(${promise}.id)`,
} satisfies Record<string, (source: Source) => string>;

type Way = (source: Source) => string;

/** The page's head; what it reads is called as the prop is. */
const pages = {
  pattern: (name: string, body: string) => `export default async function Page({ ${name} }: any) { ${body} }`,
  renamed: (name: string, body: string) =>
    `export default async function Page({ ${name}: given }: any) { ${body.replaceAll(name, 'given')} }`,
  whole: (name: string, body: string) =>
    `export default async function Page(props: any) { ${body.replaceAll(name, `props.${name}`)} }`,
  takenOut: (name: string, body: string) => `export default async function Page(props: any) { let { ${name} } = props; ${body} }`,
  arrow: (name: string, body: string) => `const Page = async ({ ${name} }: any) => { ${body} }; export default Page;`,
  expression: (name: string, body: string) => `export default async ({ ${name} }: any) => { ${body} };`,
  listed: (name: string, body: string) => `async function Page({ ${name} }: any) { ${body} } export { Page as default };`,
  rest: (name: string, body: string) =>
    `export default async function Page({ ...rest }: any) { ${body.replaceAll(name, `rest.${name}`)} }`,
  passedOn: (name: string, body: string) =>
    `async function showItem({ ${name} }: any) { ${body} } export default async function Page({ ${name} }: any) { return showItem({ ${name} }); }`,
  far: (name: string, body: string) => `export { default } from './item'; // ${name} ${body.length}`,
};

type Page = keyof typeof pages;
const pageNames = Object.keys(pages) as Page[];

const start = `import { cookies, cookies as jar, headers } from 'next/headers';
import * as request from 'next/headers';
import { isOn, later, noted, read, show, store } from '../../../lib';
`;

function appOf(code: string, name = '', body = ''): AppFiles {
  return {
    'app/items/[id]/page.tsx': `${start}${code}\n`,
    'app/items/[id]/item.tsx': `${start}export default async function Item({ ${name || 'params'} }: any) { ${body} }\n`,
    'lib.ts': `import { cookies } from 'next/headers';
export const isOn = Date.now() > 0;
export function noted() {}
export const show = (value: unknown): string => 'id: ' + String(value);
export const store = () => cookies();
export async function later() { return await cookies(); }
export async function read(promise: Promise<any>, select: (all: any) => any) { return select(await promise); }
`,
  };
}

let next: Side;
beforeAll(async () => {
  next = await startNext('request');
});
afterAll(() => {
  next.close();
});

async function expectAgreement(files: AppFiles, what: string): Promise<void> {
  const { text, error } = (await next.ask('page', runnable(files, 'app/items/[id]/page.tsx'))) as {
    text?: string;
    error?: string;
  };
  const found = findingsInApp(files, [{ rule: awaitRequestApis }]);
  expect.soft(found.length > 0, `${what}: ${error ?? text}`).toBe(text !== 'id: 7');
}

describe.each(Object.entries(props))('%s', (name, source) => {
  it.each(Object.entries({ ...ways, ...apart }) as Array<[string, Way]>)('%s', async (wayName, way) => {
    const number = Object.keys({ ...ways, ...apart }).indexOf(wayName);
    for (const [index, page] of pageNames.entries()) {
      if (!isWhole && (index + number) % 3 !== 0) continue;
      const body = way(source);
      await expectAgreement(appOf(pages[page](name, body), name, page === 'far' ? body : ''), `${page}: ${body}`);
    }
  });
});

// `npm run parity` has each way in each page.
const isWhole = process.env['PARITY_BUILDS'] !== undefined;

describe.each(Object.entries(calls))('%s', (_, source) => {
  it.each(Object.entries(ways) as Array<[string, Way]>)('%s', async (_name, way) => {
    await expectAgreement(appOf(`export default async function Page() { ${way(source)} }`), way(source));
  });
});
