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

/** Whether all that a folder's lock file asks for is there; what is only for development may be left out. */
function isInstalled(folder, { withDevelopment }) {
  // npm writes this file last, so a half-finished install is not taken for a whole one.
  const installed = new URL('node_modules/.package-lock.json', folder);
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(new URL('package-lock.json', folder), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.link || (entry.dev && !withDevelopment) || have[path]?.version === entry.version,
  );
}

const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Installs from the lock file when anything of it is missing. */
export function install() {
  if (!isInstalled(new URL('../', import.meta.url), { withDevelopment: true })) run('npm', ['ci', ...quietly]);
}

/**
 * The same for the extension of VS Code.
 *
 * @param withDevelopment also what packs it; its types and its build need only the rest
 */
export function installExtension({ withDevelopment = false } = {}) {
  const folder = new URL('../vscode/', import.meta.url);
  if (isInstalled(folder, { withDevelopment })) return;
  const what = withDevelopment ? [] : ['--omit=dev'];
  run('npm', ['ci', '--ignore-scripts', ...what, ...quietly], { cwd: fileURLToPath(folder) });
}

/** The same for the site. */
export function installSite() {
  const folder = new URL('../site/', import.meta.url);
  if (!isInstalled(folder, { withDevelopment: true })) run('npm', ['ci', ...quietly], { cwd: fileURLToPath(folder) });
}

/** Installs and builds. */
export function setup({ quiet = false } = {}) {
  install();
  installExtension();
  run('npx', ['--no-install', 'tsdown', ...(quiet ? ['--logLevel', 'error'] : [])]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup();
