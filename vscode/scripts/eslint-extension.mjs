// Builds Microsoft's ESLint extension from its source for `npm run test:vscode`, once: node vscode/scripts/eslint-extension.mjs.
// VSCODE_ESLINT_SOURCE may name another repository with the same tags, a folder of this machine too.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TAG = 'release/3.0.34';
const source = process.env.VSCODE_ESLINT_SOURCE ?? 'https://github.com/microsoft/vscode-eslint.git';
const home = process.env.VSCODE_ESLINT_HOME ?? fileURLToPath(new URL('../../node_modules/.cache/vscode-eslint', import.meta.url));
const extension = join(home, 'extension');

/** Runs a command, and ends where it fails. */
function run(directory, command, ...args) {
  const { status } = spawnSync(command, args, { cwd: directory, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error(`${command} ${args.join(' ')} failed in ${directory}.`);
    process.exit(status ?? 1);
  }
}

if (existsSync(join(extension, 'server/out/eslintServer.js'))) process.exit();
rmSync(home, { recursive: true, force: true });
mkdirSync(home, { recursive: true });
writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
run(home, 'git', '-c', 'advice.detachedHead=false', 'clone', '--quiet', '--depth', '1', '--branch', TAG, source, extension);
const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
// Beside the source: its own list of what it is built with holds much that this build does not need.
run(home, 'npm', 'install', 'esbuild@^0.28.0', ...quietly);
for (const part of ['client', 'server']) run(join(extension, part), 'npm', 'ci', '--omit=dev', ...quietly);
run(extension, 'node', 'esbuild.js');
