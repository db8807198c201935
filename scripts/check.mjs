// `npm run check`: types, lint, format, the floors of the house and the documentation's check; no test.
import { run } from './setup.mjs';

run('npx', ['--no-install', 'tsc', '--noEmit']);
run('npx', ['--no-install', 'tsc', '--project', 'cli/graph/page']);
run('npx', ['--no-install', 'eslint', '.']);
run('npx', ['--no-install', 'prettier', '--check', '--log-level', 'warn', '.']);
run('npm', ['run', '--silent', 'layers']);
run('node', ['scripts/docs.mjs', '--check']);
