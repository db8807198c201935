import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { folder } from '../support/folder.ts';
import { gitEnvironment, TestRepository } from '../support/git.ts';

// Every recipe is taken from the page as it stands there.
const page = readFileSync(join(root, 'docs/commits.md'), 'utf8');

function recipe(file: string): string {
  const block = [...page.matchAll(/```\w+ file=(\S+)\n([\s\S]*?)```/g)].find(([, name]) => name === file);
  if (!block) throw new Error(`docs/commits.md has no block for ${file}`);
  return block[2]!;
}

const tsconfig = '{ "compilerOptions": { "types": [], "noLib": true } }';
const bad = `'use server';\nexport function save() {}\n`;
const good = `'use server';\nexport async function save() {}\n`;

/** A repository with what is wrong already, and with the tools and the command line installed. */
function repositoryWith(files: Readonly<Record<string, string>>): TestRepository {
  const repository = new TestRepository({
    'tsconfig.json': tsconfig,
    '.gitignore': 'node_modules\n.husky/_\n',
    'package.json': '{ "name": "app", "private": true }',
    'lib/old.ts': bad,
    ...files,
  });
  install(repository.directory);
  return repository.commit();
}

function install(directory: string): void {
  mkdirSync(join(directory, 'node_modules/.bin'), { recursive: true });
  for (const name of ['husky', 'lint-staged', 'lefthook', 'simple-git-hooks'])
    symlinkSync(join(root, 'node_modules/.bin', name), join(directory, 'node_modules/.bin', name));
  symlinkSync(join(root, 'dist/cli.mjs'), join(directory, 'node_modules/.bin/rsc-boundary'));
  chmodSync(join(root, 'dist/cli.mjs'), 0o755);
}

function run(directory: string, command: string, ...args: string[]): { code: number | null; output: string } {
  const PATH = `${join(directory, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...gitEnvironment(), PATH },
  });
  return { code: status, output: `${stdout}${stderr}` };
}

/** A commit that brings a finding is refused with it; one that brings none passes, whatever was wrong before. */
function expectHook(repository: TestRepository): void {
  repository.stage({ 'lib/new.ts': bad });
  const refused = repository.tryGit('commit', '-m', 'bad');
  expect(refused.output).toContain('lib/new.ts\n  2:17    error  A "use server" function must be async.');
  expect(refused.output).not.toContain('lib/old.ts');
  expect(refused.code).not.toBe(0);
  repository.stage({ 'lib/new.ts': good });
  const passed = repository.tryGit('commit', '-m', 'good');
  expect(passed, passed.output).toMatchObject({ code: 0 });
  expect(repository.git('log', '-1', '--format=%s')).toBe('good\n');
}

describe('the hook of', () => {
  it('husky, also for a commit that stages by itself', () => {
    const repository = repositoryWith({ '.husky/pre-commit': recipe('.husky/pre-commit') });
    expect(run(repository.directory, 'husky')).toMatchObject({ code: 0 });
    expectHook(repository);
    // Git has an index of its own for such a commit, and says so in the hook's environment.
    repository.write({ 'lib/new.ts': `${good}export function late() {}\n` });
    const refused = repository.tryGit('commit', '-a', '-m', 'bad');
    expect(refused.output).toContain('lib/new.ts\n  3:17    error');
    expect(refused.code).not.toBe(0);
  });

  it('lint-staged', () => {
    const name = 'lint-staged.config.mjs';
    const repository = repositoryWith({ [name]: recipe(name), '.husky/pre-commit': 'npx --no-install lint-staged\n' });
    expect(run(repository.directory, 'husky')).toMatchObject({ code: 0 });
    expectHook(repository);
  });

  it('lefthook', () => {
    const repository = repositoryWith({ 'lefthook.yml': recipe('lefthook.yml') });
    expect(run(repository.directory, 'lefthook', 'install')).toMatchObject({ code: 0 });
    expectHook(repository);
  });

  it('simple-git-hooks', () => {
    const own = JSON.parse(recipe('package.json')) as object;
    const repository = repositoryWith({ 'package.json': JSON.stringify({ name: 'app', private: true, ...own }) });
    expect(run(repository.directory, 'simple-git-hooks')).toMatchObject({ code: 0 });
    expectHook(repository);
  });

  it('pre-commit', (test) => {
    const isThere = spawnSync('pre-commit', ['--version']).status === 0;
    test.skip(!isThere, 'the framework pre-commit is written in Python, and is not installed here');
    const name = '.pre-commit-config.yaml';
    const repository = repositoryWith({ [name]: recipe(name) });
    expect(run(repository.directory, 'pre-commit', 'install')).toMatchObject({ code: 0 });
    expectHook(repository);
  });
});

describe('a task of Turborepo', () => {
  it('is answered from the cache, and not after a change in a package it depends on', () => {
    const directory = folder({
      'package.json': '{ "name": "root", "private": true, "packageManager": "npm@10.8.2", "workspaces": ["web", "ui"] }',
      'package-lock.json': JSON.stringify({
        name: 'root',
        lockfileVersion: 3,
        packages: {
          '': { name: 'root', workspaces: ['web', 'ui'] },
          web: { name: 'web', dependencies: { ui: '*' } },
          ui: { name: 'ui' },
          'node_modules/web': { resolved: 'web', link: true },
          'node_modules/ui': { resolved: 'ui', link: true },
        },
      }),
      'turbo.json': recipe('turbo.json'),
      'web/package.json':
        '{ "name": "web", "version": "1.0.0", "dependencies": { "ui": "*" }, "scripts": { "rsc-boundary": "rsc-boundary" } }',
      'web/tsconfig.json': JSON.stringify({
        compilerOptions: { types: [], noLib: true, jsx: 'preserve', module: 'esnext', moduleResolution: 'bundler' },
      }),
      'web/app/page.tsx': `import { Box } from 'ui/box';\nexport default () => <Box go={() => {}} />;\n`,
      'ui/package.json': '{ "name": "ui", "version": "1.0.0", "exports": { "./*": "./*.tsx" } }',
      'ui/box.tsx': 'export const Box = () => null;\n',
    });
    install(directory);
    for (const name of ['web', 'ui']) symlinkSync(join(directory, name), join(directory, 'node_modules', name), 'dir');
    new TestRepository({}, directory).write({ '.gitignore': 'node_modules\n.turbo\n' }).commit();
    const turbo = (): { code: number | null; output: string } =>
      run(
        directory,
        join(root, 'node_modules/.bin/turbo'),
        'run',
        'rsc-boundary',
        '--output-logs=full',
        '--no-color',
        '--cache-dir=.turbo',
      );
    const first = turbo();
    expect(first, first.output).toMatchObject({ code: 0 });
    expect(first.output).toContain('No problems across the client boundary.');
    expect(first.output).toMatch(/Cached: +0 cached, 1 total/);
    expect(turbo().output).toMatch(/Cached: +1 cached, 1 total/);
    writeFileSync(join(directory, 'ui/box.tsx'), `'use client';\nexport const Box = () => null;\n`);
    const third = turbo();
    expect(third.output).toMatch(/Cached: +0 cached, 1 total/);
    expect(third.output).toContain('serializable-props');
    expect(third.code).not.toBe(0);
  });
});
