import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { rules } from '../../src/rules/index.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';
import { memoryApp } from '../support/memory-app.ts';
import { shuffled } from '../support/shuffle.ts';

const on = rules.map((rule) => ({ rule }));
const seeds = Array.from({ length: 12 }, (_, index) => index);

/** Functions that call each other in a circle: what is known of one may not hang on which of them was asked about first. */
const circles: Record<string, AppFiles> = {
  'mutations while rendering': {
    'lib/a.ts': `import { b } from './b';\nimport { cookies } from 'next/headers';\nexport function a() { b(); cookies().set('a', '1'); }`,
    'lib/b.ts': `import { a } from './a';\nimport { c } from './c';\nexport function b() { a(); c(); }`,
    'lib/c.ts': `import { b } from './b';\nimport { revalidatePath } from 'next/cache';\nexport function c() { b(); revalidatePath('/'); }`,
    'app/a/page.tsx': `import { a } from '../../lib/a';\nexport default function Page() { a(); return <p />; }`,
    'app/b/page.tsx': `import { b } from '../../lib/b';\nexport default function Page() { b(); return <p />; }`,
    'app/c/page.tsx': `import { c } from '../../lib/c';\nexport default function Page() { c(); return <p />; }`,
  },
  redirects: {
    'lib/a.ts': `import { redirect } from 'next/navigation';\nimport { b } from './b';\nexport function a() { b(); redirect('/a'); }`,
    'lib/b.ts': `import { a } from './a';\nimport { notFound } from 'next/navigation';\nexport function b() { if (Math.random() > 0.5) a(); else notFound(); }`,
    'app/a/page.tsx': `import { a } from '../../lib/a';\nexport default function Page() { try { a(); } catch (error) { console.log(error); } return <p />; }`,
    'app/b/page.tsx': `import { b } from '../../lib/b';\nexport default function Page() { try { b(); } catch (error) { console.log(error); } return <p />; }`,
  },
  'what runs on the server': {
    'lib/a.ts': `import { b } from './b';\nexport function a() { window.alert('a'); b(); }`,
    'lib/b.ts': `import { a } from './a';\nexport function b() { document.title = 'b'; a(); }`,
    'app/page.tsx': `import { a } from '../lib/a';\nexport default function Page() { a(); return <p />; }`,
    'app/api/route.ts': `import { b } from '../../lib/b';\nexport function GET() { b(); }`,
  },
  'export * from two': {
    'lib/a.ts': `export * from './b';\nexport * from './two';`,
    'lib/b.ts': `export * from './a';\nexport * from './one';`,
    'lib/one.tsx': `'use client';\nexport const menu = { open() {} };`,
    'lib/two.tsx': `'use client';\nexport const menu = { open() {} };`,
    'app/a/page.tsx': `import { menu } from '../../lib/a';\nexport default function Page() { menu.open(); return <p />; }`,
    'app/b/page.tsx': `import { menu } from '../../lib/b';\nexport default function Page() { menu.open(); return <p />; }`,
  },
  'namespaces of each other': {
    'lib/a.ts': `'use server';\nexport * from './a';\nexport * as own from './a';\nexport * as b from './b';\nexport async function save() {}`,
    'lib/b.ts': `export * as a from './a';\nexport * as own from './b';\nexport * from './a';`,
    'app/page.tsx': `import * as b from '../lib/b';\nexport default function Page() { return <form action={b.a.own.b.save} />; }`,
  },
  'functions that give each other back': {
    'lib/a.ts': `'use server';\nimport { other } from './b';\nexport async function self() { return self; }\nexport async function one() { return other; }\nexport async function first() { return () => second; }\nexport async function second() { return [first, () => second]; }`,
    'lib/b.ts': `import { one } from './a';\nexport async function other() { return one; }\nexport const made = () => made;`,
    'app/page.tsx': `import { self, second } from '../lib/a';\nimport { made } from '../lib/b';\nexport default async function Page() { const a = await self(); return <form action={a}>{made()}{(await second())[0]}</form>; }`,
  },
  'objects that hold themselves': {
    'lib/a.ts': `'use server';\nlet held: any = { save };\nheld = { held, next: { held } };\nexport async function save() {}\nexport const list = [...list, list, save];\nexport const all = { ...all, all, save };\nconst one = { ...two, a: 1 }, two = { ...one, b: one };\nexport const both = { ...one, ...two };`,
    'ui/card.tsx': `'use client';\nimport { all, both } from '../lib/a';\nexport const Card = () => <p {...both} {...all} />;`,
    'app/card/page.tsx': `import { both } from '../../lib/a';\nimport { Card } from '../../ui/card';\nexport default function Page() { const o = { ...o, a: o.a, on: () => 1 }; return <Card {...both} {...o} />; }`,
    'app/page.tsx': `import { all } from '../lib/a';\nexport default function Page() { return <form action={all.all.all.save} />; }`,
  },
};

describe.each(Object.entries(circles))('%s', (_name, files) => {
  it('is found whoever asks first', () => {
    const names = Object.keys(files);
    const found = (seed: number): Record<string, unknown> => {
      const project = projectOfFiles(Object.fromEntries(shuffled(Object.entries(files), seed)));
      const byName = new Map(
        shuffled(names, seed + 50).map((name) => [name, runRules(project, project.sourceFile(`/p/${name}`)!, on)]),
      );
      return Object.fromEntries(names.map((name) => [name, byName.get(name)]));
    };
    const expected = found(0);
    expect(Object.values(expected).flat().length).toBeGreaterThan(0);
    for (const seed of seeds) expect(found(seed)).toEqual(expected);
  });
});

it('a chain is the shortest, and of the shortest the first by the paths along it', () => {
  const page = (to: string): string => `import '${to}';\nexport default function Page() { return null; }`;
  const files: AppFiles = {
    'app/z/page.tsx': page('../../lib/target'),
    'app/b/page.tsx': page('../../lib/two'),
    'app/a/page.tsx': `import '../../lib/two';\nimport '../../lib/one';\nexport default function Page() { return null; }`,
    'lib/one.ts': `import './far';`,
    'lib/two.ts': `import './far';`,
    'lib/far.ts': `import './target';\nexport {};`,
    'lib/target.ts': `export {};`,
  };
  for (const seed of seeds) {
    const graph = graphOf(projectOfFiles(Object.fromEntries(shuffled(Object.entries(files), seed))));
    expect(graph.environmentOf('/p/lib/target.ts').server).toEqual(['/p/app/z/page.tsx', '/p/lib/target.ts']);
    expect(graph.environmentOf('/p/lib/far.ts').server).toEqual(['/p/app/a/page.tsx', '/p/lib/one.ts', '/p/lib/far.ts']);
    expect(graph.importersOf('/p/lib/far.ts').map(({ from }) => from)).toEqual(['/p/lib/one.ts', '/p/lib/two.ts']);
  }
});

it('the members of a union have an order of their own', () => {
  const files: AppFiles = {
    'app/actions.ts': `'use server';\nimport type { A, B } from '../lib/types';\nexport const limits: A | B | 'x' | 'y' = 'y' as A | B;\nexport function save(): A | B | 'q' { return 'b' as B; }\n`,
    'lib/types.ts': `export type A = 'a' | 'x';\nexport type B = 'b' | { toJSON(): 'n' | 'm' };\n`,
    'app/page.tsx': `import { Card } from '../ui/card';\nexport default function Page(props: { value: RegExp | WeakMap<object, string> | Map<string, () => void> }) { return <Card value={props.value} />; }`,
    'ui/card.tsx': `'use client';\nexport function Card(props: { value: unknown }) { return null; }`,
    'other/one.ts': `export const a: 'y' | 'q' | 'm' = 'm';\nexport let b: WeakMap<object, string> | undefined;`,
    'other/two.ts': `export const c: 'x' | 'n' | 'b' = 'b';\nexport let d: Map<string, () => void> | RegExp;`,
  };
  const names = Object.keys(files);
  const found = (seed: number): Record<string, unknown> => {
    const { project, sourceFile } = memoryApp(Object.fromEntries(shuffled(Object.entries(files), seed)));
    const order = shuffled(names, seed + 50);
    for (const name of order) sourceFile(name).forEachChild((node) => void project.checker!.getTypeAtLocation(node));
    const byName = new Map(order.map((name) => [name, runRules(project, sourceFile(name), on)]));
    return Object.fromEntries(names.map((name) => [name, byName.get(name)]));
  };
  const expected = found(0);
  expect((expected['app/actions.ts'] as unknown[]).length).toBeGreaterThan(0);
  expect((expected['app/page.tsx'] as unknown[]).length).toBeGreaterThan(0);
  for (const seed of seeds.slice(0, 4)) expect(found(seed)).toEqual(expected);
});
