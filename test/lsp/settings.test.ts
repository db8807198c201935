import { expect, it } from 'vitest';
import { uriOf } from '../support/lsp-client.ts';
import { sever, sync, tsconfig } from '../ts-plugin/support.ts';
import { project, severDiagnostic, start } from './support.ts';

const asked = { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } };
const off = { rules: { 'directive-spelling': 'off' } };
const warn = { rules: { 'directive-spelling': 'warn' } };
const warning = { ...severDiagnostic, severity: 2 };

it('asks the client, a folder at a time, and again when it says that something has changed', async () => {
  const loud = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
  const quiet = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
  let forLoud: unknown = null;
  const client = await start({
    folders: [loud, quiet],
    capabilities: asked,
    settings: (folder) => (folder === quiet ? off : folder === loud ? forLoud : null),
  });
  await client.until(() => client.registered.get('workspace/didChangeConfiguration'));
  await client.open(`${loud}/actions.ts`);
  await client.open(`${quiet}/actions.ts`);
  expect(await client.published(`${loud}/actions.ts`)).toEqual([severDiagnostic]);
  expect(await client.published(`${quiet}/actions.ts`)).toEqual([]);
  forLoud = warn;
  await client.notify('workspace/didChangeConfiguration', { settings: null });
  expect(await client.published(`${loud}/actions.ts`, ([first]) => first?.severity === 2)).toEqual([warning]);
});

it('waits for a client that takes its time, and says nothing before', async () => {
  const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
  const settings = (): Promise<unknown> => new Promise((resolve) => setTimeout(() => resolve(warn), 1000));
  const client = await start({ folders: [directory], capabilities: asked, settings });
  await client.open(`${directory}/actions.ts`);
  await client.published(`${directory}/actions.ts`, (diagnostics) => diagnostics.length > 0);
  expect(client.received.map(({ diagnostics }) => diagnostics)).toEqual([[warning]]);
});

it("the tsconfig's entry holds, and the client's settings over it, rule by rule", async () => {
  const directory = project({
    'tsconfig.json': tsconfig({ preset: [], ...warn }),
    'actions.ts': `${sever}export const x = () => { 'use sever'; };\n`,
  });
  const file = `${directory}/actions.ts`;
  const client = await start({
    folders: [directory],
    initializationOptions: { rscBoundary: { rules: { 'directive-placement': 'error' } } },
  });
  await client.open(file);
  expect((await client.published(file)).map(({ code, severity }) => [code, severity])).toEqual([
    ['directive-spelling', 2],
    ['directive-spelling', 2],
  ]);
  // A client that is not asked sends its settings by itself; none of this server's are those it began with.
  await client.notify('workspace/didChangeConfiguration', { settings: { rscBoundary: off } });
  await client.published(file, (diagnostics) => diagnostics.length === 0);
  await client.notify('workspace/didChangeConfiguration', { settings: {} });
  await client.published(file, (diagnostics) => diagnostics.length === 2);
});

it('answers what it does not know with one line in the log, and does the rest', async () => {
  const directory = project({
    'tsconfig.json': tsconfig({ next: 'leave', quiet: true }),
    'actions.ts': sever,
    'second.ts': sever,
  });
  const settings = {
    preset: 'recomended',
    rules: { 'directive-speling': 'off', ...warn.rules },
    serverRoots: 'app',
    next: 'quiet',
  };
  const client = await start({ folders: [directory], initializationOptions: settings });
  for (const name of ['actions.ts', 'second.ts']) {
    await client.open(`${directory}/${name}`);
    expect(await client.published(`${directory}/${name}`)).toEqual([warning]);
  }
  expect(client.log).toEqual([
    `in the "plugins" of ${directory}/tsconfig.json: There is no setting "quiet". There are: preset, rules, serverRoots, diagnostics, inlayHints, codeLens, documentHighlights, rename, refactorings.`,
    'in the setting "rscBoundary": There is no setting "next". There are: preset, rules, serverRoots, diagnostics, inlayHints, codeLens, documentHighlights, rename, refactorings, backend.',
    'in the setting "rscBoundary": "serverRoots" takes a list of globs.',
    'in the setting "rscBoundary": There is no preset "recomended". Did you mean "recommended"?',
    'in the setting "rscBoundary": There is no rule "directive-speling". Did you mean "directive-spelling"?',
  ]);
});

it.each([null, 'recommended', 7, [], { rscBoundary: null }, { preset: 7, rules: [] }])(
  'is not brought down by %j',
  async (initializationOptions) => {
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
    const client = await start({ folders: [directory], capabilities: asked, initializationOptions, settings: () => 'text' });
    await client.open(`${directory}/actions.ts`);
    expect(await client.published(`${directory}/actions.ts`)).toEqual([severDiagnostic]);
  },
);

it('takes server roots of another framework, relative to the project', async () => {
  const hook = `import { useState } from 'react';\nexport const Home = () => useState(0)[0];\n`;
  const directory = project({ 'tsconfig.json': tsconfig(), 'src/screens/home.tsx': hook });
  const client = await start({ folders: [directory], initializationOptions: { serverRoots: ['src/screens/**'] } });
  await client.open(`${directory}/src/screens/home.tsx`);
  expect((await client.published(`${directory}/src/screens/home.tsx`)).map(({ code }) => code)).toEqual(['client-only-api']);
});

it('leaves the findings to ESLint where told to, here or in the tsconfig; the rest stays', async () => {
  const directory = project({ 'tsconfig.json': tsconfig({ diagnostics: false }), 'actions.ts': sync });
  const file = `${directory}/actions.ts`;
  const client = await start({ folders: [directory] });
  await client.open(file);
  expect(await client.published(file)).toEqual([]);
  expect(
    await client.codeActions(file, { start: { line: 1, character: 16 }, end: { line: 1, character: 20 } }, [
      'quickfix',
      'source.fixAll',
    ]),
  ).toEqual([]);
  const hover = await client.request<{ contents: { value: string } }>('textDocument/hover', {
    textDocument: { uri: uriOf(file) },
    position: { line: 1, character: 17 },
  });
  expect(hover.contents.value).toContain('a public endpoint');
  // Where ESLint does not run, the client says so.
  await client.notify('workspace/didChangeConfiguration', { settings: { rscBoundary: { diagnostics: true } } });
  expect((await client.published(file, (diagnostics) => diagnostics.length > 0)).map(({ code }) => code)).toEqual([
    'async-server-functions',
  ]);
});
