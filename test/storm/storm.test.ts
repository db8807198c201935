import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFault, orderFaults, typedFaults, untypedFaults, type Fault } from './core.ts';
import { EditorStorm } from './editors.ts';
import { EslintStorm } from './eslint.ts';
import { randomFrom } from './mutants.ts';
import { fixturesDirectory } from '../support/fixtures.ts';
import { mutantOf, worldsOfStorm, type Mutant } from './worlds.ts';

// `npm run storm` sets both; here a short storm from a seed of its own, which is printed to be repeated.
const count = Number(process.env['STORM_MUTANTS'] ?? 20);
const seed = Number(process.env['STORM_SEED'] ?? 1);
const isShort = count < 1000;
/** Of a short storm more go through each door, or there would be none. */
const stepFor = (step: number): number => (isShort ? step / 5 : step);
/** Most of a short storm is to read the programs that its mutants are in: it takes a sixth of the worlds. */
const worlds = worldsOfStorm().filter((_, index) => !isShort || index % 6 === seed % 6);

/** Mutants in rounds: in each every world is changed once. */
function* roundsOf(total: number): Generator<Mutant[]> {
  const random = randomFrom(seed);
  for (let left = total; left > 0; left -= worlds.length) {
    // Where a round is not whole, its worlds are spread over all there are.
    const round = [...worlds].map((world) => ({ world, at: random() })).sort((a, b) => a.at - b.at);
    yield round.slice(0, left).map(({ world }) => mutantOf(world, random));
  }
}

/** Of faults with the same cause one is enough. */
function different(faults: readonly Fault[]): string[] {
  const byCause = new Map<string, Fault>();
  for (const fault of faults) {
    const cause = fault.text.replace(/\d+/g, '').split('\n').slice(0, 2).join('\n');
    if (!byCause.has(cause)) byCause.set(cause, fault);
  }
  return [...byCause.values()].map(describeFault);
}

/** The faults of every so many mutants, one after the other. */
async function sample(step: number, of: (mutant: Mutant) => Promise<Fault[]>, among = worlds): Promise<string[]> {
  const faults: Fault[] = [];
  let index = 0;
  for (const round of roundsOf(count)) {
    for (const mutant of round) {
      if (!among.includes(mutant.world) || index++ % step !== 0) continue;
      faults.push(...(await of(mutant)));
      await nextJob();
    }
  }
  return different(faults);
}

/** What was made for a mutant is let go only between two jobs of the event loop: a storm in one job keeps all of them. */
const nextJob = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function inRounds(of: (round: Mutant[]) => Fault[]): Promise<string[]> {
  const faults: Fault[] = [];
  for (const round of roundsOf(count)) {
    faults.push(...of(round));
    await nextJob();
  }
  return different(faults);
}

describe(`${count} mutants from seed ${seed}`, () => {
  it('stand the analysis without types', async () => {
    expect(await inRounds((round) => round.flatMap(untypedFaults))).toEqual([]);
  }, 0);

  it('stand the analysis with types', async () => {
    expect(await inRounds((round) => typedFaults(round, worlds))).toEqual([]);
  }, 0);

  it('give the same in any order of files', async () => {
    expect(await sample(stepFor(10), (mutant) => Promise.resolve(orderFaults(mutant)))).toEqual([]);
  }, 0);
});

describe('some of them, through the doors', () => {
  let lint: EslintStorm;

  beforeAll(() => void (lint = new EslintStorm()));
  afterAll(() => lint.close());

  it('ESLint without types', async () => {
    expect(await sample(stepFor(10), (mutant) => lint.faults(mutant, false))).toEqual([]);
  }, 0);

  // Its program is that of all fixtures: a short storm leaves it out.
  it.skipIf(isShort)(
    'ESLint with types',
    async () => {
      expect(await sample(stepFor(40), (mutant) => lint.faults(mutant, true))).toEqual([]);
    },
    0,
  );
});

// Edits at random, in both of them at once, are asked by `test/edits`.
describe.skipIf(isShort)('some of them, through the editors', () => {
  const inFixtures = worlds.filter(({ directory }) => directory.startsWith(fixturesDirectory));
  let editors: EditorStorm;

  beforeAll(() => void (editors = new EditorStorm(inFixtures)));
  afterAll(() => editors.close());

  it('tsserver', async () => {
    const random = randomFrom(seed);
    expect(await sample(20, (mutant) => editors.tsserverFaults(mutant, random), inFixtures)).toEqual([]);
  }, 0);

  it('the language server', async () => {
    const random = randomFrom(seed);
    expect(await sample(20, (mutant) => editors.languageServerFaults(mutant, random), inFixtures)).toEqual([]);
  }, 0);
});
