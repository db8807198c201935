import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { runCli } from '../support/cli.ts';
import { fixtureCases, fixturesDirectory } from '../support/fixtures.ts';
import { expectMarked, type ToldFinding } from '../support/told-findings.ts';

const cases = fixtureCases();
const configs = [...new Set(cases.map(({ tsconfig }) => tsconfig))];
const { stdout } = runCli(fixturesDirectory, '--preset', 'all', '--format', 'json', ...configs.flatMap((path) => ['-p', path]));
const found = JSON.parse(stdout) as ToldFinding[];

it.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s: the command line finds the same', (_name, fixture) =>
  expectMarked(found, fixture),
);

it('every rule was on', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
});
