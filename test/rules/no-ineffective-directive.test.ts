import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { noIneffectiveDirective } from '../../src/rules/no-ineffective-directive.ts';

const selected = [{ rule: noIneffectiveDirective }];

/** What is said of a component that a page renders. */
function messagesIn(text: string): string[] {
  const files: Record<string, string> = {
    '/p/app/page.tsx': `import { A } from '../ui/a'; export default function Page() { return <A /> }`,
    '/p/ui/a.tsx': text,
  };
  const project = new DiskProject(
    ts,
    {
      directory: '/p',
      compilerOptions: { jsx: ts.JsxEmit.Preserve },
      fileNames: () => Object.keys(files),
      fileExists: (name) => name in files,
      readFile: (name) => files[name],
    },
    {},
  );
  return analyze(project, project.sourceFile('/p/ui/a.tsx')!, selected).map(({ messageId }) => messageId);
}

it('plain markup is told', () => {
  expect(messagesIn(`'use client'\nexport function A() { return <p>a</p> }`)).toEqual(['needsNothing']);
});

it('elements that another library makes are not plain markup', () => {
  expect(messagesIn(`'use client'\n/** @jsxImportSource @emotion/react */\nexport function A() { return <p>a</p> }`)).toEqual([]);
});

it.each([
  ['names that go round', `'use client'\nconst { x } = x;\nexport function A() { const { y } = y; return <B a={x} b={y} /> }`],
  ['a long sum', `'use client'\nexport function A({ a }) { return <B a={${'a + '.repeat(3000)}a} /> }`],
  ['deep members', `'use client'\nexport function A({ a }) { return <B a={a${'.b'.repeat(1500)}} /> }`],
  ['deep markup', `'use client'\nexport function A() { return ${'<p>'.repeat(300)}${'</p>'.repeat(300)} }`],
  ['half-typed', `'use client'\nexport function A({ a }) { return <B a={a?. } c={...} /> `],
  ['half-typed import', `'use client'\nimport { x } from \nexport function A() { return <p`],
])('hostile source is no trouble: %s', (_name, text) => {
  expect(() => messagesIn(text)).not.toThrow();
});

describe('mdx among the page extensions', () => {
  /** What is said of a file that client modules import, beside what may be other files of the app. */
  function saidOf(others: Record<string, string>, isListed = true): string[] {
    const files: Record<string, string> = {
      '/p/next.config.mjs': `export default { pageExtensions: ['tsx', 'mdx'] };`,
      '/p/app/page.tsx': `import { Panel } from '../ui/panel'; export default function Page() { return <Panel /> }`,
      '/p/ui/panel.tsx': `'use client'; import { useState } from 'react'; import { Row } from './row'; export function Panel() { useState(0); return <Row /> }`,
      '/p/ui/row.tsx': `'use client'; import { useId } from 'react'; export function Row() { return <p id={useId()} /> }`,
      '/p/ui/index.ts': `export { Row } from './row';`,
      ...others,
    };
    const names = Object.keys(files);
    const project = new DiskProject(
      ts,
      {
        directory: '/p',
        compilerOptions: {
          jsx: ts.JsxEmit.Preserve,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
          module: ts.ModuleKind.ESNext,
        },
        fileNames: () => names.filter((name) => /\.tsx?$/.test(name) && name !== '/p/ui/index.ts'),
        fileExists: (name) => name in files,
        readFile: (name) => files[name],
        ...(isListed
          ? { readDirectory: (_: string, [extension] = ['']) => names.filter((name) => name.endsWith(extension!)) }
          : {}),
      },
      {},
    );
    return analyze(project, project.sourceFile('/p/ui/row.tsx')!, selected).map(({ messageId }) => messageId);
  }

  it.each<[string, Record<string, string>, string[]]>([
    ['no such file', {}, ['onlyClients']],
    ['one that imports something else', { '/p/app/a/page.mdx': `import { Note } from '../../ui/note'\n\n# A` }, ['onlyClients']],
    ['one that imports it', { '/p/app/a/page.mdx': `import { Row } from '../../ui/row'\n\n<Row />` }, []],
    ['one that loads it late', { '/p/app/a/page.mdx': `export const row = import("@/ui/row")\n` }, []],
    [
      'the components of all of them',
      {
        '/p/app/a/page.mdx': '# A',
        '/p/mdx-components.tsx': `'use client'; import { Row } from './ui/row'; export function useMDXComponents() { return { Row } }`,
      },
      [],
    ],
  ])('%s', (_, others, expected) => {
    expect(saidOf(others)).toEqual(expected);
  });

  it('is silent where nobody can list them', () => {
    expect(saidOf({}, false)).toEqual([]);
  });
});
