import type ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { compilerOptions, pluginName, sever } from './support.ts';

// A function behind a cast is what Next.js's plugin wrongly refuses; a sync one it rightly does.
const actions = `'use server';\nexport const right = (async () => {}) as () => Promise<void>;\nexport function wrong() {}\n`;
const late = `export const before = 1;\n'use client';\n`;

describe.each(typescriptPackages)('%s', (typescript) => {
  let server: TsServer;
  const directories: string[] = [];
  const opened: string[] = [];
  // One server for all: most of what it does is to read React's and the language's types, which its projects share.
  beforeAll(() => {
    server = new TsServer(typescript);
  });
  afterEach(() => opened.splice(0).forEach((file) => server.closeFile(file)));
  afterAll(() => {
    server.close();
    directories.forEach(removeProject);
  });

  const open = (file: string): void => {
    server.open(file);
    opened.push(file);
  };

  const project = (files: Record<string, string>, plugins: object[]): string => {
    const directory = temporaryProject({
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, plugins } }),
      ...files,
    });
    directories.push(directory);
    return directory;
  };

  /** What is said of files in a project with both plugins, this one first or last; of TypeScript's own nothing. */
  const codesIn = async (files: Record<string, string>, order: string, entry: object): Promise<Record<string, number[]>> => {
    const own = { name: pluginName, ...entry };
    const directory = project(files, order === 'before' ? [own, { name: 'next' }] : [{ name: 'next' }, own]);
    const codes: Record<string, number[]> = {};
    for (const name of Object.keys(files)) {
      open(`${directory}/${name}`);
      const found = await server.diagnostics(`${directory}/${name}`);
      codes[name] = found
        .map(({ code }) => code)
        .filter((code) => code > 71000)
        .sort();
    }
    return codes;
  };

  /** What is said of the test files in a project with both plugins, this one first or last. */
  const codesOf = (order: string, entry: object): Promise<Record<string, number[]>> => {
    const files = {
      'app/actions.ts': actions,
      'app/late.ts': late,
      'app/sever.ts': sever,
      'app/page.tsx': `export const dynamic = 'sometimes';\nexport default function Page() {\n  return null;\n}\n`,
      'app/client/page.tsx': `'use client';\nexport const metadata = {};\nexport default function Page() {\n  return null;\n}\n`,
      'app/untyped/page.tsx': `export const metadata = {};\nexport default function Page() {\n  return null;\n}\n`,
    };
    return codesIn(files, order, entry);
  };

  // Either order in one of them; what the order changes is how tsserver loads plugins, the same in all.
  describe.each(isWholeRun ? ['before', 'after'] : [typescript === 'typescript' ? 'before' : 'after'])(
    "%s Next.js's plugin",
    (order) => {
      it('says once what both would say, and keeps what only the other says', async () => {
        expect(await codesOf(order, {})).toEqual({
          'app/actions.ts': [83005],
          'app/late.ts': [83001],
          'app/sever.ts': [83002],
          'app/page.tsx': [71003],
          'app/client/page.tsx': [83014],
          'app/untyped/page.tsx': [71008],
        });
      });

      it('leaves the other alone where told to', async () => {
        expect(await codesOf(order, { next: 'leave' })).toEqual({
          'app/actions.ts': [71011, 71011, 83005],
          'app/late.ts': [71004, 83001],
          'app/sever.ts': [83002],
          'app/page.tsx': [71003],
          'app/client/page.tsx': [71008, 83014],
          'app/untyped/page.tsx': [71008],
        });
      });

      it('leaves the other its say where the rule is off', async () => {
        const codes = await codesOf(order, { rules: { 'async-server-functions': 'off', 'directive-placement': 'off' } });
        expect(codes['app/actions.ts']).toEqual([71011, 71011]);
        expect(codes['app/late.ts']).toEqual([71004]);
      });

      it('takes its false alarms away, and says itself what is true', async () => {
        const files = {
          // A type alone, which its plugin takes for the class; the hook is true.
          'app/types/page.tsx': `import type { Component } from 'react';\nexport default function Page() {\n  return null as unknown as Component;\n}\n`,
          'app/hook/page.tsx': `import { useState } from 'react';\nexport default function Page() {\n  return useState(0)[0];\n}\n`,
          // Between Client Components nothing crosses; from the server a function does.
          'ui/outer.tsx': `'use client';\nimport { Inner } from './inner';\nexport function Outer() {\n  return <Inner onPick={() => {}} />;\n}\n`,
          'ui/inner.tsx': `'use client';\nexport function Inner(props: { onPick: () => void }) {\n  return <b onClick={props.onPick} />;\n}\n`,
          'ui/save.tsx': `'use client';\nexport function Save(props: { onSave: () => Promise<void> }) {\n  return <b onClick={() => void props.onSave()} />;\n}\n`,
          'app/cross/page.tsx': `import { Outer } from '../../ui/outer';\nimport { Save } from '../../ui/save';\nexport default function Page() {\n  async function save() {\n    'use server';\n  }\n  return <><Outer /><Save onSave={save} /></>;\n}\n`,
          'ui/lone.tsx': `'use client';\nexport function Lone(props: { onPick: () => void }) {\n  return <b onClick={props.onPick} />;\n}\n`,
          // By the beginning of its path its plugin takes "application" for "app"; "app" itself is.
          'application/error.tsx': `export default function Oops() {\n  return null;\n}\n`,
          'app/error.tsx': `export default function Oops() {\n  return null;\n}\n`,
        };
        const own = { 'app/hook/page.tsx': [83010], 'ui/lone.tsx': [83016], 'app/error.tsx': [83014] };
        const nothing = Object.fromEntries(Object.keys(files).map((name) => [name, []]));
        const theirs = {
          'app/types/page.tsx': [71001],
          'ui/inner.tsx': [71007],
          'ui/save.tsx': [71007],
          'application/error.tsx': [71009],
        };
        const truth = { 'app/hook/page.tsx': [71001], 'ui/lone.tsx': [71007], 'app/error.tsx': [71009] };
        expect(await codesIn(files, order, { next: 'leave', diagnostics: false })).toEqual({ ...nothing, ...theirs, ...truth });
        expect(await codesIn(files, order, {})).toEqual({ ...nothing, ...own });
        // Where ESLint shows the findings they are judged all the same.
        expect(await codesIn(files, order, { diagnostics: false })).toEqual(nothing);
      });

      it('leaves its hovers and completions as they are', async () => {
        const text = `export const dynamic = '';\nexport const dy\nexport default function Page({ params }) {\n  return null;\n}\n`;
        const answers = async (plugins: object[]): Promise<unknown> => {
          const directory = project({ 'app/page.tsx': text }, plugins);
          const file = `${directory}/app/page.tsx`;
          open(file);
          const at = (line: number, offset: number): object => ({ file, line, offset });
          const names = async (place: object): Promise<string[]> =>
            (await server.request<ts.server.protocol.CompletionInfo>('completionInfo', place)).entries.map(({ name }) => name);
          return {
            hover: await server.request('quickinfo', at(1, 16)),
            values: await names(at(1, 25)),
            options: await names(at(2, 16)),
          };
        };
        const alone = (await answers([{ name: 'next' }])) as { hover: unknown; values: string[]; options: string[] };
        expect(JSON.stringify(alone.hover)).toContain('force-dynamic');
        expect(alone.values.join()).toContain('force-static');
        expect(alone.options).toContain('dynamicParams');
        const mine = { name: pluginName };
        expect(await answers(order === 'before' ? [mine, { name: 'next' }] : [{ name: 'next' }, mine])).toEqual(alone);
      });
    },
  );
});
