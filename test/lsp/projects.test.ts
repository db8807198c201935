import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver-protocol/node';
import { uriOf } from '../support/lsp-client.ts';
import { sever, tsconfig } from '../ts-plugin/support.ts';
import { app, importsHook, project, severDiagnostic, start } from './support.ts';

const off = { rules: { 'directive-spelling': 'off' } };
const watches = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true } };
const wrong = { ...app, 'app/page.tsx': importsHook };

describe('which project a file is of', () => {
  it('the nearest config that has it, each with its own settings', async () => {
    const directory = project({
      'tsconfig.json': tsconfig(off),
      'actions.ts': sever,
      'inner/tsconfig.json': JSON.stringify({ ...(JSON.parse(tsconfig()) as object), include: ['in'] }),
      'inner/in/actions.ts': sever,
      'inner/out/actions.ts': sever,
    });
    const client = await start({ folders: [directory] });
    for (const file of ['actions.ts', 'inner/in/actions.ts', 'inner/out/actions.ts']) await client.open(`${directory}/${file}`);
    expect(await client.published(`${directory}/actions.ts`)).toEqual([]);
    expect(await client.published(`${directory}/inner/in/actions.ts`)).toEqual([severDiagnostic]);
    // What the nearest config leaves out is of the next one that has it.
    expect(await client.published(`${directory}/inner/out/actions.ts`)).toEqual([]);
  });

  it('a config that only refers to others stands for them', async () => {
    const reference = JSON.parse(tsconfig()) as { compilerOptions: object };
    const referenced = (files: string): string =>
      JSON.stringify({
        compilerOptions: { ...reference.compilerOptions, composite: true, noEmit: false, outDir: 'out' },
        include: [files],
      });
    const directory = project({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.lib.json" }, { "path": "./tsconfig.app.json" }] }',
      'tsconfig.lib.json': referenced('lib'),
      'tsconfig.app.json': JSON.stringify({
        ...(JSON.parse(referenced('app')) as object),
        references: [{ path: './tsconfig.lib.json' }],
      }),
      'app/page.tsx': `import { Button } from '../lib/button';\nexport default function Page() {\n  return <Button onPress={() => 1} />;\n}\n`,
      'lib/button.tsx': `'use client';\nexport const Button = ({ onPress }: { onPress: () => number }) => <b>{onPress()}</b>;\n`,
      'lib/actions.ts': sever,
    });
    const client = await start({ folders: [directory] });
    await client.open(`${directory}/lib/actions.ts`);
    expect(await client.published(`${directory}/lib/actions.ts`)).toEqual([severDiagnostic]);
    await client.open(`${directory}/app/page.tsx`);
    // Found by the source of the referenced project: it has not been built.
    expect((await client.published(`${directory}/app/page.tsx`)).map(({ code }) => code)).toEqual(['serializable-props']);
  });

  it('none: the JavaScript of its workspace folder, which comes and goes while running', async () => {
    const page = importsHook.replace("'../hook'", "'../hook.jsx'");
    const directory = project({ 'app/page.jsx': page, 'hook.jsx': app['hook.tsx'] });
    const client = await start({ folders: [], capabilities: watches });
    await client.open(`${directory}/hook.jsx`);
    // Alone it is on no side that is known.
    expect(await client.published(`${directory}/hook.jsx`)).toEqual([]);
    const folder = { uri: uriOf(directory), name: 'app' };
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
    const [found] = await client.published(`${directory}/hook.jsx`, (diagnostics) => diagnostics.length > 0);
    expect(found!.code).toBe('client-only-api');
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
    await client.published(`${directory}/hook.jsx`, (diagnostics) => diagnostics.length === 0);
  });
});

describe('changes on the disk, told by the client', () => {
  it('registers for what it needs, and takes changed, deleted and created files', async () => {
    const directory = project(wrong);
    const [page, hook] = [`${directory}/app/page.tsx`, `${directory}/hook.tsx`];
    const client = await start({ folders: [directory], capabilities: watches });
    expect(await client.until(() => client.registered.get('workspace/didChangeWatchedFiles'))).toEqual({
      watchers: [
        { globPattern: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}' },
        { globPattern: '**/{tsconfig,jsconfig}*.json' },
        { globPattern: '**/package.json' },
      ],
    });
    await client.open(hook);
    await client.published(hook, (diagnostics) => diagnostics.length === 1);
    writeFileSync(page, app['app/page.tsx']);
    await client.watched({ uri: uriOf(page), type: FileChangeType.Changed });
    await client.published(hook, (diagnostics) => diagnostics.length === 0);
    writeFileSync(page, importsHook);
    await client.watched({ uri: uriOf(page), type: FileChangeType.Changed });
    await client.published(hook, (diagnostics) => diagnostics.length === 1);
    rmSync(page);
    await client.watched({ uri: uriOf(page), type: FileChangeType.Deleted });
    await client.published(hook, (diagnostics) => diagnostics.length === 0);
    writeFileSync(page, importsHook);
    await client.watched({ uri: uriOf(page), type: FileChangeType.Created });
    await client.published(hook, (diagnostics) => diagnostics.length === 1);
  });

  it('a file that an import was waiting for', async () => {
    const directory = project({ ...app, 'app/page.tsx': importsHook.replace('../hook', '../barrel') });
    const hook = `${directory}/hook.tsx`;
    const client = await start({ folders: [directory], capabilities: watches });
    await client.until(() => client.registered.get('workspace/didChangeWatchedFiles'));
    await client.open(hook);
    expect(await client.published(hook)).toEqual([]);
    writeFileSync(`${directory}/barrel.ts`, `export * from './hook';\n`);
    await client.watched({ uri: uriOf(`${directory}/barrel.ts`), type: FileChangeType.Created });
    await client.published(hook, (diagnostics) => diagnostics.length === 1);
  });

  it('a folder that is deleted, of which no watcher tells', async () => {
    const directory = project(wrong);
    const hook = `${directory}/hook.tsx`;
    const client = await start({ folders: [directory], capabilities: watches });
    await client.until(() => client.registered.get('workspace/didChangeWatchedFiles'));
    await client.open(hook);
    await client.published(hook, (diagnostics) => diagnostics.length === 1);
    rmSync(`${directory}/app`, { recursive: true });
    await client.notify('workspace/didDeleteFiles', { files: [{ uri: uriOf(`${directory}/app`) }] });
    await client.published(hook, (diagnostics) => diagnostics.length === 0);
  });

  it('a config: its settings, its breaking, its mending', async () => {
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
    const [config, file] = [`${directory}/tsconfig.json`, `${directory}/actions.ts`];
    const client = await start({ folders: [directory], capabilities: watches });
    await client.until(() => client.registered.get('workspace/didChangeWatchedFiles'));
    await client.open(file);
    expect(await client.published(file)).toEqual([severDiagnostic]);
    const write = async (text: string): Promise<void> => {
      writeFileSync(config, text);
      await client.watched({ uri: uriOf(config), type: FileChangeType.Changed });
    };
    await write(tsconfig(off));
    await client.published(file, (diagnostics) => diagnostics.length === 0);
    await write('{ "compilerOptions": {');
    // As if there were no config: found again, and said once why.
    await client.published(file, (diagnostics) => diagnostics.length === 1);
    await write('{ "compilerOptions": {');
    await write(tsconfig(off));
    await client.published(file, (diagnostics) => diagnostics.length === 0);
    expect(client.log).toEqual([
      `${config} cannot be read: '}' expected. Until it can be read, all source files of its folder are one project.`,
    ]);
  });

  it('a file that is deleted while it is open stays what is typed', async () => {
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever, 'other.ts': 'export {};\n' });
    const file = `${directory}/actions.ts`;
    const client = await start({ folders: [directory], capabilities: watches });
    await client.open(file);
    expect(await client.published(file)).toEqual([severDiagnostic]);
    rmSync(file);
    await client.watched({ uri: uriOf(file), type: FileChangeType.Deleted });
    await client.change(file, { text: `\n${sever}` });
    expect((await client.published(file)).map(({ range }) => range.start.line)).toEqual([1]);
    expect((await client.codeActions(file, { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } })).length).toBe(2);
    expect(client.log).toEqual([]);
  });
});

it('looks at the disk itself, where the client does not watch it', async () => {
  const directory = project(wrong);
  const [page, hook] = [`${directory}/app/page.tsx`, `${directory}/hook.tsx`];
  const client = await start({ folders: [directory] });
  await client.open(hook);
  await client.published(hook, (diagnostics) => diagnostics.length === 1);
  writeFileSync(page, app['app/page.tsx']);
  await client.notify('textDocument/didSave', { textDocument: { uri: uriOf(hook) } });
  await client.published(hook, (diagnostics) => diagnostics.length === 0);
  writeFileSync(`${directory}/app/layout.tsx`, importsHook.replace('Page', 'Layout'));
  await client.notify('textDocument/didSave', { textDocument: { uri: uriOf(hook) } });
  await client.published(hook, (diagnostics) => diagnostics.length === 1);
  writeFileSync(`${directory}/tsconfig.json`, tsconfig({ preset: [] }));
  await client.notify('textDocument/didSave', { textDocument: { uri: uriOf(hook) } });
  await client.published(hook, (diagnostics) => diagnostics.length === 0);
});
