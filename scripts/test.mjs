// `npm test`: everything there is to check, on a fresh clone with nothing installed but Node and npm.
// Arguments go to vitest: `npm test -- graph` runs the suites whose path has "graph" in it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

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

setup({ quiet: true });
// The check runs beside the tests, and is heard of at their end, and only where something is wrong.
const [check, tests] = await Promise.all([
  start('node', ['scripts/check.mjs'], ['ignore', 'pipe', 'pipe']),
  start('npx', ['--no-install', 'vitest', 'run', ...process.argv.slice(2)], 'inherit'),
]);
if (check.code !== 0) console.error(`\n${check.output}\nnpm run check failed: see above.`);
process.exit(check.code || tests.code);
