import ts from 'typescript';
import { fixturesDirectory, programOf, rulesOfCase, type FixtureCase } from '../support/fixtures.ts';
import type { Analysis } from './bundle.ts';

/** A fixture that mutants are asked about: its files alone are the project, so that little has to be made anew for each mutant. */
export interface Asked {
  readonly fixture: FixtureCase;
  readonly program: ts.Program;
  readonly rules: ReadonlySet<string>;
}

export function askedOf(fixture: FixtureCase): Asked {
  return { fixture, program: programAlone(fixture), rules: rulesOfCase(fixture) };
}

/** The Program of a case as if the other cases were not there. Types are asked of the one checker: it holds no change. */
function programAlone({ tsconfig, directory }: FixtureCase): ts.Program {
  const whole = programOf(tsconfig);
  const isOwn = (name: string): boolean => !name.startsWith(`${fixturesDirectory}/`) || name.startsWith(`${directory}/`);
  const files = whole.getSourceFiles().filter(({ fileName, isDeclarationFile }) => isDeclarationFile || isOwn(fileName));
  const names = whole.getRootFileNames().filter((name) => name.endsWith('.d.ts') || isOwn(name));
  return { ...whole, getSourceFiles: () => files, getRootFileNames: () => names };
}

/** All that a fixture's files are told, one after the other: findings with their places, words, fixes and suggestions. */
export function* answersOf(
  { runRules, projectOfProgram, rules }: Analysis,
  { fixture, program, rules: on }: Asked,
): Generator<string> {
  const project = projectOfProgram(ts, program, {}, ts.sys);
  const selected = rules.filter(({ name }) => on.has(name)).map((rule) => ({ rule }));
  for (const { fileName } of fixture.files) {
    const findings = runRules(project, program.getSourceFile(fileName)!, selected);
    yield JSON.stringify(
      findings.map(({ rule, start, end, message, fix, suggestions }) => [rule, start, end, message, fix, suggestions]),
    );
  }
}
