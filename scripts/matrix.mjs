// `npm run matrix`: the packed tarball with every supported version of Next.js, React, TypeScript and ESLint, installed by npm, through
// every door, and the layouts of other package managers. Writes docs/compatibility.md. `--next 16` or `--next canary` for one Next.js.
import { parseArgs } from 'node:util';
import { run, setup } from './setup.mjs';

const { values } = parseArgs({ options: { next: { type: 'string' } } });

setup({ quiet: true });
run('npx', ['--no-install', 'vitest', 'run', 'test/matrix'], {
  env: { ...process.env, MATRIX: '1', ...(values.next === undefined ? {} : { MATRIX_NEXT: values.next }) },
});
