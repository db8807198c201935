import ts from 'typescript';
import { expect, it } from 'vitest';
import { DiskProject } from '../../src/project/disk-project.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { nextSettingsOf, type NextSettings } from '../../src/frameworks/next/settings.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';

function projectOf(files: Record<string, string>): DiskProject {
  const names = Object.keys(files).map((name) => `/p/${name}`);
  return new DiskProject(
    ts,
    {
      directory: '/p',
      compilerOptions: { moduleResolution: ts.ModuleResolutionKind.Bundler },
      fileNames: () => names.filter((name) => !name.includes('next.config')),
      fileExists: (name) => names.includes(name),
      readFile: (name) => files[name.slice('/p/'.length)],
    },
    {},
  );
}

function settingsOf(text: string, name = 'next.config.ts'): NextSettings | undefined {
  return nextSettingsOf(projectOf({ [name]: text, 'app/page.tsx': '' }), '/p/app/page.tsx');
}

const nothing = { pageExtensions: undefined, cacheComponents: false, useCache: false, taint: false, cacheHandlers: [] };
const unknown = { ...nothing, cacheComponents: undefined, useCache: undefined, taint: undefined };
const cached = { ...nothing, cacheComponents: true, cacheComponentsName: 'cacheComponents', useCache: true };
const elsewhere = { ...unknown, cacheHandlers: undefined };

it.each<[string, string, object | undefined]>([
  [
    'a literal',
    `export default { cacheComponents: true, pageExtensions: ['tsx', 'mdx'] }`,
    { ...cached, pageExtensions: ['tsx', 'mdx'] },
  ],
  [
    'a typed variable',
    `import type { NextConfig } from 'next'; const config: NextConfig = { experimental: { useCache: true, taint: true } }; export default config`,
    { ...nothing, useCache: true, taint: true },
  ],
  ['a function', `export default async () => ({ cacheComponents: true }) satisfies NextConfig`, cached],
  [
    'wrappers',
    `import withA from 'a'; import { withB } from 'b'; const config = { experimental: { useCache: true } }; export default withA(withB(config, {}))`,
    { ...nothing, useCache: true },
  ],
  [
    'a wrapper that is made first',
    `import create from 'a'; const withA = create(); export default withA({ cacheComponents: false })`,
    nothing,
  ],
  [
    'CommonJS',
    `const { withA } = require('a'); const config = {}; config.cacheComponents = true; module.exports = withA(config)`,
    cached,
  ],
  [
    'cache handlers',
    `export default { cacheComponents: true, cacheHandlers: { redis: require.resolve('./redis.js'), 'sessions': './s.js' } }`,
    { ...cached, cacheHandlers: ['redis', 'sessions'] },
  ],
  [
    'cache handlers from elsewhere',
    `import handlers from './handlers'; export default { cacheComponents: true, cacheHandlers: handlers }`,
    { ...cached, cacheHandlers: undefined },
  ],
  [
    'cache handlers that are computed',
    `export default { cacheHandlers: Object.fromEntries(names) }`,
    { ...nothing, cacheHandlers: undefined },
  ],
  [
    'the name before Next.js 16',
    `export default { experimental: { cacheComponents: true } }`,
    { ...cached, cacheComponentsName: 'experimental.cacheComponents' },
  ],
  [
    'the first name',
    `export default { experimental: { dynamicIO: true } }`,
    { ...cached, cacheComponentsName: 'experimental.dynamicIO' },
  ],
  ['nothing', `export default {}`, nothing],
  ['minified booleans', `export default { cacheComponents: !0, experimental: { taint: !1 } }`, cached],
  [
    'what the environment decides',
    `export default { cacheComponents: process.env.CACHE === '1', experimental: { taint: flag } }`,
    unknown,
  ],
  [
    'what a condition decides',
    `export default prod ? { cacheComponents: true } : { cacheComponents: false }`,
    { ...unknown, taint: false },
  ],
  ['a config from elsewhere', `import config from './shared'; export default config`, elsewhere],
  [
    'a config from elsewhere, wrapped',
    `import withA from 'a'; import config from './shared'; export default withA(config, {})`,
    elsewhere,
  ],
  [
    'a config from elsewhere, spread',
    `import config from '@acme/next-config'; export default { ...config, reactStrictMode: true }`,
    elsewhere,
  ],
  ['a config from elsewhere, required', `const config = require('./shared'); module.exports = { ...config }`, elsewhere],
  ['a config from elsewhere, loaded', `export default async () => ({ ...(await import('./shared')).default })`, elsewhere],
  ['values from elsewhere', `import pkg from './package.json'; export default { env: { version: pkg.version } }`, nothing],
  ['extensions that are computed', `export default { pageExtensions: ['tsx'].map((name) => 'page.' + name) }`, nothing],
  ['an export by name', `const config = { cacheComponents: true }; export { config as default }`, cached],
  ['an export under another name', `const config = { cacheComponents: true }; export { config }`, elsewhere],
  ['an export of another module', `export { default } from './shared'`, elsewhere],
  ['a declared function', `export default function () { return { cacheComponents: true }; }`, cached],
  ['a function beside it', `export async function other() { return { cacheComponents: true }; } export default {}`, nothing],
  ['a function of the file', `const make = () => ({ cacheComponents: true }); export default make()`, cached],
  ['a declared function of the file', `function make() { return { cacheComponents: true }; } export default make()`, cached],
  ['a function that is called at once', `export default (() => ({ cacheComponents: true }))()`, cached],
  [
    'a function that gives the same either way',
    `export default (p) => { if (p) return { cacheComponents: true }; return { cacheComponents: true }; }`,
    cached,
  ],
  ['both names of CommonJS', `const config = { cacheComponents: true }; module.exports = exports = config`, cached],
  ['the default of CommonJS', `exports.default = { cacheComponents: true }`, cached],
  ['members of CommonJS', `module.exports = {}; module.exports.cacheComponents = true`, cached],
  ['what is assigned later', `let config = {}; config = { cacheComponents: true }; export default config`, cached],
  [
    'what is assigned to a member of a member',
    `const config = { experimental: {} }; config.experimental.useCache = true; export default config`,
    { ...nothing, useCache: true },
  ],
  [
    'a member that is assigned',
    `const config = {}; config.experimental = { useCache: true }; export default config`,
    { ...nothing, useCache: true },
  ],
  ['a member of another one', `const other = {}; other.cacheComponents = true; export default {}`, nothing],
  ['a member of what is not known', `other().cacheComponents = true; export default {}`, nothing],
  ['a sum and no assignment', `const config = {}; config.cacheComponents == true; export default config`, nothing],
  ['parts put together', `const base = {}; export default Object.assign({}, base, { cacheComponents: true })`, cached],
  ['what is frozen', `export default Object.freeze({ cacheComponents: true })`, cached],
  ['what a plugin is told', `import { withA } from 'a'; export default withA({}, { cacheComponents: true })`, nothing],
  ['a list of plugins', `import withPlugins from 'a'; export default withPlugins([], { cacheComponents: true })`, cached],
  ['a plugin that is told first', `import a from 'a'; export default a({ taint: true })({ cacheComponents: true })`, cached],
  ['a circle', `const a = b; const b = a; export default a`, elsewhere],
  [
    'extensions by a name',
    `const names = ['mdx']; export default { pageExtensions: names }`,
    { ...nothing, pageExtensions: ['mdx'] },
  ],
  ['one from elsewhere, chosen', `import shared from './shared'; export default prod ? shared : {}`, elsewhere],
  ['one from elsewhere, by name', `import shared from './shared'; export { shared as default }`, elsewhere],
  ['one from elsewhere, given back', `import shared from './shared'; export default () => shared`, elsewhere],
  ['one from elsewhere, returned', `import shared from './shared'; export default function () { return shared; }`, elsewhere],
  ['one from elsewhere, assigned', `const shared = require('./shared'); module.exports = shared`, elsewhere],
  ['one from elsewhere, in brackets', `import shared from './shared'; export default (shared as object)`, elsewhere],
  ['a namespace from elsewhere', `import * as shared from './shared'; export default { ...shared }`, elsewhere],
  ['a value from elsewhere in a list', `import plugin from './plugin'; export default { plugins: [plugin] }`, nothing],
  ['a value from elsewhere under a key', `import images from './images'; export default { images }`, nothing],
  ['a member from elsewhere', `import { env } from './env'; export default { env: { url: env.URL } }`, nothing],
  ['numbers for booleans', `export default { cacheComponents: 1, experimental: { taint: -1 } }`, unknown],
  ['what is not written out', `export default { cacheComponents: !prod, experimental: { taint: !'a' } }`, unknown],
  ['nonsense', `export default [`, elsewhere],
])('reads %s', (_name, text, expected) => {
  expect(settingsOf(text)).toEqual(expected);
});

it.each(['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.mts', 'next.config.cjs'])('finds %s', (name) => {
  expect(settingsOf('export default { cacheComponents: true }', name)?.cacheComponents).toBe(true);
});

it('says nothing where there is no config', () => {
  expect(nextSettingsOf(projectOf({ 'app/page.tsx': '' }), '/p/app/page.tsx')).toBeUndefined();
});

it('takes the config of the app a file is in', () => {
  const project = projectOf({
    'next.config.js': 'export default { cacheComponents: true }',
    'app/page.tsx': '',
    'apps/shop/next.config.js': 'export default {}',
    'apps/shop/src/app/page.tsx': '',
    'apps/shop/lib/a.ts': '',
    'apps/docs/pages/index.tsx': '',
  });
  const on = (name: string) => nextSettingsOf(project, `/p/${name}`)?.cacheComponents;
  expect([
    on('app/page.tsx'),
    on('apps/shop/src/app/page.tsx'),
    on('apps/shop/lib/a.ts'),
    on('apps/docs/pages/index.tsx'),
  ]).toEqual([true, false, false, true]);
});

it('gives the graph its page extensions, each app its own', () => {
  const project = projectOf({
    'next.config.mjs': `export default { pageExtensions: ['page.tsx', 'api.ts'] }`,
    'app/page.page.tsx': '',
    'app/page.tsx': '',
    'pages/about.page.tsx': '',
    'pages/about.helper.tsx': '',
    'apps/shop/next.config.mjs': 'export default {}',
    'apps/shop/app/page.tsx': '',
  });
  expect([...graphOf(project).entries.keys()].sort()).toEqual([
    '/p/app/page.page.tsx',
    '/p/apps/shop/app/page.tsx',
    '/p/pages/about.page.tsx',
  ]);
});

it('reads a config that is not in the Program, and notices when it changes', () => {
  const files: Record<string, string> = { '/p/app/page.mine.tsx': 'export default function Page() { return null }' };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost({}),
    getSourceFile: (name) =>
      files[name] === undefined ? undefined : ts.createSourceFile(name, files[name], ts.ScriptTarget.Latest),
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
    getCurrentDirectory: () => '/p',
  };
  const options: ts.CompilerOptions = { noLib: true, types: [], jsx: ts.JsxEmit.Preserve };
  const entries = (config: string): string[] => {
    const program = ts.createProgram(['/p/app/page.mine.tsx'], options, host);
    const disk = {
      readFile: (name: string): string | undefined => (name === '/p/next.config.mjs' ? config : undefined),
      fileExists: (name: string): boolean => name === '/p/next.config.mjs',
    };
    return [...graphOf(projectOfProgram(ts, program, {}, disk)).entries.keys()];
  };
  expect(entries('export default {}')).toEqual([]);
  expect(entries(`export default { pageExtensions: ['mine.tsx'] }`)).toEqual(['/p/app/page.mine.tsx']);
});
