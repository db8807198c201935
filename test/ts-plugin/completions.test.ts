import type ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer, currentTypescript } from '../support/tsserver.ts';
import { tsconfig } from './support.ts';

describe.each(currentTypescript)('%s', (typescript) => {
  let server: TsServer;
  let directory: string;
  beforeAll(() => {
    directory = temporaryProject({ 'tsconfig.json': tsconfig(), 'file.tsx': '' });
    server = new TsServer(typescript);
  });
  afterAll(() => {
    server.close();
    removeProject(directory);
  });

  /** What is offered where `|` stands in a text. */
  const offered = async (marked: string): Promise<ts.server.protocol.CompletionEntry[]> => {
    const file = `${directory}/file.tsx`;
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    server.notify('close', { file });
    server.open(file, marked.replace('|', ''));
    const at = { file, line: before.length, offset: before.at(-1)!.length + 1 };
    const body = await server.request<ts.server.protocol.CompletionInfo | undefined>('completionInfo', at).catch(() => undefined);
    return [...(body?.entries ?? [])];
  };
  const directives = async (marked: string): Promise<string[]> =>
    (await offered(marked)).map(({ name }) => name).filter((name) => name.startsWith('use '));

  it('inside a string, where a directive can stand and only there', async () => {
    expect(await directives(`'use |'\n`)).toEqual(['use client', 'use server', 'use cache']);
    expect(await directives(`export async function f() {\n  'u|'\n}\n`)).toEqual(['use server', 'use cache']);
    expect(await directives(`export async function f() {\n  const x = 'u|';\n}\n`)).toEqual([]);
    expect(await directives(`export async function f() {\n  f();\n  'u|'\n}\n`)).toEqual([]);
  });

  it('where one can be begun: with the beginning of "use", or with nothing, in a file that has none', async () => {
    const all = ['use client', 'use server', 'use cache'];
    for (const text of ['|', 'u|', 'use|', '// Licence\n|\n', `|\nimport 'react';\n`, `us|\nimport 'react';\n`])
      expect(await directives(text), text).toEqual(all);
    expect(await directives(`export async function f() {\n  us|\n}\n`)).toEqual(['use server', 'use cache']);
    expect(await directives(`export const f = async () => {\n  u|\n  await 1;\n};\n`)).toEqual(['use server', 'use cache']);
    const elsewhere = [
      'x|',
      'useState|',
      `import 'react';\nu|`,
      `'use client';\nu|`,
      `'use client';\n|\nimport 'react';\n`,
      '/*\n|\n*/\n',
      'const a = u|',
      `if (1) {\n  u|\n}\n`,
      `export async function f() {\n  'use server';\n  u|\n}\n`,
    ];
    for (const text of elsewhere) expect(await directives(text), text).toEqual([]);
  });

  it("comes after TypeScript's own there, with quotes as the file has them", async () => {
    const entries = await offered(`us|\nimport "react";\n`);
    const [client] = entries.splice(-3);
    expect(client).toMatchObject({
      name: 'use client',
      insertText: '"use client";',
      replacementSpan: { start: { line: 1, offset: 1 }, end: { line: 1, offset: 3 } },
    });
    expect(entries.length).toBeGreaterThan(50);
    // What is deprecated TypeScript itself puts last, under a z.
    const current = entries.filter(({ sortText }) => !sortText.startsWith('z'));
    for (const { sortText } of current) expect(sortText < client!.sortText).toBe(true);
  });
});
