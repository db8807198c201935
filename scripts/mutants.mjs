// `npm run mutants -- src/rules src/security --sample 200 --seed 7`: changes one thing at a time in modules of the analysis, and says
// which changes no fixture sees; with `--suites` no test of the analysis either. Without a path all of `src/`; a sample of all changes
// where one is asked for.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run, setup } from './setup.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    suites: { type: 'boolean', default: false },
  },
});
const paths = positionals.length > 0 ? positionals : ['src'];
const missing = paths.find((path) => !/^src(?:\/|$)/.test(path) || !existsSync(path));
if (missing !== undefined) {
  console.error(`${missing} is no part of src/: npm run mutants -- src/rules`);
  process.exit(2);
}
const files = paths
  .flatMap((path) =>
    statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map((name) => join(path, name)) : [path],
  )
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))
  .sort();
setup({ quiet: true });
console.log(`seed ${values.seed}: npm run mutants -- ${paths.join(' ')} --sample ${values.sample} --seed ${values.seed}`);
run('npx', ['--no-install', 'vitest', 'run', 'test/mutants', '--disable-console-intercept'], {
  env: {
    ...process.env,
    MUTANTS: files.join(' '),
    MUTANTS_SAMPLE: values.sample,
    MUTANTS_SEED: values.seed,
    MUTANTS_SUITES: values.suites ? '1' : '',
  },
});
