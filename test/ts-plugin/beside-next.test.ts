import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { compilerOptions, pluginName, sever, severFinding } from './support.ts';

// A function behind a cast is what Next.js's plugin wrongly refuses; a sync one it rightly does.
const actions = `'use server';\nexport const right = (async () => {}) as () => Promise<void>;\nexport function wrong() {}\n`;
const late = `export const before = 1;\n'use client';\n`;

describe.each(typescriptPackages)('%s', (typescript) => {
  let server: TsServer;
  const directories: string[] = [];
  beforeEach(() => {
    server = new TsServer(typescript);
  });
  afterEach(() => {
    server.close();
    directories.splice(0).forEach(removeProject);
  });

  /** What is said of the test files in a project with both plugins, this one first or last. */
  const codesOf = async (order: string, entry: object): Promise<Record<string, number[]>> => {
    const own = { name: pluginName, ...entry };
    const plugins = order === 'before' ? [own, { name: 'next' }] : [{ name: 'next' }, own];
    const files = {
      'app/actions.ts': actions,
      'app/late.ts': late,
      'app/sever.ts': sever,
      'app/page.tsx': `export const dynamic = 'sometimes';\nexport default function Page() {\n  return null;\n}\n`,
      'app/client/page.tsx': `'use client';\nexport const metadata = {};\nexport default function Page() {\n  return null;\n}\n`,
      'app/untyped/page.tsx': `export const metadata = {};\nexport default function Page() {\n  return null;\n}\n`,
    };
    const directory = temporaryProject({ 'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, plugins } }), ...files });
    directories.push(directory);
    const codes: Record<string, number[]> = {};
    for (const name of Object.keys(files)) {
      server.open(`${directory}/${name}`);
      codes[name] = (await server.diagnostics(`${directory}/${name}`)).map(({ code }) => code).sort();
    }
    expect(await server.findings(`${directory}/app/sever.ts`)).toEqual([severFinding]);
    return codes;
  };

  describe.each(['before', 'after'])("%s Next.js's plugin", (order) => {
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
  });
});
