import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { runCli } from '../support/cli.ts';
import { casesForDoors, fixtureCases, fixturesDirectory, including } from '../support/fixtures.ts';
import { TestRepository } from '../support/git.ts';
import { expectMarked, type ToldFinding } from '../support/told-findings.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';

// The same findings as from TypeScript 6, which the markers are of.
describe('--backend ts7 finds what the fixtures say', () => {
  const cases = casesForDoors();
  const directory = temporaryProject(fixturesDirectory);
  afterAll(() => removeProject(directory));
  const tsconfig = `${directory}/tsconfig.json`;
  const { config } = ts.parseConfigFileTextToJson(tsconfig, readFileSync(tsconfig, 'utf8')) as { config: object };
  writeFileSync(tsconfig, JSON.stringify({ ...config, ...including(cases) }));
  const configs = new Set(cases.map((fixture) => fixture.tsconfig.replace(fixturesDirectory, directory)));
  const projects = [...configs].flatMap((path) => ['-p', path]);
  const { stdout, stderr } = runCli(directory, '--preset', 'all', '--format', 'json', '--backend', 'ts7', ...projects);
  const found = JSON.parse(stdout) as ToldFinding[];

  it.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => expectMarked(found, fixture));

  it('and nothing failed on the way', () => expect(stderr).toBe(''));
});

// What the markers do not state: fixes, other places, whatever lies beside a rule's own case.
it.runIf(isWholeRun)(
  '--backend ts7 says the same of all fixtures as TypeScript 6, to the character',
  { timeout: 600_000 },
  () => {
    const configs = [...new Set(fixtureCases().map(({ tsconfig }) => tsconfig))].flatMap((path) => ['-p', path]);
    const [six, seven] = (['ts6', 'ts7'] as const).map((backend) =>
      runCli(fixturesDirectory, '--preset', 'all', '--format', 'sarif', '--backend', backend, ...configs),
    );
    expect(JSON.parse(seven!.stdout)).toEqual(JSON.parse(six!.stdout));
  },
);

it('--backend ts7 says the same of an example as TypeScript 6, to the character', () => {
  const example = join(root, 'examples/broken-app');
  const [six, seven] = (['ts6', 'ts7'] as const).map((backend) =>
    runCli(example, '--preset', 'all', '--format', 'json', '--backend', backend),
  );
  expect(JSON.parse(six!.stdout)).not.toEqual([]);
  expect(seven).toEqual(six);
});

it.each([
  ['why', 'app/actions.ts:4', '--preset', 'all', '--format', 'json'],
  ['graph', '--format', 'json'],
])('%s --backend ts7 says the same as TypeScript 6, to the character', (...command) => {
  const [six, seven] = (['ts6', 'ts7'] as const).map((backend) =>
    runCli(join(root, 'examples/broken-app'), ...command, '--backend', backend),
  );
  expect([six!.code, six!.stderr]).toEqual([0, '']);
  expect(seven).toEqual(six);
});

it('--backend ts7 judges what is staged, and not what lies on the disk', () => {
  const compilerOptions = { types: [], noLib: true, jsx: 'preserve', module: 'esnext', moduleResolution: 'bundler' };
  const page = (props: string): string =>
    `import { Box } from './box';\nexport default function Page() { const go = () => {}; return <Box ${props} />; }\n`;
  const repository = new TestRepository({
    'tsconfig.json': JSON.stringify({ compilerOptions }),
    'app/page.tsx': page(''),
    'app/box.tsx': `'use client';\nexport function Box(props: { go?: () => void }) { return null; }\n`,
  }).commit();
  repository.stage({ 'app/page.tsx': page('go={go}') }).write({ 'app/page.tsx': page('') });
  const { code, stdout, stderr } = runCli(repository.directory, '--staged', '--backend', 'ts7', '--format', 'json');
  expect([code, stderr]).toEqual([1, '']);
  expect(JSON.parse(stdout)).toMatchObject([{ file: 'app/page.tsx', rule: 'serializable-props' }]);
});

describe('--backend ts7 refuses what it cannot do', () => {
  it('a cache', () => {
    const { code, stderr } = runCli(join(root, 'examples/next-app'), '--backend', 'ts7', '--cache');
    expect([code, stderr]).toEqual([
      2,
      'rsc-boundary: What the backend "ts7" finds is not kept from run to run: leave --cache out.\n',
    ]);
  });

  it('a name that is no backend', () => {
    const { code, stderr } = runCli(root, '--backend', 'ts8');
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are ts6, ts7, auto.');
  });
});
