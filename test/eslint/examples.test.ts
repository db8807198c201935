import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import rscBoundary from '../../eslint-plugin/index.ts';
import { isFileOnly } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { root } from '../support/build.ts';
import { runCli } from '../support/cli.ts';
import { runOxlint } from '../support/oxlint.ts';
import { runRslint } from '../support/rslint.ts';

/** Where something is found, in the words that the command line prints. */
interface Found {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly rule: string;
  readonly message: string;
  readonly severity: string;
}

const fileRules = new Set(rules.filter(isFileOnly).map(({ name }) => name));

describe('the app that is right', () => {
  const app = join(root, 'examples/next-app');
  it('typed: silent', async () => expect(await lint(app, { projectService: true, tsconfigRootDir: app })).toEqual([]));
  it('untyped: silent', async () => expect(await lint(app, {})).toEqual([]));
  it('oxlint: silent', () => expect(runOxlint(app, { rules: rscBoundary.configs.all.rules })).toEqual([]));
  it('rslint: silent', () => expect(runRslint(app, rscBoundary.configs.all.rules)).toEqual([]));
});

describe('the app that is wrong', () => {
  const app = join(root, 'examples/broken-app');
  const byCommandLine = commandLine(app);
  let untyped: Found[];
  beforeAll(async () => void (untyped = await lint(app, {})));

  it('typed: what the command line finds', async () => {
    expect(byCommandLine.length).toBeGreaterThan(0);
    expect(await lint(app, { projectService: true, tsconfigRootDir: app })).toEqual(byCommandLine);
  });

  it('untyped: nothing else, and all that needs no types', () => {
    expect(byCommandLine).toEqual(expect.arrayContaining(untyped));
    expect(untyped).toEqual(expect.arrayContaining(byCommandLine.filter(({ rule }) => fileRules.has(rule))));
  });

  it.each([
    ['oxlint', () => runOxlint(app, { rules: rscBoundary.configs.all.rules })],
    ['rslint', () => runRslint(app, rscBoundary.configs.all.rules)],
  ] as const)('%s: as many as untyped ESLint, of the same rules', (_host, run) => {
    const names = run().map(({ file, rule }) => `${file} ${rule}`);
    expect(names.sort()).toEqual(untyped.map(({ file, rule }) => `${file} ${rule}`).sort());
  });

  it('the page of the doors says how far each of them reaches', () => {
    const page = readFileSync(join(root, 'docs/doors.md'), 'utf8');
    const told = Object.fromEntries(
      [...page.matchAll(/^\| ([^|]+?) +\| (\d+ of \d+) +\|/gm)].map(([, name, count]) => [name, count]),
    );
    const [all, some] = [byCommandLine.length, untyped.length].map((count) => `${count} of ${byCommandLine.length}`);
    expect(told).toEqual({
      'command line': all,
      'ESLint with types': all,
      'ESLint without types': some,
      oxlint: some,
      rslint: some,
    });
  });
});

async function lint(cwd: string, parserOptions: Linter.ParserOptions): Promise<Found[]> {
  const config: Linter.Config = {
    ...rscBoundary.configs.all,
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: typescriptParser, parserOptions },
  };
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [{ ignores: ['.next'] }, config] });
  const results = await eslint.lintFiles(['**/*.{ts,tsx}']);
  return sorted(
    results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line, column, endLine, endColumn, message, severity }) => ({
        file: relative(cwd, filePath).replaceAll('\\', '/'),
        line,
        column,
        endLine,
        endColumn,
        rule: (ruleId ?? 'fatal').replace('rsc-boundary/', ''),
        message,
        severity: severity === 2 ? 'error' : 'warn',
      })),
    ),
  );
}

function commandLine(cwd: string): Found[] {
  const { stdout } = runCli(cwd, '--preset', 'all', '--format', 'json');
  return sorted(
    (JSON.parse(stdout) as Found[]).map(({ file, line, column, endLine, endColumn, rule, message, severity }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
      rule,
      message,
      severity,
    })),
  );
}

function sorted(found: readonly Found[]): Found[] {
  const key = ({ file, line, column, rule }: Found): string =>
    [file, String(line).padStart(5, '0'), String(column).padStart(5, '0'), rule].join(' ');
  return [...found].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
