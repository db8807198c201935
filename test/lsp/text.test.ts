import { expect, it } from 'vitest';
import { edited, uriOf } from '../support/lsp-client.ts';
import { sever, tsconfig } from '../ts-plugin/support.ts';
import { project, severDiagnostic, start } from './support.ts';

const finding = `export const save = () => { 'use sever'; };`;

it.each([
  ['carriage returns', `\r\n\r\n${finding}\r\n`, 2, 28],
  ['a byte order mark', `\uFEFF${finding}\n`, 0, 29],
  ['an emoji before it, two code units of UTF-16', `/* 🦊🦊 */ ${finding}\n`, 0, 39],
  // A line end for TypeScript, none for the protocol.
  ['a line separator', `/* \u2028 */ ${finding}\n`, 0, 36],
])('counts as the protocol does: %s', async (_name, text, line, character) => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': text });
  const file = `${directory}/actions.ts`;
  const client = await start({ folders: [directory] });
  await client.open(file, text);
  const [found] = await client.published(file);
  expect(found).toMatchObject({
    code: 'directive-spelling',
    range: { start: { line, character }, end: { line, character: character + 11 } },
  });
  const [fix] = await client.codeActions(file, found!.range);
  expect(edited(text, file, fix!)).toBe(text.replace('use sever', 'use server'));
});

it.each(['app/[id]/(group)/a page.ts', 'app/@slot/[[...all]]/ü & 100%.ts', 'app/%5Bid%5D/actions.ts'])(
  '%s, however a client writes its URI',
  async (name) => {
    const directory = project({ 'tsconfig.json': tsconfig(), [name]: sever });
    const file = `${directory}/${name}`;
    const client = await start({ folders: [directory] });
    // As VS Code writes it, and with as little encoding as a client can do.
    for (const uri of [uriOf(file), `file://${file.replaceAll('%', '%25').replaceAll(' ', '%20')}`]) {
      await client.open(file, sever, uri);
      expect(await client.published(file, undefined, uri)).toEqual([severDiagnostic]);
      await client.notify('textDocument/didClose', { textDocument: { uri } });
    }
  },
);

it('knows an open document by another spelling of its URI', async () => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'app/[id]/actions.ts': sever });
  const file = `${directory}/app/[id]/actions.ts`;
  const client = await start({ folders: [directory] });
  await client.open(file, sever, `file://${file}`);
  await client.published(file, undefined, `file://${file}`);
  expect((await client.codeActions(file, severDiagnostic.range)).map(({ title }) => title)).toHaveLength(2);
});

it('honours disable comments', async () => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': '' });
  const file = `${directory}/actions.ts`;
  const client = await start({ folders: [directory] });
  await client.open(file, sever);
  expect(await client.published(file)).toEqual([severDiagnostic]);
  for (const text of [
    `// eslint-disable-next-line rsc-boundary/directive-spelling -- known\n${sever}`,
    `/* eslint-disable */\n${sever}`,
    sever.replace('\n', ' // eslint-disable-line rsc-boundary/directive-spelling\n'),
  ]) {
    await client.change(file, { text });
    expect(await client.published(file), text).toEqual([]);
  }
});
