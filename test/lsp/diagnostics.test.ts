import { describe, expect, it } from 'vitest';
import { DiagnosticTag, type DocumentDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { uriOf, type LspClient } from '../support/lsp-client.ts';
import { sever, sync, tsconfig } from '../ts-plugin/support.ts';
import { app, importsHook, project, severDiagnostic, start } from './support.ts';

describe('sent by the server', () => {
  it('says what a rule found: range, severity, code with its page, source, version', async () => {
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
    const client = await start({ folders: [directory] });
    await client.open(`${directory}/actions.ts`);
    expect(await client.published(`${directory}/actions.ts`)).toEqual([severDiagnostic]);
    expect(client.lastPublished(`${directory}/actions.ts`)!.version).toBe(1);
    expect(client.initialized.capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      textDocumentSync: { change: 2, openClose: true },
    });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    expect(await client.stop()).toBe(0);
    expect(client.stderr).toBe('');
    expect(client.log).toEqual([]);
  });

  it('follows edits, incremental and whole, and clears on close', async () => {
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sync });
    const file = `${directory}/actions.ts`;
    const client = await start({ folders: [directory] });
    await client.open(file);
    const [found] = await client.published(file);
    expect(found!.range).toEqual({ start: { line: 1, character: 16 }, end: { line: 1, character: 20 } });
    const at = { line: 1, character: 7 };
    await client.change(file, { range: { start: at, end: at }, text: 'async ' });
    expect(await client.published(file)).toEqual([]);
    await client.change(file, { text: sever });
    expect(await client.published(file)).toEqual([severDiagnostic]);
    // Two changes in one message: the second is of the text after the first.
    const zero = { line: 0, character: 0 };
    await client.change(
      file,
      { range: { start: zero, end: zero }, text: '// a line\n' },
      { range: { start: { line: 1, character: 5 }, end: { line: 1, character: 6 } }, text: 'se' },
    );
    expect((await client.published(file))[0]!.range.start).toEqual({ line: 1, character: 0 });
    await client.close(file);
    await client.until(() => client.lastPublished(file)?.diagnostics.length === 0 || undefined);
  });

  it('an edit in one file changes what is wrong in another', async () => {
    const directory = project(app);
    const client = await start({ folders: [directory] });
    await client.open(`${directory}/hook.tsx`);
    await client.open(`${directory}/app/page.tsx`);
    expect(await client.published(`${directory}/hook.tsx`)).toEqual([]);
    await client.change(`${directory}/app/page.tsx`, { text: importsHook });
    const found = await client.published(`${directory}/hook.tsx`, (diagnostics) => diagnostics.length > 0);
    expect(found.map(({ code, range }) => [code, range.start])).toEqual([['client-only-api', { line: 0, character: 9 }]]);
    await client.change(`${directory}/app/page.tsx`, { text: app['app/page.tsx'] });
    await client.published(`${directory}/hook.tsx`, (diagnostics) => diagnostics.length === 0);
  });

  it('what was typed and not saved is gone with its document', async () => {
    const directory = project(app);
    const [page, hook] = [`${directory}/app/page.tsx`, `${directory}/hook.tsx`];
    const client = await start({ folders: [directory] });
    await client.open(hook);
    await client.open(page, importsHook);
    await client.published(hook, (diagnostics) => diagnostics.length === 1);
    await client.close(page);
    await client.published(hook, (diagnostics) => diagnostics.length === 0);
    // And with a document that is opened as the disk has it, nothing changes.
    await client.open(page);
    expect(await client.published(page)).toEqual([]);
    expect(await client.published(hook)).toEqual([]);
  });

  it('gives the places that explain, and how to draw', async () => {
    const form = `'use client';\nimport { useFormState } from 'react-dom';\nexport const Form = () => useFormState(() => 1, 0)[0];\n`;
    const directory = project({
      ...app,
      'app/page.tsx': importsHook,
      'form.tsx': form,
      'middleware.ts': `'use client';\nexport {};\n`,
    });
    const client = await start({ folders: [directory], initializationOptions: { preset: 'all' } });
    await client.open(`${directory}/hook.tsx`);
    const [found] = await client.published(`${directory}/hook.tsx`);
    expect(found!.relatedInformation).toEqual([
      {
        location: {
          uri: uriOf(`${directory}/app/page.tsx`),
          range: { start: { line: 0, character: 22 }, end: { line: 0, character: 31 } },
        },
        message: 'app/page.tsx imports hook.tsx',
      },
    ]);
    const tagsIn = async (name: string): Promise<unknown[]> => {
      await client.open(`${directory}/${name}`);
      return (await client.published(`${directory}/${name}`)).filter(({ tags }) => tags).map(({ code, tags }) => [code, tags]);
    };
    expect(await tagsIn('form.tsx')).toEqual([['action-state-signature', [DiagnosticTag.Deprecated]]]);
    expect(await tagsIn('middleware.ts')).toEqual([['no-ineffective-directive', [DiagnosticTag.Unnecessary]]]);
  });
});

describe('asked for by the client', () => {
  const pulls = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
  const pull = (client: LspClient, fileName: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    client.request('textDocument/diagnostic', {
      textDocument: { uri: uriOf(fileName) },
      ...(previousResultId ? { previousResultId } : {}),
    });

  it('gives the same, says unchanged, and asks to be asked again', async () => {
    const directory = project(app);
    const client = await start({ folders: [directory], capabilities: pulls });
    expect(client.initialized.capabilities.diagnosticProvider).toEqual({
      identifier: 'rsc-boundary',
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    const [page, hook] = [`${directory}/app/page.tsx`, `${directory}/hook.tsx`];
    await client.open(page);
    await client.open(hook);
    const first = await pull(client, hook);
    expect(first).toMatchObject({ kind: 'full', items: [] });
    expect(await pull(client, hook, first.resultId!)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    expect(client.refreshes).toBe(0);
    await client.change(page, { text: importsHook });
    await pull(client, page);
    await client.until(() => client.refreshes > 0 || undefined);
    const second = await pull(client, hook, first.resultId!);
    expect(second).toMatchObject({ kind: 'full', items: [{ code: 'client-only-api' }] });
    expect(await pull(client, hook, second.resultId!)).toEqual({ kind: 'unchanged', resultId: second.resultId });
    // Nothing is sent beside: it would be shown twice.
    expect(client.lastPublished(hook)).toBeUndefined();
  });

  it('knows nothing of a document that is not open, or is no file', async () => {
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
    const client = await start({ folders: [directory], capabilities: pulls });
    expect(await pull(client, `${directory}/actions.ts`)).toEqual({ kind: 'full', items: [] });
    const uri = 'untitled:Untitled-1';
    await client.open('', sever, uri);
    expect(await client.request('textDocument/diagnostic', { textDocument: { uri } })).toEqual({ kind: 'full', items: [] });
  });
});
