import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { folder } from '../support/folder.ts';
import { TestRepository } from '../support/git.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const packageJson = JSON.stringify({ name: 'shop', private: true, dependencies: { next: '16.0.0', react: '19.2.0' } });
const tsconfig = JSON.stringify({
  compilerOptions: { jsx: 'preserve', module: 'esnext', moduleResolution: 'bundler', types: [] },
});
const actions = "'use server';\nexport function save() {}\n";

beforeAll(() => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/tsdown/dist/run.mjs'), '--config', 'ecosystem/tsdown.config.ts', '--logLevel', 'error'],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
});

it('counts what the rules say of each app, and what is new or gone against the list', () => {
  const checkouts = folder({
    'shop/package.json': JSON.stringify({ name: 'root', private: true, devDependencies: { next: '16.0.0' } }),
    'shop/apps/web/package.json': packageJson,
    'shop/apps/web/tsconfig.json': tsconfig,
    'shop/apps/web/app/page.tsx': 'export default function Page() { return null; }\n',
    'shop/apps/web/app/actions.ts': actions,
    'shop/examples/small/package.json': packageJson,
    'shop/examples/small/tsconfig.json': tsconfig,
    'shop/examples/small/app/actions.ts': actions,
    'tool/package.json': JSON.stringify({ name: 'tool', private: true }),
    'known.json': '[]\n',
  });
  const repository = new TestRepository({}, join(checkouts, 'shop'));
  repository.git('add', '.');
  repository.git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'One');
  const commit = repository.git('rev-parse', '--short=12', 'HEAD').trim();

  const first = ecosystem(checkouts, '--write');
  expect(first.stdout.split('\n')).toEqual([
    `shop/apps/web ${commit}: 2 of all rules, 1 of the recommended ones, without its dependencies`,
    '     1 async-server-functions (recommended)',
    '     1 no-exposed-action',
    '  not in the list at this commit',
    '1 apps, 0 differences from the list, which is written anew',
    '',
  ]);
  expect(readFileSync(join(checkouts, 'known.json'), 'utf8')).toBe(
    `[
  {"app":"shop/apps/web","commit":"${commit}","rule":"async-server-functions","count":1},
  {"app":"shop/apps/web","commit":"${commit}","rule":"no-exposed-action","count":1}
]
`,
  );

  expect(ecosystem(checkouts)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 apps, 0 differences from the list\n'),
  });

  repository.write({
    'apps/web/app/actions.ts': "'use server';\nexport async function save() {}\nexport async function open() {}\n",
  });
  const later = ecosystem(checkouts, '--verbose');
  expect(later.code).toBe(1);
  expect(later.stdout).toContain(
    '  -1 gone: async-server-functions\n  +1 new: no-exposed-action\n       app/actions.ts:2 `save` is unused',
  );
});

it('says what it is to be given', () => {
  expect(ecosystem('/nowhere-at-all')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('npm run ecosystem -- ../apps'),
  });
});

function ecosystem(checkouts: string, ...args: string[]): { stdout: string; stderr: string; code: number | null } {
  const bin = join(root, 'ecosystem/dist/index.mjs');
  const list = ['--list', join(checkouts, 'known.json')];
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, checkouts, ...list, ...args], { encoding: 'utf8' });
  return { stdout, stderr, code: status };
}
