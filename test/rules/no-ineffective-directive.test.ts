import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { noIneffectiveDirective } from '../../src/rules/no-ineffective-directive.ts';
import { projectOfFiles } from '../support/app.ts';

const selected = [{ rule: noIneffectiveDirective }];

/** What is said of a component that a page renders. */
function messagesIn(text: string): string[] {
  const page = `import { A } from '../ui/a'; export default function Page() { return <A /> }`;
  const project = projectOfFiles({ 'app/page.tsx': page, 'ui/a.tsx': text });
  return runRules(project, project.sourceFile('/p/ui/a.tsx')!, selected).map(({ messageId }) => messageId);
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

describe('what a module needs the client for', () => {
  const head = `'use client'\nimport { B } from './b';\n`;

  /** As {@link messagesIn}, beside a component without a directive. */
  function said(text: string): string[] {
    const page = `import { A } from '../ui/a'; export default function Page() { return <A /> }`;
    const project = projectOfFiles({
      'app/page.tsx': page,
      'ui/a.tsx': `${head}${text}`,
      'ui/b.tsx': `export function B(props) { return <b>{props.children}</b>; }`,
      'ui/hook.ts': `import { useState } from 'react'; export const more = () => useState(0);`,
      'ui/client.tsx': `'use client'; export function C() { return <i />; }`,
      'ui/server.ts': `'use server'; export async function save() {}`,
      'ui/plain.ts': `export const plain = 'a';`,
    });
    return runRules(project, project.sourceFile('/p/ui/a.tsx')!, selected).map(({ messageId }) => messageId);
  }

  it.each([
    `export function A() { return <B a="1" />; }`,
    `export function A({ a }) { return <B a={a} />; }`,
    `export function A({ a: { b } }) { return <B a={b} />; }`,
    `export function A(props) { return <B a={props.a} b={props['b']} />; }`,
    `export function A(props) { return <B {...props} />; }`,
    `export function A({ a, ...rest }) { return <B {...rest} />; }`,
    `export function A(props) { const { a } = props; return <B a={a} />; }`,
    'export function A({ a }) { return <B a={`${a} b`} />; }',
    `export function A({ a }) { return <B a={!a} b={typeof a} c={-1} />; }`,
    `export function A({ a }) { return <B a={true} b={false} c={null} d={undefined} />; }`,
    `export function A({ a }) { return <B a={<i />} b={<i>a</i>} c={<>a</>} />; }`,
    `export function A({ a }) { return <B a={a ? 1 : 2} b={a + 1} c={[a, ...a]} d={{ e: a }} />; }`,
    `export function A({ a }) { return <B a={a.trim()} b={String(a)} />; }`,
    `export function A({ a }) { const b = a; return <B a={b} />; }`,
    `export function A({ a }) { return a.map((b) => <B key={b} a={b} />); }`,
    `export function A({ a }) { return <form action="/a"><p>{a}</p></form>; }`,
    'export function A({ a }) { return <form action={`/a/${a}`} />; }',
    `import { plain } from './plain'; export function A() { return <p>{plain}</p>; }`,
    `import { save } from './server'; export function A() { return <B a="1" />; }`,
    `import './a.css'; export function A() { return <p />; }`,
    `import type { T } from './client'; export function A() { return <p />; }`,
    `import { memo } from 'react'; export const A = memo(() => <p />);`,
    `export const A = () => <p />;`,
    `function format(a) { return a; } export function A({ a }) { return <p>{format(a)}</p>; }`,
  ])('for nothing: %s', (text) => expect(said(text)).toEqual(['needsNothing']));

  it.each([
    `export function A() { return <B a={/a/} />; }`,
    `export function A({ a }) { return <B a={a ? 1 : /a/} />; }`,
    `export function A({ a }) { return <B a={a ? /a/ : 1} />; }`,
    `export function A({ a }) { return <B a={a + make()} />; }`,
    `export function A({ a }) { return <B a={[make()]} />; }`,
    `export function A({ a }) { return <B a={[...make()]} />; }`,
    `export function A({ a }) { return <B a={{ a }} />; }`,
    `export function A({ a }) { return <B a={{ b: make() }} />; }`,
    `export function A({ a }) { return <B {...make()} />; }`,
    `export function A({ a }) { return <B a={a.other()} />; }`,
    `export function A({ a }) { return <B a={make(a)} />; }`,
    `export function A({ a }) { const b = make(); return <B a={b} />; }`,
    `export function A({ a }) { const { b } = make(); return <B a={b} />; }`,
    `export function A({ a }) { let b; return <B a={b} />; }`,
    `export function A({ a }) { return <B a={() => a} />; }`,
    `export function A({ a }) { return <B a={a.map(B)}>{() => a}</B>; }`,
    `export function A({ a }) { return <p onClick={a} />; }`,
    `export function A({ a }) { return <p ref={a} />; }`,
    `export function A({ a }) { return <style jsx>a</style>; }`,
    `export function A({ a }) { return <form action={a} />; }`,
    `export function A({ a }) { return <button formAction={a} />; }`,
    `export function A({ render }) { return <p>{render()}</p>; }`,
    `export function A(props) { return <p>{props.render(1)}</p>; }`,
    `export function A({ a }) { return <p>{a.toLocaleString()}</p>; }`,
    `export function A({ a }) { return <p>{window.name}</p>; }`,
    `export function A({ a }) { return <p>{unknown}</p>; }`,
    `export async function A({ a }) { await a; return <p />; }`,
    `class Of {} export function A({ a }) { return <p />; }`,
    `export function A({ a }) { return <p>{this.a}</p>; }`,
    `export function A({ a }: { a: () => void }) { return <p />; }`,
    `export function A({ a }: { a(): void }) { return <p />; }`,
    `export function A() {}`,
    `export const A = () => <p />; export const b = 1;`,
    `export const A = () => <p />; export function helper() { return 1; }`,
    `import { useState } from 'react'; export function A() { return <p>{typeof useState}</p>; }`,
    `import { other as useOther } from 'clsx'; export function A() { return <p>{typeof useOther}</p>; }`,
    `import { Box } from 'some-package'; export function A() { return <Box />; }`,
    `import { more } from './hook'; export function A() { return <p>{more}</p>; }`,
    `import { C } from './client'; export function A() { return <C />; }`,
    `import { missing } from './missing'; export function A() { return <p>{missing}</p>; }`,
    `import * as React from 'react'; export function A() { React.useState(0); return <p />; }`,
    `export { plain } from './plain'; export function A() { return <p />; }`,
    `const late = import('./plain'); export function A() { return <p />; }`,
    `const { plain } = require('./plain'); export function A() { return <p>{plain}</p>; }`,
    `export function A() { async function act() { 'use server'; } return <p />; }`,
    `import { memo } from 'react'; export const A = memo(() => <p />, same);`,
  ])('for what it has, or may have: %s', (text) => expect(said(text)).toEqual([]));
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
    return runRules(project, project.sourceFile('/p/ui/row.tsx')!, selected).map(({ messageId }) => messageId);
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
