import type { Fault } from '../fault.ts';

/** A component of the file that the page renders. */
const inPage = (rule: string, how: string, body: string, more: Partial<Fault> = {}): Fault => ({
  rule,
  how,
  place: 'page',
  jsx: '<Probe__ />',
  ...more,
  append: `${more.append ?? ''}\n${/\bawait\b/.test(body) ? 'async ' : ''}function Probe__() {\n${body}\n}\n`,
});
/** New files, imported for their effect by a client component of the app. */
const inClient = (rule: string, how: string, append: string, more: Partial<Fault> = {}): Fault => ({
  rule,
  how,
  place: 'client',
  append,
  ...(/function Probe__\(\)/.test(append) ? { jsx: '<Probe__ />' } : {}),
  ...more,
});

const clientFile = `'use client';
import { useState } from 'react';
export function useProbe__() {
  return useState(0)[0];
}
export function format__(text: string) {
  return text.trim();
}
export const list__ = ['a', 'b'];
export const config__ = { name: 'a', of: { deep: 1 } };
export default function Main__() {
  return <b>{useProbe__()}</b>;
}
`;
const client = { 'client__.tsx': clientFile };

/** The same faults one step further away. */
export const hidden: readonly Fault[] = [
  // client-reference-use
  inPage('client-reference-use', 'a call of a namespace', `  return <b>{all__.format__('a')}</b>; // !client-reference-use`, {
    imports: `import * as all__ from './client__';`,
    files: client,
  }),
  inPage('client-reference-use', 'a hook of a client file', `  return <b>{useProbe__()}</b>; // !client-reference-use`, {
    imports: `import { useProbe__ } from './client__';`,
    files: client,
  }),
  inPage('client-reference-use', 'a list that is spread', `  return <b>{[...list__].join()}</b>; // !client-reference-use`, {
    imports: `import { list__ } from './client__';`,
    files: client,
  }),
  inPage('client-reference-use', 'a length', `  return <b>{list__.length}</b>; // !client-reference-use`, {
    imports: `import { list__ } from './client__';`,
    files: client,
  }),
  inPage(
    'client-reference-use',
    'taken apart',
    `  const { name } = config__; // !client-reference-use\n  return <b>{name}</b>;`,
    { imports: `import { config__ } from './client__';`, files: client },
  ),
  inPage('client-reference-use', 'a member through a star', `  return <b>{config__.name}</b>; // !client-reference-use`, {
    imports: `import { config__ } from './star__';`,
    files: { ...client, 'star__.ts': `export * from './client__';\n` },
  }),
  inPage('client-reference-use', 'a call under another name', `  return <b>{same('a')}</b>; // !client-reference-use`, {
    imports: `import { format__ } from './client__';`,
    append: 'const same = format__;',
    files: client,
  }),
  inPage('client-reference-use', 'given to map', `  return <b>{['a'].map(format__)}</b>; // !client-reference-use`, {
    imports: `import { format__ } from './client__';`,
    files: client,
  }),
  inPage(
    'client-reference-use',
    'an await of an import',
    `  const { format__ } = await import('./client__');\n  return <b>{format__('a')}</b>; // !client-reference-use`,
    { files: client },
  ),
  // client-only-api
  inPage('client-only-api', 'a hook of the default import', `  return <b>{React__.useState(0)[0]}</b>; // !client-only-api`, {
    imports: `import React__ from 'react';`,
  }),
  inPage('client-only-api', 'a hook through a re-export', `  return <b>{state(0)[0]}</b>;`, {
    imports: `import { state } from './re__'; // !client-only-api`,
    files: { 're__.ts': `export { useState as state } from 'react';\n` },
  }),
  {
    rule: 'client-only-api',
    how: 'a class component',
    place: 'server',
    imports: `import { Component as Component__ } from 'react'; // !client-only-api`,
    append: `export class Probe__ extends Component__ {\n  render() {\n    return <b />;\n  }\n}`,
  },
  inPage('client-only-api', 'a global in a helper of another file', `  return <b>{read__()}</b>;`, {
    imports: `import { read__ } from './helper__';`,
    files: { 'helper__.ts': `export function read__() {\n  return document.title; // !client-only-api\n}\n` },
  }),
  inPage(
    'client-only-api',
    'a global under another name',
    `  const page = window; // !client-only-api\n  return <b>{page.innerWidth}</b>;`,
  ),
  inPage(
    'client-only-api',
    'a member of globalThis',
    `  return <b>{globalThis.localStorage.getItem('a')}</b>; // !client-only-api`,
  ),
  inPage(
    'client-only-api',
    'right: a type of the browser, and a local name',
    `  const document = { title: 'a' };\n  const shown: Document | undefined = undefined;\n  return <b title={String(shown)}>{document.title}</b>;`,
  ),
  inPage(
    'client-only-api',
    'right: asked first',
    `  if (typeof window === 'undefined') return <b />;\n  return <b>{window.innerWidth}</b>;`,
  ),
  // server-only-api
  inClient('server-only-api', 'a namespace', `export const read__ = () => headers__.cookies();`, {
    imports: `import * as headers__ from 'next/headers'; // !server-only-api`,
  }),
  inClient('server-only-api', 'two files away', `export const again__ = () => first__();`, {
    imports: `import { first__ } from './one__'; // !server-only-api`,
    files: {
      'one__.ts': `import { second } from './two__';\nexport const first__ = () => second();\n`,
      'two__.ts': `import { headers } from 'next/headers';\nexport const second = () => headers();\n`,
    },
  }),
  inClient('server-only-api', 'a star', `export const again__ = () => second__();`, {
    imports: `import { second__ } from './star__'; // !server-only-api`,
    files: { 'star__.ts': `export * from './two__';\n`, 'two__.ts': `import 'server-only';\nexport const second__ = () => 1;\n` },
  }),
  inClient('server-only-api', 'a variable in brackets', `export const key__ = process.env['PROBE_KEY']; // !server-only-api`),
  inClient('server-only-api', 'a variable taken apart', `export const { PROBE_KEY } = process.env; // !server-only-api`),
  inClient('server-only-api', 'a variable of a helper', `export const again__ = () => key__();`, {
    imports: `import { key__ } from './env__';`,
    files: { 'env__.ts': `export const key__ = () => process.env.PROBE_KEY; // !server-only-api\n` },
  }),
  inClient('server-only-api', 'the file system', `export const again__ = () => read__('a');`, {
    imports: `import { readFileSync as read__ } from 'node:fs'; // !server-only-api`,
  }),
  inClient('server-only-api', 'right: NODE_ENV', `export const isTest__ = process.env.NODE_ENV === 'test';`),
  inClient('server-only-api', 'right: an action that uses them', `export const again__ = () => save__();`, {
    imports: `import { save__ } from './save__';`,
    files: {
      'save__.ts': `'use server';\nimport { headers } from 'next/headers';\nexport async function save__() {\n  return (await headers()).get('a');\n}\n`,
    },
  }),
  // async-client-component
  inClient('async-client-component', 'an arrow function', `export const Probe__ = async () => <b />; // !async-client-component`),
  inClient('async-client-component', 'a default export behind a barrel', `export const again__ = <Box__ />;`, {
    imports: `import { Box__ } from './barrel__';`,
    files: {
      'barrel__.ts': `export { default as Box__ } from './box__';\n`,
      'box__.tsx': `export default async function Box() { // !async-client-component\n  return <b />;\n}\n`,
    },
  }),
  inClient(
    'async-client-component',
    'right: an async function that is no component',
    `export async function load__() {\n  return 1;\n}`,
  ),
  // directives in functions
  inClient(
    'no-server-directive-in-client',
    'an arrow function',
    `export const save__ = async () => {\n  'use server'; // !no-server-directive-in-client\n};`,
  ),
  inClient(
    'no-server-directive-in-client',
    'a method',
    `export const all__ = {\n  async save() {\n    'use server'; // !no-server-directive-in-client\n  },\n};`,
  ),
  // exports of a "use server" file
  {
    rule: 'server-module-exports',
    how: 'an object by default',
    place: 'actions',
    imports: `import './extra__';`,
    files: { 'extra__.ts': `'use server';\nexport default { a: 1 }; // !server-module-exports\n` },
  },
  {
    rule: 'server-module-exports',
    how: 'a class by default',
    place: 'actions',
    imports: `import './extra__';`,
    files: { 'extra__.ts': `'use server';\nexport default class Row {} // !server-module-exports\n` },
  },
  {
    rule: 'server-module-exports',
    how: 'a `let`',
    place: 'actions',
    append: `export let count__ = 0; // !server-module-exports`,
  },
  {
    rule: 'server-module-exports',
    how: 'a function called at once',
    place: 'actions',
    append: `const make__ = (): number => 1;\nexport const one__ = make__(); // !server-module-exports`,
  },
  {
    rule: 'server-module-exports',
    how: 'a namespace',
    place: 'actions',
    append: `export * as all__ from './helper__'; // !server-module-exports`,
    files: { 'helper__.ts': 'export const limit__ = 10;\n' },
  },
  {
    rule: 'async-server-functions',
    how: 'in a list, under another name',
    place: 'actions',
    append: `function plain__() { // !async-server-functions\n  return 1;\n}\nexport { plain__ as save__ };`,
  },
  {
    rule: 'async-server-functions',
    how: 'wrapped by a function that gives what is not async',
    place: 'actions',
    imports: `import { log__ } from './helper__';`,
    files: { 'helper__.ts': `export function log__(fn: () => number): () => number {\n  return () => fn();\n}\n` },
    append: `export const save__ = log__(() => 1); // !async-server-functions`,
  },
  {
    rule: 'async-server-functions',
    how: 'right: wrapped by a function that gives what is async',
    place: 'actions',
    imports: `import { log__ } from './helper__';`,
    files: {
      'helper__.ts': `export function log__<T>(fn: () => Promise<T>): () => Promise<T> {\n  return async () => fn();\n}\n`,
    },
    append: `/** @public a probe */\nexport const save__ = log__(async () => 1);`,
  },
  // redirect
  {
    rule: 'no-redirect-in-try',
    how: 'a namespace',
    place: 'actions',
    imports: `import * as go__ from 'next/navigation';`,
    append: `/** @public a probe */\nexport async function save__() {\n  try {\n    go__.permanentRedirect('/'); // !no-redirect-in-try\n  } catch (error) {\n    console.error(error);\n  }\n}`,
  },
  {
    rule: 'no-redirect-in-try',
    how: 'two helpers away',
    place: 'actions',
    imports: `import { first__ } from './one__';`,
    files: {
      'one__.ts': `import { second } from './two__';\nexport async function first__() {\n  await second();\n}\n`,
      'two__.ts': `import { redirect } from 'next/navigation';\nexport async function second() {\n  redirect('/');\n}\n`,
    },
    append: `/** @public a probe */\nexport async function save__() {\n  try {\n    await first__(); // !no-redirect-in-try\n  } catch {\n    return { error: 'failed' };\n  }\n}`,
  },
  inPage(
    'no-redirect-in-try',
    'in a page',
    `  try {\n    await Promise.resolve();\n    go__(); // !no-redirect-in-try\n  } catch {\n    return <b />;\n  }\n  return <i />;`,
    { imports: `import { notFound as go__ } from 'next/navigation';` },
  ),
  {
    rule: 'no-redirect-in-try',
    how: 'right: a handler that tells them apart',
    place: 'actions',
    imports: `import { redirect as go__ } from 'next/navigation';\nimport { isRedirectError as is__ } from 'next/dist/client/components/redirect-error';`,
    append: `/** @public a probe */\nexport async function save__() {\n  try {\n    go__('/');\n  } catch (error) {\n    if (is__(error)) throw error;\n    return { error: 'failed' };\n  }\n}`,
  },
  {
    rule: 'no-redirect-in-try',
    how: 'right: try and finally',
    place: 'actions',
    imports: `import { redirect as go__ } from 'next/navigation';`,
    append: `/** @public a probe */\nexport async function save__() {\n  try {\n    go__('/');\n  } finally {\n    console.log('done');\n  }\n}`,
  },
  // mutation in render
  inPage(
    'no-mutation-in-render',
    'a cookie in a variable',
    `  const store = await cookies__();\n  store.delete('a'); // !no-mutation-in-render\n  return <b />;`,
    { imports: `import { cookies as cookies__ } from 'next/headers';` },
  ),
  inPage('no-mutation-in-render', 'two helpers away', `  await first__(); // !no-mutation-in-render\n  return <b />;`, {
    imports: `import { first__ } from './one__';`,
    files: {
      'one__.ts': `import { second } from './two__';\nexport async function first__() {\n  await second();\n}\n`,
      'two__.ts': `import { revalidatePath } from 'next/cache';\nexport async function second() {\n  revalidatePath('/');\n}\n`,
    },
  }),
  inPage('no-mutation-in-render', 'a method of a class', `  new Marker__().mark(); // !no-mutation-in-render\n  return <b />;`, {
    imports: `import { Marker__ } from './helper__';`,
    files: {
      'helper__.ts': `import { revalidatePath } from 'next/cache';\nexport class Marker__ {\n  mark() {\n    revalidatePath('/');\n  }\n}\n`,
    },
  }),
  inPage(
    'no-mutation-in-render',
    'a callback',
    `  ['/'].forEach((path) => again__(path)); // !no-mutation-in-render\n  return <b />;`,
    { imports: `import { revalidatePath as again__ } from 'next/cache';` },
  ),
  inPage('no-mutation-in-render', 'right: given on, not called', `  return <form action={again__} />;`, {
    imports: `import { again__ } from './save__';`,
    files: {
      'save__.ts': `'use server';\nimport { revalidatePath } from 'next/cache';\nexport async function again__() {\n  revalidatePath('/');\n}\n`,
    },
  }),
  inPage('no-mutation-in-render', 'right: after the response', `  after__(() => console.log('seen'));\n  return <b />;`, {
    imports: `import { after as after__ } from 'next/server';`,
    since: { next: 15 },
  }),
  // secrets
  inPage(
    'no-secret-exposure',
    'in a list of children',
    `  return <Widget__>{process.env.PROBE_SECRET_KEY}</Widget__>; // !no-secret-exposure`,
    {
      imports: `import { Widget__ } from './widget__';`,
      files: {
        'widget__.tsx': `'use client';\nimport { useState, type ReactNode } from 'react';\nexport function Widget__(props: { children?: ReactNode; options?: unknown }) {\n  return <b>{useState(props.children)[0]}</b>;\n}\n`,
      },
    },
  ),
  inPage(
    'no-secret-exposure',
    'in an object of another file',
    `  return <Widget__ options={settings__} />; // !no-secret-exposure`,
    {
      imports: `import { Widget__ } from './widget__';\nimport { settings__ } from './settings__';`,
      files: {
        'settings__.ts': `export const settings__ = { key: process.env.PROBE_SECRET_KEY, name: 'a' };\n`,
        'widget__.tsx': `'use client';\nimport { useState } from 'react';\nexport function Widget__(props: { options?: unknown }) {\n  return <b>{String(useState(props.options)[0])}</b>;\n}\n`,
      },
    },
  ),
  inPage(
    'no-secret-exposure',
    'in a template',
    '  return <Widget__ options={`Bearer ${process.env.PROBE_SECRET_KEY}`} />; // !no-secret-exposure',
    {
      imports: `import { Widget__ } from './widget__';`,
      files: {
        'widget__.tsx': `'use client';\nimport { useState } from 'react';\nexport function Widget__(props: { options?: unknown }) {\n  return <b>{String(useState(props.options)[0])}</b>;\n}\n`,
      },
    },
  ),
  inPage(
    'no-secret-exposure',
    'in a spread',
    `  const all = { options: process.env.PROBE_SECRET_KEY };\n  return <Widget__ {...all} />; // !no-secret-exposure`,
    {
      imports: `import { Widget__ } from './widget__';`,
      files: {
        'widget__.tsx': `'use client';\nimport { useState } from 'react';\nexport function Widget__(props: { options?: unknown }) {\n  return <b>{String(useState(props.options)[0])}</b>;\n}\n`,
      },
    },
  ),
  {
    rule: 'no-secret-exposure',
    how: 'returned by an action',
    place: 'actions',
    append: `/** @public a probe */\nexport async function key__() {\n  return process.env.PROBE_SECRET_KEY; // !no-secret-exposure\n}`,
  },
  inPage(
    'no-secret-exposure',
    'right: whether there is one',
    `  return <Widget__ options={Boolean(process.env.PROBE_SECRET_KEY)} />;`,
    {
      imports: `import { Widget__ } from './widget__';`,
      files: {
        'widget__.tsx': `'use client';\nimport { useState } from 'react';\nexport function Widget__(props: { options?: unknown }) {\n  return <b>{String(useState(props.options)[0])}</b>;\n}\n`,
      },
    },
  ),
  // in the browser, while the server renders
  inClient(
    'no-browser-global-in-ssr',
    'the first state',
    `export function Probe__() {\n  const [width] = state__(window.innerWidth); // !no-browser-global-in-ssr\n  return <b>{width}</b>;\n}`,
    { imports: `import { useState as state__ } from 'react';` },
  ),
  inClient(
    'no-browser-global-in-ssr',
    'an initialiser',
    `export function Probe__() {\n  const [name] = state__(() => localStorage.getItem('name')); // !no-browser-global-in-ssr\n  return <b>{name}</b>;\n}`,
    { imports: `import { useState as state__ } from 'react';` },
  ),
  inClient(
    'no-browser-global-in-ssr',
    'a memo',
    `export function Probe__() {\n  const wide = memo__(() => matchMedia('(min-width: 40rem)').matches, []); // !no-browser-global-in-ssr\n  return <b>{String(wide)}</b>;\n}`,
    { imports: `import { useMemo as memo__ } from 'react';` },
  ),
  inClient('no-browser-global-in-ssr', 'a constant of a helper', `export const again__ = agent__;`, {
    imports: `import { agent__ } from './helper__';`,
    files: { 'helper__.ts': `export const agent__ = document.cookie; // !no-browser-global-in-ssr\n` },
  }),
  inClient(
    'no-browser-global-in-ssr',
    "right: a ref and an effect of a hook of one's own",
    `function useWidth__() {\n  const [width, setWidth] = state__(0);\n  effect__(() => setWidth(window.innerWidth), []);\n  return width;\n}\nexport function Probe__() {\n  return <b>{useWidth__()}</b>;\n}`,
    { imports: `import { useEffect as effect__, useState as state__ } from 'react';` },
  ),
  // in the cache
  {
    rule: 'no-request-data-in-cache',
    how: 'two helpers away',
    place: 'server',
    imports: `import { unstable_cache as cached__ } from 'next/cache';\nimport { first__ } from './one__';`,
    files: {
      'one__.ts': `import { second } from './two__';\nexport const first__ = async () => second();\n`,
      'two__.ts': `import { cookies } from 'next/headers';\nexport async function second() {\n  return (await cookies()).get('a')?.value;\n}\n`,
    },
    append: `export const load__ = cached__(async () => {\n  return first__(); // !no-request-data-in-cache\n});`,
  },
  {
    rule: 'no-request-data-in-cache',
    how: 'a function by its name',
    place: 'server',
    imports: `import { unstable_cache as cached__ } from 'next/cache';\nimport { headers as headers__ } from 'next/headers';`,
    append: `async function read__() {\n  return (await headers__()).get('a'); // !no-request-data-in-cache\n}\nexport const load__ = cached__(read__, ['a']);`,
  },
  // await
  {
    rule: 'await-request-apis',
    how: 'a variable',
    place: 'server',
    imports: `import { cookies as cookies__ } from 'next/headers';`,
    append: `export function Probe__() {\n  const store = cookies__();\n  // @ts-expect-error\n  return <b>{store.get('a')?.value}</b>; // !await-request-apis\n}`,
    since: { next: 15 },
  },
  {
    rule: 'await-request-apis',
    how: 'taken apart',
    place: 'server',
    imports: `import { draftMode as draft__ } from 'next/headers';`,
    append: `export function Probe__() {\n  // @ts-expect-error\n  const { isEnabled } = draft__(); // !await-request-apis\n  return <b>{String(isEnabled)}</b>;\n}`,
    since: { next: 15 },
  },
  // use
  inClient(
    'no-uncached-use',
    'a helper that makes a promise',
    `export function Probe__() {\n  return <b>{use__(load__())}</b>; // !no-uncached-use\n}`,
    {
      imports: `import { use as use__ } from 'react';\nimport { load__ } from './helper__';`,
      files: { 'helper__.ts': `export async function load__() {\n  return 'a';\n}\n` },
      since: { react: 19 },
    },
  ),
  inClient(
    'no-uncached-use',
    'a variable of the component',
    `export function Probe__() {\n  const later = Promise.resolve('a');\n  return <b>{use__(later)}</b>; // !no-uncached-use\n}`,
    { imports: `import { use as use__ } from 'react';`, since: { react: 19 } },
  ),
  inClient(
    'no-uncached-use',
    'right: kept, and a context',
    `const later__ = Promise.resolve('a');\nconst Context__ = create__('a');\nexport function Probe__() {\n  return <b title={use__(Context__)}>{use__(later__)}</b>;\n}`,
    { imports: `import { createContext as create__, use as use__ } from 'react';`, since: { react: 19 } },
  ),
  // revalidation
  {
    rule: 'revalidation-arguments',
    how: 'a constant',
    place: 'actions',
    imports: `import { revalidatePath as again__ } from 'next/cache';`,
    append: `const path__ = '/posts/[slug]';\n/** @public a probe */\nexport async function save__() {\n  again__(path__); // !revalidation-arguments\n}`,
  },
  // transitions
  inClient(
    'require-transition',
    'an optimistic value, in a handler behind useCallback',
    `export function Probe__({ count }: { count: number }) {\n  const [shown, show] = optimistic__(count);\n  const press = callback__(() => {\n    show(1); // !require-transition\n  }, [show]);\n  return <button onClick={press}>{shown}</button>;\n}`,
    { imports: `import { useCallback as callback__, useOptimistic as optimistic__ } from 'react';`, since: { react: 19 } },
  ),
  // events
  {
    rule: 'no-undebounced-action',
    how: 'an action that a page hands over',
    place: 'page',
    imports: `import { Field__ } from './field__';\nimport { search__ } from './actions__';`,
    jsx: '<Field__ onText={search__} />',
    files: {
      'actions__.ts': `'use server';\nexport async function search__(text: string) {\n  return text.length;\n}\n`,
      'field__.tsx': `'use client';\nexport function Field__({ onText }: { onText: (text: string) => Promise<number> }) {\n  return <input onChange={(event) => onText(event.target.value)} />; // !no-undebounced-action\n}\n`,
    },
  },
  {
    rule: 'serializable-action-arguments',
    how: 'an event of an action that a page hands over',
    place: 'page',
    imports: `import { Field__ } from './field__';\nimport { search__ } from './actions__';`,
    jsx: '<Field__ onPick={search__} />',
    files: {
      'actions__.ts': `'use server';\nexport async function search__(value: unknown) {\n  return String(value);\n}\n`,
      'field__.tsx': `'use client';\nexport function Field__({ onPick }: { onPick: (value: unknown) => Promise<string> }) {\n  return <button onClick={onPick} />; // !serializable-action-arguments\n}\n`,
    },
  },
  // an action's checks
  {
    rule: 'require-action-auth',
    how: 'a method of a class of another file',
    place: 'actions',
    imports: `import { Store__ } from './store__';`,
    files: {
      'store__.ts': `import { rm } from 'node:fs/promises';\nexport class Store__ {\n  async drop(name: string) {\n    await rm(name);\n  }\n}\n`,
    },
    append: `export async function drop__(name: string) { // !require-action-auth\n  if (!/^[a-z]+$/.test(name)) return;\n  await new Store__().drop(name);\n}`,
  },
  {
    rule: 'require-action-auth',
    how: 'a cookie',
    place: 'actions',
    imports: `import { rm as rm__ } from 'node:fs/promises';`,
    append: `export async function drop__() { // !require-action-auth\n  await rm__('/tmp/probe');\n}`,
  },
  {
    rule: 'require-action-validation',
    how: 'a field of a form, two steps on',
    place: 'actions',
    imports: `import { store__ } from './store__';`,
    files: {
      'store__.ts': `import { writeFile } from 'node:fs/promises';\nexport async function store__(row: { name: string }) {\n  await writeFile('/tmp/probe', row.name);\n}\n`,
    },
    append: `/** @public a probe */\nexport async function save__(data: FormData) { // !require-action-validation\n  const name = data.get('name') as string;\n  await store__({ name });\n}`,
  },
];
