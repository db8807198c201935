import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

const component = 'export default function A() { return null }';

/** The entries of an app, by name and kind. */
function entriesOf(files: AppFiles): string {
  const { entries } = graphOf(projectOfFiles(files));
  return [...entries].map(([fileName, { kind }]) => `${fileName.slice('/p/'.length)} ${kind}`).join(', ');
}

const dependencies = (...names: string[]): string =>
  JSON.stringify({ name: 'a', dependencies: Object.fromEntries(names.map((name) => [name, '1'])) });

describe('whose app folder it is', () => {
  const files = { 'app/routes/a/route.tsx': component, 'app/layout.tsx': component };
  const asNext = 'app/layout.tsx app, app/routes/a/route.tsx route';

  it.each([
    ['nothing says', {}, asNext],
    ['a package.json without dependencies', { 'package.json': '{}' }, asNext],
    ['one that names neither', { 'package.json': dependencies('react', 'vitest') }, asNext],
    ['Next.js', { 'package.json': dependencies('next', 'react') }, asNext],
    ['Next.js, and Vite for tests', { 'package.json': dependencies('vite', 'next') }, asNext],
    [
      'Vite for tests beside a next.config',
      { 'package.json': dependencies('vite'), 'next.config.mjs': 'export default {}' },
      asNext,
    ],
    ['Remix', { 'package.json': dependencies('@remix-run/react', 'react') }, ''],
    ['React Router', { 'package.json': JSON.stringify({ devDependencies: { '@react-router/dev': '7' } }) }, ''],
    ['Expo', { 'package.json': dependencies('expo', 'expo-router') }, ''],
    ['Vite', { 'package.json': dependencies('vite') }, ''],
    ['a package.json that is no JSON', { 'package.json': '{ "dependencies": [ "vite"' }, asNext],
  ] as const)('%s', (_what, others, expected) => {
    expect(entriesOf({ ...files, ...others })).toBe(expected);
  });

  it('each package of a repository for itself', () => {
    const found = entriesOf({
      'package.json': dependencies('vite'),
      'apps/web/package.json': dependencies('next'),
      'apps/web/app/page.tsx': component,
      'apps/native/package.json': dependencies('expo'),
      'apps/native/app/page.tsx': component,
      'apps/admin/package.json': dependencies('react'),
      'apps/admin/app/page.tsx': component,
    });
    expect(found).toBe('apps/web/app/page.tsx app');
  });
});

describe('whose pages folder it is', () => {
  it.each([
    ['the project’s', { 'pages/a.tsx': component }, 'pages/a.tsx pages'],
    ['in src', { 'src/pages/a.tsx': component }, 'src/pages/a.tsx pages'],
    ['beside app', { 'app/page.tsx': component, 'pages/a.tsx': component }, 'app/page.tsx app, pages/a.tsx pages'],
    [
      'beside app in src',
      { 'src/app/page.tsx': component, 'src/pages/a.tsx': component },
      'src/app/page.tsx app, src/pages/a.tsx pages',
    ],
    // A layer of its own, as Feature-Sliced Design has it: Next.js would refuse routers in two places.
    ['in src, apart from app', { 'app/page.tsx': component, 'src/pages/a.tsx': component }, 'app/page.tsx app'],
    ['apart from app in src', { 'src/app/page.tsx': component, 'pages/a.tsx': component }, 'src/app/page.tsx app'],
  ])('%s', (_what, files, expected) => {
    expect(entriesOf(files)).toBe(expected);
  });
});

describe('which files Next.js loads', () => {
  const page = { 'app/page.tsx': component };
  const next = (version: string): AppFiles => ({ 'package.json': JSON.stringify({ dependencies: { next: version } }) });

  it.each<[string, AppFiles, string]>([
    ['middleware', { ...page, 'middleware.ts': '' }, 'app/page.tsx app, middleware.ts proxy'],
    ['middleware of Next.js 15', { ...page, ...next('15.0.0'), 'middleware.ts': '' }, 'app/page.tsx app, middleware.ts proxy'],
    ['a proxy of Next.js 16', { ...page, ...next('16.0.0'), 'proxy.ts': '' }, 'app/page.tsx app, proxy.ts proxy'],
    ['no proxy before it', { ...page, ...next('15.5.0'), 'proxy.ts': '' }, 'app/page.tsx app'],
    ['middleware apart from app', { ...page, 'src/middleware.ts': '' }, 'app/page.tsx app'],
    ['middleware further down', { ...page, 'lib/middleware.ts': '' }, 'app/page.tsx app'],
    ['instrumentation', { ...page, 'instrumentation.ts': '' }, 'app/page.tsx app, instrumentation.ts instrumentation'],
    ['instrumentation further down', { ...page, 'lib/instrumentation.ts': '' }, 'app/page.tsx app'],
    [
      'the client’s',
      { ...page, 'instrumentation-client.mjs': '' },
      'app/page.tsx app, instrumentation-client.mjs instrumentation-client',
    ],
    ['no client’s before it', { ...page, ...next('15.2.0'), 'instrumentation-client.ts': '' }, 'app/page.tsx app'],
    ['forbidden', { ...page, ...next('15.1.0'), 'app/forbidden.tsx': component }, 'app/forbidden.tsx app, app/page.tsx app'],
    [
      'not before it',
      { ...page, ...next('14.2.0'), 'app/forbidden.tsx': component, 'app/unauthorized.tsx': component },
      'app/page.tsx app',
    ],
    ['a page of that name before it', { ...next('14.2.0'), 'pages/forbidden.tsx': component }, 'pages/forbidden.tsx pages'],
    [
      'images and maps',
      { 'app/icon1.tsx': '', 'app/sitemap.ts': '', 'app/manifest.ts': '' },
      'app/icon1.tsx app, app/manifest.ts app, app/sitemap.ts app',
    ],
    ['names that begin so', { ...page, 'app/icon12.tsx': '', 'app/iconic.tsx': '', 'app/sitemap1.ts': '' }, 'app/page.tsx app'],
    ['a handler alone', { 'app/api/route.ts': '' }, 'app/api/route.ts route'],
    ['nothing that is loaded', { 'app/list.tsx': component, 'app/main.tsx': component }, ''],
    ['a private folder', { ...page, 'app/_lib/page.tsx': component, 'app/a/_b/route.ts': '' }, 'app/page.tsx app'],
    ['a private folder above', { '_web/app/page.tsx': component }, '_web/app/page.tsx app'],
    ['a package that is called app', { 'packages/app/src/page.tsx': component }, ''],
    ['an app in it', { 'packages/app/src/app/page.tsx': component }, 'packages/app/src/app/page.tsx app'],
    ['a folder app in app', { 'app/app/page.tsx': component }, 'app/app/page.tsx app'],
    ['another package', { ...page, 'node_modules/a/app/page.tsx': component }, 'app/page.tsx app'],
    ['endpoints of pages', { 'pages/api/a.ts': '', 'pages/api.tsx': component }, 'pages/api.tsx pages, pages/api/a.ts pages-api'],
    ['pages further down', { 'lib/pages/a.tsx': component }, ''],
    [
      'pages beside an app further down',
      { 'web/app/page.tsx': component, 'web/pages/a.tsx': component },
      'web/app/page.tsx app, web/pages/a.tsx pages',
    ],
  ])('%s', (_what, files, expected) => {
    expect(entriesOf(files).split(', ').sort().join(', ')).toBe(expected);
  });
});
