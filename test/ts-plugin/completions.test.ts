import type ts from 'typescript';
import { expect, it } from 'vitest';
import { removeProject, temporaryProject, typescriptPackages, withServer } from '../support/tsserver.ts';
import { tsconfig } from './support.ts';

it.each(typescriptPackages)('%s: directives, where one can stand and only there', async (typescript) => {
  const text = `'use '\nexport async function f() {\n  'u'\n  const x = 'u';\n  'late'\n}\n`;
  const directory = temporaryProject({ 'tsconfig.json': tsconfig(), 'file.ts': text });
  const file = `${directory}/file.ts`;
  try {
    await withServer(typescript, async (server) => {
      server.open(file);
      const directivesAt = async (line: number, offset: number): Promise<string[]> => {
        const body = await server
          .request<ts.server.protocol.CompletionInfo | undefined>('completionInfo', { file, line, offset })
          .catch(() => undefined);
        return (body?.entries ?? []).map(({ name }) => name).filter((name) => name.startsWith('use '));
      };
      expect(await directivesAt(1, 6)).toEqual(['use client', 'use server', 'use cache']);
      expect(await directivesAt(3, 5)).toEqual(['use server', 'use cache']);
      expect(await directivesAt(4, 15)).toEqual([]);
      expect(await directivesAt(5, 5)).toEqual([]);
    });
  } finally {
    removeProject(directory);
  }
});
