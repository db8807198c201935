import { expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol/node';
import { edited, uriOf, type LspClient } from '../support/lsp-client.ts';
import { sever, tsconfig } from '../ts-plugin/support.ts';
import { project, severDiagnostic, start } from './support.ts';

const versioned = { workspace: { workspaceEdit: { documentChanges: true } } };
const two = `'use server';\nexport function one() {}\nexport function two() {}\nexport class Three {}\n`;

/** What is left to say of a file once it has another text. */
async function after(client: LspClient, fileName: string, text: string): Promise<unknown[]> {
  await client.change(fileName, { text });
  return (await client.published(fileName)).map(({ code }) => code);
}

it('the fix, preferred, and the comment; with the version of the document they are for', async () => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
  const file = `${directory}/actions.ts`;
  const client = await start({ folders: [directory], capabilities: versioned });
  await client.open(file);
  const [diagnostic] = await client.published(file);
  const actions = await client.codeActions(file, diagnostic!.range, undefined, [diagnostic!]);
  expect(actions.map(({ title, kind, isPreferred, diagnostics }) => ({ title, kind, isPreferred, diagnostics }))).toEqual([
    { title: 'Fix this directive-spelling problem', kind: 'quickfix', isPreferred: true, diagnostics: [severDiagnostic] },
    {
      title: 'Disable rsc-boundary/directive-spelling for this line',
      kind: 'quickfix',
      isPreferred: undefined,
      diagnostics: [severDiagnostic],
    },
  ]);
  expect(actions[0]!.edit).toMatchObject({ documentChanges: [{ textDocument: { uri: uriOf(file), version: 1 } }] });
  expect(edited(sever, file, actions[0]!)).toBe(sever.replace('sever', 'server'));
  const silenced = edited(sever, file, actions[1]!);
  expect(silenced).toBe(`// eslint-disable-next-line rsc-boundary/directive-spelling -- \n${sever}`);
  expect(await after(client, file, silenced)).toEqual([]);
  expect(await after(client, file, edited(sever, file, actions[0]!))).toEqual([]);
});

it('nothing in a file that does not parse, and all of it again once it does', async () => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': two });
  const file = `${directory}/actions.ts`;
  const client = await start({ folders: [directory] });
  await client.open(file);
  const [first] = await client.published(file);
  const broken = `${two}const x = ;\n`;
  // The findings stay: what is offered for them does not.
  expect(await after(client, file, broken)).toHaveLength(3);
  for (const only of [undefined, ['quickfix'], ['source.fixAll']])
    expect(await client.codeActions(file, first!.range, only, [first!])).toEqual([]);
  await after(client, file, two);
  expect(await client.codeActions(file, first!.range, undefined, [first!])).toHaveLength(3);
});

it('only what is asked for, and where it is asked', async () => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': two });
  const file = `${directory}/actions.ts`;
  const client = await start({ folders: [directory] });
  await client.open(file);
  const [first] = await client.published(file);
  const titles = async (...args: Parameters<LspClient['codeActions']>): Promise<string[]> =>
    (await client.codeActions(...args)).map(({ title }) => title);
  const fixAll = 'Fix all rsc-boundary problems';
  const quick = [
    'Fix this async-server-functions problem',
    'Disable rsc-boundary/async-server-functions for this line',
    'Fix all async-server-functions problems in this file',
  ];
  expect(await titles(file, first!.range)).toEqual(quick);
  expect(await titles(file, first!.range, ['quickfix'])).toEqual(quick);
  expect(await titles(file, first!.range, ['refactor'])).toEqual([]);
  expect(await titles(file, first!.range, ['source.organizeImports'])).toEqual([]);
  const zero = { line: 0, character: 0 };
  // At a place without a finding; with the diagnostics of the line, as Neovim asks; with somebody else's.
  expect(await titles(file, { start: zero, end: zero })).toEqual([]);
  expect(await titles(file, { start: zero, end: zero }, undefined, [first!])).toEqual(quick);
  expect(await titles(file, { start: zero, end: zero }, undefined, [{ ...first!, source: 'eslint' }])).toEqual([]);
  for (const only of ['source', 'source.fixAll', 'source.fixAll.rsc-boundary'])
    expect(await titles(file, { start: zero, end: zero }, [only])).toEqual([fixAll]);
  const [all] = await client.codeActions(file, { start: zero, end: zero }, ['source.fixAll']);
  expect(all!.kind).toBe('source.fixAll.rsc-boundary');
  // A client that takes no versions.
  expect(Object.keys(all!.edit!)).toEqual(['changes']);
  expect(edited(two, file, all!)).toBe(two.replaceAll('export function', 'export async function'));
  const rule = (await client.codeActions(file, first!.range)).at(-1)!;
  expect(edited(two, file, rule)).toBe(edited(two, file, all!));
  expect(await after(client, file, edited(two, file, all!))).toEqual(['server-module-exports']);
  expect(await titles(file, { start: zero, end: zero }, ['source.fixAll'])).toEqual([]);
});

it('suggestions by their titles', async () => {
  const text = `'use client';\n'use server';\nexport async function save() {}\n`;
  const directory = project({ 'tsconfig.json': tsconfig(), 'both.ts': text });
  const file = `${directory}/both.ts`;
  const client = await start({ folders: [directory] });
  await client.open(file);
  const [found] = await client.published(file, (diagnostics) => diagnostics.length > 0);
  const actions = (await client.codeActions(file, found!.range)).filter(({ title }) => !title.startsWith('Disable'));
  expect(actions).toHaveLength(2);
  expect(actions.map(({ isPreferred }) => isPreferred)).toEqual([undefined, undefined]);
  for (const action of actions)
    expect(await after(client, file, edited(text, file, action))).not.toContain('no-conflicting-directives');
});

it('a suggestion that edits another file, open or not', async () => {
  const widget = `import { useCount } from './use-count';\nexport function Widget() {\n  return <b>{useCount()}</b>;\n}\n`;
  const directory = project({
    'tsconfig.json': tsconfig(),
    'app/page.tsx': `import { Widget } from '../ui/widget';\nexport default function Page() {\n  return <Widget />;\n}\n`,
    'ui/widget.tsx': widget,
    'ui/use-count.ts': `import { useState } from 'react';\nexport const useCount = () => useState(0)[0];\n`,
  });
  const [hook, other] = [`${directory}/ui/use-count.ts`, `${directory}/ui/widget.tsx`];
  const client = await start({ folders: [directory], capabilities: versioned });
  await client.open(hook);
  const [found] = await client.published(hook);
  const suggested = async (): Promise<CodeAction> =>
    (await client.codeActions(hook, found!.range)).find(({ title }) => title.includes('ui/widget.tsx'))!;
  expect((await suggested()).edit).toMatchObject({ documentChanges: [{ textDocument: { uri: uriOf(other), version: null } }] });
  expect(edited(widget, other, await suggested())).toBe(`'use client';\n${widget}`);
  const typed = `// typed, and not saved\n${widget}`;
  await client.open(other, typed);
  expect((await suggested()).edit).toMatchObject({ documentChanges: [{ textDocument: { uri: uriOf(other), version: 1 } }] });
  await client.change(other, { text: edited(typed, other, await suggested()) });
  await client.published(hook, (diagnostics) => diagnostics.length === 0);
});
