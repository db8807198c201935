import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { root } from '../test/support/build.ts';
import { median, type Figure } from './statistics.ts';

const config = `import parser from '@typescript-eslint/parser';
import plugin from ${JSON.stringify(pathToFileURL(join(root, 'dist/eslint-plugin.mjs')).href)};
export default [
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'rsc-boundary': plugin },
    rules: plugin.configs.recommended.rules ?? Object.assign({}, ...[plugin.configs.recommended].flat().map(({ rules }) => rules)),
  },
];
`;

/**
 * What a hook waits for: one staged file of an app, beside ESLint with types and this plugin on that one file; and a whole run with
 * a cache after one file has changed, beside one without. All in turn.
 */
export function measureStaged(name: string, directory: string, file: string, rounds: number): Figure[] {
  const path = join(directory, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(join(directory, 'eslint.config.mjs'), config);
  writeFileSync(join(directory, '.gitignore'), 'node_modules\n');
  const run = (command: string, ...args: string[]): number => {
    const start = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd: directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return performance.now() - start;
  };
  const own = (...args: string[]): number => run(process.execPath, join(root, 'dist/cli.mjs'), ...args);
  run('git', 'init', '-q');
  run('git', 'add', '-A');
  run('git', '-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'x');
  own('--cache');
  const times = {
    eslint: [] as number[],
    staged: [] as number[],
    stagedCached: [] as number[],
    whole: [] as number[],
    changed: [] as number[],
  };
  const edit = (round: number): void => {
    writeFileSync(path, text.replace('</h1>', `{'${round}'}</h1>`));
    run('git', 'add', file);
  };
  for (let round = 0; round < rounds; round++) {
    edit(2 * round);
    times.eslint.push(run(process.execPath, join(root, 'node_modules/eslint/bin/eslint.js'), file));
    times.staged.push(own('--staged'));
    times.stagedCached.push(own('--staged', '--cache'));
    times.whole.push(own());
    edit(2 * round + 1);
    times.changed.push(own('--cache'));
  }
  const ratio = (what: keyof typeof times, of: keyof typeof times): number =>
    median(times[what].map((time, round) => time / times[of][round]!));
  const how = (what: string): string => `${what}, median of ${rounds} pairs`;
  return [
    {
      what: `${name}: one staged file`,
      value: ratio('staged', 'eslint'),
      unit: '×',
      how: how('rsc-boundary --staged / eslint with types on that file'),
    },
    {
      what: `${name}: one staged file, with the cache`,
      value: ratio('stagedCached', 'eslint'),
      unit: '×',
      how: how('rsc-boundary --staged --cache / eslint with types on that file'),
    },
    {
      what: `${name}: one file changed, with the cache`,
      value: ratio('changed', 'whole'),
      unit: '×',
      how: how('rsc-boundary --cache / rsc-boundary'),
    },
  ];
}
