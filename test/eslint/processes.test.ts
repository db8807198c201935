import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { isWholeRun } from '../support/whole-run.ts';

const app = join(root, 'examples/broken-app');
const folder = mkdtempSync(join(tmpdir(), 'rsc-boundary-eslint-'));
afterAll(() => rmSync(folder, { recursive: true }));

// With types in `npm run doors`: what is asked here hangs on none.
const parserOptions = isWholeRun ? { projectService: true, tsconfigRootDir: app } : {};
const at = (path: string): string => JSON.stringify(pathToFileURL(join(root, path)).href);
const config = join(folder, 'eslint.config.mjs');
writeFileSync(
  config,
  `import rscBoundary from ${at('dist/eslint-plugin.mjs')};
import * as parser from ${at('node_modules/@typescript-eslint/parser/dist/index.js')};
export default [
  { ignores: ['.next'] },
  {
    ...rscBoundary.configs.all,
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser, parserOptions: ${JSON.stringify(parserOptions)} },
  },
];
`,
);

/** What the eslint command finds, one line each. */
function lint(...flags: string[]): string[] {
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr } = spawnSync(process.execPath, [eslint, '-c', config, '--format', 'json', ...flags, '.'], {
    cwd: app,
    encoding: 'utf8',
    timeout: 600_000,
  });
  // It says where one process would have been as quick.
  expect(stderr.replace(/^\(node:\d+\) ESLintPoorConcurrencyWarning: .*\n(?:\(Use .*\n)?/, '')).toBe('');
  const results = JSON.parse(stdout) as Array<{
    readonly filePath: string;
    readonly messages: ReadonlyArray<{ readonly line: number; readonly ruleId: string | null; readonly message: string }>;
  }>;
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ line, ruleId, message }) => `${relative(app, filePath)}:${line} ${ruleId}: ${message}`),
    )
    .sort();
}

const location = join(folder, 'cache');
const found = lint('--cache', '--cache-location', location);

it('finds with a cache what it found without, where no file changed', () => {
  expect(found.length).toBeGreaterThan(40);
  expect(existsSync(location)).toBe(true);
  expect(lint('--cache', '--cache-location', location)).toEqual(found);
});

it('finds in several processes what it finds in one', () => {
  expect(lint('--concurrency', '2')).toEqual(found);
});
