import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import type { analyze } from '../../src/analyze.ts';
import type { Rule } from '../../src/rule.ts';
import { root } from '../support/build.ts';
import { fixtureCases } from '../support/fixtures.ts';
import { typedInput } from '../support/inputs.ts';
import { randomFrom } from '../storm/mutants.ts';
import { mutationsOf, type Mutation } from './mutations.ts';

// `npm run mutants -- src/rules src/security` changes one thing at a time in these modules, and asks the fixtures: one of them has to
// find something else, or something elsewhere, or to offer another fix. A rule's own fixtures are asked of a rule, all of them of a
// module that rules share. With `--suites` the tests of the analysis itself are asked about what no fixture sees; without, that is
// counted as unseen. What nothing sees is printed.
const { MUTANTS = '', MUTANTS_SAMPLE = '0', MUTANTS_SEED = '1', MUTANTS_SUITES } = process.env;

/** The tests of each room that run the source: those of doors run what is built of it. */
const suites: Readonly<Record<string, readonly string[]>> = {
  facts: ['core', 'facts', 'project/imports'],
  syntax: ['core', 'facts', 'flow'],
  flow: ['flow', 'project/origin', 'rules/long-chains'],
  graph: ['project'],
  project: ['project'],
  frameworks: ['project'],
  serialization: ['boundary'],
  crossings: ['boundary'],
  fixes: ['core'],
};
/** Asked already, or about how long something takes. */
const left = ['core/fixtures', 'core/messages', 'core/addresses', 'project/order', 'rules/growth'];

interface Analysis {
  readonly analyze: typeof analyze;
  readonly rules: readonly Rule[];
}

const files = fixtureCases().flatMap((fixture) => fixture.files.map((file) => [fixture, file] as const));
type Asked = (typeof files)[number];

it('every change is seen by a test', async () => {
  const mutations = sampleOf(MUTANTS.split(' ').flatMap((path) => mutationsOf(path, readFileSync(join(root, path), 'utf8'))));
  const unchanged = await bundled();
  const expected = new Map(files.map((asked) => [asked, answerOf(unchanged, asked)]));
  const rooms = new Map<string, { tried: number; unseen: number }>();
  let order = files;
  for (const [index, mutation] of mutations.entries()) {
    const room = rooms.get(roomOf(mutation.fileName)) ?? { tried: 0, unseen: 0 };
    rooms.set(roomOf(mutation.fileName), room);
    room.tried++;
    const changed = await bundled(mutation).catch(() => undefined);
    const seen = changed && askedOf(order, mutation.fileName).find((asked) => !isSame(changed, asked, expected.get(asked)!));
    // Where the last one was seen, the next one mostly is too.
    if (seen) order = [seen, ...order.filter((asked) => asked !== seen)];
    if (changed && !seen && !(MUTANTS_SUITES && isSeenBySuites(mutation))) {
      room.unseen++;
      console.log(
        `  ${mutation.fileName}:${mutation.line} ${mutation.kind}: ${short(mutation.before)} → ${short(mutation.after)}`,
      );
    }
    if ((index + 1) % 25 === 0) console.log(`${index + 1} of ${mutations.length}`);
  }
  for (const [room, { tried, unseen }] of [...rooms].sort()) {
    console.log(`${room}: ${tried} tried, ${tried - unseen} seen (${Math.round((100 * (tried - unseen)) / tried)} %)`);
  }
  expect(mutations.length).toBeGreaterThan(0);
  // As long as it takes: a run over all of `src/` takes hours.
}, 0);

/** The analysis, out of a bundle that is let go of with all that it keeps. */
async function bundled(mutation?: Mutation): Promise<Analysis> {
  const bundle = await rolldown({
    input: join(root, 'test/mutants/entry.ts'),
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        load: (id) => (mutation && id === join(root, mutation.fileName) ? { code: mutation.text, moduleType: 'ts' } : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'cjs' });
  await bundle.close();
  const module = { exports: {} };
  new Function('module', 'exports', output[0].code)(module, module.exports);
  return module.exports as Analysis;
}

/** Whether a test fails with a module so changed. */
function isSeenBySuites({ fileName, text }: Mutation): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rsc-boundary-mutant-'));
  try {
    const mutant = join(folder, 'mutant.json');
    writeFileSync(mutant, JSON.stringify({ fileName: join(root, fileName).replaceAll('\\', '/'), text }));
    const asked = (suites[roomOf(fileName).replace('src/', '')] ?? ['rules']).map((name) => `test/${name}`);
    const excluded = left.flatMap((name) => ['--exclude', `**/test/${name}*`]);
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail', '1', '--reporter', 'dot', ...excluded, ...asked];
    const { MUTANTS: _asked, ...env } = process.env;
    return spawnSync(process.execPath, args, { cwd: root, env: { ...env, MUTANT: mutant }, stdio: 'ignore' }).status !== 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All that a fixture's file is told: findings with their places, words, fixes and suggestions. */
function answerOf({ analyze, rules }: Analysis, [fixture, { fileName }]: Asked): string {
  const { project, sourceFile } = typedInput(fixture, fileName);
  const on = fixture.rule === undefined ? rules : rules.filter(({ name }) => name === fixture.rule);
  const findings = analyze(
    project,
    sourceFile,
    on.map((rule) => ({ rule })),
  );
  return JSON.stringify(
    findings.map(({ rule, start, end, message, fix, suggestions }) => [rule, start, end, message, fix, suggestions]),
  );
}

function isSame(changed: Analysis, asked: Asked, expected: string): boolean {
  try {
    return answerOf(changed, asked) === expected;
  } catch {
    return false;
  }
}

function askedOf(order: readonly Asked[], fileName: string): readonly Asked[] {
  const rule = roomOf(fileName) === 'src/rules' ? basename(fileName, '.ts') : undefined;
  const own = order.filter(([fixture]) => fixture.rule === rule);
  return rule === undefined || own.length === 0 ? order : own;
}

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

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
