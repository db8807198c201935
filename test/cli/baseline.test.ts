import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { CheckOptions } from '../../cli/arguments.ts';
import { check } from '../../cli/check.ts';
import { root } from '../support/build.ts';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';

const tsconfig = JSON.stringify({ compilerOptions: { types: [], noLib: true, module: 'esnext', moduleResolution: 'bundler' } });
const actions = (...names: string[]): string =>
  `'use server';\n${names.map((name) => `export function ${name}() {}\n`).join('')}`;
const app = { 'tsconfig.json': tsconfig, 'lib/a.ts': actions('one', 'two'), 'lib/b.ts': actions('three') };

function found(directory: string, options: Partial<CheckOptions>): string[] {
  const none = {
    project: [join(directory, 'tsconfig.json')],
    preset: [],
    rule: {},
    serverRoot: [],
    fix: false,
    maxWarnings: undefined,
  };
  const { findings } = check([], { ...none, format: 'json', ...options } as CheckOptions, directory);
  return findings.map(({ file, finding }) => `${file} ${String(finding.data['name'])}`);
}

it('a baseline is written, and only what is new is told', () => {
  const directory = folder(app);
  const written = runCli(directory, '--write-baseline');
  expect(written).toEqual({
    stdout: 'No problems across the client boundary.\n',
    stderr: 'rsc-boundary: 3 findings are written down in rsc-boundary-baseline.json.\n',
    code: 0,
  });
  const baseline = join(directory, 'rsc-boundary-baseline.json');
  const rule = 'async-server-functions';
  const all = {
    version: 1,
    findings: {
      'lib/a.ts': { [rule]: ['export function one() {}', 'export function two() {}'] },
      'lib/b.ts': { [rule]: ['export function three() {}'] },
    },
  };
  expect(JSON.parse(readFileSync(baseline, 'utf8'))).toEqual(all);
  expect(found(directory, { baseline })).toEqual([]);
  // Moved, and once more the same line.
  writeFileSync(join(directory, 'lib/a.ts'), `// A line.\n${actions('two', 'one', 'four')}`);
  writeFileSync(join(directory, 'lib/b.ts'), actions('three', 'three'));
  expect(found(directory, { baseline })).toEqual(['lib/a.ts `four`', 'lib/b.ts `three`']);
  expect(JSON.parse(readFileSync(baseline, 'utf8'))).toEqual(all);
  // What is gone is taken out, and comes back as new.
  writeFileSync(join(directory, 'lib/a.ts'), actions('one'));
  const pruned = runCli(directory, '--baseline', 'rsc-boundary-baseline.json', 'lib');
  expect(pruned.stderr).toBe('');
  expect(runCli(directory, '--baseline', 'rsc-boundary-baseline.json').stderr).toBe(
    'rsc-boundary: One finding of the baseline is gone, and taken out of rsc-boundary-baseline.json.\n',
  );
  writeFileSync(join(directory, 'lib/a.ts'), actions('one', 'two'));
  expect(found(directory, { baseline })).toEqual(['lib/a.ts `two`', 'lib/b.ts `three`']);
});

it('what ESLint suppresses counts: as many are passed over, and with one more all are told', () => {
  const plugin = join(root, 'dist/eslint-plugin.mjs');
  const directory = folder({
    ...app,
    'tsconfig.json': JSON.stringify({ compilerOptions: { types: [], noLib: true, allowJs: true }, include: ['lib'] }),
    'lib/c.js': actions('one', 'two'),
    'eslint.config.mjs': `import plugin from ${JSON.stringify(pathToFileURL(plugin).href)};
export default [{ files: ['lib/*.js'], plugins: { 'rsc-boundary': plugin }, rules: { 'rsc-boundary/async-server-functions': 'error' } }];\n`,
  });
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
  expect(spawnSync(process.execPath, [eslint, '--suppress-all', 'lib'], { cwd: directory }).status).toBe(0);
  const baseline = join(directory, 'eslint-suppressions.json');
  const others = ['lib/a.ts `one`', 'lib/a.ts `two`', 'lib/b.ts `three`'];
  expect(found(directory, { baseline })).toEqual(others);
  writeFileSync(join(directory, 'lib/c.js'), actions('one', 'two', 'four'));
  expect(found(directory, { baseline })).toEqual([...others, 'lib/c.js `one`', 'lib/c.js `two`', 'lib/c.js `four`']);
});

it.each([
  ['nope.json', undefined, 'There is no baseline nope.json. Write one with --write-baseline.'],
  ['b.json', '{', 'b.json is no baseline: it is no JSON.'],
  ['b.json', '[]', 'b.json is neither a baseline nor what "eslint --suppress-all" writes.'],
  [
    'b.json',
    '{"version":1,"findings":{"a.ts":7}}',
    'b.json is no baseline: it has a file without rules. Write it anew with --write-baseline.',
  ],
])('%s %s: one sentence', (name, text, sentence) => {
  const directory = folder({ ...app, ...(text === undefined ? {} : { [name]: text }) });
  const { stderr, code } = runCli(directory, '--baseline', name);
  expect({ stderr, code }).toEqual({ stderr: `rsc-boundary: ${sentence}\n`, code: 2 });
});
