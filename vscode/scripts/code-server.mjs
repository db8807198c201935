// Installs code-server (the real VS Code, served to a browser) for `npm run test:vscode`, once: node vscode/scripts/code-server.mjs.
// Version 4.100.3 is the last one that runs on Node 20. It wants ripgrep on the PATH, and to build its native modules Python, a C++
// compiler, the headers of Node.js and those of Kerberos (Debian: build-essential, python3, libnode-dev or Node's own, libkrb5-dev).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '4.100.3';
const home = process.env.CODE_SERVER_HOME ?? fileURLToPath(new URL('../../node_modules/.cache/code-server', import.meta.url));
const done = join(home, 'done');
const code = join(home, 'node_modules/code-server/lib/vscode');
// Headers beside the Node.js that runs: nothing is downloaded for them.
const prefix = dirname(dirname(process.execPath));
const env = existsSync(join(prefix, 'include/node/node.h')) ? { ...process.env, npm_config_nodedir: prefix } : process.env;

/** Runs npm, and ends where it fails. */
function npm(directory, ...args) {
  const { status } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: directory,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm ${args.join(' ')} failed in ${directory}.`);
    process.exit(status ?? 1);
  }
}

if (existsSync(done)) process.exit();
const ripgrep = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => join(folder, 'rg'))
  .find(existsSync);
if (!ripgrep) {
  console.error('There is no rg on the PATH: install ripgrep.');
  process.exit(1);
}
mkdirSync(home, { recursive: true });
writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
npm(home, 'install', `code-server@${VERSION}`, '--ignore-scripts');
npm(home, 'rebuild', 'argon2');
const production = ['install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'];
npm(code, ...production);
for (const name of ['@vscode/spdlog', 'native-watchdog', 'kerberos', '@parcel/watcher']) npm(code, 'rebuild', name);
npm(join(code, 'extensions'), ...production);
const binary = join(code, 'node_modules/@vscode/ripgrep/bin/rg');
mkdirSync(dirname(binary), { recursive: true });
rmSync(binary, { force: true });
symlinkSync(ripgrep, binary);
writeFileSync(done, VERSION);
