// What no fixture sees of the mutants, the tests of their room are asked: those of doors run what is built, with its switches.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { createVitest } from 'vitest/node';

/** The tests of each room beside the fixtures; of a room that is not named, those of rules. */
const suites = {
  'src/facts': ['core', 'facts', 'project/imports'],
  'src/syntax': ['core', 'facts', 'flow'],
  'src/flow': ['flow', 'project/origin', 'rules/long-chains'],
  'src/graph': ['project'],
  'src/project': ['project', 'rules/client-packages', 'rules/packages', 'rules/server-builds'],
  'src/frameworks': ['project', 'rules/versions', 'rules/server-actions-config'],
  'src/serialization': ['boundary'],
  'src/crossings': ['boundary'],
  'src/fixes': ['core', 'lsp/refactorings', 'lsp/code-actions', 'ts-plugin/code-fixes'],
  'src/hints': ['lsp/hints', 'lsp/refactorings', 'lsp/code-actions', 'ts-plugin/completions', 'ts-plugin/code-fixes'],
  'src/hover': ['ts-plugin/hover', 'lsp/hover'],
  'src/why': ['cli/why'],
};
/** Asked already, or about how long something takes. */
const left = /^test\/(?:core\/(?:fixtures|messages|addresses)|project\/order|rules\/growth)\./;

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * Asks the tests that come by the place of a mutant; the quickest first.
 *
 * @param modules the modules with their switches, by path
 * @param mutants each with its number and its room
 * @param tell is told of each that no test sees
 * @returns those
 */
export async function askSuites(modules, mutants, tell) {
  const load = (id) => modules[id.split('?')[0].replaceAll('\\', '/')];
  const withType = (code) => code && { code, moduleType: 'ts' };
  const folder = mkdtempSync(join(tmpdir(), 'rsc-boundary-mutants-'));
  const vitest = await createVitest('test', options, { plugins: [{ name: 'switches', enforce: 'pre', load }] });
  try {
    await build({ logLevel: 'error', plugins: [{ name: 'switches', load: (id) => withType(load(id)) }] });
    const files = await reachedBy(vitest, new Set(mutants.flatMap(suitesOf)), folder);
    const unseen = [];
    for (const [index, mutant] of mutants.entries()) {
      const asked = files.filter(
        ({ name, reached }) => reached.has(mutant.id) && suitesOf(mutant).some((suite) => name.startsWith(suite)),
      );
      const seer = await firstOf(asked, async (file) => !(await isGreen(vitest, file, { MUTANT: mutant.id })));
      if (seer) {
        // Where the last one was seen, the next one mostly is too.
        files.unshift(...files.splice(files.indexOf(seer), 1));
      } else {
        unseen.push(mutant);
        tell(mutant);
      }
      if ((index + 1) % 25 === 0) console.log(`${index + 1} of ${mutants.length}, ${unseen.length} seen by no test`);
    }
    return unseen;
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true });
    await build({ logLevel: 'error' });
  }
}

const options = {
  watch: false,
  isolate: true,
  maxWorkers: 1,
  bail: 1,
  testTimeout: 600_000,
  hookTimeout: 600_000,
  reporters: [{}],
};

function suitesOf({ room }) {
  return (suites[room] ?? ['rules']).map((name) => `test/${name}`);
}

/** The test files, and which places of the analysis each comes by. */
async function reachedBy(vitest, names, folder) {
  const files = new Map();
  for (const asked of names) {
    for (const specification of await vitest.globTestSpecifications([asked])) {
      const name = relative(root, specification.moduleId).replaceAll('\\', '/');
      if (!left.test(name)) files.set(name, { name, specification });
    }
  }
  const known = [];
  for (const file of files.values()) {
    const reach = join(folder, String(known.length));
    const started = performance.now();
    // One that fails by itself says nothing.
    if (!(await isGreen(vitest, file, { MUTANTS_REACH: reach }))) console.log(`${file.name} fails as it is`);
    else if (existsSync(reach)) {
      const reached = new Set(readFileSync(reach, 'utf8').split('\n').map(Number));
      known.push({ ...file, reached, time: performance.now() - started });
    }
  }
  return known.sort((one, other) => one.time - other.time);
}

async function firstOf(list, isIt) {
  for (const one of list) if (await isIt(one)) return one;
  return undefined;
}

/** Whether a test file passes in a process of its own, with something in its environment. */
async function isGreen(vitest, { specification }, environment) {
  delete process.env.MUTANT;
  delete process.env.MUTANTS_REACH;
  Object.assign(process.env, environment);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  return unhandledErrors.length === 0 && testModules.length > 0 && testModules.every((module) => module.ok());
}
