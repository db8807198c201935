import { describe, expect, it } from 'vitest';
import { applyEdits } from '../support/apply-edits.ts';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const on = rules.filter(({ name }) => name.endsWith('-only-api')).map((rule) => ({ rule }));

const findingsIn = (files: AppFiles) => findingsInApp(files, on);

const page = (name: string, from = `../${name.toLowerCase()}`): string =>
  `import { ${name} } from '${from}';\nexport const metadata = {};\nexport default async function Page() { return <${name} /> }\n`;

const apps: ReadonlyArray<readonly [what: string, files: AppFiles, boundary: string]> = [
  [
    'the page itself',
    { 'app/page.tsx': `import { useState } from 'react';\nexport default function Page() { return useState(0) }` },
    'app/page.tsx',
  ],
  [
    'the component',
    {
      'app/page.tsx': page('Panel'),
      'panel.tsx': `import { useState } from 'react';\nexport function Panel() { return <p>{useState(0)}</p> }`,
    },
    'panel.tsx',
  ],
  [
    'a default export without a name',
    {
      'app/page.tsx': `import Panel from '../panel';\nexport default () => <Panel />;\nexport const revalidate = 1;`,
      'panel.tsx': `import { useState } from 'react';\nexport default () => <p>{useState(0)}</p>`,
    },
    'panel.tsx',
  ],
  [
    'a wrapped component',
    {
      'app/page.tsx': page('Panel'),
      'panel.tsx': `import { memo, forwardRef, useState } from 'react';\nexport const Panel = memo(forwardRef(() => <p>{useState(0)}</p>))`,
    },
    'panel.tsx',
  ],
  [
    'a class component',
    {
      'app/page.tsx': page('Panel'),
      'panel.jsx': `import React from 'react';\nexport class Panel extends React.Component { render() { return <p /> } }`,
    },
    'panel.jsx',
  ],
  [
    'the component that calls the hook',
    {
      'app/page.tsx': page('Panel'),
      'panel.tsx': `import { useThing } from './thing';\nexport const Panel = () => <p>{useThing()}</p>;`,
      'thing.ts': `import { useState } from 'react';\nexport const useThing = () => useState(0)`,
    },
    'panel.tsx',
  ],
  [
    'the component above two hooks and a barrel',
    {
      'app/page.tsx': page('Panel'),
      'panel.tsx': `import { useThing } from './hooks';\nexport const Panel = () => <p>{useThing()}</p>;`,
      'hooks/index.ts': `export * from './thing';`,
      'hooks/thing.ts': `import { useOther } from './other';\nexport const useThing = () => useOther()`,
      'hooks/other.ts': `import { useState } from 'react';\nexport function useOther() { return useState(0) }`,
    },
    'panel.tsx',
  ],
  [
    'what renders the context',
    {
      'app/page.tsx': page('Panel'),
      'panel.tsx': `import { Theme } from './theme';\nexport const Panel = () => <Theme.Provider value={1} />;`,
      'theme.ts': `import { createContext } from 'react';\nexport const Theme = createContext(0);`,
    },
    'panel.tsx',
  ],
  [
    'a component beside a type and a hook of the client',
    {
      'app/page.tsx': page('Panel'),
      'panel.tsx': `import { useState } from 'react';\nexport interface Props {}\nexport const usePanel = () => useState(0);\nexport function Panel() { return <p>{usePanel()}</p> }`,
    },
    'panel.tsx',
  ],
  [
    'a component behind a barrel',
    {
      'app/page.tsx': page('Panel', '../ui'),
      'ui/index.ts': `export { Panel } from './panel';`,
      'ui/panel.tsx': `import { useState } from 'react';\nexport function Panel() { return <p>{useState(0)}</p> }`,
    },
    'ui/panel.tsx',
  ],
];

describe('the suggestion', () => {
  it.each(apps)('makes %s the boundary, and nothing is left to find', (_what, files, boundary) => {
    const findings = findingsIn(files);
    expect(findings.length).toBeGreaterThan(0);
    for (const { suggestions, fileName } of findings) {
      expect(suggestions.map(({ message }) => message)).toEqual([`Add "use client" to \`${boundary}\``]);
      const changed: Record<string, string> = { ...files };
      for (const edit of suggestions[0]!.edits) {
        const target = edit.fileName?.slice('/p/'.length) ?? fileName;
        expect(target).toBe(boundary);
        changed[target] = applyEdits(files[target]!, [[edit]]);
      }
      expect(changed[boundary]).toMatch(/^['"]use client['"];\n/);
      expect(findingsIn(changed).map(({ message }) => message)).toEqual([]);
    }
  });

  const useState = `import { useState } from 'react';\n`;

  it.each<[string, AppFiles]>([
    [
      'a page with metadata',
      { 'app/page.tsx': `${useState}export const metadata = {};\nexport default function Page() { return useState(0) }` },
    ],
    ['an async component', { 'app/page.tsx': `${useState}export default async function Page() { return useState(0) }` }],
    ['a root layout', { 'app/layout.tsx': `${useState}export default function Layout() { return <html>{useState(0)}</html> }` }],
    ['a route', { 'app/route.ts': `${useState}export function GET() { return useState(0) }` }],
    ['an image', { 'app/icon.tsx': `${useState}export default function Icon() { return useState(0) }` }],
    [
      'a file of Server Functions',
      {
        'app/page.tsx': `import { a } from './actions';\nexport default () => <form action={a} />`,
        'app/actions.ts': `'use server';\n${useState}export async function a() { useState(0) }`,
      },
    ],
    [
      'a Server Function inside',
      {
        'app/page.tsx': page('Panel'),
        'panel.tsx': `${useState}export function Panel() { async function a() { 'use server' } return <form action={a}>{useState(0)}</form> }`,
      },
    ],
    [
      'a module that needs Node',
      {
        'app/page.tsx': page('Panel'),
        'panel.tsx': `${useState}import { db } from './db';\nexport function Panel() { return <p>{[useState(0), db]}</p> }`,
        'db.ts': `import { connect } from 'node:net';\nexport const db = connect();`,
      },
    ],
    [
      'a hook that the page calls',
      {
        'app/page.tsx': `import { useThing } from '../thing';\nexport const metadata = {};\nexport default function Page() { return useThing() }`,
        'thing.ts': `${useState}export const useThing = () => useState(0)`,
      },
    ],
  ])('is not made for %s', (_what, files) => {
    const findings = findingsIn(files);
    expect(findings).toHaveLength(1);
    expect(findings[0]!.suggestions).toEqual([]);
    expect(findings[0]!.message).toContain('Move what needs it to a "use client" file.');
  });
});

describe('each step of the chain', () => {
  it('is related information', () => {
    const [finding] = findingsIn({
      'app/page.tsx': page('Panel'),
      'panel.tsx': `import { useThing } from './thing';\nexport const Panel = () => <p>{useThing()}</p>;`,
      'thing.ts': `import { useState } from 'react';\nexport const useThing = () => useState(0)`,
    });
    expect(finding!.related.map(({ fileName, message }) => `${fileName}: ${message}`)).toEqual([
      '/p/app/page.tsx: app/page.tsx imports panel.tsx',
      '/p/panel.tsx: panel.tsx imports thing.ts',
    ]);
  });
});
