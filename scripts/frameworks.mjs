// `npm run test:frameworks`: installs the small apps of other frameworks below .cache, once, and runs their tests.
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run, setup } from './setup.mjs';

setup({ quiet: true });
const apps = new URL('../test/frameworks/apps/', import.meta.url);
for (const name of readdirSync(apps)) {
  const folder = new URL(`../.cache/frameworks/${name}/`, import.meta.url);
  if (existsSync(new URL('node_modules/.package-lock.json', folder))) continue;
  mkdirSync(folder, { recursive: true });
  cpSync(new URL(`${name}/package.json`, apps), new URL('package.json', folder));
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: fileURLToPath(folder) });
}
run('node', ['--test', 'test/frameworks/frameworks.test.mjs']);
