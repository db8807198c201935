import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import { ESLint as ESLint9 } from 'eslint-9';
import { defineConfig } from 'eslint/config';
import { defineConfig as defineConfig9 } from 'eslint-9/config';
import { afterAll, describe, expect, it } from 'vitest';
import rscBoundary, { configs } from '../../eslint-plugin/index.ts';
import { rules, type RuleName } from '../../src/rules/index.ts';
import { runOxlint } from '../support/oxlint.ts';

const folder = mkdtempSync(join(tmpdir(), 'rsc-boundary-eslint-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes files below a new folder and gives its path. */
function project(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(folder, 'project-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

const typescript: Linter.Config = { files: ['**/*.{ts,tsx}'], languageOptions: { parser: typescriptParser } };

function engine(cwd: string, config: Linter.Config[], options: ESLint.Options = {}): ESLint {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [typescript, ...config], ...options });
}

function brief(messages: readonly Linter.LintMessage[]): string[] {
  return messages.map(({ ruleId, line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn} ${ruleId}`);
}

describe('the plugin object', () => {
  it('says who it is', () => {
    const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
    expect(rscBoundary.meta).toEqual({ name, version, namespace: 'rsc-boundary' });
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))('%s says what it is', (name, rule) => {
    const meta = rscBoundary.rules[name as RuleName].meta!;
    expect(meta).toMatchObject({
      type: 'problem',
      messages: rule.messages,
      hasSuggestions: rule.hasSuggestions,
      docs: {
        description: rule.description,
        url: `https://github.com/rsc-boundary/rsc-boundary/blob/main/docs/rules/${name}.md`,
        recommended: rule.presets.includes('recommended'),
      },
    });
    expect(meta.fixable).toBe(rule.fixable ? 'code' : undefined);
    expect(meta.schema).toBeInstanceOf(Array);
  });
});

describe('presets', () => {
  const on = (preset: keyof typeof configs): string[] => Object.keys(configs[preset].rules!);
  const having = (...presets: string[]): string[] =>
    rules.filter((rule) => rule.presets.some((preset) => presets.includes(preset))).map(({ name }) => `rsc-boundary/${name}`);

  it('hold the rules that say so', () => {
    expect(on('recommended')).toEqual(having('recommended'));
    expect(on('strict')).toEqual(having('recommended', 'strict'));
    expect(on('security')).toEqual(having('security'));
    expect(on('all')).toEqual(rules.map(({ name }) => `rsc-boundary/${name}`));
  });

  it('take the severity a rule has', () => {
    for (const rule of rules) expect(configs.all.rules![`rsc-boundary/${rule.name}`]).toBe(rule.severity);
  });

  const actions = { 'actions.js': `'use client';\n'use server';\n` };

  it.each([
    ['ESLint 10, as an object', ESLint, defineConfig([rscBoundary.configs.recommended])],
    ['ESLint 9, as an object', ESLint9, defineConfig9([rscBoundary.configs.recommended])],
    [
      'ESLint 10, by name',
      ESLint,
      defineConfig([{ files: ['**/*.js'], plugins: { 'rsc-boundary': rscBoundary }, extends: ['rsc-boundary/recommended'] }]),
    ],
    [
      'ESLint 9, by name',
      ESLint9,
      defineConfig9([{ files: ['**/*.js'], plugins: { 'rsc-boundary': rscBoundary }, extends: ['rsc-boundary/recommended'] }]),
    ],
    [
      'ESLint 10, by name, under another name',
      ESLint,
      defineConfig([{ files: ['**/*.js'], plugins: { rsc: rscBoundary }, extends: ['rsc/recommended'] }]),
    ],
  ] as const)('are taken by defineConfig: %s', async (name, Engine, config) => {
    const eslint = new Engine({ cwd: project(actions), overrideConfigFile: true, overrideConfig: config as never });
    const [result] = await eslint.lintFiles(['actions.js']);
    const prefix = name.endsWith('another name') ? 'rsc' : 'rsc-boundary';
    expect(brief(result!.messages as Linter.LintMessage[])).toEqual([`2:1-2:13 ${prefix}/no-conflicting-directives`]);
  });

  it('are taken by oxlint rule for rule', () => {
    const found = runOxlint(project(actions), { rules: configs.recommended.rules });
    expect(found.map(({ rule, start, end, severity }) => ({ rule, start, end, severity }))).toEqual([
      { rule: 'no-conflicting-directives', start: 14, end: 26, severity: 'error' },
    ]);
  });
});

describe('positions', () => {
  const text = `// “ü” 👩‍👩‍👧\r\nexport const a = 1;\r\n/* 👩 */ 'use client';\r\n`;

  it.each([
    ['without', ''],
    ['with', '\uFEFF'],
  ])('are the same %s a byte order mark', async (_name, mark) => {
    const cwd = project({
      'tsconfig.json': '{ "compilerOptions": { "allowJs": true }, "include": ["*"] }',
      'a.ts': mark + text,
      'b.js': mark + text,
    });
    const typed: Linter.Config = {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: cwd } },
    };
    const expected = ['3:10-3:22 rsc-boundary/directive-placement'];
    for (const config of [[configs.recommended], [configs.recommended, typed]]) {
      for (const { messages } of await engine(cwd, config).lintFiles(['a.ts', 'b.js'])) expect(brief(messages)).toEqual(expected);
    }
    const byOxlint = runOxlint(cwd, { rules: configs.recommended.rules });
    expect(byOxlint.map(({ start, end }) => text.slice(start, end))).toEqual([`'use client'`, `'use client'`]);
  });

  it('hold for fixes of a file with a byte order mark', async () => {
    const cwd = project({ 'a.js': `\uFEFF"use clinet";\r\nexport {};\r\n` });
    const [result] = await engine(cwd, [configs.recommended], { fix: true }).lintFiles(['a.js']);
    expect(result!.output).toBe(`\uFEFF"use client";\r\nexport {};\r\n`);
    expect(result!.messages).toEqual([]);
  });
});

describe('what ESLint adds', () => {
  it('applies fixes until none is left', async () => {
    const cwd = project({ 'a.ts': `import './x';\n"use clinet";\nexport const a = 1;\n` });
    const eslint = engine(cwd, [configs.recommended], { fix: true });
    const results = await eslint.lintFiles(['a.ts']);
    await ESLint.outputFixes(results);
    expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe(results[0]!.output);
    const [again] = await engine(cwd, [configs.recommended]).lintFiles(['a.ts']);
    expect(again!.messages.filter(({ fix }) => fix)).toEqual([]);
    expect(again!.fatalErrorCount).toBe(0);
  });

  it('shows suggestions with what they would change', () => {
    const text = `'use client';\n'use server';\n`;
    const [message] = new Linter().verify(text, [configs.recommended]);
    expect(
      message!.suggestions!.map(({ desc, fix }) => [desc, text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])]),
    ).toEqual([
      ['Keep "use client" and remove "use server"', `'use client';\n`],
      ['Keep "use server" and remove "use client"', `'use server';\n`],
    ]);
  });

  it('is silenced by comments, and says which are not needed', async () => {
    const cwd = project({
      'a.js': [
        `'use client';`,
        `// eslint-disable-next-line rsc-boundary/no-conflicting-directives -- a person's reason`,
        `'use server';`,
        `// eslint-disable-next-line rsc-boundary/directive-spelling`,
        `export {};`,
      ].join('\n'),
    });
    const unused: Linter.Config = { linterOptions: { reportUnusedDisableDirectives: 'error' } };
    const [result] = await engine(cwd, [configs.recommended, unused]).lintFiles(['a.js']);
    expect(result!.messages.map(({ line, message }) => `${line} ${message}`)).toEqual([
      `4 Unused eslint-disable directive (no problems were reported from 'rsc-boundary/directive-spelling').`,
    ]);
    expect(result!.suppressedMessages.map(({ ruleId, line }) => `${line} ${ruleId}`)).toEqual([
      '3 rsc-boundary/no-conflicting-directives',
    ]);
  });

  it('gives the same from its cache', async () => {
    const cwd = project({ 'a.js': `'use client';\n'use server';\n` });
    const cacheLocation = join(cwd, '.cache', 'eslint');
    const run = async (): Promise<string[]> => {
      const options = { cache: true, cacheLocation };
      const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [configs.recommended], ...options });
      return brief((await eslint.lintFiles(['a.js']))[0]!.messages);
    };
    const first = await run();
    expect(first).toEqual(['2:1-2:13 rsc-boundary/no-conflicting-directives']);
    expect(existsSync(cacheLocation)).toBe(true);
    expect(await run()).toEqual(first);
    writeFileSync(join(cwd, 'a.js'), `'use client';\n`);
    expect(await run()).toEqual([]);
  });
});

describe('files that are not plain files on the disk', () => {
  const text = `'use client';\n'use server';\n`;
  const found = ['rsc-boundary/no-conflicting-directives'];
  const verify = (filename: string | undefined, source = text): unknown[] =>
    new Linter({ cwd: '/' })
      .verify(source, [{ ...configs.all, files: ['**/*.*'] }], filename ? { filename } : {})
      .map(({ ruleId }) => ruleId);

  it.each([
    ['a name that does not exist', 'nowhere/at/all/a.js'],
    ['an absolute name that does not exist', '/nowhere/at/all/a.jsx'],
    ['a code block of a Markdown file', 'README.md/0.js'],
    ['a module of its own extension', 'a.mjs'],
    ['no name', undefined],
  ])('%s', (_what, filename) => expect(verify(filename)).toEqual(found));

  it.each(['App.vue', 'page.svelte', 'page.astro', 'data.json'])('%s is left alone', (filename) => {
    expect(verify(filename)).toEqual([]);
  });

  it('an empty file', () => expect(verify('a.js', '')).toEqual([]));
});

it('lints one name again and again, each time what the text says now', () => {
  const linter = new Linter({ cwd: '/' });
  const config = [{ ...configs.all, files: ['**/*.js'] }];
  const verify = (text: string): number => linter.verify(text, config, { filename: join(folder, 'app/page.js') }).length;
  expect(verify(`'use client';\n'use server';\n`)).toBe(1);
  expect(verify(`'use client';\n`)).toBe(0);
  expect(verify(`'use server';\n'use client';\n`)).toBe(1);
});
