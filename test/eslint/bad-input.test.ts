import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterEach, describe, expect, it } from 'vitest';
import rscBoundary from '../../eslint-plugin/index.ts';
import { keptFolder } from '../support/folder.ts';

const made: Array<() => void> = [];
afterEach(() => made.splice(0).forEach((remove) => remove()));

const tsconfig = JSON.stringify({
  compilerOptions: { jsx: 'preserve', lib: ['es5'], types: [], module: 'esnext', moduleResolution: 'bundler' },
});
const page = `'use sever';\nexport async function save() {}\n`;

/** What ESLint says of an app, by file: the rules, and what it says itself. */
async function found(
  folder: string,
  parserOptions: Linter.ParserOptions,
  names: readonly string[],
): Promise<Record<string, string[]>> {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parser: typescriptParser, parserOptions },
      ...rscBoundary.configs.recommended,
    },
  });
  const results = await eslint.lintFiles([...names]);
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [
      filePath.slice(folder.length + 1).replaceAll('\\', '/'),
      messages.map(({ ruleId, messageId, message }) => `${ruleId ?? message}${messageId === 'failed' ? ' failed' : ''}`),
    ]),
  );
}

const typed = (folder: string): Linter.ParserOptions => ({ projectService: true, tsconfigRootDir: folder });

describe('types that are too deep for the checker', () => {
  // Each type is worked out from the one before: easy to read, and deep to ask.
  const chain = Array.from({ length: 8_000 }, (_, index) => `const f${index + 1} = () => f${index}();`).join('\n');
  const files = {
    'tsconfig.json': tsconfig,
    'page.ts': page,
    'lib/deep.ts': `const f0 = () => 1;\n${chain}\nexport const deep = f8000();\n`,
    'ui/card.tsx': `'use client';\nexport function Card(props: any) {\n  return <p>{props.a}</p>;\n}\n`,
    'app/page.tsx': `import { deep } from '../lib/deep';\nimport { Card } from '../ui/card';\nexport default function Page() {\n  'use sever';\n  return <Card a={deep} />;\n}\n`,
    'app/other/page.tsx': `import { Card } from '../../ui/card';\nexport default function Page() {\n  return <Card a={() => 1} />;\n}\n`,
  };

  it('cost the rules that ask it, in that file alone', async () => {
    const { folder, remove } = keptFolder(files);
    made.push(remove);
    const names = ['page.ts', 'app/page.tsx', 'app/other/page.tsx'];
    const lines = await found(folder, typed(folder), names);
    expect(lines['page.ts']).toEqual(['rsc-boundary/directive-spelling']);
    expect(lines['app/other/page.tsx']).toEqual(['rsc-boundary/serializable-props']);
    expect(lines['app/page.tsx']!.filter((line) => !line.endsWith(' failed'))).toEqual(['rsc-boundary/directive-spelling']);
    expect(lines['app/page.tsx']).toContain('rsc-boundary/serializable-props failed');
    // Without types nothing is asked that could be too deep.
    const untyped = await found(folder, {}, names);
    expect(untyped).toEqual({ ...lines, 'app/page.tsx': ['rsc-boundary/directive-spelling'] });
  });
});

// Who is root may read everything, whatever its mode; Windows has no such modes.
describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a folder that may not be read', () => {
  it.each([
    ['with types', typed],
    ['without', () => ({})],
  ])('%s: what hangs on it is missing, all else is judged', async (_how, optionsFor) => {
    const { folder, remove } = keptFolder({
      'tsconfig.json': tsconfig,
      'page.ts': `${page}import './closed/a';\n`,
      'closed/a.ts': page,
    });
    const closed = join(folder, 'closed');
    made.push(() => chmodSync(closed, 0o755), remove);
    chmodSync(closed, 0o000);
    const lines = await found(folder, optionsFor(folder), ['page.ts']);
    expect(lines).toEqual({ 'page.ts': ['rsc-boundary/directive-spelling'] });
  });
});
