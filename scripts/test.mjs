// `npm test`: everything there is to check, on a fresh clone with nothing installed but Node and npm.
// Arguments go to vitest: `npm test -- graph` runs the suites whose path has "graph" in it.
import { run, setup } from './setup.mjs';

setup({ quiet: true });
run('node', ['scripts/check.mjs']);
run('npx', ['--no-install', 'vitest', 'run', ...process.argv.slice(2)]);
