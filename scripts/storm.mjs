// `npm run storm`: random mutants of all fixtures and examples, through the analysis and the doors. `--mutants N`, `--seed S`.
// `npm run storm -- edits`: random edits of the examples, through a real tsserver, one without the plugin, and the language server,
// each twentieth state against a cold run of the command line. `--edits N`, `--minutes M` for each app, `--seed S`.
import { parseArgs } from 'node:util';
import { run, setup } from './setup.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'string', default: '20000' },
    edits: { type: 'string', default: '2000' },
    minutes: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const { mutants, edits, minutes, seed } = values;
const ofEdits = positionals[0] === 'edits';

setup({ quiet: true });
console.log(`seed ${seed}: npm run storm -- ${ofEdits ? `edits --edits ${edits}` : `--mutants ${mutants}`} --seed ${seed}`);
const asked = ofEdits
  ? { STORM_EDITS: edits, ...(minutes === undefined ? {} : { STORM_MINUTES: minutes }) }
  : { STORM_MUTANTS: mutants };
run('npx', ['--no-install', 'vitest', 'run', ofEdits ? 'test/edits' : 'test/storm'], {
  env: { ...process.env, ...asked, STORM_SEED: seed },
});
