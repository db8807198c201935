// `npm run parity`: the comparison with Next.js's compiler and React's encoders and decoders on many more random inputs than `npm test`
// takes, and with `next build`. `--minutes N` gives the random inputs alone that long, in equal shares; `--seed S`.
import { parseArgs } from 'node:util';
import { run, setup } from './setup.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const generators = ['generator', 'captures', 'react-generator'].map((name) => `test/parity/${name}.test.ts`);

setup({ quiet: true });
const isTimed = values.minutes !== undefined;
run('npx', ['--no-install', 'vitest', 'run', ...(isTimed ? ['--maxWorkers=1', ...generators] : ['test/parity'])], {
  env: {
    ...(isTimed
      ? { PARITY_MINUTES: String(Number(values.minutes) / generators.length) }
      : { PARITY_COUNT: '100000', PARITY_BUILDS: '1' }),
    ...(values.seed === undefined ? {} : { PARITY_SEED: values.seed }),
    ...process.env,
  },
});
