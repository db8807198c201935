// Builds the .vsix: the extension in one file, and beside it the package whose command line is the server, with what that needs.
// `npm run vsix` in the repository's root does it all.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const root = dirname(here.replace(/[\\/]$/, ''));
const server = join(here, 'server');
const modules = join(server, 'node_modules');
const manifestOf = (directory) => JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));

/** The folder of a package as Node finds it from another. */
function find(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(found)) return found;
    if (at === dirname(at) || at === root) throw new Error(`${name}, which ${from} needs, is not installed.`);
  }
}

/** A package and all that it needs, each once. */
function withDependencies(directory, found = new Set()) {
  const { dependencies = {} } = manifestOf(directory);
  for (const name of Object.keys(dependencies)) {
    const of = find(name, directory);
    if (found.has(of)) continue;
    found.add(of);
    withDependencies(of, found);
  }
  return found;
}

/** Of TypeScript its API and its libraries alone: neither compiler, server nor translations. */
function isNeeded(directory, file) {
  const path = relative(directory, file).replaceAll('\\', '/');
  if (path === '' || path === 'lib' || path === 'package.json' || /^LICENSE/.test(path)) return true;
  if (/(?:^|\/)node_modules(?:\/|$)/.test(path)) return false;
  const isTypeScript = existsSync(join(directory, 'lib', 'tsserver.js'));
  return isTypeScript ? /^lib\/(?:typescript\.js|lib\..*d\.ts)$/.test(path) : !/\.(?:map|d\.[cm]?ts|md)$/.test(path);
}

function copy(directory, to) {
  mkdirSync(to, { recursive: true });
  cpSync(directory, to, { recursive: true, dereference: true, filter: (file) => isNeeded(directory, file) });
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync(server, { recursive: true, force: true });
const own = join(modules, 'eslint-plugin-rsc-boundary');
mkdirSync(own, { recursive: true });
for (const name of ['package.json', 'LICENSE', 'dist']) cpSync(join(root, name), join(own, name), { recursive: true });
for (const directory of withDependencies(root)) copy(directory, join(modules, relative(join(root, 'node_modules'), directory)));

run(process.execPath, [join(root, 'node_modules/tsdown/dist/run.mjs'), '--config', 'tsdown.config.ts', '--logLevel', 'error']);
if (!process.argv.includes('--folder'))
  run(process.execPath, [find('@vscode/vsce', here) + '/vsce', 'package', '--no-dependencies']);
