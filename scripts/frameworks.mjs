// `npm run test:frameworks`: installs the small apps of other frameworks below .cache, once, and runs their tests; those of some alone
// with `npm run test:frameworks -- waku parcel`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run, setup } from './setup.mjs';

setup({ quiet: true });
const apps = new URL('../test/frameworks/apps/', import.meta.url);
const failed = [];
const chosen = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(apps);
for (const name of chosen) {
  const folder = new URL(`../.cache/frameworks/${name}/`, import.meta.url);
  if (existsSync(new URL('node_modules/.package-lock.json', folder))) continue;
  mkdirSync(folder, { recursive: true });
  cpSync(new URL(`${name}/package.json`, apps), new URL('package.json', folder));
  // What a framework offers beside what it needs may ask for each other's versions.
  const words = ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', words, {
    cwd: fileURLToPath(folder),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) console.error(`Not installed, and not tested: ${failed.join(', ')}.`);
run('node', ['--test', 'test/frameworks/frameworks.test.mjs'], {
  env: { ...process.env, FRAMEWORK_APPS: chosen.join(' ') },
});
process.exitCode = failed.length > 0 ? 1 : 0;
