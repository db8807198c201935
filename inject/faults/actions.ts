import type { Fault } from '../fault.ts';

const actionsFile = `'use server';
export async function save__(data: FormData) {
  return { ok: Boolean(data.get('name')) };
}
export async function search__(query: string) {
  return query.length;
}
`;
const files = { 'actions__.ts': actionsFile };
const used = `import { save__, search__ } from './actions__';`;
const form = `export function Form__() {\n  return <form action={async (data) => { await save__(data); await search__('a'); }} />;\n}\n`;

/** A server function of the program, used by a client component. */
const call = (rule: string, how: string, append: string, more: Partial<Fault> = {}): Fault => ({
  rule,
  how,
  place: 'client',
  imports: used,
  files,
  ...more,
  append: `${form}${append}`,
});

/** Server Functions: what is given to them, what they give, and when they run. */
export const actions: readonly Fault[] = [
  call(
    'serializable-action-arguments',
    'an event',
    `export function Probe__() {\n  return (\n    <button\n      onClick={(event) =>\n        search__(event as never) // !serializable-action-arguments\n      }\n    />\n  );\n}`,
  ),
  call(
    'serializable-action-arguments',
    'a function',
    `const run__ = (value: unknown) => search__(value as string);\nexport const probe__ = () =>\n  search__((() => 1) as never); // !serializable-action-arguments\nvoid run__;`,
  ),
  call(
    'serializable-action-arguments',
    'an instance',
    `class Row__ { id = 1; }\nexport const probe__ = () =>\n  take__(new Row__()); // !serializable-action-arguments`,
    {
      imports: `${used}\nimport { take__ } from './take__';`,
      files: {
        ...files,
        'take__.ts': `'use server';\nexport async function take__(row: object) {\n  return Object.keys(row).length;\n}\n`,
      },
    },
  ),
  call(
    'serializable-action-arguments',
    'right: text and form data',
    `export const probe__ = () => search__('a');\nexport const other__ = (data: FormData) => save__(data);`,
  ),
  {
    rule: 'serializable-action-result',
    how: 'a function',
    place: 'actions',
    append: `export async function load__() {\n  return () => 1; // !serializable-action-result\n}`,
  },
  {
    rule: 'serializable-action-result',
    how: 'an instance that a helper makes',
    place: 'actions',
    imports: `import { make__ } from './helper__';`,
    append: `export async function load__() {\n  return make__(); // !serializable-action-result\n}`,
    files: { 'helper__.ts': 'class Row__ { id = 1; }\nexport const make__ = () => new Row__();\n' },
  },
  {
    rule: 'serializable-action-result',
    how: 'a member of what it returns',
    place: 'actions',
    append: `export async function load__() {\n  return { ok: true, again: () => 1 }; // !serializable-action-result\n}`,
  },
  {
    rule: 'serializable-action-result',
    how: 'right: plain data',
    place: 'actions',
    append: `/** @public a probe */\nexport async function load__() {\n  return { at: new Date(0), all: new Map([[1, 'a']]) };\n}`,
  },
  {
    rule: 'serializable-closure',
    how: 'a function',
    place: 'server',
    append: `export function Probe__() {\n  const pick = () => 1;\n  async function save() {\n    'use server';\n    console.log(pick()); // !serializable-closure\n  }\n  return <form action={save} />;\n}`,
  },
  {
    rule: 'serializable-closure',
    how: 'an instance',
    place: 'server',
    append: `class Row__ { id = 1; }\nexport function Probe__() {\n  const row = new Row__();\n  async function save() {\n    'use server';\n    console.log(row); // !serializable-closure\n  }\n  return <form action={save} />;\n}`,
  },
  {
    rule: 'serializable-closure',
    how: 'bound',
    place: 'server',
    imports: `import { take__ } from './take__';`,
    append: `export function Probe__() {\n  return <form action={take__.bind(null,\n    (() => 1) as never, // !serializable-closure\n  )} />;\n}`,
    files: { 'take__.ts': `'use server';\nexport async function take__(row: string) {\n  console.log(row);\n}\n` },
  },
  {
    rule: 'serializable-closure',
    how: "right: plain data and a module's function",
    place: 'server',
    append: `const outer__ = () => 1;\nexport function Probe__() {\n  const at = new Date(0);\n  async function save() {\n    'use server';\n    console.log(at, outer__());\n  }\n  return <form action={save} />;\n}`,
  },
  {
    rule: 'no-secret-exposure',
    how: 'a variable as a prop',
    place: 'page',
    imports: `import { Widget__ } from './widget__';`,
    files: {
      'widget__.tsx': `'use client';\nexport function Widget__(props: { value?: string }) {\n  return <b>{props.value}</b>;\n}\n`,
    },
    jsx: '<Probe__ />',
    append: `function Probe__() {\n  return <Widget__ value={process.env.PROBE_SECRET_KEY} />; // !no-secret-exposure\n}`,
  },
  {
    rule: 'no-secret-exposure',
    how: 'a variable behind a constant of another file',
    place: 'page',
    imports: `import { Widget__ } from './widget__';\nimport { key__ } from './helper__';`,
    files: {
      'helper__.ts': `export const key__ = process.env.PROBE_SECRET_KEY ?? '';\n`,
      'widget__.tsx': `'use client';\nexport function Widget__(props: { value?: string }) {\n  return <b>{props.value}</b>;\n}\n`,
    },
    jsx: '<Probe__ />',
    append: `function Probe__() {\n  return <Widget__ value={key__} />; // !no-secret-exposure\n}`,
  },
  {
    rule: 'no-secret-exposure',
    how: 'in a hidden input',
    place: 'page',
    jsx: '<Probe__ />',
    append: `function Probe__() {\n  return <input type="hidden" name="key" defaultValue={process.env.PROBE_SECRET_KEY} />; // !no-secret-exposure\n}`,
  },
  {
    rule: 'no-secret-exposure',
    how: 'right: read by an action',
    place: 'page',
    jsx: '<Probe__ />',
    append: `const key__ = process.env.PROBE_SECRET_KEY;\nfunction Probe__() {\n  async function save() {\n    'use server';\n    console.log(key__?.length);\n  }\n  return <form action={save} />;\n}`,
  },
  {
    rule: 'no-redirect-in-try',
    how: 'redirect',
    place: 'actions',
    imports: `import { redirect as go__ } from 'next/navigation';`,
    append: `export async function save__() {\n  try {\n    go__('/'); // !no-redirect-in-try\n  } catch {\n    return { error: 'failed' };\n  }\n}`,
  },
  {
    rule: 'no-redirect-in-try',
    how: 'notFound behind a helper',
    place: 'actions',
    imports: `import { go__ } from './helper__';`,
    files: { 'helper__.ts': `import { notFound } from 'next/navigation';\nexport function go__(): never {\n  notFound();\n}\n` },
    append: `export async function save__() {\n  try {\n    go__(); // !no-redirect-in-try\n  } catch {\n    return { error: 'failed' };\n  }\n}`,
  },
  {
    rule: 'no-redirect-in-try',
    how: 'right: behind it, and thrown on',
    place: 'actions',
    imports: `import { redirect as go__ } from 'next/navigation';`,
    append: `/** @public a probe */\nexport async function save__() {\n  try {\n    console.log('saved');\n  } catch {\n    return { error: 'failed' };\n  }\n  go__('/');\n}\n/** @public a probe */\nexport async function other__() {\n  try {\n    go__('/');\n  } catch (error) {\n    throw error;\n  }\n}`,
  },
  {
    rule: 'no-mutation-in-render',
    how: 'revalidatePath',
    place: 'page',
    imports: `import { revalidatePath as again__ } from 'next/cache';`,
    jsx: '<Probe__ />',
    append: `function Probe__() {\n  again__('/'); // !no-mutation-in-render\n  return <b />;\n}`,
  },
  {
    rule: 'no-mutation-in-render',
    how: 'a cookie behind a helper',
    place: 'page',
    imports: `import { mark__ } from './helper__';`,
    files: {
      'helper__.ts': `import { cookies } from 'next/headers';\nexport async function mark__() {\n  (await cookies()).set('a', 'b');\n}\n`,
    },
    jsx: '<Probe__ />',
    append: `async function Probe__() {\n  await mark__(); // !no-mutation-in-render\n  return <b />;\n}`,
  },
  {
    rule: 'no-mutation-in-render',
    how: 'right: in an action',
    place: 'page',
    imports: `import { revalidatePath as again__ } from 'next/cache';`,
    jsx: '<Probe__ />',
    append: `function Probe__() {\n  async function save() {\n    'use server';\n    again__('/');\n  }\n  return <form action={save} />;\n}`,
  },
  call(
    'form-status-in-child',
    'beside the form',
    `export function Probe__() {\n  const { pending } = status__(); // !form-status-in-child\n  return <form action={save__ as never}><button disabled={pending} /></form>;\n}`,
    { imports: `${used}\nimport { useFormStatus as status__ } from 'react-dom';` },
  ),
  call(
    'form-status-in-child',
    'right: in a child',
    `function Button__() {\n  return <button disabled={status__().pending} />;\n}\nexport function Probe__() {\n  return <form action={async (data) => { await save__(data); }}><Button__ /></form>;\n}`,
    { imports: `${used}\nimport { useFormStatus as status__ } from 'react-dom';` },
  ),
  call(
    'action-state-signature',
    'no previous state',
    `export function Probe__() {\n  const [state, run] = state__(save__ as never, null as never); // !action-state-signature\n  return <form action={run}>{String(state)}</form>;\n}`
      .replace('save__ as never', 'save__')
      .replace('null as never', '{ ok: true }'),
    { imports: `${used}\nimport { useActionState as state__ } from 'react';`, since: { react: 19 } },
  ),
  call(
    'action-state-signature',
    'right: previous state first',
    `export function Probe__() {\n  const [state, run] = state__(next__, { ok: true });\n  return <form action={run}>{String(state.ok)}</form>;\n}`,
    {
      imports: `${used}\nimport { useActionState as state__ } from 'react';\nimport { next__ } from './next__';`,
      since: { react: 19 },
      files: {
        ...files,
        'next__.ts': `'use server';\nexport async function next__(previous: { ok: boolean }, data: FormData) {\n  return { ok: previous.ok && data.has('a') };\n}\n`,
      },
    },
  ),
  {
    rule: 'no-exposed-action',
    how: 'nobody calls it',
    place: 'actions',
    append: `export async function left__() { // !no-exposed-action\n  return 1;\n}`,
  },
  call(
    'no-undebounced-action',
    'each key',
    `export function Probe__() {\n  return <input onChange={(event) => search__(event.target.value)} />; // !no-undebounced-action\n}`,
  ),
  call(
    'no-undebounced-action',
    'each key, in a handler of its own',
    `export function Probe__() {\n  async function change(text: string) {\n    await search__(text); // !no-undebounced-action\n  }\n  return <input onChange={(event) => change(event.target.value)} />;\n}`,
  ),
  call(
    'no-undebounced-action',
    'right: a timer',
    `let timer__: ReturnType<typeof setTimeout>;\nexport function Probe__() {\n  return (\n    <input\n      onChange={(event) => {\n        const text = event.target.value;\n        clearTimeout(timer__);\n        timer__ = setTimeout(() => search__(text), 300);\n      }}\n    />\n  );\n}`,
  ),
  call(
    'no-redacted-error-message',
    'the message, shown',
    `export function Probe__() {\n  const [text, show] = text__('');\n  return (\n    <button\n      onClick={async () => {\n        try {\n          await search__('a');\n        } catch (error) {\n          show((error as Error).message); // !no-redacted-error-message\n        }\n      }}\n    >\n      {text}\n    </button>\n  );\n}`,
    { imports: `${used}\nimport { useState as text__ } from 'react';` },
  ),
  call(
    'no-redacted-error-message',
    'right: logged',
    `export function Probe__() {\n  return (\n    <button\n      onClick={async () => {\n        try {\n          await search__('a');\n        } catch (error) {\n          console.error((error as Error).message);\n        }\n      }}\n    />\n  );\n}`,
  ),
  call(
    'require-transition',
    'a dispatch in a handler',
    `export function Probe__() {\n  const [count, run] = state__(async (previous: number) => previous + (await search__('a')), 0);\n  return <button onClick={() => run()}>{count}</button>; // !require-transition\n}`,
    { imports: `${used}\nimport { useActionState as state__ } from 'react';`, since: { react: 19 } },
  ),
  call(
    'require-transition',
    'right: in a transition',
    `export function Probe__() {\n  const [count, run] = state__(async (previous: number) => previous + (await search__('a')), 0);\n  return <button onClick={() => start__(() => run())}>{count}</button>;\n}`,
    { imports: `${used}\nimport { startTransition as start__, useActionState as state__ } from 'react';`, since: { react: 19 } },
  ),
  // Security
  {
    rule: 'require-action-auth',
    how: 'a file written',
    place: 'actions',
    imports: `import { writeFile as write__ } from 'node:fs/promises';`,
    append: `export async function save__(text: string) { // !require-action-auth\n  await write__('/tmp/probe', text);\n}`,
  },
  {
    rule: 'require-action-auth',
    how: 'a write of another file',
    place: 'actions',
    imports: `import { store__ } from './helper__';`,
    files: {
      'helper__.ts': `import { writeFile } from 'node:fs/promises';\nexport async function store__(text: string) {\n  await writeFile('/tmp/probe', text);\n}\n`,
    },
    append: `export async function save__(text: string) { // !require-action-auth\n  await store__(text);\n}`,
  },
  {
    rule: 'require-action-validation',
    how: 'text written as it comes',
    place: 'actions',
    imports: `import { writeFile as write__ } from 'node:fs/promises';`,
    append: `export async function save__(text: string) { // !require-action-validation\n  await write__('/tmp/probe', text);\n}`,
  },
  {
    rule: 'require-action-validation',
    how: 'right: narrowed first',
    place: 'actions',
    imports: `import { writeFile as write__ } from 'node:fs/promises';`,
    append: `/** @public a probe */\nexport async function save__(text: unknown) {\n  if (typeof text !== 'string') throw new Error('text');\n  await write__('/tmp/probe', text);\n}`,
  },
];
