import { expect, it } from 'vitest';
import type { CompletionItem, Hover } from 'vscode-languageserver-protocol/node';
import { uriOf, type LspClient } from '../support/lsp-client.ts';
import { tsconfig } from '../ts-plugin/support.ts';
import { project, start } from './support.ts';

const files = {
  'tsconfig.json': tsconfig(),
  'app/page.tsx': `import { Menu } from '../ui/__new__/menu';\nexport default function Page() {\n  return <Menu title="x" />;\n}\n`,
  'ui/__new__/menu.tsx': `'use client';\nexport function Menu(props: { title: string }) {\n  return <b>{props.title}</b>;\n}\n`,
  'ui/new.ts': `'use '\nexport async function f() {\n  'u'\n  const x = 'u';\n}\n`,
};

const hover = (client: LspClient, fileName: string, line: number, character: number): Promise<Hover | null> =>
  client.request('textDocument/hover', { textDocument: { uri: uriOf(fileName) }, position: { line, character } });

it('says which side, and why', async () => {
  const directory = project(files);
  const client = await start({ folders: [directory] });
  await client.open(`${directory}/ui/__new__/menu.tsx`);
  await client.open(`${directory}/app/page.tsx`);
  expect(await hover(client, `${directory}/ui/__new__/menu.tsx`, 0, 3)).toEqual({
    contents: {
      kind: 'markdown',
      value:
        'The boundary: this module and all it imports are sent to the browser, and props its components get from the server are serialized.\n\n' +
        'Reached from the server by app/page.tsx → ui/\\_\\_new\\_\\_/menu.tsx.',
    },
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 12 } },
  });
  const tag = (await hover(client, `${directory}/app/page.tsx`, 2, 11)) as { contents: { value: string } };
  expect(tag.contents.value).toContain('What crosses here: title (plain data).');
  expect(await hover(client, `${directory}/app/page.tsx`, 1, 20)).toBeNull();
  expect(await hover(client, `${directory}/not-open.tsx`, 0, 0)).toBeNull();
});

it('in plain text where the client shows no other', async () => {
  const directory = project(files);
  const client = await start({
    folders: [directory],
    capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } },
  });
  await client.open(`${directory}/ui/__new__/menu.tsx`);
  const { contents } = (await hover(client, `${directory}/ui/__new__/menu.tsx`, 0, 3)) as {
    contents: { kind: string; value: string };
  };
  expect(contents.kind).toBe('plaintext');
  expect(contents.value.split('\n\n')[1]).toBe('Reached from the server by app/page.tsx → ui/__new__/menu.tsx.');
});

it('completes directives, where one can stand and only there', async () => {
  const directory = project(files);
  const client = await start({ folders: [directory] });
  const file = `${directory}/ui/new.ts`;
  await client.open(file);
  const complete = (line: number, character: number): Promise<CompletionItem[]> =>
    client.request('textDocument/completion', { textDocument: { uri: uriOf(file) }, position: { line, character } });
  const atTop = await complete(0, 5);
  expect(atTop.map(({ label }) => label)).toEqual(['use client', 'use server', 'use cache']);
  expect(atTop[0]!.textEdit).toEqual({
    newText: 'use client',
    range: { start: { line: 0, character: 1 }, end: { line: 0, character: 5 } },
  });
  expect((await complete(2, 4)).map(({ label }) => label)).toEqual(['use server', 'use cache']);
  expect(await complete(3, 14)).toEqual([]);
});
