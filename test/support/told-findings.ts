import ts from 'typescript';
import { expect } from 'vitest';
import { rulesOfCase, type FixtureCase } from './fixtures.ts';

/** A finding as `--format json` tells it: lines and columns from 1, the end exclusive. */
export interface ToldFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly message: string;
}

/** Expects of the files of a case what their markers say. */
export function expectMarked(found: readonly ToldFinding[], fixture: FixtureCase): void {
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
}
