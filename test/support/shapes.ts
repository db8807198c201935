import { callShapes } from './call-shapes.ts';
import { moduleShapes } from './module-shapes.ts';
import { actionHead, button, db, lines, nested, page, type Shape } from './shape-parts.ts';
import { valueShapes } from './value-shapes.ts';

export type { Shape };

/** Shapes that are linear in what they write, by what they have much of. */
export const shapes: Readonly<Record<string, Shape>> = {
  ...callShapes,
  ...moduleShapes,
  ...valueShapes,
  'exported actions': (size) => ({
    'app/actions.ts': `'use server';\nimport { db } from '../lib/db';\n${lines(size, (i) => `export async function save${i}(id: string) { await db.post.update({ id, at: ${i} }); }`)}\n`,
    'lib/db.ts': `import 'server-only';\nexport const db = { post: { update: async (value: unknown) => void value } };\n`,
    'app/page.tsx': page(`return <p>{String(await save0('a'))}</p>;`, `import { save0 } from './actions';`),
  }),
  'exported action constants': (size) => ({
    'app/actions.ts': `'use server';\nimport { wrap } from '../lib/wrap';\n${lines(size, (i) => `export const save${i} = wrap(async (id: string) => { await fetch('/x', { method: 'POST', body: id }); });`)}\n`,
    'lib/wrap.ts': `export const wrap = <T,>(fn: T): T => fn;\n`,
    'app/page.tsx': page(`return <p>{String(await save0('a'))}</p>;`, `import { save0 } from './actions';`),
  }),
  'exported lets': (size) => ({
    'app/actions.ts': `'use server';\n${lines(size, (i) => `export let save${i} = async () => {};\nsave${i} = async () => { await fetch('/'); };`)}\n`,
    'app/page.tsx': page(`return <p>{String(await save0())}</p>;`, `import { save0 } from './actions';`),
  }),
  'an export list of actions': (size) => ({
    'app/actions.ts': `'use server';\n${lines(size, (i) => `async function save${i}(id: string) { return id; }`)}\nexport { ${lines(size, (i) => `save${i}`, ', ')} };\n`,
  }),
  'overloads of an action': (size) => ({
    'app/actions.ts': `'use server';\n${lines(size, (i) => `export function save(id: 'a${i}'): Promise<void>;`)}\nexport function save(id: string) { return Promise.resolve(); }\n`,
  }),
  'elements of a Client Component': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `const id = 'a';\nreturn <main>\n${lines(size, (i) => `<Button id={id} on${i}={() => ${i}} at={new Date()} />`)}\n</main>;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'attributes of an element': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `return <Button ${lines(size, (i) => `a${i}={() => ${i}}`, ' ')} />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'props of a component': (size) => ({
    'ui/card.tsx': `'use client';\ninterface Props {\n${lines(size, (i) => `  p${i}: () => void;`)}\n}\nexport function Card({ ${lines(size, (i) => `p${i}`, ', ')} }: Props) { return <p onClick={p0}>{String([${lines(size, (i) => `p${i}`, ', ')}])}</p>; }\n`,
  }),
  'uses of client references': (size) => ({
    'ui/menu.tsx': `'use client';\nexport const size = 1;\nexport function Menu() { return null; }\nexport function format(value: number) { return value; }\n`,
    'app/page.tsx': page(
      `const all = [${lines(size, (i) => `format(${i}), size, Menu`, ', ')}];\nreturn <p>{String(all)}</p>;`,
      `import { format, Menu, size } from '../ui/menu';`,
    ),
  }),
  'members of a namespace': (size) => ({
    'ui/all.tsx': `'use client';\n${lines(size, (i) => `export function Part${i}() { return <p />; }`)}\n`,
    'app/page.tsx': page(`return <p>${lines(size, (i) => `<ui.Part${i} />`)}</p>;`, `import * as ui from '../ui/all';`),
  }),
  'names imported from one module': (size) => ({
    'lib/all.ts': lines(size, (i) => `export function f${i}() { return ${i}; }`),
    'app/page.tsx': page(
      `return <p>{[${lines(size, (i) => `f${i}()`, ', ')}]}</p>;`,
      `import { ${lines(size, (i) => `f${i}`, ', ')} } from '../lib/all';`,
    ),
  }),
  'a barrel of names': (size) => ({
    'lib/all.tsx': `'use client';\n${lines(size, (i) => `export function F${i}() { return <p>${i}</p>; }`)}`,
    'lib/index.ts': `export { ${lines(size, (i) => `F${i}`, ', ')} } from './all';\n`,
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<F${i} on={() => 1} />`)}</p>;`,
      `import { ${lines(size, (i) => `F${i}`, ', ')} } from '../lib';`,
    ),
  }),
  'components of a file': (size) => ({
    'ui/all.tsx': `'use client';\nimport { useState } from 'react';\n${lines(size, (i) => `export function Part${i}({ a }: { a: string }) { const [value, setValue] = useState(a); return <p onClick={() => setValue('b')}>{value}</p>; }`)}\n`,
    'app/page.tsx': `${lines(size, (i) => `function Part${i}() { return <p>{Date.now()}</p>; }`)}\n${page(`return <p>${lines(size, (i) => `<Part${i} />`)}</p>;`)}`,
  }),
  'components that use each other': (size) => ({
    'app/page.tsx': `import { useState } from 'react';\nfunction Part0() { useState(0); return <p />; }\n${lines(size, (i) => `function Part${i + 1}() { return <Part${i} />; }`)}\n${page(`return <Part${size} />;`)}`,
  }),
  'calls while rendering': (size) => ({
    'lib/read.ts': `export function read(value: number) { return value; }\n`,
    'app/page.tsx': page(`${lines(size, (i) => `  read(${i});`)}\n  return <p />;`, `import { read } from '../lib/read';`),
  }),
  'helpers called while rendering': (size) => ({
    'app/page.tsx': `import { cookies } from 'next/headers';\n${lines(size, (i) => `function read${i}(value: number) { return cookies() && value; }`)}\n${page(`${lines(size, (i) => `  read${i}(${i});`)}\n  return <p />;`)}`,
  }),
  'a helper of many calls, called often': (size) => ({
    'app/page.tsx': `import { redirect } from 'next/navigation';\nfunction a(value: number) { return value; }\nfunction many() {\n${lines(size, (i) => `  a(${i});`)}\n}\n${page(`${lines(size, () => `  try { many(); } catch { console.log(1); }`)}\n  return <p />;`)}`,
  }),
  'functions that call each other': (size) => ({
    'app/page.tsx': `import { cookies } from 'next/headers';\nasync function f0(): Promise<void> { (await cookies()).set('a', String(document.title)); }\n${lines(size, (i) => `async function f${i + 1}(): Promise<void> { await f${i}(); }`)}\n${page(`  await f${size}();\n  return <p />;`)}`,
  }),
  'variables that are written': (size) => ({
    'app/page.tsx': `${lines(size, (i) => `let v${i} = () => ${i};\nv${i} = () => 0;`)}\n${page(`return <p>{[${lines(size, (i) => `v${i}()`, ', ')}]}</p>;`)}`,
  }),
  'lets that are never written': (size) => ({
    'app/page.tsx': `${lines(size, (i) => `let v${i} = () => ${i};`)}\n${page(`return <p onClick={v0}>{[${lines(size, (i) => `v${i}()`, ', ')}]}</p>;`)}`,
  }),
  'names taken out of a pattern': (size) => ({
    'app/page.tsx': page(
      `const { ${lines(size, (i) => `a${i}`, ', ')} } = await import('../lib/all');\nreturn <p>{[${lines(size, (i) => `a${i}`, ', ')}]}</p>;`,
    ),
    'lib/all.ts': lines(size, (i) => `export const a${i} = ${i};`),
  }),
  'properties of an object': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `const o = { ${lines(size, (i) => `k${i}: () => ${i}`, ', ')} };\nreturn <main>${lines(size, (i) => `<Button a={o.k${i}} />`)}<Button all={o} /></main>;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'a chain of &&': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `const a = true;\nif (${lines(size, () => 'a', ' && ')}) console.log(window.name);\nreturn <Button a={${lines(size, (i) => `a && (() => ${i})`, ' && ')}} />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'a chain of conditionals': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `const a = await props.params;\nreturn <Button a={${lines(size, (i) => `a.id === 'a${i}' ? () => ${i} : `, '')}1} />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'nested elements': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `return ${nested(size, '<Button a={() => 1}>', '', '</Button>')};`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'nested functions': (size) => ({
    'app/page.tsx': page(`return ${nested(size, '(() => { const a = 1; return ', 'document.title + a', '; })()')};`),
  }),
  'nested blocks': (size) => ({
    'app/page.tsx': page(`${nested(size, 'if (props) {\nconsole.log(document.title);\n', '', '}')}\nreturn <p />;`),
  }),
  'try blocks': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nexport async function save() {\n${lines(size, (i) => `  try { if (${i}) redirect('/a${i}'); } catch (error) { console.log(error); }`)}\n}\n`,
  }),
  'redirects in one try': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nexport async function save(id: string) {\n  try {\n${lines(size, (i) => `    if (id === '${i}') redirect('/a${i}');`)}\n  } catch (error) {\n    console.log(error);\n  }\n}\n`,
  }),
  'a switch of redirects': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nfunction go(id: string) {\n  switch (id) {\n${lines(size, (i) => `    case '${i}':`)}\n    default: redirect('/a');\n  }\n}\nexport async function save(id: string) {\n  try { go(id); } catch (error) {\n    switch (id) {\n${lines(size, (i) => `      case '${i}':`)}\n      default: console.log(error);\n    }\n  }\n}\n`,
  }),
  'captures of an action': (size) => ({
    'app/page.tsx': page(
      `${lines(size, (i) => `const v${i} = () => ${i};`)}\nasync function save() { 'use server'; console.log(${lines(size, (i) => `v${i}`, ', ')}); }\nreturn <form action={save} />;`,
    ),
  }),
  'inline actions': (size) => ({
    'app/page.tsx': page(
      `const id = 'a';\nreturn <main>${lines(size, (i) => `<form action={async (data: FormData) => { 'use server'; console.log(id, data.get('a${i}')); }} />`)}</main>;`,
    ),
  }),
  'bound actions': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(id: string) { return id; }\n`,
    'app/page.tsx': page(
      `return <main>${lines(size, (i) => `<form action={save.bind(null, new RegExp('${i}'))} />`)}</main>;`,
      `import { save } from './actions';`,
    ),
  }),
  'calls of an action in the browser': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(id: unknown) { return id; }\n`,
    'ui/form.tsx': `'use client';\nimport { save } from '../app/actions';\nexport function Form() {\n  return <form>${lines(size, (i) => `<input onChange={(event) => save(event)} name="a${i}" />`)}</form>;\n}\n`,
    'app/page.tsx': page(`return <Form />;`, `import { Form } from '../ui/form';`),
  }),
  'environment variables': (size) => ({
    'ui/form.tsx': `'use client';\nexport function Form() { return <p>{[${lines(size, (i) => `process.env.SECRET_${i}`, ', ')}]}</p>; }\n`,
    'app/page.tsx': page(
      `return <Form ${lines(size, (i) => `a${i}={process.env.SECRET_${i}}`, ' ')} />;`,
      `import { Form } from '../ui/form';`,
    ),
  }),
  'browser globals': (size) => ({
    'app/page.tsx': page(`${lines(size, (i) => `  console.log(window.a${i}, document.title);`)}\n  return <p />;`),
  }),
  'browser globals under guards': (size) => ({
    'app/page.tsx': page(
      `${lines(size, (i) => `  if (typeof window !== 'undefined') console.log(window.a${i});`)}\n  return <p />;`,
    ),
  }),
  'early returns': (size) => ({
    'app/page.tsx': page(
      `${lines(size, (i) => `  if ((await props.params).id === '${i}') return <p>{document.title}</p>;`)}\n  return <p />;`,
    ),
  }),
  'strings that look like directives': (size) => ({
    'app/page.tsx': page(`${lines(size, () => `  'use sever';\n  ('use client');`)}\n  return <p />;`),
  }),
  'late directives': (size) => ({
    'app/page.tsx': `${lines(size, (i) => `const a${i} = 1;\n'use client';`)}\n${page('return <p />;')}`,
  }),
  'hooks in a server module': (size) => ({
    'app/page.tsx': page(
      `${lines(size, (i) => `  React.useState(${i}); useEffect(() => {});`)}\n  return <p />;`,
      `import React, { useEffect } from 'react';`,
    ),
  }),
  loaders: (size) => ({
    'ui/part.tsx': button,
    'app/page.tsx': `import dynamic from 'next/dynamic';\n${lines(size, (i) => `const Part${i} = dynamic(() => import('../ui/part').then((module) => module.Button), { ssr: false });`)}\n${page(`return <p>${lines(size, (i) => `<Part${i} on={() => 1} />`)}</p>;`)}`,
  }),
  'forms with a state': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(state: string, data: FormData) { return state + data.get('a'); }\n`,
    'ui/form.tsx': `'use client';\nimport { useActionState } from 'react';\nimport { useFormStatus } from 'react-dom';\nimport { save } from '../app/actions';\nexport function Form() {\n${lines(size, (i) => `  const [state${i}, act${i}] = useActionState(save, ''); const status${i} = useFormStatus();`)}\n  return <p>${lines(size, (i) => `<form action={act${i}}>{state${i}}</form>`)}</p>;\n}\n`,
    'app/page.tsx': page(`return <Form />;`, `import { Form } from '../ui/form';`),
  }),
  'statements of an action': (size) => ({
    'app/actions.ts': `'use server';\nimport { auth, db } from '../lib/db';\nexport async function save(id: string, data: FormData) {\n${lines(size, (i) => `  const a${i} = data.get('a${i}'); console.log(a${i}, await auth());`)}\n  await db.post.update(id);\n}\n`,
    'lib/db.ts': `export const db = { post: { update: async (value: unknown) => void value } };\nexport async function auth() { return { user: null }; }\n`,
  }),
  'parameters of an action': (size) => ({
    'app/actions.ts': `'use server';\nimport { db } from '../lib/db';\nexport async function save(${lines(size, (i) => `a${i}: string`, ', ')}) {\n${lines(size, (i) => `  const b${i} = a${i}.trim();`)}\n  await db.post.update([${lines(size, (i) => `b${i}`, ', ')}]);\n}\n`,
    'lib/db.ts': `export const db = { post: { update: async (value: unknown) => void value } };\n`,
  }),
  'calls in each other': (size) => ({
    'app/page.tsx': page(
      `return <p>{${nested(size, 'read(', 'props', ')')}}</p>;`,
      `import { redirect } from 'next/navigation';\nfunction read(value: unknown) { return value; }`,
    ),
  }),
  'checks and calls in a handler': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(id: unknown) { return id; }\n`,
    'ui/form.tsx': `'use client';\nimport { save } from '../app/actions';\nexport function Form(props: { a: string }) {\n  return <input onChange={(event) => {\n${lines(size, (i) => `    if (props.a === 'a${i}') return;\n    save(event.target.value);`)}\n  }} />;\n}\n`,
    'app/page.tsx': page(`return <Form a="a" />;`, `import { Form } from '../ui/form';`),
  }),
  'checks and reads in a page': (size) => ({
    'app/page.tsx': page(
      `${lines(size, (i) => `  if (String(props) === 'a${i}') return <p />;\n  console.log(props.params.id, cookies().get('a'), process.env.A${i});`)}\n  return <p />;`,
      `import { cookies } from 'next/headers';`,
    ),
  }),
  'checks and messages in a handler': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(id: unknown) { return id; }\n`,
    'ui/form.tsx': `'use client';\nimport { useState } from 'react';\nimport { save } from '../app/actions';\nexport function Form(props: { a: string }) {\n  const [text, setText] = useState('');\n  const run = async () => {\n    try { await save('a'); } catch (error) {\n${lines(size, (i) => `      if (props.a === 'a${i}') return;\n      setText((error as Error).message);`)}\n    }\n  };\n  return <button onClick={run}>{text}</button>;\n}\n`,
    'app/page.tsx': page(`return <Form a="a" />;`, `import { Form } from '../ui/form';`),
  }),
  'checks and elements in a page': (size) => ({
    'ui/button.tsx': `'use client';\nimport { useSearchParams } from 'next/navigation';\nexport function Button(props: { a: string }) { return <p>{useSearchParams().get(props.a)}</p>; }\n`,
    'app/page.tsx': page(
      `${lines(size, (i) => `  if (process.env.A === 'a${i}') return <Button a="a${i}" />;`)}\n  return <Button a="a" />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'props that an element is given': (size) => ({
    'ui/button.tsx': button,
    'ui/card.tsx': `import { Button } from './button';\nexport function Card({ ${lines(size, (i) => `a${i}`, ', ')} }: { [name: string]: unknown }) {\n  return <Button ${lines(size, (i) => `a${i}={a${i}}`, ' ')} />;\n}\n`,
    'app/page.tsx': page(
      `return <Card ${lines(size, (i) => `a${i}={() => ${i}}`, ' ')} />;`,
      `import { Card } from '../ui/card';`,
    ),
  }),
  'spread properties': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `${lines(size, (i) => `  const o${i} = { a${i}: () => ${i} };`)}\n  return <Button ${lines(size, (i) => `{...o${i}} b${i}={${i}}`, ' ')} />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'guards of actions': (size) => ({
    'app/actions.ts': `'use server';\nimport { db } from '../lib/db';\n${lines(size, (i) => `async function guard${i}() { if (!(await db.post.update(${i}))) throw new Error(); }\nexport async function save${i}(id: string) { await guard${i}(); await db.post.update(id); }`)}\n`,
    'lib/db.ts': `export const db = { post: { update: async (value: unknown) => void value } };\n`,
  }),
  'methods of a class': (size) => ({
    'app/page.tsx': `class Posts {\n${lines(size, (i) => `  static m${i}() { return document.title; }\n  n${i}() { return this.n0(); }`)}\n}\n${page(`${lines(size, (i) => `  Posts.m${i}(); new Posts().n${i}();`)}\n  return <p />;`)}`,
    'app/actions.ts': `'use server';\nclass Posts {\n${lines(size, (i) => `  async m${i}() { await fetch('/a', { method: 'POST' }); }`)}\n}\nconst posts = new Posts();\nexport async function save(id: string) {\n${lines(size, (i) => `  await posts.m${i}();`)}\n}\n`,
  }),
  'a union of strings': (size) => ({
    'ui/card.tsx': `'use client';\nexport type Name = ${lines(size, (i) => `'a${i}'`, ' | ')};\nexport function Card(props: { name: Name; onPick: (name: Name) => void }) { return <p>{props.name}</p>; }\n`,
    'app/page.tsx': page(
      `const name = props as unknown as { name: Name };\nreturn <Card name={name.name} onPick={() => {}} />;`,
      `import { Card, type Name } from '../ui/card';`,
    ),
    'app/actions.ts': `'use server';\nimport type { Name } from '../ui/card';\nexport const one: Name = 'a0' as Name;\nexport async function save(name: Name): Promise<Name> { return name; }\n`,
  }),
  'a union of objects': (size) => ({
    'ui/card.tsx': `'use client';\nexport type Item = ${lines(size, (i) => `{ kind: 'a${i}'; value: ${i} }`, ' | ')};\nexport function Card(props: { item: Item; onPick: (item: Item) => void }) { return <p>{props.item.kind}</p>; }\n`,
    'app/page.tsx': page(
      `const item = props as unknown as { item: Item };\nreturn <Card item={item.item} onPick={() => {}} />;`,
      `import { Card, type Item } from '../ui/card';`,
    ),
  }),
  'calls of one helper in an action': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}function clean(value: unknown) { return String(value).trim(); }\nexport async function save(id: string, data: FormData) {\n${lines(size, (i) => `  const a${i} = clean(data.get('a${i}'));`)}\n  await db.post.update({ ${lines(size, (i) => `a${i}`, ', ')} });\n}\n`,
  }),
  'names that are assigned in an action': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}export async function save(data: FormData) {\n${lines(size, (i) => `  let a${i} = '';\n  a${i} = String(data.get('a${i}'));`)}\n  await db.post.update([${lines(size, (i) => `a${i}`, ', ')}]);\n}\n`,
  }),
  'copies of copies in an action': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}export async function save(id: object) {\n  const a0 = { id };\n${lines(size, (i) => `  const a${i + 1} = { ...a${i}, b${i}: 1 };`)}\n  await db.post.update(a${size});\n}\n`,
  }),
  'actions that call one helper': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}async function change(value: string) { check(value); await db.post.update(value); }\nfunction check(value: unknown) { if (typeof value !== 'string') throw new Error(); }\n${lines(size, (i) => `export async function save${i}(id: string) { await change(id); }`)}\n`,
  }),
  'errors that are caught in the browser': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nexport async function save(id: unknown) { redirect('/' + id); }\n`,
    'ui/form.tsx': `'use client';\nimport { useState } from 'react';\nimport { save } from '../app/actions';\nexport function Form() {\n  const [text, setText] = useState('');\n  const run = async () => {\n${lines(size, (i) => `    try { await save(${i}); } catch (error) { setText((error as Error).message); }`)}\n  };\n  return <button onClick={run}>{text}</button>;\n}\n`,
    'app/page.tsx': page(`return <Form />;`, `import { Form } from '../ui/form';`),
  }),
  'promises that are used': (size) => ({
    'ui/all.tsx': `'use client';\nimport { use } from 'react';\n${lines(size, (i) => `export function A${i}() { const p = fetch('/${i}'); return <p>{use(p)}{use(fetch('/'))}</p>; }`)}\n`,
    'app/page.tsx': page(`return <A0 />;`, `import { A0 } from '../ui/all';`),
  }),
  'functions with directives': (size) => ({
    'app/page.tsx': page(
      `${lines(size, (i) => `  function f${i}() { 'use client'; 'use server'; return ${i}; }`)}\n  return <p />;`,
    ),
  }),
  'browser globals in effects': (size) => ({
    'ui/all.tsx': `'use client';\nimport { useEffect } from 'react';\nexport function A() {\n${lines(size, (i) => `  useEffect(() => { document.title = '${i}'; localStorage.setItem('a', window.name); }, []);`)}\n  return <p />;\n}\n`,
    'app/page.tsx': page(`return <A />;`, `import { A } from '../ui/all';`),
  }),
  'props handed down': (size) => ({
    'ui/button.tsx': button,
    'ui/card.tsx': `import { Button } from './button';\nexport function C0({ a }: any) { return <Button a={a} />; }\n${lines(size, (i) => `export function C${i + 1}({ a }: any) { return <C${i} a={a} />; }`)}\n`,
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<C${i} a={() => ${i}} />`)}</p>;`,
      `import { ${lines(size, (i) => `C${i}`, ', ')} } from '../ui/card';`,
    ),
  }),
  'commonjs exports': (size) => ({
    'app/actions.js': `'use server';\n${lines(size, (i) => `exports.a${i} = async () => {};`)}\n`,
  }),
  'importers of a module': (size) => ({
    'ui/button.tsx': button,
    'app/actions.ts': `'use server';\nexport async function save() {}\n`,
    ...Object.fromEntries(
      Array.from({ length: size }, (_, i) => [
        `app/p${i}/page.tsx`,
        page(
          `await save(); return <Button a={() => 1} />;`,
          `import { Button } from '../../ui/button';\nimport { save } from '../actions';`,
        ),
      ]),
    ),
  }),
  'a barrel of modules': (size) => ({
    ...Object.fromEntries(
      Array.from({ length: size }, (_, i) => [`ui/p${i}.tsx`, `'use client';\nexport function P${i}() { return <p />; }\n`]),
    ),
    'ui/index.ts': lines(size, (i) => `export { P${i} } from './p${i}';`),
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<P${i} on={() => 1} />`)}</p>;`,
      `import { ${lines(size, (i) => `P${i}`, ', ')} } from '../ui';`,
    ),
  }),
  'a chain of modules': (size) => ({
    ...Object.fromEntries(
      Array.from({ length: size }, (_, i) => [
        `lib/m${i + 1}.ts`,
        `import { f${i} } from './m${i}';\nexport function f${i + 1}() { return f${i}(); }\n`,
      ]),
    ),
    'lib/m0.ts': `import { useState } from 'react';\nexport function f0() { return useState(0); }\n`,
    'app/page.tsx': page(`return <p>{f${size}()}</p>;`, `import { f${size} } from '../lib/m${size}';`),
  }),
};
