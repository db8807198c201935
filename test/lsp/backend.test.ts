import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { uriOf, type LspClient } from '../support/lsp-client.ts';
import { tsconfig } from '../ts-plugin/support.ts';
import { project, start } from './support.ts';

const asFunction = 'export const value = () => 1;\n';
const asNumber = 'export const value = 1;\n';
const app = {
  'tsconfig.json': tsconfig(),
  'app/page.tsx': `import { Box } from '../box';\nimport { value } from '../value';\nexport default function Page() {\n  return <Box of={value} />;\n}\n`,
  'box.tsx': `'use client';\nexport function Box({ of }: { of: unknown }) {\n  return <b>{String(of)}</b>;\n}\n`,
  'value.ts': asNumber,
};
const inPage = [['serializable-props', { line: 3, character: 14 }]];

async function foundIn(client: LspClient, file: string, isThere: boolean): Promise<unknown> {
  const found = await client.published(file, (diagnostics) => diagnostics.length > 0 === isThere);
  return found.map(({ code, range }) => [code, range.start]);
}

describe('the setting "backend": "ts7"', { timeout: 120_000 }, () => {
  it('has TypeScript 7.1 answer for what is being typed, and for what is on the disk', async () => {
    const directory = project(app);
    const [page, value] = [`${directory}/app/page.tsx`, `${directory}/value.ts`];
    const client = await start({ folders: [directory], initializationOptions: { backend: 'ts7' } });
    await client.open(page);
    await client.open(value);
    expect(await client.published(page)).toEqual([]);
    await client.until(() => client.log[0]);
    expect(client.log).toEqual([expect.stringMatching(/^TypeScript 7\.\d+\.\d+\S* answers for types\.$/u)]);
    await client.change(value, { text: asFunction });
    expect(await foundIn(client, page, true)).toEqual(inPage);
    await client.change(value, { text: asNumber });
    expect(await foundIn(client, page, false)).toEqual([]);
    await client.change(value, { text: asFunction });
    await foundIn(client, page, true);
    // Nothing was saved.
    await client.close(value);
    expect(await foundIn(client, page, false)).toEqual([]);
    writeFileSync(value, asFunction);
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(value), type: 2 }] });
    expect(await foundIn(client, page, true)).toEqual(inPage);
    expect(client.log).toHaveLength(1);
    expect(await client.stop()).toBe(0);
    expect(client.stderr).toBe('');
  });

  it('may be set and unset while the server runs', async () => {
    const directory = project({ ...app, 'value.ts': asFunction });
    const page = `${directory}/app/page.tsx`;
    const client = await start({ folders: [directory] });
    await client.open(page);
    expect(await foundIn(client, page, true)).toEqual(inPage);
    for (const backend of ['ts7', 'ts6', 'ts7', 'ts8']) {
      await client.notify('workspace/didChangeConfiguration', { settings: { rscBoundary: { backend } } });
      await client.change(page, { text: app['app/page.tsx'].replace('of={value}', 'of={1}') });
      expect(await foundIn(client, page, false)).toEqual([]);
      await client.change(page, { text: app['app/page.tsx'] });
      expect(await foundIn(client, page, true)).toEqual(inPage);
    }
    expect(client.log).toEqual([
      expect.stringContaining('answers for types.'),
      'in the setting "rscBoundary": "backend" takes "ts6" or "ts7".',
    ]);
  });

  it.runIf(process.platform === 'linux')('has TypeScript 6 answer where its process ends by itself', async () => {
    const directory = project(app);
    const [page, value] = [`${directory}/app/page.tsx`, `${directory}/value.ts`];
    const client = await start({
      folders: [directory],
      initializationOptions: { backend: 'ts7' },
      command: [process.execPath, join(root, 'dist/cli.mjs'), 'lsp', '--stdio'],
    });
    await client.open(page);
    await client.open(value);
    expect(await client.published(page)).toEqual([]);
    await client.until(() => client.log[0]);
    await client.change(value, { text: `${asNumber}\n` });
    await client.change(page, { text: `${app['app/page.tsx']}\n` });
    await client.published(page);
    const { pid } = client.process;
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    process.kill(Number(child), 'SIGKILL');
    await client.change(value, { text: asFunction });
    expect(await foundIn(client, page, true)).toEqual(inPage);
    expect(client.log.at(-1)).toMatch(/^TypeScript 7\.1 answers no more, and TypeScript 6 does in its place: /u);
  });
});
