import { symlinkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { planPrograms } from '../../cli/programs.ts';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';

const compilerOptions = {
  jsx: 'preserve',
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2022',
  lib: ['es2022'],
  types: [],
};
const config = (more: object = {}): string => JSON.stringify({ compilerOptions, ...more });

/** A monorepo: `widget` is rendered by a client file of one app, and by a page of the other. */
function monorepo(files: Readonly<Record<string, string>> = {}): string {
  const directory = folder({
    'package.json': '{ "name": "root", "private": true, "workspaces": ["apps/*", "packages/*"] }',
    'apps/admin/package.json': '{ "name": "admin" }',
    'apps/admin/tsconfig.json': config({ exclude: ['node_modules'] }),
    'apps/admin/app/page.tsx': `import { Widget } from '@acme/ui/widget';\nexport default function Page() { return <Widget />; }\n`,
    'apps/web/package.json': '{ "name": "web" }',
    'apps/web/tsconfig.json': config({ exclude: ['node_modules'] }),
    'apps/web/app/page.tsx': `import { Panel } from './panel';\nexport default function Page() { return <Panel />; }\n`,
    'apps/web/app/panel.tsx': `'use client';\nimport { Widget } from '@acme/ui/widget';\nexport function Panel() { return <Widget />; }\n`,
    'packages/ui/package.json': '{ "name": "@acme/ui", "exports": { "./*": "./src/*.tsx" } }',
    'packages/ui/tsconfig.json': config({ include: ['src'] }),
    'packages/ui/src/widget.tsx': `import { useState } from 'react';\nexport function Widget() { return <p>{useState(0)[0]}</p>; }\n`,
    'packages/ui/src/actions.ts': `'use server';\nexport function save() {}\n`,
    ...files,
  });
  for (const app of ['admin', 'web']) {
    mkdirSync(join(directory, `apps/${app}/node_modules/@acme`), { recursive: true });
    symlinkSync(join(directory, 'packages/ui'), join(directory, `apps/${app}/node_modules/@acme/ui`), 'dir');
  }
  return directory;
}

interface Reported {
  readonly file: string;
  readonly rule: string;
  readonly programs?: unknown;
}

const reported = (directory: string, ...args: string[]): Reported[] =>
  (JSON.parse(runCli(directory, '--format', 'json', ...args).stdout) as Reported[]).map(({ file, rule, programs }) => ({
    file,
    rule,
    ...(programs ? { programs } : {}),
  }));

const both = [
  { program: 'apps/admin', sides: 'server', found: true },
  { program: 'apps/web', sides: 'client', found: false },
];
const all = [
  { file: 'packages/ui/src/actions.ts', rule: 'async-server-functions' },
  { file: 'packages/ui/src/widget.tsx', rule: 'client-only-api', programs: both },
];

describe('the root of a monorepo', () => {
  it('stands for its packages, in one report; a module on different sides is said with both', () => {
    const directory = monorepo();
    expect(reported(directory)).toEqual(all);
    const { stdout } = runCli(directory);
    expect(stdout).toContain('only in apps/admin, where this module is on the server; in apps/web it is on the client');
  });

  it('its own config is not meant for what has one of its own', () => {
    // Without a JSX option, and without the packages' aliases.
    const directory = monorepo({ 'tsconfig.json': '{}', 'scripts/x.ts': `'use server';\nexport function run() {}\n` });
    expect(reported(directory)).toEqual([...all, { file: 'scripts/x.ts', rule: 'async-server-functions' }]);
  });

  it('a config that is broken is named, and the others are read', () => {
    const directory = monorepo({ 'packages/broken/package.json': '{}', 'packages/broken/tsconfig.json': '{ "include": 1 }' });
    const { stderr, code } = runCli(directory);
    expect(stderr).toBe(
      `rsc-boundary: ${directory}/packages/broken/tsconfig.json: Compiler option 'include' requires a value of type Array. Nothing is said of what is below it.\n`,
    );
    expect(code).toBe(1);
  });
});

describe('a folder above several projects', () => {
  const apps = {
    'one/tsconfig.json': config({ compilerOptions: { ...compilerOptions, paths: { '@/*': ['./src/*'] } } }),
    'one/src/actions.ts': `'use server';\nexport { save } from '@/values';\n`,
    'one/src/values.ts': `export const save = 1;\n`,
    'two/tsconfig.json': config(),
    'two/actions.ts': `'use server';\nexport function save() {}\n`,
    'plain/actions.js': `'use server';\nexport function save() {}\n`,
  };

  it('takes the configs of the folders and files that are asked about', () => {
    const directory = folder(apps);
    expect(reported(directory, 'two')).toEqual([{ file: 'two/actions.ts', rule: 'async-server-functions' }]);
    expect(reported(directory, 'one', 'two/actions.ts').map(({ file }) => file)).toEqual([
      'one/src/actions.ts',
      'two/actions.ts',
    ]);
    const plans = planPrograms(ts, [], directory, { near: [`${directory}/one/src`] });
    expect(plans.map(({ directory: at }) => at)).toEqual([`${directory}/one`]);
    expect(runCli(directory, 'why', 'two/actions.ts:2').stdout).toContain('async-server-functions');
  });

  it('also those of the packages of a monorepo below it', () => {
    const directory = monorepo();
    const plans = planPrograms(ts, [], dirname(directory), { near: [directory] });
    expect(plans.map(({ directory: at }) => at.slice(directory.length + 1)).sort()).toEqual([
      'apps/admin',
      'apps/web',
      'packages/ui',
    ]);
  });

  it('and where there are none, its JavaScript', () => {
    expect(reported(folder({ 'plain/actions.js': apps['plain/actions.js'] }), 'plain')).toEqual([
      { file: 'plain/actions.js', rule: 'async-server-functions' },
    ]);
  });
});

describe('named programs', () => {
  it('give the same in whatever order they are named', () => {
    const directory = monorepo();
    const web = reported(directory, '-p', 'apps/web', '-p', 'apps/admin');
    expect(web).toEqual([all[1]]);
    expect(reported(directory, '-p', 'apps/web')).toEqual([]);
  });

  it('share what they parse and bind', () => {
    const directory = monorepo();
    const plans = planPrograms(
      ts,
      ['apps/web', 'apps/admin'].map((name) => join(directory, name)),
      directory,
    );
    const [web, admin] = plans.map((plan) => plan.make().program.getSourceFile(`${directory}/packages/ui/src/widget.tsx`));
    expect(web).toBeDefined();
    expect(web).toBe(admin);
  });
});

describe('the JavaScript of an app whose tsconfig includes TypeScript alone', () => {
  const files = {
    'package.json': '{ "name": "app", "dependencies": { "next": "16" } }',
    'tsconfig.json': config({ include: ['**/*.ts', '**/*.tsx'], exclude: ['node_modules', 'app/old'] }),
    'next.config.mjs': `export default { experimental: { serverActions: { allowedOrigins: ['*'] } } };\n`,
    'app/page.jsx': `import { save } from './actions';\nexport default function Page() { return <form action={save} onSubmit={() => {}} />; }\n`,
    'app/old/page.jsx': `export default function Page() { return <form onSubmit={() => {}} />; }\n`,
    'app/actions.ts': `'use server';\nexport async function save() {}\nexport async function drop() {}\n`,
    'src/notes.js': `'use sever';\n`,
  };

  it('is what Next.js compiles of it: the pages and the configuration, without what is excluded', () => {
    const directory = folder(files);
    expect(reported(directory, '--rule', 'no-exposed-action=error')).toEqual([
      { file: 'app/actions.ts', rule: 'no-exposed-action' },
      { file: 'app/page.jsx', rule: 'serializable-props' },
      { file: 'next.config.mjs', rule: 'server-actions-config' },
    ]);
  });

  it('is not looked for where Next.js is not used', () => {
    expect(reported(folder({ ...files, 'package.json': '{ "name": "app" }' }))).toEqual([]);
  });
});
