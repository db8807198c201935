import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer, currentTypescript, type ReceivedDiagnostic } from '../support/tsserver.ts';
import { compilerOptions, pluginName, sever, severFinding } from './support.ts';

const chain = Array.from({ length: 8_000 }, (_, index) => `const f${index + 1} = () => f${index}();`).join('\n');

// What its parser cannot read TypeScript's server answers nothing about, in the whole project and with no plugin at all.
describe.each(currentTypescript)('%s, with a file that is nested too deeply', (typescript) => {
  let server: TsServer;
  const directories: string[] = [];
  beforeEach(() => {
    server = new TsServer(typescript);
  });
  afterEach(() => {
    server.close();
    directories.splice(0).forEach(removeProject);
  });

  /** What the server says of a file in an app beside the deep one, with these plugins. */
  async function said(deep: string, name: string, plugins: readonly object[]): Promise<readonly ReceivedDiagnostic[] | string> {
    const directory = temporaryProject({
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, plugins } }),
      'deep.ts': deep,
      'sever.ts': sever,
      // One for each: TypeScript, Next.js's plugin and this one.
      'app/page.tsx': `import { deep } from '../deep';\nexport const dynamic = 'sometimes';\nexport default function Page() {\n  'use sever';\n  const wrong: number = 'text';\n  return <b title={wrong}>{deep}</b>;\n}\n`,
      'app/other/page.tsx': `export const dynamic = 'sometimes';\nexport default function Page() {\n  'use sever';\n  const wrong: number = 'text';\n  return <b title={wrong} />;\n}\n`,
    });
    directories.push(directory);
    server.open(`${directory}/${name}`);
    return server.diagnostics(`${directory}/${name}`).catch((error: unknown) => String(error).split('\n', 1)[0]!);
  }
  const codesOf = (diagnostics: readonly ReceivedDiagnostic[] | string): unknown =>
    typeof diagnostics === 'string' ? diagnostics : diagnostics.map(({ code }) => code).sort();
  const [next, own] = [{ name: 'next' }, { name: pluginName }];

  it.each([
    ['its binder', `declare const a: any;\nexport const deep = ${'a && '.repeat(5_000)}a;\n`],
    ['its checker', `const f0 = () => 1;\n${chain}\nexport const deep = f8000();\n`],
  ])(
    'for %s: other files keep all that is said of them, and of those that hang on it TypeScript says what it did',
    async (_whom, deep) => {
      expect(await said(deep, 'sever.ts', [own])).toEqual([severFinding]);
      const alone = codesOf(await said(deep, 'app/other/page.tsx', [next])) as number[];
      expect(alone.some((code) => code > 71_000)).toBe(true);
      expect(codesOf(await said(deep, 'app/other/page.tsx', [next, own]))).toEqual([...alone, 83002].sort());
      expect(codesOf(await said(deep, 'app/page.tsx', [next, own]))).toEqual(codesOf(await said(deep, 'app/page.tsx', [next])));
    },
  );
});
