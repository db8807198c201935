// `npm run check`: types, lint, format, the floors of the house and the documentation's check; no test.
import { existsSync } from 'node:fs';
import { run } from './setup.mjs';

run('npx', ['--no-install', 'tsc', '--noEmit']);
run('npx', ['--no-install', 'tsc', '--project', 'cli/graph/page']);
if (existsSync(new URL('../site/node_modules', import.meta.url))) run('npx', ['--no-install', 'tsc', '--project', 'site']);
if (existsSync(new URL('../vscode/node_modules', import.meta.url))) run('npx', ['--no-install', 'tsc', '--project', 'vscode']);
else console.log("The types of VS Code's extension are not checked: npm run setup installs what they need.");
// Neither ESLint's rules here nor Prettier look beyond the file, so their caches are sound.
run('npx', [
  '--no-install',
  'eslint',
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  'node_modules/.cache/eslint/',
  '.',
]);
run('npx', ['--no-install', 'prettier', '--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content', '.']);
run('npm', ['run', '--silent', 'layers']);
run('node', ['scripts/docs.mjs', '--check']);
