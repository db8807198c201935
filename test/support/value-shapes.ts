import { actionHead, button, db, lines, nested, page, type Shape } from './shape-parts.ts';

/** Values, their types, and what is done with them. */
export const valueShapes: Readonly<Record<string, Shape>> = {
  'long texts that are put together': (size) => ({
    'app/actions.ts': `'use server';\nexport async function save(id: string) { await fetch(\`${lines(size, () => '/${id}', '')}\`, { method: 'POST' }); }\nexport async function other(id: string) { await fetch(${lines(size, (i) => `id + '/${i}'`, ' + ')}, { method: 'POST' }); }\n`,
  }),
  'a chain of || over actions': (size) => ({
    'app/actions.ts': `'use server';\n${lines(size, (i) => `export async function s${i}() {}`)}\n`,
    'ui/form.tsx': `'use client';\nimport { ${lines(size, (i) => `s${i}`, ', ')} } from '../app/actions';\nexport function Form(p: any) { const s = ${lines(size, (i) => `p.a${i} && s${i}`, ' || ')}; return <form action={s}><input onChange={() => s()} /></form>; }\n`,
    'app/page.tsx': page(`return <Form />;`, `import { Form } from '../ui/form';`),
  }),
  'types that hold each other': (size) => ({
    'app/actions.ts': `'use server';\n${lines(size, (i) => `interface T${i} { kind: 'a${i}'; next: U; at: Date }`)}\ntype U = ${lines(size, (i) => `T${i}`, ' | ')};\n${lines(size, (i) => `export async function f${i}(u: T${i}): Promise<U> { return u; }`)}\n`,
  }),
  'reads of one store of cookies': (size) => ({
    'app/page.tsx': page(
      `const store = cookies();\n${lines(size, (i) => `  store.get('a${i}'); store.set('a', '${i}');`)}\n  return <p />;`,
      `import { cookies } from 'next/headers';`,
    ),
  }),
  'uses of one claimed identity': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}import { auth } from '../lib/auth';\nexport async function f(userId: string) { const session = await auth();\n${lines(size, (i) => `  if (userId === 'a${i}') return; await db.post.update({ where: { userId } });`)} }\n`,
    'lib/auth.ts': `export async function auth() { return { user: { id: 'a' } }; }\n`,
  }),
  'uses of one argument': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}export async function save(id: string) {\n${lines(size, () => `  await db.post.update(id);`)}\n}\n`,
  }),
  'names captured by many actions': (size) => ({
    'app/page.tsx': page(
      `${lines(size, (i) => `const v${i} = await fetch('${i}'), w${i} = () => ${i};`)}\nreturn <main>${lines(size, (i) => `<form action={async () => { 'use server'; console.log(v${i}, w${i}); }} />`)}</main>;`,
    ),
  }),
  'a wide object': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `return <Button a={{ ${lines(size, (i) => `k${i}: { v: ${i} }`, ', ')} }} />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'a list of functions': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `const list = [${lines(size, (i) => `() => ${i}`, ', ')}];\nreturn <p>{list.map((one) => <Button a={one} />)}<Button list={list} /></p>;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'elements of a chain of conditionals': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `const p = await props.params;\nreturn ${lines(size, (i) => `p.id === '${i}' ? <Button a={() => ${i}} /> :`)} <p />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'objects in each other': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `return <Button a={${nested(size, '{ a: ', '() => 1', ' }')}} />;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
  'try blocks in each other': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nexport async function save() {\n${nested(size, 'try { ', `redirect('/a');`, ' } catch (error) { console.log(error); }')}\n}\n`,
  }),
  'a wide type of a prop': (size) => ({
    'ui/card.tsx': `'use client';\nexport interface Item { ${lines(size, (i) => `k${i}: { v: Date; f: string }`, ';\n')} }\nexport function Card(props: { item: Item }) { return <p>{String(props.item)}</p>; }\n`,
    'app/page.tsx': page(
      `const item = {} as Item;\nreturn <p>${lines(size, () => `<Card item={item} />`)}</p>;`,
      `import { Card, type Item } from '../ui/card';`,
    ),
  }),
  'types in a chain': (size) => ({
    'ui/card.tsx': `'use client';\nexport interface T0 { f: () => void }\n${lines(size, (i) => `export interface T${i + 1} { t: T${i} }`)}\nexport function Card(props: { item: T${size} }) { return <p>{String(props.item)}</p>; }\n`,
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<Card item={{} as T${i}} />`)}</p>;`,
      `import { Card, ${lines(size, (i) => `type T${i}`, ', ')} } from '../ui/card';`,
    ),
  }),
  'a switch of cases in an action': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}export async function save(id: string) {\n  switch (id) {\n${lines(size, (i) => `    case 'a${i}': await db.post.update({ id, at: ${i} }); break;`)}\n  }\n}\n`,
  }),
  'elements with and without Suspense': (size) => ({
    'ui/q.tsx': `'use client';\nimport { useSearchParams } from 'next/navigation';\nexport function Q() { return <p>{useSearchParams().get('a')}</p>; }\n${lines(size, (i) => `export function Q${i}() { return <Q />; }`)}\n`,
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<Suspense><Q${i} /></Suspense><Q${i} />`)}</p>;`,
      `import { Suspense } from 'react';\nimport { ${lines(size, (i) => `Q${i}`, ', ')} } from '../ui/q';`,
    ),
  }),
  'records with secrets': (size) => ({
    'lib/db.ts': `export const db = { user: { find: async () => ({ id: 1, passwordHash: 'a' }) } };\n`,
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `${lines(size, (i) => `  const u${i} = await db.user.find();`)}\n return <p>${lines(size, (i) => `<Button user={u${i}} />`)}</p>;`,
      `import { Button } from '../ui/button';\nimport { db } from '../lib/db';`,
    ),
  }),
  revalidations: (size) => ({
    'app/actions.ts': `'use server';\nimport { revalidatePath, revalidateTag } from 'next/cache';\nexport async function save() {\n${lines(size, (i) => `  revalidatePath('/a/[id${i}]'); revalidateTag('t${i}');`)}\n}\n`,
  }),
  'objects that hold each other': (size) => ({
    'ui/button.tsx': button,
    'app/page.tsx': page(
      `const o0 = { f: () => 1 };\n${lines(size, (i) => `  const o${i + 1} = { o: o${i} };`)}\n return <p>${lines(size, (i) => `<Button a={o${i}} />`)}</p>;`,
      `import { Button } from '../ui/button';`,
    ),
  }),
};
