import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { afterEach, describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';

const require = createRequire(import.meta.url);
const made: string[] = [];
afterEach(() => made.splice(0).forEach((directory) => rmSync(directory, { recursive: true, force: true })));

const tsconfig = (entry: object): string =>
  JSON.stringify({
    compilerOptions: {
      jsx: 'preserve',
      lib: ['es5'],
      types: [],
      plugins: [{ name: 'eslint-plugin-rsc-boundary/ts-plugin', ...entry }],
    },
    include: ['**/*.tsx'],
  });
const screen = `import { useState } from 'react';\nexport const Home = () => useState(0)[0];\n`;
const kind = `'use cache: redis';\nexport async function load() {}\n`;

interface Config {
  settings?: string;
  rules?: string;
  typed?: boolean;
}

/** A folder with these files and ESLint's config, until the test's end. */
function folderWith(files: Readonly<Record<string, string>>, config: Config): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-eslint-')));
  made.push(directory);
  const { settings = '{}', rules = '{}', typed = false } = config;
  const all = {
    ...files,
    'eslint.config.mjs': `import rsc from ${JSON.stringify(join(root, 'dist/eslint-plugin.mjs'))};
import * as parser from ${JSON.stringify(require.resolve('@typescript-eslint/parser'))};
export default [{
  files: ['**/*.tsx'],
  ...rsc.configs.recommended,
  settings: ${settings},
  languageOptions: { parser, parserOptions: ${typed ? '{ projectService: true, tsconfigRootDir: import.meta.dirname }' : '{}'} },
}, { files: ['**/*.tsx'], rules: ${rules} }];
`,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** What ESLint finds in a folder, in this process. */
async function found(files: Readonly<Record<string, string>>, config: Config = {}): Promise<string[]> {
  const cwd = folderWith(files, config);
  return foundIn(await new ESLint({ cwd, overrideConfigFile: join(cwd, 'eslint.config.mjs') }).lintFiles('.'));
}

function foundIn(results: ReadonlyArray<{ messages: ReadonlyArray<{ ruleId: string | null; line: number }> }>): string[] {
  return results.flatMap(({ messages }) => messages.map(({ ruleId, line }) => `${line} ${ruleId?.replace('rsc-boundary/', '')}`));
}

/** A real ESLint, in a process of its own, on a folder. */
function lint(
  files: Readonly<Record<string, string>>,
  config: Config = {},
): { found: string[]; stderr: string; code: number | null } {
  const directory = folderWith(files, config);
  const eslint = join(dirname(require.resolve('eslint/package.json')), 'bin/eslint.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [eslint, '--format', 'json', '.'], {
    cwd: directory,
    encoding: 'utf8',
  });
  return {
    found: stdout.startsWith('[') ? foundIn(JSON.parse(stdout) as Parameters<typeof foundIn>[0]) : [],
    stderr: stderr.replaceAll(directory, '<folder>'),
    code: status,
  };
}

describe.each([false, true])("the tsconfig's entry, typed: %s", (typed) => {
  it('its server roots hold, and those of ESLint over them', async () => {
    const files = {
      'tsconfig.json': tsconfig({ serverRoots: ['./screens/*.tsx'] }),
      'screens/home.tsx': screen,
      'x.tsx': screen,
    };
    expect(await found(files, { typed })).toEqual(['1 client-only-api']);
    const settings = `{ 'rsc-boundary': { serverRoots: ['x.tsx'] } }`;
    expect(await found(files, { typed, settings })).toEqual(['1 client-only-api']);
    expect(await found({ ...files, 'screens/home.tsx': '' }, { typed, settings })).toEqual(['1 client-only-api']);
  });

  it('its options hold, and those of ESLint over them', async () => {
    const files = {
      'tsconfig.json': tsconfig({ rules: { 'directive-spelling': ['off', { cacheKinds: ['redis'] }] } }),
      'a.tsx': kind,
    };
    const set = { ...files, 'tsconfig.json': files['tsconfig.json'].replace('off', 'error') };
    expect(await found(set, { typed })).toEqual([]);
    const rules = `{ 'rsc-boundary/directive-spelling': ['error', { cacheKinds: ['disk'] }] }`;
    expect(await found(set, { typed, rules })).toEqual(['1 directive-spelling']);
  });

  it('what is wrong in it is said once, with its path, and the rest holds', () => {
    const entry = { serverRoots: ['screens/*.tsx', 'nowhere/*.tsx'], rules: { 'directive-speling': 'off' }, color: 1 };
    const files = { 'tsconfig.json': tsconfig(entry), 'screens/home.tsx': screen, 'screens/other.tsx': screen };
    const { found, stderr } = lint(files, { typed });
    expect(found).toEqual(['1 client-only-api', '1 client-only-api']);
    const lines = stderr.split('\n').filter((line) => line.includes('RscBoundaryWarning'));
    expect(lines.map((line) => line.replace(/^.*RscBoundaryWarning: /, '')).sort()).toEqual([
      'In the "plugins" of <folder>/tsconfig.json: There is no rule "directive-speling". Did you mean "directive-spelling"?',
      'In the "plugins" of <folder>/tsconfig.json: There is no setting "color". There are: preset, rules, serverRoots, diagnostics, inlayHints, codeLens, documentHighlights, rename, refactorings.',
      'In the "plugins" of <folder>/tsconfig.json: the server root "nowhere/*.tsx" matches no source file of the project in <folder>.',
    ]);
  });
});

describe("what ESLint's own config gets wrong ends it with a sentence", () => {
  const files = { 'tsconfig.json': tsconfig({}), 'a.tsx': screen };
  it.each([
    [
      `{ 'rsc-boundary': { serverRoot: ['a'] } }`,
      '{}',
      `In ESLint's settings["rsc-boundary"]: There is no setting "serverRoot". Did you mean "serverRoots"?`,
    ],
    [
      `{ 'rsc-boundary': { serverRoots: 'a' } }`,
      '{}',
      `In ESLint's settings["rsc-boundary"]: "serverRoots" takes a list of globs.`,
    ],
    [
      '{}',
      `{ 'rsc-boundary/client-entry-props': ['error', { actionPattern: '(a)\\\\1' }] }`,
      'Option "actionPattern" of rule "client-entry-props" is no regular expression it can use: back-references are not supported.',
    ],
    ['{}', `{ 'rsc-boundary/client-entry-props': ['error', { actionPattern: '(a' }] }`, 'should match format "regex"'],
    [
      '{}',
      `{ 'rsc-boundary/client-entry-props': ['error', { mode: 'sometimes' }] }`,
      'should be equal to one of the allowed values',
    ],
  ])('%s, %s', (settings, rules, sentence) => {
    const { stderr, code } = lint(files, { settings, rules });
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('a server root that matches nothing is a notice', () => {
    const { stderr, code } = lint(files, { settings: `{ 'rsc-boundary': { serverRoots: ['nowhere/**'] } }` });
    expect(code).toBe(0);
    expect(stderr).toContain(`In ESLint's settings["rsc-boundary"]: the server root "nowhere/**" matches no source file`);
  });
});
