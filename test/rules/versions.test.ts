import { describe, expect, it } from 'vitest';
import { applyEdits } from '../support/apply-edits.ts';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const on = rules.map((rule) => ({ rule }));

/** What the rules say of a file of an app with these versions: rule, message and what it stands on. */
function said(files: AppFiles, fileName: string, dependencies: Readonly<Record<string, string>>): string[] {
  const app = { ...files, 'package.json': JSON.stringify({ dependencies }) };
  return findingsInApp(app, on)
    .filter((finding) => finding.fileName === fileName)
    .map(({ rule, messageId, start, end }) => `${rule}/${messageId}: ${app[fileName as keyof typeof app]!.slice(start, end)}`);
}

describe('what holds for some versions only', () => {
  const form: AppFiles = {
    'app/page.tsx': `import { Form } from './form';\nexport default function Page() { return <Form />; }`,
    'app/actions.ts': `'use server';\nexport async function save(state: string, data: FormData) { return state + data.get('x'); }`,
    'app/form.tsx': [
      `'use client';`,
      `import { useFormState } from 'react-dom';`,
      `import { save } from './actions';`,
      `export function Form() { const [text, action] = useFormState(save, ''); return <form action={action}>{text}</form>; }`,
    ].join('\n'),
  };

  it.each([
    [{ next: '14.2.5', react: '18.3.1' }, []],
    [{ next: '14.2.5' }, []],
    [{ react: '^18 || ^19' }, []],
    [{ next: '15.0.0', react: '19.0.0' }, [`action-state-signature/renamed: useFormState(save, '')`]],
    [{}, [`action-state-signature/renamed: useFormState(save, '')`]],
  ])('useFormState, %j', (dependencies, expected) => {
    expect(said(form, 'app/form.tsx', dependencies)).toEqual(expected);
  });

  it('useFormState of React 18 calls its action with the state first, too', () => {
    const wrong = {
      ...form,
      'app/actions.ts': `'use server';\nexport async function save(formData: FormData) { return formData.get('x'); }`,
    };
    expect(said(wrong, 'app/form.tsx', { next: '14.2.5', react: '18.3.1' })).toEqual([
      `action-state-signature/stateFirst: useFormState(save, '')`,
    ]);
  });

  const page = (text: string): AppFiles => ({ 'app/page.tsx': text });

  it.each([
    ['14.2.5', 'Call it after the `try`.', []],
    ['15.0.0', 'Call it after the `try`, or use `unstable_rethrow`.', ['rethrow']],
  ])('unstable_rethrow, Next.js %s', (next, advice, suggestions) => {
    const text = `import { redirect } from 'next/navigation';\nexport default function Page() { try { redirect('/'); } catch { return null } }`;
    const files = { ...page(text), 'package.json': JSON.stringify({ dependencies: { next } }) };
    const [finding, ...others] = findingsInApp(files, on);
    expect(others).toEqual([]);
    expect(finding?.message.slice(-advice.length)).toBe(advice);
    expect(finding?.suggestions.map(({ messageId }) => messageId)).toEqual(suggestions);
  });

  it.each([
    ['14.2.5', []],
    ['15.0.0', [`next-file-conventions/ssrFalse: dynamic(() => import('./chart'), { ssr: false })`]],
  ])('ssr: false in a Server Component, Next.js %s', (next, expected) => {
    const text = `import dynamic from 'next/dynamic';\nconst Chart = dynamic(() => import('./chart'), { ssr: false });\nexport default function Page() { return <Chart />; }`;
    expect(said(page(text), 'app/page.tsx', { next })).toEqual(expected);
  });

  it.each([
    ['13.5.6', []],
    ['14.0.0', ['next-file-conventions/imageResponse: ImageResponse']],
  ])('ImageResponse of next/server, Next.js %s', (next, expected) => {
    const text = `import { ImageResponse } from 'next/server';\nexport const GET = () => new ImageResponse(null as never);`;
    expect(said({ 'app/route.ts': text }, 'app/route.ts', { next })).toEqual(expected);
  });

  it.each([
    ['13.5.6', []],
    ['14.0.0', ['server-actions-config/notAnObject: true']],
  ])('serverActions: true, Next.js %s', (next, expected) => {
    const files = { 'next.config.mjs': 'export default { experimental: { serverActions: true } };' };
    expect(said(files, 'next.config.mjs', { next })).toEqual(expected);
  });

  it.each([
    ['14.2.5', []],
    ['15.0.0', ['client-only-api/missing: startTransition']],
  ])('startTransition on the server, Next.js %s', (next, expected) => {
    const text = `import { startTransition } from 'react';\nexport default function Page() { startTransition(() => {}); return null; }`;
    expect(said(page(text), 'app/page.tsx', { next })).toEqual(expected);
  });

  // An older Next.js takes the file for a module like any other, which nothing loads.
  it.each([
    ['15.5.0', []],
    ['16.0.0', [`no-ineffective-directive/proxy: 'use client'`]],
  ])('proxy.ts, Next.js %s', (next, expected) => {
    const files = {
      ...page('export default function Page() { return null; }'),
      'proxy.ts': `'use client';\nexport function proxy() {}`,
    };
    const found = said(files, 'proxy.ts', { next }).filter((text) => text.startsWith('no-ineffective-directive'));
    expect(found).toEqual(expected);
  });

  it('no fix writes a name that the version lacks', () => {
    const files = { ...form, 'package.json': JSON.stringify({ dependencies: { react: '19.0.0' } }) };
    const [finding] = findingsInApp(files, on).filter(({ fix }) => fix);
    expect(applyEdits(form['app/form.tsx']!, [finding!.fix!])).toContain(`import { useActionState } from 'react';`);
  });

  it.each([
    ['14.2.5', []],
    ['15.1.0', ['await-request-apis/stillRead: params.id', 'await-request-apis/stillRead: cookies().get']],
    ['16.0.0', ['await-request-apis/member: params.id', 'await-request-apis/call: cookies().get']],
  ])('what a request holds, Next.js %s', (next, expected) => {
    const text = [
      `import { cookies } from 'next/headers';`,
      `export default async function Page({ params }: any) { return params.id + cookies().get('a'); }`,
    ].join('\n');
    expect(said({ 'app/page.tsx': text }, 'app/page.tsx', { next })).toEqual(expected);
  });

  it.each([
    ['15.5.0', []],
    ['16.0.0', ['await-request-apis/member: params.id']],
  ])('what an image is made with, Next.js %s', (next, expected) => {
    const text = `export default async function Image({ params }: any) { return new Response(params.id); }`;
    expect(said({ 'app/opengraph-image.tsx': text }, 'app/opengraph-image.tsx', { next })).toEqual(expected);
  });

  it.each([
    ['15.5.0', []],
    ['16.0.0', [`revalidation-arguments/profile: 'posts'`]],
  ])('the profile of revalidateTag, Next.js %s', (next, expected) => {
    const text = `import { revalidateTag } from 'next/cache';\nexport async function GET() { revalidateTag('posts'); return Response.json(1); }`;
    expect(said({ 'app/route.ts': text }, 'app/route.ts', { next })).toEqual(expected);
  });

  it.each([
    ['14.2.5', []],
    ['15.2.0', [`cache-directive-enabled/off: 'use cache'`]],
    ['16.0.0', [`cache-directive-enabled/off: 'use cache'`]],
  ])('"use cache", Next.js %s', (next, expected) => {
    const files = {
      'next.config.mjs': 'export default {};',
      'app/load.ts': `export async function load() {\n  'use cache';\n  return 1;\n}`,
    };
    expect(said(files, 'app/load.ts', { next })).toEqual(expected);
  });

  const client = (text: string): AppFiles => ({
    'app/page.tsx': `import { Part } from './part';\nexport default function Page() { return <Part />; }`,
    'app/part.tsx': `'use client';\n${text}`,
  });

  it.each([
    [{ react: '18.3.1' }, []],
    // The App Router of Next.js 14 brings a React of its own, which has it.
    [{ next: '14.2.5', react: '18.3.1' }, [`no-uncached-use/uncached: fetch('/a')`]],
    [{ next: '15.0.0', react: '19.0.0' }, [`no-uncached-use/uncached: fetch('/a')`]],
    [{}, [`no-uncached-use/uncached: fetch('/a')`]],
  ])('use() of a new promise, %j', (dependencies, expected) => {
    const files = client(
      `import { use } from 'react';\nexport function Part() { const answer = use(fetch('/a')); return <p>{answer.status}</p>; }`,
    );
    expect(said(files, 'app/part.tsx', dependencies)).toEqual(expected);
  });

  it.each([
    [{ next: '14.2.5', react: '18.3.1' }, []],
    [{ next: '15.0.0', react: '19.0.0' }, ['require-transition/setter: set(true)']],
  ])('a setter outside a transition, %j', (dependencies, expected) => {
    const files = client(
      `import { useOptimistic } from 'react';\nexport function Part() { const [is, set] = useOptimistic(false); return <button onClick={() => set(true)}>{String(is)}</button>; }`,
    );
    expect(said(files, 'app/part.tsx', dependencies)).toEqual(expected);
  });

  it.each([
    ['14.0.0', []],
    ['14.1.0', ['require-suspense/element: <Part />']],
    ['16.0.0', ['require-suspense/element: <Part />']],
  ])('useSearchParams in a static page, Next.js %s', (next, expected) => {
    const files = client(
      `import { useSearchParams } from 'next/navigation';\nexport function Part() { return <p>{useSearchParams().get('a')}</p>; }`,
    );
    expect(said(files, 'app/page.tsx', { next })).toEqual(expected);
  });

  it.each([
    ['14.2.5', []],
    ['15.0.0', ['no-request-data-in-cache/request: cookies()', 'serializable-cache-values/result: () => 1']],
    ['16.0.0', ['no-request-data-in-cache/request: cookies()', 'serializable-cache-values/result: () => 1']],
  ])('what a cached function does, Next.js %s', (next, expected) => {
    const text = [
      `import { cookies } from 'next/headers';`,
      `export async function load() {\n  'use cache';\n  await cookies();\n  return () => 1;\n}`,
    ].join('\n');
    expect(said({ 'app/load.ts': text }, 'app/load.ts', { next })).toEqual(expected);
  });

  it.each([
    ['13.3.0', []],
    ['13.4.0', ['no-redacted-error-message/redacted: error.message']],
  ])('the message of an error, Next.js %s', (next, expected) => {
    const files = {
      ...client(
        `import { save } from './actions';\nexport function Part() { const on = () => save().catch((error) => alert(error.message)); return <button onClick={on} />; }`,
      ),
      'app/actions.ts': `'use server';\nexport async function save() { throw new Error('x'); }`,
    };
    expect(said(files, 'app/part.tsx', { next })).toEqual(expected);
  });
});
