import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { runCli } from '../support/cli.ts';
import { casesForDoors, fixturesDirectory } from '../support/fixtures.ts';
import { expectMarked, type ToldFinding } from '../support/told-findings.ts';
import { isWholeRun } from '../support/whole-run.ts';

const cases = casesForDoors();
const configs = [...new Set(cases.map(({ tsconfig }) => tsconfig))];
const paths = isWholeRun ? [] : cases.map(({ name }) => name);
const flags = ['--preset', 'all', '--format', 'json', ...configs.flatMap((path) => ['-p', path])];
const { stdout } = runCli(fixturesDirectory, ...flags, ...paths);
const found = JSON.parse(stdout) as ToldFinding[];

it.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s: the command line finds the same', (_name, fixture) =>
  expectMarked(found, fixture),
);

it('every rule was on', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
});
