import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { bin, uriOf } from '../support/lsp-client.ts';
import { sever, tsconfig } from '../ts-plugin/support.ts';
import { app, importsHook, project, severDiagnostic, start } from './support.ts';

const pulls = { textDocument: { diagnostic: {} } };

it('stands source typed character by character', async () => {
  const source = `'use client';\nimport { save } from '../actions';\nexport default function Page({ id }: { id: string }) {\n  const act = async () => {\n    'use server';\n    await save(\`\${id}\`);\n  };\n  return <form action={act}>{/* x */}<b title="y">{id}</b></form>;\n}\n`;
  const directory = project({
    'tsconfig.json': tsconfig({ preset: 'all' }),
    'app/page.tsx': '',
    'actions.ts': `'use server';\nexport async function save(id: string) {}\n`,
  });
  const file = `${directory}/app/page.tsx`;
  const client = await start({ folders: [directory], capabilities: pulls });
  await client.open(file, '');
  let position = { line: 0, character: 0 };
  let items: unknown[] = [];
  for (const text of source) {
    await client.change(file, { range: { start: position, end: position }, text });
    position = text === '\n' ? { line: position.line + 1, character: 0 } : { ...position, character: position.character + 1 };
    ({ items } = await client.request<{ items: unknown[] }>('textDocument/diagnostic', { textDocument: { uri: uriOf(file) } }));
    await client.request('textDocument/hover', { textDocument: { uri: uriOf(file) }, position });
    await client.request('textDocument/completion', { textDocument: { uri: uriOf(file) }, position });
  }
  expect(items).toMatchObject([{ code: 'no-server-directive-in-client' }]);
  expect(client.log).toEqual([]);
  expect(client.stderr).toBe('');
});

it('a file TypeScript cannot read costs its own findings, and one line in the log', async () => {
  const deep = `${'{'.repeat(50_000)}${'}'.repeat(50_000)}`;
  const directory = project({ 'tsconfig.json': tsconfig(), 'deep.ts': 'export {};\n', 'actions.ts': sever });
  const client = await start({ folders: [directory] });
  await client.open(`${directory}/deep.ts`, deep);
  expect(await client.published(`${directory}/deep.ts`)).toEqual([]);
  expect(client.log).toEqual([`${directory}/deep.ts is nested too deeply for TypeScript, and taken for empty`]);
  await client.change(`${directory}/deep.ts`, { text: sever });
  expect(await client.published(`${directory}/deep.ts`)).toEqual([severDiagnostic]);
  await client.open(`${directory}/actions.ts`);
  expect(await client.published(`${directory}/actions.ts`)).toEqual([severDiagnostic]);
});

it.each([
  ['its parser', `export const deep = ${'['.repeat(20_000)}${']'.repeat(20_000)};\n`],
  ['its binder', `declare const a: any;\nexport const deep = ${'a && '.repeat(5_000)}a;\n`],
])('a file on the disk that is too deep for TypeScript, for %s: all others are judged', async (_whom, text) => {
  const importing = `import { deep } from './deep';\n`;
  const directory = project({
    'tsconfig.json': tsconfig(),
    'deep.ts': text,
    'actions.ts': sever,
    'more.ts': `${sever}${importing}`,
  });
  const client = await start({ folders: [directory] });
  for (const name of ['actions.ts', 'more.ts']) {
    await client.open(`${directory}/${name}`);
    expect(await client.published(`${directory}/${name}`)).toEqual([severDiagnostic]);
  }
  const textDocument = { uri: uriOf(`${directory}/deep.ts`) };
  await client.open(`${directory}/deep.ts`);
  expect(await client.published(`${directory}/deep.ts`)).toEqual([]);
  const position = { line: 0, character: 16 };
  for (const request of ['hover', 'documentHighlight', 'prepareRename'])
    expect((await client.request<unknown>(`textDocument/${request}`, { textDocument, position })) ?? []).toEqual([]);
  expect(client.log).toEqual([`${directory}/deep.ts is nested too deeply for TypeScript, and taken for empty`]);
});

it('a huge file', async () => {
  const line = `export const value = () => { 'use sever'; };\n`;
  const text = Array.from({ length: 20_000 }, (_, index) => line.replace('value', `value${index}`)).join('');
  const directory = project({
    'tsconfig.json': tsconfig({ preset: [], rules: { 'directive-spelling': 'error' } }),
    'huge.ts': text,
  });
  const client = await start({ folders: [directory] });
  await client.open(`${directory}/huge.ts`);
  expect(await client.published(`${directory}/huge.ts`)).toHaveLength(20_000);
});

it('answers requests about documents it does not know, and documents that are no source', async () => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever, 'readme.md': sever });
  const client = await start({ folders: [directory] });
  await client.open(`${directory}/readme.md`, sever);
  await client.open('', sever, 'a b:c');
  const zero = { line: 0, character: 0 };
  for (const uri of [
    uriOf(`${directory}/actions.ts`),
    uriOf(`${directory}/readme.md`),
    'untitled:Untitled-1',
    'git:/a.ts?{}',
    'file:///%',
    'a b:c',
    '',
  ]) {
    expect(await client.request('textDocument/hover', { textDocument: { uri }, position: zero })).toBeNull();
    expect(await client.request('textDocument/completion', { textDocument: { uri }, position: zero })).toEqual([]);
    const context = { diagnostics: [] };
    expect(
      await client.request('textDocument/codeAction', { textDocument: { uri }, range: { start: zero, end: zero }, context }),
    ).toEqual([]);
  }
  await client.open(`${directory}/actions.ts`);
  expect(await client.published(`${directory}/actions.ts`)).toEqual([severDiagnostic]);
  expect(client.lastPublished(`${directory}/readme.md`)).toBeUndefined();
  expect(client.log).toEqual([]);
});

it('a request that is cancelled ends as cancelled, and the next one is answered', async () => {
  const directory = project(app);
  const file = `${directory}/app/page.tsx`;
  const client = await start({ folders: [directory], capabilities: pulls });
  await client.open(file);
  const textDocument = { uri: uriOf(file) };
  const source = new CancellationTokenSource();
  const cancelled = [
    client.connection.sendRequest('textDocument/diagnostic', { textDocument }, source.token),
    client.connection.sendRequest('textDocument/hover', { textDocument, position: { line: 0, character: 0 } }, source.token),
  ];
  source.cancel();
  for (const { status, reason } of (await Promise.allSettled(cancelled)) as PromiseRejectedResult[]) {
    expect(status).toBe('rejected');
    expect((reason as { code: number }).code).toBe(LSPErrorCodes.RequestCancelled);
  }
  expect(await client.request('textDocument/diagnostic', { textDocument })).toMatchObject({ kind: 'full', items: [] });
  expect(client.log).toEqual([]);
});

it('stands a client that answers nothing it is asked, or with errors', async () => {
  const directory = project({ ...app, 'actions.ts': sever });
  const capabilities = {
    textDocument: { diagnostic: {} },
    workspace: {
      configuration: true,
      didChangeWatchedFiles: { dynamicRegistration: true },
      diagnostics: { refreshSupport: true },
    },
  };
  const client = await start({ folders: [directory], capabilities, settings: () => new Promise(() => undefined) });
  const refuse = (): never => {
    client.refreshes++;
    throw new Error('no');
  };
  client.connection.onRequest('workspace/diagnostic/refresh', refuse);
  client.connection.onRequest('client/registerCapability', refuse);
  const [page, hook] = [`${directory}/app/page.tsx`, `${directory}/hook.tsx`];
  const pull = (fileName: string): Promise<object> =>
    client.request('textDocument/diagnostic', { textDocument: { uri: uriOf(fileName) } });
  await client.open(page);
  await client.open(hook);
  expect(await pull(hook)).toMatchObject({ items: [] });
  const before = client.refreshes;
  await client.change(page, { text: importsHook });
  await client.until(() => client.refreshes > before || undefined);
  expect(await pull(hook)).toMatchObject({ items: [{ code: 'client-only-api' }] });
  expect(await client.until(() => client.log.find((line) => line.startsWith('The client refused')))).toContain('no');
});

it('ends as the protocol says', async () => {
  const polite = await start({ command: [process.execPath, bin, 'lsp'] });
  expect(await polite.stop()).toBe(0);
  const own = [process.execPath, bin, 'lsp', '--stdio'] as const;
  const rude = await start({ command: own });
  await rude.notify('exit', {});
  expect(await rude.exited).toBe(1);
  const left = await start({ command: own });
  left.process.stdin.end();
  expect(await left.exited).toBe(1);
  const unknown = spawn(process.execPath, [bin, 'lsp', '--tcp']);
  let said = '';
  unknown.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await new Promise((resolve) => unknown.on('exit', resolve))).toBe(2);
  expect(said).toContain("unknown option '--tcp'");
});
