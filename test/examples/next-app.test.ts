import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { isWholeRun } from '../support/whole-run.ts';

const app = fileURLToPath(new URL('../../examples/next-app', import.meta.url));
const require = createRequire(import.meta.url);

afterAll(() => rmSync(`${app}/.next`, { recursive: true, force: true }));

// In `npm run doors`: half a minute of both cores, for what changes seldom.
it.runIf(isWholeRun)('Next.js builds it, types included', () => {
  const next = require.resolve('next/dist/bin/next');
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build'], {
    cwd: app,
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
});

it('the command line is silent on it, with every rule on', () => {
  expect(runCli(app, '--preset', 'all', '--format', 'json')).toEqual({ stdout: '[]\n', stderr: '', code: 0 });
});
