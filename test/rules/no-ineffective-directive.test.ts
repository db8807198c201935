import ts from 'typescript';
import { expect, it } from 'vitest';
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
