// What no fixture sees of the mutants, the other tests are asked. Those that run the analysis in their own process are run once, each
// test again for every mutant it comes by. Those of doors run what is built, with its switches, once for each mutant of theirs.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { createVitest } from 'vitest/node';

/** The tests that run the analysis in their own process; the fixtures are asked already. */
const inProcess = ['boundary', 'core', 'facts', 'flow', 'project', 'rules'].map((name) => `test/${name}/`);
/** Asked already, or about the order of things or how long something takes. */
const left = /^test\/(?:core\/(?:fixtures|messages|addresses)|project\/order|rules\/growth)\./;
/** The tests of doors: asked about the rooms that only doors use, and about what no other test comes by. */
const doors = ['lsp/refactorings', 'lsp/code-actions', 'lsp/hints', 'lsp/hover', 'ts-plugin/code-fixes', 'ts-plugin/completions']
  .concat(['ts-plugin/hover', 'cli/why', 'cli/graph', 'places'])
  .map((name) => `test/${name}`);
const ofDoors = new Set(['src/fixes', 'src/hints', 'src/hover', 'src/why']);

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * Asks the tests beside the fixtures.
 *
 * @param modules the modules with their switches, by path
 * @param mutants each with its number and its room
 * @param tell is told of each that no test sees
 * @returns those
 */
export async function askSuites(modules, mutants, tell) {
  const load = (id) => modules[id.split('?')[0].replaceAll('\\', '/')];
  const folder = mkdtempSync(join(tmpdir(), 'rsc-boundary-mutants-'));
  try {
    const { seen, reached } = await askedInProcess(modules, mutants, folder);
    const left = mutants.filter(({ id }) => !seen.has(id));
    const seenByDoors = await askDoors(
      load,
      left.filter(({ id, room, isReached }) => ofDoors.has(room) || !(isReached || reached.has(id))),
      folder,
    );
    const unseen = left.filter(({ id }) => !seenByDoors.has(id));
    for (const mutant of unseen) tell(mutant);
    return unseen;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The numbers of those that a test sees which runs the analysis itself, and of those it only comes by. */
async function askedInProcess(modules, mutants, folder) {
  process.env.MUTANTS_MODULES = join(folder, 'modules.json');
  process.env.MUTANTS_ASKED = join(folder, 'asked.json');
  process.env.MUTANTS_TOLD = join(folder, 'told');
  writeFileSync(process.env.MUTANTS_ASKED, JSON.stringify(mutants.map(({ id }) => id)));
  writeFileSync(process.env.MUTANTS_MODULES, JSON.stringify(modules));
  const vitest = await createVitest('test', { ...options, reporters: [failures] });
  try {
    const specifications = [];
    for (const name of inProcess) specifications.push(...(await vitest.globTestSpecifications([name])));
    // One that fails by itself says nothing of mutants.
    await vitest.runTestSpecifications(specifications.filter(({ moduleId }) => !left.test(nameOf(moduleId))));
  } finally {
    await vitest.close();
  }
  const lines = existsSync(process.env.MUTANTS_TOLD) ? readFileSync(process.env.MUTANTS_TOLD, 'utf8').split('\n') : [];
  delete process.env.MUTANTS_MODULES;
  const numbersOf = (word) => new Set(lines.filter((line) => line.startsWith(word)).map((line) => Number(line.split(' ')[1])));
  return { seen: numbersOf('seen'), reached: numbersOf('reached') };
}

/** The numbers of those that a test of a door sees. */
async function askDoors(load, mutants, folder) {
  const seen = new Set();
  if (mutants.length === 0) return seen;
  const vitest = await createVitest('test', { ...options, bail: 1, maxWorkers: 1, reporters: [{}] });
  try {
    const withType = (code) => code && { code, moduleType: 'ts' };
    await build({ logLevel: 'error', plugins: [{ name: 'switches', load: (id) => withType(load(id)) }] });
    const files = await reachedBy(vitest, folder);
    for (const { id } of mutants) {
      const asked = files.filter(({ reached }) => reached.has(id));
      const seer = await firstOf(asked, async (file) => !(await isGreen(vitest, file, { MUTANT: id })));
      if (!seer) continue;
      seen.add(id);
      // Where the last one was seen, the next one mostly is too.
      files.unshift(...files.splice(files.indexOf(seer), 1));
    }
    return seen;
  } finally {
    await vitest.close();
    await build({ logLevel: 'error' });
  }
}

const options = { watch: false, testTimeout: 600_000, hookTimeout: 600_000 };

/** A reporter that prints what fails. */
const failures = {
  onTestCaseResult(test) {
    if (test.result().state === 'failed') console.log(`${nameOf(test.module.moduleId)} fails as it is: ${test.fullName}`);
  },
};

function nameOf(moduleId) {
  return relative(root, moduleId).replaceAll('\\', '/');
}

/** The test files, and which places of the analysis each comes by; the quickest first. */
async function reachedBy(vitest, folder) {
  const known = [];
  for (const asked of doors) {
    for (const specification of await vitest.globTestSpecifications([asked])) {
      const name = nameOf(specification.moduleId);
      if (known.some((file) => file.name === name)) continue;
      const reach = join(folder, `reach-${known.length}`);
      const started = performance.now();
      if (!(await isGreen(vitest, { specification }, { MUTANTS_REACH: reach }))) console.log(`${name} fails as it is`);
      const lines = existsSync(reach) ? readFileSync(reach, 'utf8').split('\n') : [];
      known.push({ name, specification, reached: new Set(lines.map(Number)), time: performance.now() - started });
    }
  }
  return known.sort((one, other) => one.time - other.time);
}

async function firstOf(list, isIt) {
  for (const one of list) if (await isIt(one)) return one;
  return undefined;
}

/** Whether a test file passes with something in its environment. */
async function isGreen(vitest, { specification }, environment) {
  delete process.env.MUTANT;
  delete process.env.MUTANTS_REACH;
  Object.assign(process.env, environment);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  return unhandledErrors.length === 0 && testModules.length > 0 && testModules.every((module) => module.ok());
}
