import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../test/support/build.ts';
import { inTurn, ratioOf, usageOf, type Command } from './processes.ts';
import type { Figure } from './statistics.ts';

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
  const git = (...args: string[]): void => {
    const { status, stderr } = spawnSync('git', args, { cwd: directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`);
  };
  const own = (...args: string[]): Command => ({ args: [join(root, 'dist/cli.mjs'), ...args], directory });
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'x');
  usageOf(own('--cache'));
  let edits = 0;
  const before = (): void => {
    writeFileSync(path, text.replace('</h1>', `{'${edits++}'}</h1>`));
    git('add', file);
  };
  const usages = inTurn(
    {
      eslint: { args: [join(root, 'node_modules/eslint/bin/eslint.js'), file], directory, before },
      staged: { ...own('--staged'), before },
      stagedCached: { ...own('--staged', '--cache'), before },
      whole: { ...own(), before },
      changed: { ...own('--cache'), before },
    },
    rounds,
  );
  const how = (what: string): string => `CPU seconds: ${what}, median of ${rounds} pairs`;
  const onOne = 'eslint with types on that file';
  return [
    {
      what: `${name}: one staged file`,
      value: ratioOf(usages, 'staged', 'eslint'),
      unit: '×',
      bound: 0.5,
      how: how(`rsc-boundary --staged / ${onOne}`),
    },
    {
      what: `${name}: one staged file, with the cache`,
      value: ratioOf(usages, 'stagedCached', 'eslint'),
      unit: '×',
      bound: 0.5,
      how: how(`rsc-boundary --staged --cache / ${onOne}`),
    },
    {
      what: `${name}: one file changed, with the cache`,
      value: ratioOf(usages, 'changed', 'whole'),
      unit: '×',
      bound: 0.25,
      how: how('rsc-boundary --cache / rsc-boundary'),
    },
  ];
}
