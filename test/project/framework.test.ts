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
