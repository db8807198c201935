import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const on = rules.filter(({ name }) => name === 'client-only-api').map((rule) => ({ rule }));

/** A package `kit`, by its modules; the entry is `index.js`, for the server `server.js` where there is one. */
function kit(modules: Record<string, string>, more: object = {}): AppFiles {
  const entry = 'server.js' in modules ? { 'react-server': './server.js', default: './index.js' } : './index.js';
  const manifest = { name: 'kit', type: 'module', exports: { '.': entry, './*': './*' }, ...more };
  return Object.fromEntries(
    Object.entries({ 'package.json': JSON.stringify(manifest), ...modules }).map(([file, text]) => [
      `node_modules/kit/${file}`,
      text,
    ]),
  );
}

/** What is found in `app/page.tsx`: the text it stands on, and the message. */
function found(page: string, files: AppFiles): string[] {
  const app: AppFiles = { ...files, 'app/page.tsx': page };
  return findingsInApp(app, on)
    .filter(({ fileName }) => fileName === 'app/page.tsx')
    .map(({ start, end, message }) => `${page.slice(start, end)}: ${message}`);
}

const remedy = 'but this module runs on the server. Add "use client" to this file.';
const needs = (name: string): string => `${name}: \`${name}\` needs a Client Component, ${remedy}`;
const missing = (name: string): string => `${name}: \`${name}\` is not in the server build of \`kit\`, ${remedy}`;

const page = (imports: string, body: string): string =>
  `import ${imports} from 'kit';\nexport default function Page() {\n  ${body}\n}\n`;

describe("a package's build for the server", () => {
  const all = 'export function useThing() { return 1 }\nexport const helper = () => 2;\nexport default useThing;\n';
  const server = 'export const helper = () => 2;\n';
  it.each<[string, string, AppFiles, string[]]>([
    [
      'has not the name',
      page('{ useThing }', 'return useThing();'),
      kit({ 'index.js': all, 'server.js': server }),
      [missing('useThing')],
    ],
    ['has no default', page('use', 'return use();'), kit({ 'index.js': all, 'server.js': server }), [missing('use')]],
    [
      'has another name',
      page('{ useThing as use }', 'return use();'),
      kit({ 'index.js': all, 'server.js': server }),
      [`useThing: \`useThing\` is not in the server build of \`kit\`, ${remedy}`],
    ],
    [
      'has what is passed on, and not the name',
      page('{ useThing }', 'return useThing();'),
      kit({ 'index.js': all, 'server.js': `export * from './more.js';\n`, 'more.js': server }),
      [missing('useThing')],
    ],
    [
      'is of another subpath, and this one is made for a kind of server that is not known',
      page('{ useThing }', 'return useThing();'),
      kit(
        { 'index.js': server, 'worker.js': all },
        { exports: { '.': { workerd: './worker.js', default: './index.js' }, './worker': { 'react-server': './worker.js' } } },
      ),
      [],
    ],
    ['has the name', page('{ helper }', 'return helper();'), kit({ 'index.js': all, 'server.js': server }), []],
    [
      'passes the name on',
      page('{ useThing }', 'return useThing();'),
      kit({ 'index.js': all, 'server.js': `export * from './index.js';\n` }),
      [],
    ],
    [
      'passes on what cannot be read',
      page('{ useThing }', 'return useThing();'),
      kit({ 'index.js': all, 'server.js': `export * from 'gone';\n` }),
      [],
    ],
    [
      'is CommonJS',
      page('{ useThing }', 'return useThing();'),
      kit({ 'index.js': all, 'server.js': 'exports.helper = () => 2;\n' }, { type: 'commonjs' }),
      [],
    ],
    [
      'is not meant: there is one build, whose types say too much',
      page('{ other }', 'return other();'),
      kit({ 'index.js': all }),
      [],
    ],
    ['the name is a type', page('{ Thing }', 'const a: Thing = 1; return a;'), kit({ 'index.js': all, 'server.js': server }), []],
    ['the name is not used', page('{ useThing }', 'return 1;'), kit({ 'index.js': all, 'server.js': server }), []],
  ])('%s', (_name, text, files, expected) => expect(found(text, files)).toEqual(expected));

  it('is that of the server: a client file takes the other', () => {
    const client = `'use client';\n${page('{ useThing }', 'return useThing();')}`;
    expect(found(client, kit({ 'index.js': all, 'server.js': server }))).toEqual([]);
  });

  it('is not asked where Next.js leaves the package to Node', () => {
    const config = { 'next.config.mjs': `export default { serverExternalPackages: ['kit'] };` };
    expect(
      found(page('{ useThing }', 'return useThing();'), { ...kit({ 'index.js': all, 'server.js': server }), ...config }),
    ).toEqual([]);
  });
});

describe('a package without directives that needs the client once it is used', () => {
  const state = `import { useState } from 'react';\n`;
  const use = page('{ useThing }', 'return useThing();');
  const render = page('{ Box }', 'return <Box />;');
  it.each<[string, string, string, string[]]>([
    ['a hook', use, `${state}export function useThing() { return useState(1) }`, [needs('useThing')]],
    [
      'a hook of the namespace',
      use,
      `import * as React from 'react';\nexport const useThing = () => React.useEffect(() => {});`,
      [needs('useThing')],
    ],
    [
      'a hook that calls another',
      use,
      `${state}function useOne() { return useState(1) }\nexport function useThing() { return useOne() }`,
      [needs('useThing')],
    ],
    ['a component', render, `${state}export function Box() { const [a] = useState(1); return a }`, [needs('Box')]],
    [
      'in forwardRef and memo',
      render,
      `import { forwardRef, memo, useRef } from 'react';\nexport const Box = memo(forwardRef(function Box() { return useRef() }));`,
      [needs('Box')],
    ],
    ['passed on', render, `export { default as Box } from './box.js';`, [needs('Box')]],
    [
      'a hook that the server has',
      use,
      `import { useId, useMemo } from 'react';\nexport function useThing() { return useMemo(() => useId(), []) }`,
      [],
    ],
    ['a hook that is called later', use, `${state}export function useThing() { return () => useState(1) }`, []],
    [
      'a hook under a condition',
      use,
      `import { useLayoutEffect } from 'react';\nexport function useThing(is) { if (is) useLayoutEffect(() => {}); return 1 }`,
      [],
    ],
    ['no hook of React', use, `function useState() { return 1 }\nexport function useThing() { return useState() }`, []],
    ['handed on as a prop', page('{ Box }', 'return [Box].length;'), `${state}export function Box() { return useState(1) }`, []],
    [
      'never called',
      page('{ useThing }', 'const later = () => useThing; return later.length;'),
      `${state}export function useThing() { return useState(1) }`,
      [],
    ],
  ])('%s', (_name, text, index, expected) => {
    const box = `${state}export default function Box() { return useState(1) }`;
    expect(found(text, kit({ 'index.js': index, 'box.js': box }))).toEqual(expected);
  });

  const modules = {
    'create.js': `'use client';\nexport function createBox(key) { return key }`,
    'proxy.js': `import { createBox } from './create.js';\nexport function createProxy() { return new Proxy(createBox, { get: (_target, key) => createBox(key) }) }`,
    'index.js': `import { createProxy } from './proxy.js';\nconst box = createProxy();\nexport { box };`,
  };
  it.each<[string, string, Record<string, string>, string[]]>([
    ['a member is made by a function of the client', page('{ box }', 'return <box.div />;'), modules, [needs('box')]],
    [
      'the same in one module',
      page('{ box }', 'return box.div;'),
      {
        ...modules,
        'index.js': `import { createBox } from './create.js';\nexport const box = new Proxy({}, { get(_target, key) { return createBox(key) } });`,
      },
      [needs('box')],
    ],
    ['no member is read', page('{ box }', 'return [box].length;'), modules, []],
    [
      'a member is made by a function of the server',
      page('{ box }', 'return <box.div />;'),
      { ...modules, 'create.js': 'export function createBox(key) { return key }' },
      [],
    ],
  ])('%s', (_name, text, files, expected) => expect(found(text, kit(files))).toEqual(expected));
});
