// Makes a fresh clone ready: dependencies from the lock file, then the bundles. Does nothing that is already done.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command in the repository's root and ends this process with its code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

// npm writes this file last, so a half-finished install is not taken for a whole one.
const installed = new URL('../node_modules/.package-lock.json', import.meta.url);
const locked = new URL('../package-lock.json', import.meta.url);

function isInstalled() {
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(locked, 'utf8')).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === '' || entry.optional || entry.link || have[path]?.version === entry.version,
  );
}

/** Installs from the lock file when anything of it is missing. */
export function install() {
  if (!isInstalled()) run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Installs and builds. */
export function setup({ quiet = false } = {}) {
  install();
  run('npx', ['--no-install', 'tsdown', ...(quiet ? ['--logLevel', 'error'] : [])]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup();
