import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import { memoryApp } from '../support/memory-app.ts';

const types = {
  Json: `type Json = string | number | boolean | null | Json[] | { [key: string]: Json };`,
  List: `type List = List[];`,
  Tuple: `type Tuple = [Tuple, ...Tuple[]] | [];`,
  Growing: `type Growing<T = string> = Array<Growing<T[]>>;`,
  Tree: `interface Tree { value: Date; children: Tree[]; parent?: Tree; byName: Map<string, Tree>; later: Promise<Tree> }`,
  Nested: `interface Nested<T = string> { value: T; inner: Nested<Nested<T>>; list(): Nested<T[]> }`,
  Alias: `type Alias = Other; type Other = Alias;`,
  Extending: `interface Extending extends Other {} interface Other extends Extending {}`,
  Own: `class Own extends Own {}`,
  Mapped: `type Mapped = { [K in keyof Mapped]: Mapped[K] };`,
  Conditional: `type Conditional<T = string> = T extends Conditional<infer U> ? Conditional<U> : Conditional<[T]>;`,
  Both: `type Both = { a: Both } | Both[];`,
};

it.each(Object.entries(types))('%s stops no rule', (name, text) => {
  const files = {
    'lib/data.ts': `export ${text.replaceAll(/; (?=type|interface)| (?=interface Other)/g, '; export ')}\nexport interface Row { id: string; passwordHash: string; data: ${name} }\nexport declare const db: { row: { findFirst(): Promise<Row>; update(value: ${name}): Promise<void> } };\n`,
    'ui/card.tsx': `'use client';\nimport type { ${name} } from '../lib/data';\nexport function Card(props: { data: ${name}; row: unknown }) { return <p>{String(props.data)}</p>; }\n`,
    'app/actions.ts': `'use server';\nimport { db, type ${name}, type Row } from '../lib/data';\nexport async function save(data: ${name}): Promise<${name}> { await db.row.update(data); return data; }\nexport async function read(): Promise<Row> { const row = await db.row.findFirst(); return row; }\n`,
    'app/page.tsx': `import { unstable_cache } from 'next/cache';\nimport { Card } from '../ui/card';\nimport { db, type ${name} } from '../lib/data';\nimport { save } from './actions';\nconst cached = unstable_cache(async () => ({}) as ${name});\nasync function kept(data: ${name}) { 'use cache'; return data; }\nexport default async function Page() {\n  const row = await db.row.findFirst();\n  const data = await cached();\n  return <form action={async () => { 'use server'; await save(data); }}><Card data={await kept(row.data)} row={row} /></form>;\n}\n`,
  };
  const { project, sourceFile } = memoryApp(files);
  const failed: string[] = [];
  const found = Object.keys(files).flatMap((file) =>
    runRules(
      project,
      sourceFile(file),
      rules.map((rule) => ({ rule })),
      { onRuleError: (rule, error) => failed.push(`${rule.name}: ${String(error)}`) },
    ),
  );
  expect(failed).toEqual([]);
  expect(found.map(({ rule }) => rule)).toContain('require-action-auth');
});
