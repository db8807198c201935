// `npm run storm`: random mutants of all fixtures and examples, through the analysis and the doors. `--mutants N`, `--seed S`.
import { parseArgs } from 'node:util';
import { run, setup } from './setup.mjs';

const { values } = parseArgs({
  options: { mutants: { type: 'string', default: '20000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
});

setup({ quiet: true });
console.log(`seed ${values.seed}: npm run storm -- --mutants ${values.mutants} --seed ${values.seed}`);
run('npx', ['--no-install', 'vitest', 'run', 'test/storm'], {
  env: { ...process.env, STORM_MUTANTS: values.mutants, STORM_SEED: values.seed },
});
