import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { fixtureCases } from '../support/fixtures.ts';
import { randomFrom } from '../storm/mutants.ts';
import { askedOf } from './asked.ts';
import { bundled, switchedModules } from './bundle.ts';
import { Fixtures } from './fixtures.ts';
import type { Mutation } from './mutations.ts';

// `npm run mutants -- src/rules src/security` changes one thing at a time in these modules, and asks the fixtures that come by the place:
// one of them has to find something else, or something elsewhere, or to offer another fix. What nothing sees is printed.
const { MUTANTS = '', MUTANTS_SAMPLE = '0', MUTANTS_SEED = '1', MUTANTS_OUT } = process.env;

it('every change is seen by a fixture, or told', async () => {
  const modules = switchedModules();
  const mutations = MUTANTS.split(',').flatMap((names) =>
    sampleOf(names.split(' ').flatMap((name) => modules.get(name)!.mutations)),
  );
  const fixtures = new Fixtures(await bundled(modules), fixtureCases().map(askedOf));
  const rooms: Record<string, number> = {};
  const unseen: object[] = [];
  for (const [index, mutation] of mutations.entries()) {
    const room = roomOf(mutation.fileName);
    rooms[room] = (rooms[room] ?? 0) + 1;
    if (!fixtures.isSeen(mutation)) unseen.push({ ...mutation, room, isReached: fixtures.isReached(mutation) });
    if ((index + 1) % 200 === 0) console.log(`${index + 1} of ${mutations.length}, ${unseen.length} seen by no fixture`);
  }
  expect(mutations.length).toBeGreaterThan(0);
  const texts = Object.fromEntries([...modules].map(([name, { text }]) => [join(root, name).replaceAll('\\', '/'), text]));
  if (MUTANTS_OUT) writeFileSync(MUTANTS_OUT, JSON.stringify({ rooms, unseen, modules: texts }));
  // As long as it takes.
}, 0);

function roomOf(fileName: string): string {
  return fileName
    .split('/')
    .slice(0, 2)
    .join('/')
    .replace(/\/[^/]*\.ts$/, '');
}

function sampleOf(all: readonly Mutation[]): readonly Mutation[] {
  const size = Number(MUTANTS_SAMPLE);
  if (size === 0 || size >= all.length) return all;
  const next = randomFrom(Number(MUTANTS_SEED));
  return all
    .map((mutation) => [next(), mutation] as const)
    .sort(([one], [other]) => one - other)
    .slice(0, size)
    .map(([, mutation]) => mutation);
}
