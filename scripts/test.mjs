// `npm test`: everything there is to check, on a fresh clone with nothing installed but Node and npm.
// `npm test -- no-exposed-action`: one rule's own cases, in its fixtures, its suite of rule-tester and its page, and no check. Other
// arguments go to vitest: `npm test -- graph` runs the suites whose path has "graph" in it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { install, run, setup } from './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command, and gives its exit code and what it has written where it was not to write here. */
function start(command, args, stdio) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio, shell: process.platform === 'win32' });
    const written = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => written.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(written).toString() }));
  });
}

const [rule, ...rest] = process.argv.slice(2);
if (rule !== undefined && existsSync(new URL(`../src/rules/${rule}.ts`, import.meta.url)) && rule !== 'index') {
  install();
  const more = `test/rules/${rule}.test.ts`;
  const suites = ['core/fixtures', 'core/variants', 'docs/examples', 'eslint/rules'].map((name) => `test/${name}.test.ts`);
  if (existsSync(new URL(`../${more}`, import.meta.url))) suites.push(more);
  const flags = ['--maxWorkers=1', '--experimental.fsModuleCache'];
  run('npx', ['--no-install', 'vitest', 'run', ...flags, ...suites, ...rest], { env: { ...process.env, RULE: rule } });
  process.exit();
}

setup({ quiet: true });
// The check runs beside the tests, and is heard of at their end, and only where something is wrong.
const [check, tests] = await Promise.all([
  start('node', ['scripts/check.mjs'], ['ignore', 'pipe', 'pipe']),
  start('npx', ['--no-install', 'vitest', 'run', ...process.argv.slice(2)], 'inherit'),
]);
if (check.code !== 0) console.error(`\n${check.output}\nnpm run check failed: see above.`);
process.exit(check.code || tests.code);
