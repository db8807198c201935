import { mkdirSync, symlinkSync } from 'node:fs';
import type ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { removeProject, temporaryProject, TsServer, currentTypescript } from '../support/tsserver.ts';
import { compilerOptions, pluginName, sever, sync, tsconfig } from './support.ts';

const codeOf = (name: string): number => rules.find((rule) => rule.name === name)!.code;

describe.each(currentTypescript)('%s', (typescript) => {
  let server: TsServer;
  const directories: string[] = [];
  const project = (files: Record<string, string>, hasOwnModules = false): string => {
    const directory = temporaryProject(files, { hasOwnModules });
    directories.push(directory);
    return directory;
  };
  beforeEach(() => {
    server = new TsServer(typescript);
  });
  afterEach(() => {
    server.close();
    directories.splice(0).forEach(removeProject);
  });
  const codesOf = async (file: string): Promise<number[]> => {
    server.open(file);
    return (await server.findings(file)).map(({ code }) => code);
  };

  it('sees through the references of a solution, from source to source', async () => {
    const part = (references: string[]): string =>
      JSON.stringify({
        compilerOptions: {
          ...compilerOptions,
          noEmit: false,
          composite: true,
          outDir: 'out',
          rootDir: '.',
          plugins: [{ name: pluginName, preset: 'all' }],
        },
        include: ['**/*.ts', '**/*.tsx'],
        references: references.map((path) => ({ path })),
      });
    const directory = project(
      {
        'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'web' }, { path: 'kit' }] }),
        'kit/tsconfig.json': part([]),
        'kit/package.json': JSON.stringify({ name: '@acme/kit', version: '1.0.0', type: 'module', types: './out/index.d.ts' }),
        'kit/index.ts': `export * from './button';\nexport * from './time';\n`,
        'kit/button.tsx': `'use client';\nexport function Button(props: { onPick: () => void }) {\n  return <b>{String(props)}</b>;\n}\n`,
        'kit/time.ts': `import { useState } from 'react';\nexport function useTime() {\n  return useState(0);\n}\n`,
        'web/tsconfig.json': part(['../kit']),
        'web/app/page.tsx': `import { Button, useTime } from '@acme/kit';\nexport default function Page() {\n  useTime();\n  return <Button onPick={() => {}} />;\n}\n`,
      },
      true,
    );
    mkdirSync(`${directory}/node_modules/@acme`);
    symlinkSync(`${directory}/kit`, `${directory}/node_modules/@acme/kit`, 'junction');
    const page = `${directory}/web/app/page.tsx`;
    expect(await codesOf(page)).toEqual([codeOf('serializable-props')]);
    const [passed] = await server.findings(page);
    // The component's declaration is that of the source, not of an output that is not there.
    expect(passed!.related.map(({ message, fileName }) => [message, fileName])).toEqual([
      ['<Button> declares "onPick" here', `${directory}/kit/button.tsx`],
    ]);
    // Seen from its own project nothing reaches it: what the other one knows is not taken over.
    expect(await codesOf(`${directory}/kit/time.ts`)).toEqual([]);
    expect(await codesOf(`${directory}/kit/button.tsx`)).toEqual([codeOf('client-entry-props')]);
    expect(await codesOf(page)).toEqual([codeOf('serializable-props')]);
  });

  it('keeps two projects with files of the same names apart, whatever is edited in one', async () => {
    const files = (name: string): Record<string, string> => ({
      [`${name}/tsconfig.json`]: tsconfig({ preset: 'all' }),
      [`${name}/app/page.tsx`]: `import { Box } from '../ui/box';\nexport default function Page() {\n  return <Box />;\n}\n`,
      [`${name}/ui/box.tsx`]: `'use client';\nimport { useState } from 'react';\nexport function Box() {\n  return <b>{useState(0)}</b>;\n}\n`,
    });
    const directory = project({ ...files('one'), ...files('two') });
    const boxes = ['one', 'two'].map((name) => `${directory}/${name}/ui/box.tsx`);
    for (const box of boxes) expect(await codesOf(box)).toEqual([]);
    const start = { line: 1, offset: 1 };
    await server.request('updateOpen', {
      changedFiles: [{ fileName: boxes[0], textChanges: [{ start, end: { line: 2, offset: 1 }, newText: '' }] }],
    });
    expect(await codesOf(boxes[0]!)).toEqual([codeOf('client-only-api')]);
    expect(await codesOf(boxes[1]!)).toEqual([]);
  });

  it('has its findings in the region that an editor asks for first, and all of them after', async () => {
    const filler = Array.from({ length: 600 }, (_, index) => `export async function action${index}() {}`).join('\n');
    const text = `'use server';\nexport function first() {}\n${filler}\nexport function last() {}\n`;
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': text });
    const file = `${directory}/actions.ts`;
    server.open(file);
    const ranges = [{ startLine: 1, startOffset: 1, endLine: 20, endOffset: 1 }];
    // TypeScript 5.5 knows no regions.
    const hasRegions = typescript !== 'typescript-5.5';
    const events = await server.geterr({
      delay: 0,
      files: [hasRegions ? { file, ranges } : file],
    } as unknown as ts.server.protocol.GeterrRequestArgs);
    const found = events.flatMap(({ event, body }) => {
      if (!/emanticDiag$/u.test(event)) return [];
      const { diagnostics } = body as ts.server.protocol.DiagnosticEventBody;
      return [[event, diagnostics.map(({ code, start }) => `${code} line ${start.line}`)]];
    });
    const all = ['83005 line 2', '83005 line 603'];
    const region = hasRegions ? [['regionSemanticDiag', ['83005 line 2']]] : [];
    expect(found).toEqual([...region, ['semanticDiag', all]]);
  });

  it.each(['partialSemantic', 'syntactic'])('is no trouble in a server of mode %s', async (mode) => {
    const directory = project({ 'tsconfig.json': tsconfig(), 'actions.ts': `${sever}${sync}` });
    const partial = new TsServer(typescript, [
      '--serverMode',
      mode,
      '--allowLocalPluginLoads',
      '--globalPlugins',
      pluginName,
      '--pluginProbeLocations',
      directory,
    ]);
    try {
      const file = `${directory}/actions.ts`;
      partial.open(file);
      expect(await partial.request('navtree', { file })).toMatchObject({ kind: 'module' });
      const answers = ['quickinfo', 'completionInfo', 'getCodeFixes', 'semanticDiagnosticsSync'].map((command) => {
        const at = { file, line: 1, offset: 4, startLine: 1, startOffset: 4, endLine: 1, endOffset: 4, errorCodes: [83002] };
        // What the mode does not have tsserver refuses; that is no concern of a plugin's.
        return partial.request(command, at).catch((error: unknown) => (error as Error).message);
      });
      for (const answer of await Promise.all(answers)) expect(JSON.stringify(answer ?? '')).not.toContain('rsc-boundary/');
      expect(partial.log()).toContain('Plugin validation succeeded');
      expect(partial.log()).not.toMatch(/rsc-boundary: /u);
    } finally {
      partial.close();
    }
  });
});
