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
if (ofEdits) {
  storm('test/edits', { STORM_EDITS: edits, ...(minutes === undefined ? {} : { STORM_MINUTES: minutes }), STORM_SEED: seed });
} else {
  // A process keeps what TypeScript has read of every project: after some thousand mutants it has no memory left.
  const slice = 2000;
  for (let done = 0; done < Number(mutants); done += slice) {
    const own = String(Number(seed) + done / slice);
    if (Number(mutants) > slice) console.log(`${done} of ${mutants} done; the next from seed ${own}`);
    // How it grows with the size of a file is asked once.
    storm(done === 0 ? 'test/storm' : 'test/storm/storm.test.ts', {
      STORM_MUTANTS: String(Math.min(slice, Number(mutants) - done)),
      STORM_SEED: own,
    });
  }
}

function storm(folder, settings) {
  run('npx', ['--no-install', 'vitest', 'run', folder], { env: { ...process.env, ...settings } });
}
