import { expect, it } from 'vitest';
import ts from 'typescript';
import { rules } from '../../src/rules/index.ts';
import { runCli } from '../support/cli.ts';
import { fixtureCases, fixturesDirectory, rulesOfCase } from '../support/fixtures.ts';

const cases = fixtureCases();
const configs = [...new Set(cases.map(({ tsconfig }) => tsconfig))];
const { stdout } = runCli(fixturesDirectory, '--preset', 'all', '--format', 'json', ...configs.flatMap((path) => ['-p', path]));
const found = JSON.parse(stdout) as Array<{
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  rule: string;
  message: string;
}>;

it.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s: the command line finds the same', (_name, fixture) => {
  const on = rulesOfCase(fixture);
  for (const { name, text, fileName, expected } of fixture.files) {
    const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
    const actual = found
      .filter((finding) => finding.file === name && on.has(finding.rule))
      .map(({ line, column, endLine, endColumn, rule, message }) => ({
        rule,
        message,
        start: file.getPositionOfLineAndCharacter(line - 1, column - 1),
        end: file.getPositionOfLineAndCharacter(endLine - 1, endColumn - 1),
      }));
    // A comment that silences a rule is honoured here and not in the core, so such a file may have fewer.
    if (text.includes('eslint-disable')) expect(expected).toEqual(expect.arrayContaining(actual));
    else expect(actual, name).toEqual(expected);
  }
});

it('every rule was on', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
});
