import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CodeLens, DocumentHighlight, InlayHint, Range, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { LspClient, uriOf } from '../support/lsp-client.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';
import { tsconfig } from '../ts-plugin/support.ts';
import { start } from './support.ts';

const files = {
  'tsconfig.json': tsconfig(),
  'app/page.tsx': `import Link from 'next/link';
import { Menu } from '../ui/menu';
import { Nav, plain, type Props } from '../ui';
export default function Page(props: Props) {
  return (
    <main>
      <Menu title={plain}>
        <Nav title={props.title}>text</Nav>
      </Menu>
      <Link href="/">home</Link>
    </main>
  );
}
`,
  'app/about/page.tsx': `export { default } from '../page';\n`,
  'app/layout.tsx': `import { Menu } from '../ui/menu';\nexport default function Layout() {\n  return <Menu title="x">y</Menu>;\n}\n`,
  'ui/index.ts': `export { Menu as Nav } from './menu';\nexport const plain = 'x';\nexport interface Props { title: string }\n`,
  'ui/menu.tsx': `'use client';
import { drop, save } from '../lib/actions';
import { Item } from './item';
export function Menu(props: { title: string; children: unknown }) {
  return <form action={save}><Item /><button formAction={drop}>{props.title}</button></form>;
}
`,
  'ui/item.tsx': `'use client';\nimport { save } from '../lib/actions';\nexport function Item() {\n  return <b onClick={() => save()} />;\n}\n`,
  'lib/actions.ts': `'use server';
import { auth } from './auth';
import { db } from './db';
export async function save() {
  const session = await auth();
  if (!session) throw new Error('no');
  await db.post.create({ data: 1 });
}
export async function drop() {
  await db.post.delete({ where: 1 });
}
/** @public anybody may ask */
export async function ask() {
  return 1;
}
`,
  'lib/auth.ts': `import NextAuth from 'next-auth';\nexport const { auth } = NextAuth({});\n`,
  'lib/db.ts': `import { PrismaClient } from '@prisma/client';\nexport const db = new PrismaClient();\n`,
};

const capabilities = {
  workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } },
  experimental: { commands: ['rscBoundary.showPlaces'], sides: true },
};
let directory: string;
let client: LspClient;
const fileIn = (name: string): string => `${directory}/${name}`;

beforeAll(async () => {
  directory = temporaryProject(files);
  client = await LspClient.start({ folders: [directory], capabilities });
  for (const name of Object.keys(files)) if (!name.endsWith('.json')) await client.open(fileIn(name));
});

afterAll(() => {
  client.kill();
  removeProject(directory);
});

const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const document = (fileName: string): object => ({ textDocument: { uri: uriOf(fileName) } });

/** The hints of a file as `line:character label`. */
async function hints(client: LspClient, fileName: string, range = whole): Promise<string[]> {
  const found: InlayHint[] = await client.request('textDocument/inlayHint', { ...document(fileName), range });
  return found.map(({ position: { line, character }, label }) => `${line}:${character} ${String(label)}`);
}

/** The lenses of a file as `line:from-to title`. */
async function lenses(client: LspClient, fileName: string): Promise<string[]> {
  const found: CodeLens[] = await client.request('textDocument/codeLens', document(fileName));
  return found.map(
    ({ range, command }) => `${range.start.line}:${range.start.character}-${range.end.character} ${command!.title}`,
  );
}

it('hints: client components at their tags, and imports over the boundary', async () => {
  const page = fileIn('app/page.tsx');
  expect(await hints(client, page)).toEqual(['1:33 client boundary', '2:12 client', '6:11 client', '7:12 client', '9:11 client']);
  expect(await hints(client, page, { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } })).toEqual([
    '7:12 client',
  ]);
  expect(await hints(client, fileIn('ui/menu.tsx'))).toEqual(['1:43 Server Functions']);
  expect(await hints(client, fileIn('lib/actions.ts'))).toEqual([]);
  expect(await hints(client, fileIn('not-open.tsx'))).toEqual([]);
  const [first]: InlayHint[] = await client.request('textDocument/inlayHint', { ...document(page), range: whole });
  expect(first!.paddingLeft).toBe(true);
  const resolved: InlayHint = await client.request('inlayHint/resolve', first!);
  expect(resolved.tooltip).toEqual({
    kind: 'markdown',
    value:
      'Crosses to the client: ui/menu.tsx has "use client". On the server its exports are references: components to render, not functions to call.\n\n' +
      'This file is on the server side by app/page.tsx.',
  });
});

it('lenses: who calls a Server Function, whether it asks who calls, and where the server enters the client side', async () => {
  const [actions, menu, item] = [fileIn('lib/actions.ts'), fileIn('ui/menu.tsx'), fileIn('ui/item.tsx')];
  expect(await lenses(client, actions)).toEqual([
    '3:22-26 called from 2 places · public endpoint',
    '3:22-26 checks auth: yes',
    '8:22-26 called from 1 place · public endpoint',
    '8:22-26 checks auth: no',
    '12:22-25 no use found · public endpoint',
    '12:22-25 checks auth: not needed (@public)',
  ]);
  expect(await lenses(client, menu)).toEqual(['0:0-12 boundary: entered from 2 pages, 1 layout']);
  expect(await lenses(client, item)).toEqual(['0:0-12 no effect: every importer is client']);
  const [first]: CodeLens[] = await client.request('textDocument/codeLens', document(actions));
  expect(first!.command).toEqual({
    title: 'called from 2 places · public endpoint',
    command: 'rscBoundary.showPlaces',
    arguments: [
      uriOf(actions),
      { line: 3, character: 16 + 6 },
      [
        { uri: uriOf(item), range: { start: { line: 3, character: 27 }, end: { line: 3, character: 31 } } },
        { uri: uriOf(menu), range: { start: { line: 4, character: 23 }, end: { line: 4, character: 27 } } },
      ],
    ],
  });
  // A client without the command gets a text that cannot be clicked, and settings switch all of it off.
  const plain = await start({ folders: [directory], initializationOptions: { inlayHints: false, codeLens: 'off' } });
  await plain.open(actions);
  await plain.open(menu);
  expect(await lenses(plain, menu)).toEqual(['0:0-12 boundary: entered from 2 pages, 1 layout']);
  expect(await hints(plain, menu)).toEqual([]);
  expect(plain.log).toContain('in the setting "rscBoundary": "codeLens" takes true or false.');
  const [unclicked]: CodeLens[] = await plain.request('textDocument/codeLens', document(actions));
  expect(unclicked!.command).toEqual({ title: 'called from 2 places · public endpoint', command: '' });
});

it('highlights: what crosses, beside what TypeScript highlights', async () => {
  const highlights = async (file: string, line: number, character: number): Promise<string[] | null> => {
    const found: DocumentHighlight[] | null = await client.request('textDocument/documentHighlight', {
      ...document(fileIn(file)),
      position: { line, character },
    });
    const kinds = { 1: 'text', 2: 'read', 3: 'write' };
    return (
      found && found.map(({ range: { start, end }, kind }) => `${start.line}:${start.character}-${end.character} ${kinds[kind!]}`)
    );
  };
  // The tag, where it opens and closes, and the prop that crosses.
  expect(await highlights('app/page.tsx', 6, 8)).toEqual(['6:7-11 read', '6:12-17 text', '8:8-12 read']);
  // A prop, wherever it is given, and what it is given here.
  expect(await highlights('app/page.tsx', 7, 14)).toEqual(['6:12-17 write', '7:13-18 write', '7:20-31 text']);
  expect(await highlights('app/page.tsx', 5, 6)).toBeNull();
  expect(await highlights('ui/menu.tsx', 4, 16)).toBeNull();
});

it('renames a prop with all who give it', async () => {
  const at = (file: string, line: number, character: number): object => ({
    ...document(fileIn(file)),
    position: { line, character },
  });
  const prepare = (...place: Parameters<typeof at>): Promise<Range | null> =>
    client.request('textDocument/prepareRename', at(...place));
  const range = (line: number, character: number, end: number): Range => ({
    start: { line, character },
    end: { line, character: end },
  });
  const places = [
    ['app/layout.tsx', range(2, 15, 20)],
    ['app/page.tsx', range(6, 12, 17)],
    ['app/page.tsx', range(7, 13, 18)],
    ['ui/menu.tsx', range(3, 30, 35)],
    ['ui/menu.tsx', range(4, 70, 75)],
  ] as const;
  for (const [file, { start, end }] of places) {
    expect(await prepare(file, start.line, start.character)).toEqual({ start, end });
    const edit: WorkspaceEdit = await client.request('textDocument/rename', {
      ...at(file, start.line, end.character),
      newName: 'heading',
    });
    const edits = Object.entries(edit.changes!).flatMap(([uri, ofFile]) =>
      ofFile.map((one) => [uri, one.range, one.newText] as const),
    );
    expect(edits.sort()).toEqual(places.map(([name, of]) => [uriOf(fileIn(name)), of, 'heading']));
  }
  // A prop of the server's own, React's `children`, the tag, and a name that is no prop.
  expect(await prepare('ui/index.ts', 2, 26)).toBeNull();
  expect(await prepare('ui/menu.tsx', 3, 46)).toBeNull();
  expect(await prepare('app/page.tsx', 6, 8)).toBeNull();
  expect(await prepare('lib/actions.ts', 3, 23)).toBeNull();
  const refused = async (newName: string): Promise<string> =>
    client.request('textDocument/rename', { ...at('ui/menu.tsx', 3, 30), newName }).then(String, (error: Error) => error.message);
  expect(await refused('children')).toBe('The component takes a prop "children" already.');
  expect(await refused('data-title')).toBe('"data-title" cannot be the name of a prop.');
  // Spread from something whose type says nothing, not all who give it are known.
  const layout = fileIn('app/layout.tsx');
  const text = files['app/layout.tsx'].replace('title="x"', 'title="x" {...({} as any)}');
  await client.change(layout, { text });
  expect(await prepare('ui/menu.tsx', 3, 30)).toBeNull();
  await client.change(layout, { text: files['app/layout.tsx'].replace('title="x"', "{...{ title: 'x' }}") });
  expect(await prepare('ui/menu.tsx', 3, 30)).toEqual(range(3, 30, 35));
  await client.change(layout, { text: files['app/layout.tsx'] });
});

it('highlights and rename can be switched off, each by itself', async () => {
  const page = fileIn('app/page.tsx');
  const asked = { ...document(page), position: { line: 6, character: 14 } };
  for (const off of ['documentHighlights', 'rename']) {
    const other = await start({ folders: [directory], initializationOptions: { [off]: false } });
    await other.open(page);
    const answers = {
      documentHighlights: await other.request('textDocument/documentHighlight', asked),
      rename: await other.request('textDocument/prepareRename', asked),
    };
    expect(Object.entries(answers).flatMap(([name, answer]) => (answer === null ? [name] : []))).toEqual([off]);
    other.kill();
  }
});

it('the side of a document, why, and the sides of all its project', async () => {
  let changes = 0;
  client.connection.onNotification('rscBoundary/sidesChanged', () => void changes++);
  const item = fileIn('ui/item.tsx');
  const side = (file: string): Promise<unknown> => client.request('rscBoundary/side', document(fileIn(file)));
  expect(await side('app/page.tsx')).toEqual({
    side: 'server',
    why: ['Server side: the framework loads app/page.tsx by itself.'],
    chain: [uriOf(fileIn('app/page.tsx'))],
  });
  expect(await side('ui/menu.tsx')).toEqual({
    side: 'boundary',
    why: [
      'It has "use client", and the server imports it: here the client side begins.',
      'Reached by app/layout.tsx → ui/menu.tsx.',
    ],
    chain: ['app/layout.tsx', 'ui/menu.tsx'].map((file) => uriOf(fileIn(file))),
  });
  expect(await side('ui/item.tsx')).toEqual({
    side: 'client',
    why: ['It has "use client".', 'Client side by app/layout.tsx → ui/menu.tsx → ui/item.tsx.'],
    chain: ['app/layout.tsx', 'ui/menu.tsx', 'ui/item.tsx'].map((file) => uriOf(fileIn(file))),
  });
  expect(await side('ui/index.ts')).toMatchObject({ side: 'server', why: ['Server side by app/page.tsx → ui/index.ts.'] });
  expect(await side('lib/actions.ts')).toMatchObject({
    side: 'server',
    why: [
      'It has "use server": the functions it exports are Server Functions.',
      'Reached by app/layout.tsx → ui/menu.tsx → lib/actions.ts.',
    ],
  });
  expect(await side('not-open.ts')).toBeNull();
  const all: Array<[string, string]> = await client.request('rscBoundary/sides', document(item));
  expect(Object.fromEntries(all.map(([uri, name]) => [uri.slice(uriOf(directory).length + 1), name]))).toEqual({
    'app/about/page.tsx': 'server',
    'app/layout.tsx': 'server',
    'app/page.tsx': 'server',
    'lib/actions.ts': 'server',
    'lib/auth.ts': 'server',
    'lib/db.ts': 'server',
    'ui/index.ts': 'server',
    'ui/item.tsx': 'client',
    'ui/menu.tsx': 'boundary',
  });
  await client.change(item, { text: `export const Item = () => null;\n` });
  await client.until(() => (changes > 0 ? true : undefined));
  expect(await side('ui/item.tsx')).toMatchObject({ side: 'client' });
});
