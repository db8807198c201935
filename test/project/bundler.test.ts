import { describe, expect, it } from 'vitest';
import { bundlerOf, hasUncompiledDirective } from '../../src/frameworks/bundler.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

const packageWith = (dependencies: Record<string, string>, more: object = {}): string =>
  JSON.stringify({ name: 'web', dependencies, ...more });
const configWith = (...plugins: string[]): string =>
  [
    ...plugins.map((name, index) => `import p${index} from '${name}';`),
    `export default { plugins: [${plugins.map((_name, index) => `p${index}()`).join(', ')}] };`,
  ].join('\n');
const react = { react: '19', 'react-dom': '19', vite: '7' };
const app: AppFiles = { 'package.json': packageWith(react), 'vite.config.ts': configWith('vite', '@vitejs/plugin-react') };
const main = `import { createRoot } from 'react-dom/client';\ncreateRoot(document.body);`;
const withoutPlugin: AppFiles = { ...app, 'vite.config.ts': configWith('vite') };

describe('what compiles a module', () => {
  it.each<[string, AppFiles, string | undefined]>([
    ['nothing says', {}, undefined],
    ['an app of React', app, 'vite'],
    ['its plugin with SWC', { ...app, 'vite.config.ts': configWith('@vitejs/plugin-react-swc') }, 'vite'],
    ['React in development only', { ...app, 'package.json': packageWith({}, { devDependencies: react }) }, undefined],
    [
      'a script that builds',
      { ...app, 'package.json': packageWith({ vite: '7' }, { scripts: { build: 'tsc && vite build' } }) },
      'vite',
    ],
    [
      'a script that tests',
      { ...app, 'package.json': packageWith({ vite: '7' }, { scripts: { test: 'vitest run' } }) },
      undefined,
    ],
    ['no plugin, and nothing mounts', withoutPlugin, undefined],
    ['a file that mounts', { ...withoutPlugin, 'src/main.tsx': main }, 'vite'],
    ['a test that mounts', { ...withoutPlugin, 'src/main.test.tsx': main }, undefined],
    ['a file that speaks of it', { ...withoutPlugin, 'src/main.tsx': `export const name = 'react-dom/client';` }, undefined],
    [
      'a file that mounts elsewhere',
      {
        'package.json': app['package.json']!,
        'src/vite.config.ts': configWith('vite'),
        'other/main.tsx': main,
      },
      undefined,
    ],
    [
      'a configuration below the package',
      { 'package.json': app['package.json']!, 'src/vite.config.mts': configWith('vite'), 'src/main.tsx': main },
      'vite',
    ],
    ['no configuration', { 'package.json': app['package.json']! }, undefined],
    ['no Vite', { ...app, 'package.json': packageWith({ react: '19', 'react-dom': '19' }) }, undefined],
    ['Create React App', { 'package.json': packageWith({ 'react-scripts': '5' }) }, 'create-react-app'],
    ['a library by its entry', { ...app, 'package.json': packageWith(react, { main: 'index.js' }) }, undefined],
    ['a library by its exports', { 'package.json': packageWith({ 'react-scripts': '5' }, { exports: {} }) }, undefined],
    [
      'a library by its build',
      { ...app, 'vite.config.ts': `${configWith('@vitejs/plugin-react')}\nexport const build = { lib: {} };` },
      undefined,
    ],
    ['a package that reads directives', { ...app, 'package.json': packageWith({ ...react, waku: '1' }) }, undefined],
    ['Next.js', { ...app, 'package.json': packageWith({ ...react, next: '16' }) }, undefined],
    ['a configuration of Next.js', { ...app, 'next.config.mjs': 'export default {}' }, undefined],
    [
      'a plugin that may',
      { ...app, 'vite.config.ts': configWith('@vitejs/plugin-react', 'vite-plugin-server-actions') },
      undefined,
    ],
    ['a plugin of its own', { ...app, 'vite.config.ts': configWith('@vitejs/plugin-react', './plugins/a') }, undefined],
    [
      'a plugin that does not',
      { ...app, 'vite.config.ts': configWith('@vitejs/plugin-react', '@tanstack/router-plugin/vite') },
      'vite',
    ],
    ['a plugin of another name', { ...app, 'vite.config.ts': configWith('@vitejs/plugin-react', 'vite-tsconfig-paths') }, 'vite'],
    [
      'built-ins and data',
      { ...app, 'vite.config.ts': configWith('@vitejs/plugin-react', 'node:http-server', './server.json') },
      'vite',
    ],
    [
      'the type of one that may',
      {
        ...app,
        'vite.config.ts': `import { type Rsc } from 'vite-rsc';\nexport const kind: Rsc = 1;\n${configWith('@vitejs/plugin-react')}`,
      },
      'vite',
    ],
    [
      'RedwoodSDK',
      { ...app, 'package.json': packageWith({ ...react, rwsdk: '1' }), 'vite.config.ts': configWith('rwsdk/vite') },
      'redwood',
    ],
    [
      'RedwoodSDK, and another one',
      { ...app, 'package.json': packageWith({ rwsdk: '1', waku: '1' }), 'vite.config.ts': configWith('rwsdk/vite') },
      undefined,
    ],
    ['a plugin whose name begins so', { ...app, 'vite.config.ts': configWith('@vitejs/plugin-react', 'rwsdks') }, 'vite'],
    [
      'TanStack Start',
      {
        ...app,
        'package.json': packageWith({ '@tanstack/react-start': '1' }),
        'vite.config.ts': configWith('@tanstack/react-start/plugin/vite'),
      },
      'tanstack-start',
    ],
    [
      'TanStack Start, and another one',
      {
        ...app,
        'package.json': packageWith({ '@tanstack/react-start': '1', '@vitejs/plugin-rsc': '1' }),
        'vite.config.ts': configWith('@tanstack/react-start/plugin/vite'),
      },
      undefined,
    ],
    [
      'Vite’s plugin',
      { ...app, 'package.json': packageWith({ '@vitejs/plugin-rsc': '1' }), 'vite.config.ts': configWith('@vitejs/plugin-rsc') },
      'vite-rsc',
    ],
    [
      'Vite’s plugin below another framework',
      {
        ...app,
        'package.json': packageWith({ '@vitejs/plugin-rsc': '1', waku: '1' }),
        'vite.config.ts': configWith('@vitejs/plugin-rsc'),
      },
      undefined,
    ],
    ['a package.json that only says how modules are written', { ...app, 'src/package.json': '{ "type": "module" }' }, 'vite'],
    ['a package of its own', { ...app, 'src/package.json': '{ "name": "other" }' }, undefined],
    ['a package of its own, unnamed', { ...app, 'src/package.json': '{ "dependencies": { "react": "19" } }' }, undefined],
  ])('%s', (_what, files, expected) => {
    expect(bundlerOf(projectOfFiles({ 'src/a.ts': '', ...files }), '/p/src/a.ts')).toBe(expected);
  });
});

describe('a directive that nothing compiles', () => {
  const start: AppFiles = {
    'package.json': packageWith({ '@tanstack/react-start': '1.130.0' }),
    'vite.config.ts': configWith('@tanstack/react-start/plugin/vite'),
  };
  const rsc: AppFiles = {
    'package.json': packageWith({ '@vitejs/plugin-rsc': '1' }),
    'vite.config.ts': configWith('@vitejs/plugin-rsc'),
  };
  it.each<[string, string, AppFiles, boolean]>([
    ['at the top', `'use server';\nexport async function a() {}`, app, true],
    ['in a function', `export async function a() { 'use server'; }`, app, true],
    ['of a cache', `export async function a() { 'use cache'; }`, app, true],
    ['another one', `'use client';\nexport const a = 1; // not 'use server'`, app, false],
    ['that counts for nothing', `export const a = 1;\n'use server';`, app, false],
    ['none', `export const a = 1;`, app, false],
    ['of Create React App', `'use server';`, { 'package.json': packageWith({ 'react-scripts': '5' }) }, true],
    ['that something compiles', `'use server';`, rsc, false],
    ['where nothing is known', `'use server';`, {}, false],
    ['of an older TanStack Start', `'use server';`, start, false],
    [
      'of TanStack Start',
      `'use server';`,
      { ...start, 'package.json': packageWith({ '@tanstack/react-start': '^1.150.0' }) },
      true,
    ],
  ])('%s', (_what, text, files, expected) => {
    const project = projectOfFiles({ 'src/a.ts': text, ...files });
    expect(hasUncompiledDirective(project, project.sourceFile('/p/src/a.ts')!)).toBe(expected);
  });
});
