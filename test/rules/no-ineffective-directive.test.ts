import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { noIneffectiveDirective } from '../../src/rules/no-ineffective-directive.ts';
import { projectOfFiles } from '../support/app.ts';

const selected = [{ rule: noIneffectiveDirective }];

/** What is said of a component that a page renders. */
function messagesIn(text: string): string[] {
  const page = `import { A } from '../ui/a'; export default function Page() { return <A /> }`;
  const project = projectOfFiles({ 'app/page.tsx': page, 'ui/a.tsx': text });
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
      'next.config.mjs': `export default { pageExtensions: ['tsx', 'mdx'] };`,
      'app/page.tsx': `import { Panel } from '../ui/panel'; export default function Page() { return <Panel /> }`,
      'ui/panel.tsx': `'use client'; import { useState } from 'react'; import { Row } from './row'; export function Panel() { useState(0); return <Row /> }`,
      'ui/row.tsx': `'use client'; import { useId } from 'react'; export function Row() { return <p id={useId()} /> }`,
      'ui/index.ts': `export { Row } from './row';`,
      ...others,
    };
    const names = Object.keys(files).map((name) => `/p/${name}`);
    const project = projectOfFiles(files, {
      fileNames: () => names.filter((name) => /\.tsx?$/.test(name) && name !== '/p/ui/index.ts'),
      ...(isListed
        ? { readDirectory: (_: string, [extension] = ['']) => names.filter((name) => name.endsWith(extension!)) }
        : {}),
    });
    return analyze(project, project.sourceFile('/p/ui/row.tsx')!, selected).map(({ messageId }) => messageId);
  }

  it.each<[string, Record<string, string>, string[]]>([
    ['no such file', {}, ['onlyClients']],
    ['one that imports something else', { 'app/a/page.mdx': `import { Note } from '../../ui/note'\n\n# A` }, ['onlyClients']],
    ['one that imports it', { 'app/a/page.mdx': `import { Row } from '../../ui/row'\n\n<Row />` }, []],
    ['one that loads it late', { 'app/a/page.mdx': `export const row = import("@/ui/row")\n` }, []],
    [
      'the components of all of them',
      {
        'app/a/page.mdx': '# A',
        'mdx-components.tsx': `'use client'; import { Row } from './ui/row'; export function useMDXComponents() { return { Row } }`,
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
