// `npm run parity`: the comparison with Next.js's compiler on many more random modules than `npm test` takes.
import { run, setup } from './setup.mjs';

setup({ quiet: true });
run('npx', ['--no-install', 'vitest', 'run', 'test/parity'], {
  env: { PARITY_COUNT: '100000', PARITY_BUILDS: '1', ...process.env },
});
