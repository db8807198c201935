import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-hook-')));
const bin = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function git(...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });
  return { code: status, output: stdout + stderr };
}

it('a hook made as the README says refuses a bad commit and lets a good one pass', () => {
  mkdirSync(join(directory, '.husky'));
  // husky's own part is this: git runs the scripts of a folder. Ours is the one line in the script.
  writeFileSync(join(directory, '.husky/pre-commit'), `#!/bin/sh\n"${process.execPath}" "${bin}" --staged\n`);
  chmodSync(join(directory, '.husky/pre-commit'), 0o755);
  writeFileSync(join(directory, 'tsconfig.json'), '{ "compilerOptions": { "types": [] }, "include": ["*.ts"] }');
  writeFileSync(join(directory, 'actions.ts'), `'use server';\nexport function save() {}\n`);
  git('init', '-q');
  git('config', 'core.hooksPath', '.husky');
  git('config', 'user.name', 'A Person');
  git('config', 'user.email', 'person@example.com');
  git('add', '.');

  const refused = git('commit', '-m', 'bad');
  expect(refused.code).toBe(1);
  expect(refused.output).toContain('actions.ts\n  2:17    error  A "use server" function must be async.');
  expect(git('rev-parse', 'HEAD').code).not.toBe(0);

  writeFileSync(join(directory, 'actions.ts'), `'use server';\nexport async function save() {}\n`);
  git('add', '.');
  expect(git('commit', '-m', 'good').code).toBe(0);
  expect(git('log', '--format=%s').output).toBe('good\n');
});
