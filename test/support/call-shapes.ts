import { actionHead, button, db, lines, nested, page, type Shape } from './shape-parts.ts';

/** Functions that call functions. */
export const callShapes: Readonly<Record<string, Shape>> = {
  'actions that call each other': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}export async function f0(id: string) { await db.post.update(id); }\n${lines(size, (i) => `export async function f${i + 1}(id: string) { await f${i}(id); }`)}\n`,
  }),
  'a chain of helpers with an action each': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}async function h0(id: string) { await db.post.update(id); }\n${lines(size, (i) => `async function h${i + 1}(id: string) { return await h${i}(id); }\nexport async function f${i}(id: string) { return await h${i}(id); }`)}\n`,
  }),
  'a chain of helpers, asked about from its end': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}async function h0(id: string) { await db.post.update(id); }\n${lines(size, (i) => `async function h${i + 1}(id: string) { return await h${i}(id); }`)}\n${lines(size, (i) => `export async function f${i}(id: string) { return await h${size - i}(id); }`)}\n`,
  }),
  'helpers that do nothing, beside one': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}${lines(size, (i) => `async function h${i}(id: string) { console.log(id); }`)}\nasync function all(id: string) { ${lines(size, (i) => `await h${i}(id);`, ' ')} }\nasync function change(id: string) { await db.post.update(id); }\n${lines(size, (i) => `export async function f${i}(id: string) { await all(id); await change(id); }`)}\n`,
  }),
  'actions that call a helper of many returns': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}function pick(id: string) {\n${lines(size, (i) => `  if (id === '${i}') return { id, at: ${i} };`)}\n  return undefined;\n}\n${lines(size, (i) => `export async function f${i}(id: string) { const a = pick(id); await db.post.update(a); return a; }`)}\n`,
  }),
  'actions that call a guard of many returns': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}async function guard(id: string) {\n${lines(size, (i) => `  if (id === '${i}') return null;`)}\n  return { user: id };\n}\n${lines(size, (i) => `export async function f${i}(id: string) { const user = await guard(id); if (!user) throw new Error('no'); await db.post.update(id); }`)}\n`,
  }),
  'redirects at the end of a chain, in many try blocks': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nfunction go0() { redirect('/a'); }\n${lines(size, (i) => `function go${i + 1}() { go${i}(); }`)}\n${lines(size, (i) => `export async function save${i}() { try { go${i}(); } catch (error) { console.log(error); } }`)}\n`,
  }),
  'a chain of helpers that throws again': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nfunction r0(error: unknown) { throw error; }\n${lines(size, (i) => `function r${i + 1}(error: unknown) { return r${i}(error); }`)}\n${lines(size, (i) => `export async function save${i}() { try { redirect('/a'); } catch (error) { r${i}(error); } }`)}\n`,
  }),
  'cached functions that call a chain': (size) => ({
    'lib/cached.ts': `import { cookies } from 'next/headers';\nasync function h0(a: unknown) { return (await cookies()).get('a'); }\n${lines(size, (i) => `async function h${i + 1}(a: unknown) { return h${i}(a); }\nexport async function c${i}(a: () => void) { 'use cache'; return h${i}(a); }`)}\n`,
    'app/page.tsx': page(`await c0(() => {});\nreturn <p />;`, `import { c0 } from '../lib/cached';`),
  }),
  'cached functions that call each other': (size) => ({
    'lib/cached.ts': `import { cookies } from 'next/headers';\nexport async function c0() { 'use cache'; return cookies(); }\n${lines(size, (i) => `export async function c${i + 1}(a: string) { 'use cache'; return c${i}(a); }`)}\n`,
    'app/page.tsx': page(`await c${size}('a');\nreturn <p />;`, `import { c${size} } from '../lib/cached';`),
  }),
  'functions returned by functions': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': `const f0 = () => () => 1;\n${lines(size, (i) => `const f${i + 1} = () => f${i}();`)}\n${page(`return <p>${lines(size, (i) => `<Button a={f${i}()} />`)}</p>;`, `import { Button } from '../ui/button';`)}`,
  }),
  'handlers that call each other': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(id: unknown) { return id; }\n`,
    'ui/all.tsx': `'use client';\nimport { save } from '../app/actions';\nfunction h0(e: any) { save(e); }\n${lines(size, (i) => `function h${i + 1}(e: any) { h${i}(e); }`)}\nexport function A() { return <p>${lines(size, (i) => `<input onChange={h${i}} />`)}</p>; }\n`,
    'app/page.tsx': page(`return <A />;`, `import { A } from '../ui/all';`),
  }),
  'nested callbacks': (size) => ({
    'app/page.tsx': page(
      `${nested(size, `['a'].map((a) => { console.log(a, document.title); return `, '1', '; })')};\nreturn <p />;`,
    ),
  }),
  'nested callbacks of a helper': (size) => ({
    'app/page.tsx': `function run(fn: () => unknown) { return fn(); }\n${page(`${nested(size, `run(() => `, 'document.title', ')')};\nreturn <p />;`)}`,
  }),
  'classes that call each other': (size) => ({
    'lib/all.ts': `class C0 { run() { return document.title; } }\n${lines(size, (i) => `class C${i + 1} { c = new C${i}(); run() { return this.c.run(); } }`)}\nexport const top = new C${size}();\n`,
    'app/page.tsx': page(`top.run();\nreturn <p />;`, `import { top } from '../lib/all';`),
  }),
  'wrappers of wrappers': (size) => ({
    'lib/wrap.ts': `type Fn = (id: string) => Promise<void>;\nexport const w0 = (fn: Fn): Fn => async (id) => fn(id);\n${lines(size, (i) => `export const w${i + 1} = (fn: Fn): Fn => w${i}(async (id) => fn(id));`)}\n`,
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}import { w${size} } from '../lib/wrap';\nexport const save = w${size}(async (id) => { await db.post.update(id); });\n`,
  }),
  'an action in many wrappers': (size) => ({
    'lib/wrap.ts': `type Fn = (id: string) => Promise<void>;\nexport const w = (fn: Fn): Fn => async (id) => fn(id);\n`,
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}import { w } from '../lib/wrap';\nexport const save = ${nested(size, 'w(', 'async (id) => { await db.post.update(id); }', ')')};\n`,
  }),
  'promises made by helpers': (size) => ({
    'ui/all.tsx': `'use client';\nimport { use } from 'react';\nasync function h0() { return 1; }\n${lines(size, (i) => `function h${i + 1}() { return h${i}(); }`)}\nexport function A() { return <p>${lines(size, (i) => `{use(h${i}())}`)}</p>; }\n`,
    'app/page.tsx': page(`return <A />;`, `import { A } from '../ui/all';`),
  }),
  'helpers that are given params': (size) => ({
    'app/page.tsx': `function h0(p: any) { return p.id; }\n${lines(size, (i) => `function h${i + 1}(p: any) { return h${i}(p); }`)}\nexport default function Page({ params }: any) {\n${lines(size, (i) => `  h${i}(params);`)}\n  return <p />;\n}\n`,
  }),
  'dispatches in one handler': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(state: string, data: FormData) { return state; }\n`,
    'ui/form.tsx': `'use client';\nimport { useActionState, startTransition } from 'react';\nimport { save } from '../app/actions';\nexport function Form() {\n  const [state, act] = useActionState(save, '');\n  const run = async () => { startTransition(async () => { await fetch('/'); ${lines(size, () => `act(new FormData());`, ' ')} });\n ${lines(size, () => `act(new FormData());`, ' ')} };\n return <button onClick={run}>{state}</button>;\n}\n`,
    'app/page.tsx': page(`return <Form />;`, `import { Form } from '../ui/form';`),
  }),
  dispatches: (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(state: string, data: FormData) { return state; }\n`,
    'ui/form.tsx': `'use client';\nimport { useActionState, useOptimistic, startTransition } from 'react';\nimport { save } from '../app/actions';\nexport function Form() {\n  const [state, act] = useActionState(save, '');\n const [o, setO] = useOptimistic(state);\n  return <p>${lines(size, (i) => `<button onClick={() => { act(new FormData()); setO('${i}'); startTransition(() => act(new FormData())); }}>{o}</button>`)}</p>;\n}\n`,
    'app/page.tsx': page(`return <Form />;`, `import { Form } from '../ui/form';`),
  }),
};
