import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import * as typescriptParser from '@typescript-eslint/parser';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { check, exitCodeOf } from '../../cli/check.ts';
import { formatFailures } from '../../cli/failures.ts';
import { createState } from '../../editor/state.ts';
import rscBoundary from '../../eslint-plugin/index.ts';
import { rules } from '../../src/rules/index.ts';
import { readSettings } from '../../src/settings.ts';

// A rule that fails on one of two files. No rule is known to: this one is made to.
const failing = rules.find(({ name }) => name === 'directive-spelling')!;
const source = `'use sever';\nexport const value = () => {\n  'use client';\n};\n`;
let directory: string;

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-failure-'))).replaceAll('\\', '/');
  const files = {
    'tsconfig.json': '{ "compilerOptions": { "lib": ["es5"], "types": [] } }',
    'bad.ts': source,
    'lib/good.ts': source,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeEach(() => {
  const { check } = failing;
  vi.spyOn(failing, 'check').mockImplementation((context) => {
    if (context.sourceFile.fileName.endsWith('/bad.ts')) throw new TypeError('x is undefined.\nand more');
    check(context);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const spelling = 'directive-spelling';
const placement = 'directive-placement';

it('the command line goes on, says which rule failed where, and ends with 2', () => {
  const options = {
    preset: ['recommended'],
    rule: {},
    project: [],
    serverRoot: [],
    fix: false,
    format: [],
    maxWarnings: undefined,
  };
  const result = check([], options, directory);
  expect(result.findings.map(({ file, finding }) => [file, finding.rule])).toEqual([
    ['bad.ts', placement],
    ['lib/good.ts', spelling],
    ['lib/good.ts', placement],
  ]);
  expect(formatFailures(result.failures)).toBe(
    'rsc-boundary: Rule "directive-spelling" failed on bad.ts, and what it finds there is missing (x is undefined). Please report it with that file at https://github.com/rsc-boundary/rsc-boundary/issues; --rule directive-spelling=off leaves it out.\n',
  );
  expect(exitCodeOf(result)).toBe(2);
  expect(exitCodeOf({ ...result, failures: [] })).toBe(1);
});

it('a rule that fails on many files is named once', () => {
  const failures = ['a.ts', 'b.ts', 'c.ts'].map((file) => ({ rule: spelling, file, error: 'no' }));
  expect(formatFailures(failures)).toMatch(
    /^rsc-boundary: Rule "directive-spelling" failed on a\.ts and 2 other files, .*\(no\)[^\n]*\n$/,
  );
  expect(formatFailures([])).toBe('');
});

it('ESLint shows it at the top of the file, and what all other rules find', async () => {
  const eslint = new ESLint({
    cwd: directory,
    overrideConfigFile: true,
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parser: typescriptParser }, ...rscBoundary.configs.recommended },
  });
  const results = await eslint.lintFiles(['**/*.ts']);
  const seen = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, message, messageId }) => [
      filePath.slice(directory.length + 1).replaceAll('\\', '/'),
      ruleId,
      line,
      column,
      messageId === 'failed' ? message : messageId,
    ]),
  );
  expect(seen).toEqual([
    [
      'bad.ts',
      `rsc-boundary/${spelling}`,
      1,
      1,
      'This rule failed here, and what it finds in this file is missing (x is undefined). Please report it with that file at https://github.com/rsc-boundary/rsc-boundary/issues.',
    ],
    ['bad.ts', `rsc-boundary/${placement}`, 3, 3, 'clientInFunction'],
    ['lib/good.ts', `rsc-boundary/${spelling}`, 1, 1, 'misspelt'],
    ['lib/good.ts', `rsc-boundary/${placement}`, 3, 3, 'clientInFunction'],
  ]);
});

it('editors log it and keep all else', () => {
  const log: string[] = [];
  const program = ts.createProgram([`${directory}/bad.ts`, `${directory}/lib/good.ts`], { types: [] });
  const state = createState({
    typescript: ts,
    directory,
    disk: { ...ts.sys, realpath: (path) => path },
    program: () => program,
    isCancelled: () => false,
    log: (line) => void log.push(line),
  });
  state.configure(readSettings({}));
  const found = (file: string): string[] => state.findingsOf(`${directory}/${file}`).map(({ rule }) => rule);
  expect(['bad.ts', 'lib/good.ts', 'bad.ts'].map(found)).toEqual([[placement], [spelling, placement], [placement]]);
  // The same trouble at every keystroke is one line.
  expect(log.map((line) => line.split('\n')[0])).toEqual([
    `rule directive-spelling failed on ${directory}/bad.ts: TypeError: x is undefined.`,
  ]);
});
