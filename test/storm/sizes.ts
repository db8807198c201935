import type { AppFiles } from '../support/app.ts';

/** What no person writes, and generators do: an app around one source of about so many pieces. */
export type Size = (count: number) => AppFiles;

function lines(count: number, line: (index: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, index) => line(index)).join(separator);
}

/** A page on the server and a client component that both use one module, beside a Server Function. */
function around(text: string, name = 'lib/data.ts'): AppFiles {
  const specifier = name.replace(/\.[jt]sx?$/, '');
  return {
    'app/page.tsx': `import * as data from '../${specifier}';\nimport { Card } from '../ui/card';\nimport { save } from './actions';\nexport default function Page() {\n  return <Card data={data.value} onSave={save} onClick={() => {}} />;\n}\n`,
    'ui/card.tsx': `'use client';\nimport { value } from '../${specifier}';\nexport function Card(props: { data: unknown; onSave: () => void; onClick: () => void }) {\n  return <p onClick={() => props.onSave()}>{String(value)}{String(props.data)}</p>;\n}\n`,
    'app/actions.ts': `'use server';\nimport { value } from '../${specifier}';\nexport async function save() {\n  return value;\n}\n`,
    [name]: text,
  };
}

/** A Server Function whose body has much of something. */
const inAction = (body: string): AppFiles => ({
  'app/actions.ts': `'use server';\nexport async function save(id: string, data: FormData) {\n${body}\n}\n`,
  'app/page.tsx': `import { save } from './actions';\nexport default function Page() {\n  return <form action={save.bind(null, 'a')} />;\n}\n`,
});

/** A page whose body has much of something. */
const inPage = (body: string, before = ''): AppFiles => ({
  'ui/card.tsx': `'use client';\nexport function Card(props: { [name: string]: unknown }) {\n  return <p>{String(props.a)}</p>;\n}\n`,
  'app/page.tsx': `import { Card } from '../ui/card';\n${before}\nexport default async function Page(props: { params: Promise<{ id: string }> }) {\n${body}\n}\n`,
});

/** A client component whose body has much of something. */
const inClient = (body: string): AppFiles => ({
  'ui/card.tsx': `'use client';\nimport { useState } from 'react';\nexport function Card(props: { [name: string]: unknown }) {\n  const [a, setA] = useState(0);\n${body}\n}\n`,
  'app/page.tsx': `import { Card } from '../ui/card';\nexport default function Page() {\n  return <Card a={() => 1} />;\n}\n`,
});

/** Long sources: time grows with them, and ends. About 40 bytes a piece. */
export const long: Readonly<Record<string, Size>> = {
  'an object of strings': (n) => around(`export const value = {\n${lines(n, (i) => `  key${i}: 'the value of ${i}',`)}\n};\n`),
  'an object of functions': (n) => around(`export const value = {\n${lines(n, (i) => `  key${i}: () => ${i},`)}\n};\n`),
  'a list of objects': (n) => around(`export const value = [\n${lines(n, (i) => `  { id: ${i}, name: 'name ${i}' },`)}\n];\n`),
  'a list of numbers': (n) => around(`export const value = [${lines(n, String, ', ')}];\n`),
  'a list as const': (n) => around(`export const value = [${lines(n, (i) => `'a${i}'`, ', ')}] as const;\n`),
  'a JavaScript list': (n) =>
    around(`export const value = [\n${lines(n, (i) => `  { id: ${i}, run() {} },`)}\n];\n`, 'lib/data.js'),
  'one long string': (n) => around(`export const value = '${'the value of it, as text '.repeat(n)}';\n`),
  'one long comment': (n) => around(`/*${'the value of it, as text\n'.repeat(n)}*/\nexport const value = 1;\n`),
  'exported constants': (n) =>
    around(`export const value = 1;\n${lines(n, (i) => `export const value${i} = 'the value of ${i}';`)}\n`),
  'calls at the top': (n) => around(`export const value: number[] = [];\n${lines(n, (i) => `value.push(${i});`)}\n`),
  'calls in a page': (n) => inPage(`${lines(n, (i) => `  console.log(${i}, props);`)}\n  return <Card a={1} />;`),
  'helper calls in a page': (n) =>
    inPage(`${lines(n, (i) => `  help(${i});`)}\n  return <Card a={1} />;`, 'function help(value: number) { return value; }'),
  'assignments in a page': (n) => inPage(`  let a = 1;\n${lines(n, (i) => `  a = ${i};`)}\n  return <Card a={a} />;`),
  'constants in a page': (n) => inPage(`${lines(n, (i) => `  const a${i} = ${i};`)}\n  return <Card a={a0} />;`),
  'calls in an action': (n) => inAction(`${lines(n, (i) => `  console.log(${i}, data.get('a'));`)}\n  await fetch('/' + id);`),
  'checks in an action': (n) => inAction(`${lines(n, (i) => `  if (id === 'a${i}') return;`)}\n  await fetch('/' + id);`),
  'handlers in a client component': (n) =>
    inClient(`${lines(n, (i) => `  const on${i} = () => setA(${i});`)}\n  return <p onClick={on0}>{a}</p>;`),
  'fields in a client component': (n) =>
    inClient(`  return <form>${lines(n, (i) => `<input onChange={() => setA(${i})} />`)}</form>;`),
  'elements of a page': (n) => inPage(`  return <main>${lines(n, (i) => `<Card a={${i}} />`)}</main>;`),
  'plain elements of a page': (n) => inPage(`  return <main>${lines(n, (i) => `<p id="a${i}">some text</p>`)}</main>;`),
  'attributes of one element': (n) => inPage(`  return <Card ${lines(n, (i) => `a${i}={${i}}`, ' ')} />;`),
  'cases of a switch': (n) =>
    inPage(
      `  const { id } = await props.params;\n  switch (id) {\n${lines(n, (i) => `    case 'a${i}': return <Card a={${i}} />;`)}\n  }`,
    ),
  types: (n) => around(`export const value = 1;\n${lines(n, (i) => `export interface Type${i} { id: string; at: number }`)}\n`),
  'a chain of +': (n) => around(`const a = 'a';\nexport const value = ${lines(n, () => 'a', ' + ')};\n`),
  'a chain of + in an action': (n) => inAction(`  await fetch(${lines(n, () => 'id', ' + ')});`),
  'a chain of commas': (n) => inPage(`  let a = 1;\n  ${lines(n, (i) => `a = ${i}`, ', ')};\n  return <Card a={a} />;`),
  'parts of a template': (n) => inPage('  const a = 1;\n  return <Card a={`' + lines(n, (i) => `${i} \${a}`, ' ') + '`} />;'),
  'server functions': (n) => ({
    'app/actions.ts': `'use server';\n${lines(n, (i) => `export async function save${i}(id: string) { await fetch('/' + id); }`)}\n`,
    'app/page.tsx': `import * as actions from './actions';\nexport default function Page() {\n  return <form action={actions.save0.bind(null, 'a')} />;\n}\n`,
  }),
  'statements of nothing': (n) => around(`export const value = 1;\n${';'.repeat(n * 20)}\n`),
  'strings as statements': (n) => around(`export const value = 1;\n${lines(n, () => `'use server';`)}\n`),
  'imports of one module': (n) =>
    inPage(
      '  return <Card a={1} />;',
      lines(n, (i) => `import { Card as Card${i} } from '../ui/card';`),
    ),
};

const nested = (depth: number, open: string, inner: string, close: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

/** Deep sources: more levels than a stack takes. */
export const deep: Readonly<Record<string, Size>> = {
  parentheses: (n) => around(`export const value = ${nested(n, '(', '1', ')')};\n`),
  lists: (n) => around(`export const value = ${nested(n, '[', '1', ']')};\n`),
  objects: (n) => around(`export const value = ${nested(n, '{ a: ', '1', ' }')};\n`),
  functions: (n) => around(`export const value = ${nested(n, '() => ', '1', '')};\n`),
  calls: (n) => around(`declare const f: any;\nexport const value = f${'()'.repeat(n)};\n`),
  members: (n) => around(`declare const f: any;\nexport const value = f${'.a'.repeat(n)};\n`),
  'calls in calls': (n) => around(`declare const f: any;\nexport const value = ${nested(n, 'f(', '1', ')')};\n`),
  blocks: (n) => inPage(`${nested(n, '{', '', '}')}\n  return <Card a={1} />;`),
  elements: (n) => inPage(`  return ${nested(n, '<p>', '', '</p>')};`),
  'elements of a Client Component': (n) => inPage(`  return ${nested(n, '<Card a={1}>', '', '</Card>')};`),
  'else if': (n) =>
    inPage(
      `  const { id } = await props.params;\n  ${lines(n, (i) => `if (id === 'a${i}') return <Card a={${i}} />;`, ' else ')}\n  return <Card a={1} />;`,
    ),
  conditionals: (n) =>
    inPage(`  const { id } = await props.params;\n  return <Card a={${lines(n, (i) => `id === 'a${i}' ? ${i} : `, '')}1} />;`),
  'a chain of &&': (n) => inPage(`  const { id } = await props.params;\n  return <Card a={${lines(n, () => 'id', ' && ')}} />;`),
  'a chain of ??': (n) => inPage(`  const { id } = await props.params;\n  return <Card a={${lines(n, () => 'id', ' ?? ')}} />;`),
  'a chain of .then': (n) => inAction(`  await fetch('/')${'.then((a) => a)'.repeat(n)};`),
  'not not': (n) => around(`const a = 1;\nexport const value = ${'!'.repeat(n)}a;\n`),
  types: (n) => around(`export const value: ${nested(n, 'Array<', 'string', '>')} = [];\n`),
  templates: (n) => around(`export const value = ${nested(n, '`${', '1', '}`')};\n`),
  'open braces': (n) => around(`export const value = 1;\n${'{'.repeat(n)}`),
  'open tags': (n) => inPage(`  return ${'<p>'.repeat(n)}`),
  namespaces: (n) => around(`export const value = 1;\nnamespace ${lines(n, (i) => `a${i}`, '.')} {}\n`),
};

/** Types that are large rather than their source deep. */
export const wide: Readonly<Record<string, Size>> = {
  'a union of strings': (n) => ({
    ...around(`export type Name = ${lines(n, (i) => `'a${i}'`, ' | ')};\nexport const value = 'a0' as Name;\n`),
    'app/other.ts': `'use server';\nimport type { Name } from '../lib/data';\nexport async function pick(name: Name): Promise<Name> {\n  return name;\n}\n`,
  }),
  'a union of objects': (n) => ({
    ...around(
      `export type Item = ${lines(n, (i) => `{ kind: 'a${i}'; at: ${i} }`, ' | ')};\nexport const value = { kind: 'a0', at: 0 } as Item;\n`,
    ),
    'app/other.ts': `'use server';\nimport type { Item } from '../lib/data';\nexport async function pick(item: Item): Promise<Item> {\n  return item;\n}\n`,
  }),
  'an interface': (n) => ({
    ...around(`export interface All {\n${lines(n, (i) => `  key${i}: string;`)}\n}\nexport const value = {} as All;\n`),
    'app/other.ts': `'use server';\nimport type { All } from '../lib/data';\nexport async function pick(all: All): Promise<All> {\n  return all;\n}\n`,
  }),
  'an enum': (n) => around(`export enum Name {\n${lines(n, (i) => `  a${i} = 'a${i}',`)}\n}\nexport const value = Name.a0;\n`),
  'a tuple': (n) => around(`export const value = [] as unknown as [${lines(n, () => 'string', ', ')}];\n`),
  overloads: (n) =>
    around(`${lines(n, (i) => `export function value(id: 'a${i}'): void;`)}\nexport function value(id: string): void {}\n`),
};
