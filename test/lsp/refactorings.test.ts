import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CodeAction, CreateFile, TextDocumentEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient, uriOf } from '../support/lsp-client.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';
import { tsconfig } from '../ts-plugin/support.ts';

const page = `import { useState } from 'react';
import { cn } from '../lib/cn';
import { Menu, save } from '../ui/menu';

interface CounterProps {
  start: number;
}

export default function Page() {
  return (
    <main className={cn('a')}>
      <Counter start={1} />
      <Menu title="x" />
      <form action={save} />
    </main>
  );
}

/** Counts. */
function Counter({ start }: CounterProps) {
  const [count, setCount] = useState(start);
  return <b className={cn('b')} onClick={() => setCount(count + 1)} />;
}

const shared = 'y';
const Box = (props: { a: string }) => <i onClick={() => {}}>{shared + props.a}</i>;
export const other = [shared, Box];
`;
const menu = `'use client';
import { db, type Row } from '../lib/db';

export interface Shape {
  id: string;
}
const table = 'posts';
export async function save(data: FormData) {
  'use server';
  await db.insert(table, data as unknown as Row);
}
export function Menu({ title }: { title: string }) {
  async function drop(shape: Shape) {
    'use server';
    await db.remove(shape.id);
  }
  async function rename() {
    'use server';
    await db.remove(title);
  }
  return <form action={rename} onReset={() => drop({ id: title })} />;
}
`;
const files: Readonly<Record<string, string>> = {
  'tsconfig.json': tsconfig(),
  'app/page.tsx': page,
  'ui/menu.tsx': menu,
  'ui/other.tsx': `'use client'\nimport { Menu, save as store } from './menu'\nexport const Other = () => <form action={store}><Menu title="a" /></form>\n`,
  'lib/cn.ts': `export const cn = (x: string) => x;\n`,
  'lib/db.ts': `export interface Row { a: 1 }\nexport const db = { insert: async (_t: string, _r: Row) => {}, remove: async (_i: string) => {} };\n`,
};
const capabilities = {
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } },
};

let directory: string;
let client: LspClient;

beforeAll(async () => {
  directory = temporaryProject(files);
  client = await LspClient.start({ folders: [directory], capabilities });
  for (const name of ['app/page.tsx', 'ui/menu.tsx']) await client.open(`${directory}/${name}`);
});

afterAll(() => {
  client.kill();
  removeProject(directory);
});

/** The moves offered where a text stands in a file. */
async function moves(name: string, at: string, from = client): Promise<CodeAction[]> {
  const document = TextDocument.create('', '', 0, files[name]!);
  const start = document.positionAt(files[name]!.indexOf(at));
  return from.codeActions(`${directory}/${name}`, { start, end: start }, ['refactor']);
}

/** The files that an action changes or makes, as they are then. */
function result({ edit }: CodeAction): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const change of edit!.documentChanges as Array<CreateFile | TextDocumentEdit>) {
    if ('kind' in change) {
      const name = change.uri.slice(uriOf(directory).length + 1);
      expect(change).toEqual({ kind: 'create', uri: change.uri, options: { overwrite: false, ignoreIfExists: false } });
      texts[name] = '';
      continue;
    }
    const name = change.textDocument.uri.slice(uriOf(directory).length + 1);
    const document = TextDocument.create('', '', 0, texts[name] ?? files[name]!);
    texts[name] = TextDocument.applyEdits(document, change.edits as never);
  }
  return texts;
}

it('a client part out of a server module, with what only it uses', async () => {
  const [move, ...others] = await moves('app/page.tsx', 'Counter({');
  expect(others).toEqual([]);
  expect([move!.title, move!.kind]).toEqual(['Move `Counter` to counter.tsx, a new "use client" file', 'refactor.move']);
  expect(result(move!)).toEqual({
    'app/counter.tsx': `'use client';

import { useState } from 'react';
import { cn } from '../lib/cn';

interface CounterProps {
  start: number;
}

/** Counts. */
export function Counter({ start }: CounterProps) {
  const [count, setCount] = useState(start);
  return <b className={cn('b')} onClick={() => setCount(count + 1)} />;
}
`,
    'app/page.tsx': page
      .replace(`import { useState } from 'react';\n`, '')
      .replace(`from '../ui/menu';\n`, `from '../ui/menu';\nimport { Counter } from './counter';\n`)
      .replace(/interface CounterProps [^]*?\n}\n\n/, '')
      .replace(/\/\*\* Counts[^]*?\n}\n\n/, ''),
  });
});

it('an exported Server Function out of a client module, and who imports it', async () => {
  const [move] = await moves('ui/menu.tsx', 'save(');
  expect(move!.title).toBe('Move `save` to actions.ts, a new "use server" file');
  expect(result(move!)).toEqual({
    'ui/actions.ts': `'use server';

import { db, type Row } from '../lib/db';

const table = 'posts';

export async function save(data: FormData) {
  await db.insert(table, data as unknown as Row);
}
`,
    'ui/menu.tsx': menu.replace(', type Row', '').replace(/const table[^]*?\n}\n/, ''),
    'app/page.tsx': page
      .replace('{ Menu, save }', '{ Menu }')
      .replace(`/menu';\n`, `/menu';\nimport { save } from '../ui/actions';\n`),
    'ui/other.tsx': files['ui/other.tsx']!.replace(
      `{ Menu, save as store } from './menu'`,
      `{ Menu } from './menu'\nimport { save as store } from './actions'`,
    ),
  });
});

it('an inline one, where it closes over nothing', async () => {
  const [move] = await moves('ui/menu.tsx', 'drop(');
  expect(result(move!)).toEqual({
    'ui/actions.ts': `'use server';

import { db } from '../lib/db';
import type { Shape } from './menu';

export async function drop(shape: Shape) {
  await db.remove(shape.id);
}
`,
    'ui/menu.tsx': menu
      .replace(`'../lib/db';\n`, `'../lib/db';\nimport { drop } from './actions';\n`)
      .replace(/ {2}async function drop[^]*?\n {2}}\n/, ''),
  });
});

it('nothing that cannot stand alone, and nothing that was not asked for', async () => {
  // It closes over a prop; it needs a constant that others use; a page stays where it is; it needs no browser.
  expect(await moves('ui/menu.tsx', 'rename()')).toEqual([]);
  expect(await moves('app/page.tsx', 'Box =')).toEqual([]);
  expect(await moves('app/page.tsx', 'Page()')).toEqual([]);
  expect(await moves('ui/menu.tsx', 'Menu({')).toEqual([]);
  // In the middle of its body nobody means all of it.
  expect(await moves('app/page.tsx', 'setCount(count')).toEqual([]);
  // A client that cannot make files.
  const plain = await LspClient.start({ folders: [directory] });
  await plain.open(`${directory}/app/page.tsx`);
  expect(await moves('app/page.tsx', 'Counter({', plain)).toEqual([]);
  plain.kill();
});

it('none where they are switched off', async () => {
  const off = await LspClient.start({ folders: [directory], capabilities, initializationOptions: { refactorings: false } });
  await off.open(`${directory}/app/page.tsx`);
  expect(await moves('app/page.tsx', 'Counter({')).toHaveLength(1);
  expect(await moves('app/page.tsx', 'Counter({', off)).toEqual([]);
  off.kill();
});
