// `npm run mutants -- src/rules src/security --sample 200 --seed 7`: changes one thing at a time in modules of the analysis, and says
// which changes no fixture sees; with `--suites` no other test of the analysis either. Without a path all of `src/`; a sample of
// the changes of each path where one is asked for.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askSuites } from './mutants-suites.mjs';
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
const modulesOf = (path) =>
  (statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map((name) => join(path, name)) : [path])
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .sort();
setup({ quiet: true });
console.log(`seed ${values.seed}: npm run mutants -- ${paths.join(' ')} --sample ${values.sample} --seed ${values.seed}`);
const folder = mkdtempSync(join(tmpdir(), 'rsc-boundary-mutants-'));
const out = join(folder, 'unseen.json');
process.on('exit', () => rmSync(folder, { recursive: true }));
run('npx', ['--no-install', 'vitest', 'run', 'test/mutants', '--disable-console-intercept'], {
  env: {
    ...process.env,
    MUTANTS: paths.map((path) => modulesOf(path).join(' ')).join(','),
    MUTANTS_SAMPLE: values.sample,
    MUTANTS_SEED: values.seed,
    MUTANTS_OUT: out,
  },
});
const { rooms, unseen, modules } = JSON.parse(readFileSync(out, 'utf8'));
const left = values.suites ? await askSuites(modules, unseen, tell) : unseen;
if (!values.suites) for (const mutation of unseen) tell(mutation);
for (const [room, tried] of Object.entries(rooms)) {
  const seen = tried - left.filter((mutation) => mutation.room === room).length;
  console.log(`${room}: ${tried} tried, ${seen} seen (${Math.round((100 * seen) / tried)} %)`);
}

function tell({ fileName, line, kind, before, after, isReached }) {
  const where = isReached ? '' : ' (no fixture comes by)';
  console.log(`  ${fileName}:${line} ${kind}: ${short(before)} → ${short(after)}${where}`);
}

function short(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
