import { describe, expect, it } from 'vitest';
import { versionBounds } from '../../src/catalog/versions.ts';
import { holds, versionsOf } from '../../src/frameworks/versions.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

const file = '/p/apps/web/app/page.tsx';

/** A `package.json` that names packages. */
const naming = (dependencies: Record<string, string>, peerDependencies: Record<string, string> = {}): string =>
  JSON.stringify({ dependencies, peerDependencies });
const installed = (version: string): string => JSON.stringify({ name: 'x', version });

describe('which versions a file of a package beside the app runs with', () => {
  const app = { 'apps/web/package.json': naming({ next: '14.2.7', react: '^18.3.0' }), 'apps/web/app/page.tsx': '' };

  it.each<[string, AppFiles, object]>([
    ['those of the app', { 'packages/db/package.json': naming({}) }, { next: ['14.2.7'], react: ['>=18.3.0 <19.0.0-0'] }],
    [
      'those of the app, whatever is installed further up',
      { 'packages/db/package.json': naming({}), 'node_modules/next/package.json': installed('15.5.2') },
      { next: ['14.2.7'], react: ['>=18.3.0 <19.0.0-0'] },
    ],
    [
      'those of the app, whatever the root of the monorepo asks for',
      { 'packages/db/package.json': naming({}), 'package.json': naming({ next: '15.5.2' }) },
      { next: ['14.2.7'], react: ['>=18.3.0 <19.0.0-0'] },
    ],
    [
      'its own, where it asks for one',
      { 'packages/db/package.json': naming({ next: '15.1.0' }) },
      { next: ['15.1.0'], react: ['>=18.3.0 <19.0.0-0'] },
    ],
    [
      'what is installed, where the app asks for nothing',
      { 'apps/web/package.json': naming({}), 'packages/db/node_modules/next/package.json': installed('15.0.0') },
      { next: ['15.0.0'] },
    ],
  ])('%s', (_, files, expected) => {
    const project = projectOfFiles({ ...app, ...files, 'packages/db/index.ts': '' }, { directory: '/p/apps/web' });
    expect(versionsOf(project, '/p/packages/db/index.ts')).toEqual(expected);
  });
});

describe('which versions a file runs with', () => {
  it.each<[string, AppFiles, object]>([
    ['nothing says', {}, {}],
    [
      'the installed packages',
      { 'apps/web/node_modules/next/package.json': installed('15.3.1'), 'node_modules/react/package.json': installed('19.1.0') },
      { next: ['15.3.1'], react: ['19.1.0'] },
    ],
    [
      'the nearest installed one',
      { 'apps/web/node_modules/react/package.json': installed('18.3.1'), 'node_modules/react/package.json': installed('19.1.0') },
      { react: ['18.3.1'] },
    ],
    [
      'one that the nearest package.json asks for',
      { 'apps/web/package.json': naming({ next: '^15.1.0' }), 'node_modules/next/package.json': installed('15.3.1') },
      { next: ['15.3.1'] },
    ],
    [
      'a canary of it',
      {
        'apps/web/package.json': naming({ next: '^16.0.0-canary.1' }),
        'node_modules/next/package.json': installed('16.0.0-canary.9'),
      },
      { next: ['16.0.0-canary.9'] },
    ],
    [
      'the range, where another one is installed further up',
      { 'apps/web/package.json': naming({ next: '14.2.5' }), 'node_modules/next/package.json': installed('16.4.0') },
      { next: ['14.2.5'] },
    ],
    [
      'the range of a workspace further up',
      { 'apps/web/package.json': naming({}), 'package.json': naming({ react: '~18.2.0' }) },
      { react: ['>=18.2.0 <18.3.0-0'] },
    ],
    [
      'the installed one, where a catalog or a workspace has the range',
      {
        'apps/web/package.json': naming({ next: 'catalog:', react: 'workspace:^18' }),
        'node_modules/next/package.json': installed('15.0.0'),
      },
      { next: ['15.0.0'] },
    ],
    ['a tag says nothing', { 'apps/web/package.json': naming({ next: 'latest', react: '*' }) }, {}],
    ['a build that is called 0.0.0 says nothing', { 'node_modules/react/package.json': installed('0.0.0-experimental-abc') }, {}],
    ['a version that is no text says nothing', { 'node_modules/react/package.json': '{ "version": 19 }' }, {}],
    [
      'a library: another one is installed than it admits',
      { 'package.json': naming({}, { react: '^18.0.0' }), 'node_modules/react/package.json': installed('19.1.0') },
      { react: ['>=18.0.0 <19.0.0-0'] },
    ],
    [
      'a library: what it is developed with, and what it admits',
      { 'package.json': naming({ react: '^19.1.0' }, { react: '>=18' }), 'node_modules/react/package.json': installed('18.3.1') },
      { react: ['>=19.1.0 <20.0.0-0', '>=18.0.0'] },
    ],
    ['a range with a letter in front', { 'package.json': naming({ next: 'v15.1.0' }) }, { next: ['15.1.0'] }],
    ['what is no JSON says nothing', { 'apps/web/package.json': '{ "dependencies": { "next": ', 'package.json': '[]' }, {}],
    [
      'a library: what is installed, and what it admits',
      {
        'apps/web/package.json': naming({}, { react: '^18.0.0 || ^19.0.0' }),
        'node_modules/react/package.json': installed('19.1.0'),
      },
      { react: ['19.1.0', '>=18.0.0 <19.0.0-0||>=19.0.0 <20.0.0-0'] },
    ],
  ])('%s', (_what, files, expected) => {
    expect(versionsOf(projectOfFiles({ 'apps/web/app/page.tsx': '', ...files }), file)).toEqual(expected);
  });
});

describe('what holds', () => {
  const ask = (files: AppFiles, name: Parameters<typeof holds>[2]): boolean =>
    holds(projectOfFiles({ 'apps/web/app/page.tsx': '', ...files }), file, name);
  const withNext = (next: string): AppFiles => ({ 'package.json': naming({ next }) });

  it.each([
    ['14.2.35', 'asyncRequestApis', false],
    ['^14.0.0', 'asyncRequestApis', false],
    ['15.0.0-rc.0', 'asyncRequestApis', false],
    ['15.0.0-rc.1', 'asyncRequestApis', true],
    ['^15.0.0', 'asyncRequestApis', true],
    ['>=14', 'asyncRequestApis', false],
    ['^15.2.0', 'syncRequestApis', true],
    ['16.0.0-canary.3', 'syncRequestApis', false],
    ['16', 'syncRequestApis', false],
    ['15.5.0', 'revalidateTagProfile', false],
    ['^16.1.0', 'revalidateTagProfile', true],
    ['15.4.0', 'dynamicIO', true],
    ['16.0.0', 'dynamicIO', false],
    ['15.0.0', 'after', false],
    ['15.1.0', 'after', true],
    ['15.0.0', 'unstableRethrow', true],
  ] as const)('Next.js %s: %s %s', (version, name, expected) => {
    expect(ask(withNext(version), name)).toBe(expected);
  });

  it('what is new, where no version is known; nothing that is gone', () => {
    const gone = (Object.keys(versionBounds) as Array<Parameters<typeof holds>[2]>).filter((name) => !ask({}, name));
    expect(gone).toEqual(['syncRequestApis', 'dynamicIO']);
  });

  it('in all known products, and in all versions that a library admits', () => {
    expect(ask({ 'package.json': naming({ react: '19.0.0' }) }, 'useActionState')).toBe(true);
    expect(ask({ 'package.json': naming({ next: '^14.2.0' }) }, 'useActionState')).toBe(false);
    expect(ask({ 'package.json': naming({ next: '^15.0.0', react: '^18.3.1' }) }, 'useActionState')).toBe(false);
    expect(ask({ 'package.json': naming({ next: '^15.0.0', react: 'catalog:' }) }, 'useActionState')).toBe(true);
    const library = { 'node_modules/react/package.json': installed('19.2.0') };
    expect(ask({ ...library, 'package.json': naming({}, { react: '>=18' }) }, 'useActionState')).toBe(false);
    expect(ask({ ...library, 'package.json': naming({}, { react: '>=19' }) }, 'useActionState')).toBe(true);
    expect(ask({ ...library, 'package.json': naming({}, { react: '*' }) }, 'useActionState')).toBe(true);
  });
});
