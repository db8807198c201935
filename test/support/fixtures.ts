import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Finding } from '../../src/finding.ts';
import { rules } from '../../src/rules/index.ts';
import { readMarkers, type Expectation } from './markers.ts';
import { askedRule, isAskedAbout, isWholeRun } from './whole-run.ts';

/** `test/fixtures`: one folder a rule, one folder a case in it; in `guides`, one folder a guide, one folder a section in it. */
export const fixturesDirectory = fileURLToPath(new URL('../fixtures', import.meta.url)).replaceAll('\\', '/');

/** One source file of a case, with what it says must be found in it. */
export interface FixtureFile {
  /** Absolute, forward slashes. */
  readonly fileName: string;
  /** Relative to `test/fixtures`. */
  readonly name: string;
  readonly text: string;
  readonly expected: readonly Expectation[];
}

/** One case: a small project that shows one thing. */
export interface FixtureCase {
  /** The rule whose folder it is in; undefined for a section of a guide, which is about every rule. */
  readonly rule: string | undefined;
  /** `rule/case`, `guides/guide/section`. */
  readonly name: string;
  readonly directory: string;
  /** Its own tsconfig, or the one all cases share. */
  readonly tsconfig: string;
  readonly files: readonly FixtureFile[];
}

const sourceFile = /(?<!\.d)\.[cm]?[jt]sx?$/u;

let read: readonly FixtureCase[] | undefined;

/** Every case of `test/fixtures`, sorted by name; those of one rule, where it alone is asked about. */
export function fixtureCases(): readonly FixtureCase[] {
  return (read ??= readCases());
}

function readCases(): FixtureCase[] {
  return foldersIn(fixturesDirectory)
    .filter(isAskedAbout)
    .flatMap((folder) =>
      folder === 'guides'
        ? foldersIn(join(fixturesDirectory, folder)).flatMap((guide) => casesIn(`${folder}/${guide}`, undefined))
        : casesIn(folder, folder),
    );
}

function casesIn(folder: string, rule: string | undefined): FixtureCase[] {
  return foldersIn(join(fixturesDirectory, folder)).map((name) => fixtureCase(`${folder}/${name}`, rule));
}

function fixtureCase(name: string, rule: string | undefined): FixtureCase {
  const directory = `${fixturesDirectory}/${name}`;
  const own = `${directory}/tsconfig.json`;
  if (existsSync(own) !== basename(name).startsWith('project-')) {
    throw new Error(`${name}: a case has its own tsconfig.json exactly when it is called project-…`);
  }
  const tsconfig = existsSync(own) ? own : `${fixturesDirectory}/tsconfig.json`;
  return { rule, name, directory, tsconfig, files: filesOf(directory) };
}

function foldersIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesOf(directory: string): FixtureFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && sourceFile.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .filter((fileName) => !relative(directory, fileName).includes('node_modules'))
    .sort()
    .map((fileName) => {
      const text = readFileSync(fileName, 'utf8');
      return { fileName, name: relative(fixturesDirectory, fileName), text, expected: expectationsOf(fileName, text) };
    });
}

function expectationsOf(fileName: string, text: string): Expectation[] {
  try {
    return readMarkers(text);
  } catch (error) {
    throw new Error(`${fileName}: ${(error as Error).message}`, { cause: error });
  }
}

/** The rules a case is about: its folder's, and whichever its markers name; every rule in a section of a guide. */
export function rulesOfCase({ rule, files }: FixtureCase): Set<string> {
  if (rule === undefined) return new Set(rules.map(({ name }) => name));
  return new Set([rule, ...files.flatMap((file) => file.expected.map((expectation) => expectation.rule))]);
}

/**
 * The cases that are asked through a door beside the core, which is asked about all of them: for each rule the shortest that
 * has a finding of it, and one with a comment that silences.
 */
export function casesForDoors(cases = fixtureCases()): readonly FixtureCase[] {
  if (isWholeRun) return cases;
  const byLength = [...cases].sort((a, b) => lengthOf(a) - lengthOf(b));
  const chosen = new Set(
    [...rules.map(({ name }) => name), undefined].map((name) =>
      byLength.find(({ files }) =>
        files.some(({ text, expected }) =>
          name === undefined ? text.includes('eslint-disable') : expected.some(({ rule }) => rule === name),
        ),
      ),
    ),
  );
  return cases.filter((fixture) => chosen.has(fixture));
}

function lengthOf({ files }: FixtureCase): number {
  return files.reduce((sum, { text }) => sum + text.length, 0);
}

/** A copy of the fixtures' shared tsconfig reads only these cases: most of what a server does is to read the program. */
export function including(cases: readonly FixtureCase[]): { include: string[] } | undefined {
  return isWholeRun ? undefined : { include: [...cases.map(({ name }) => `${name}/**/*`)] };
}

/** Whether something below the fixtures is in one of these folders, on the way to it, or a file beside that way, which all share. */
export function isAround(folders: ReadonlyArray<{ readonly directory: string }>): (path: string) => boolean {
  return (path) => {
    const name = path.replaceAll('\\', '/');
    const isAbove = (folder: string): boolean => folders.some(({ directory }) => `${directory}/`.startsWith(folder));
    const isIn = folders.some(({ directory }) => name.startsWith(`${directory}/`));
    return isIn || isAbove(`${name}/`) || (isAbove(name.replace(/[^/]*$/u, '')) && statSync(path).isFile());
  };
}

/** What of a finding a marker states. */
export function asExpectation({ rule, message, start, end }: Finding): Expectation {
  return { rule, message, start, end };
}

/** Whether a file is in the program of the fixtures: all are, but where one rule alone is asked about. */
export function isRead(fileName: string): boolean {
  return askedRule === undefined || fileName.endsWith('.d.ts') || fileName.startsWith(`${fixturesDirectory}/${askedRule}/`);
}

const programs = new Map<string, ts.Program>();

/** The Program of a tsconfig; one a test run. */
export function programOf(tsconfig: string): ts.Program {
  let program = programs.get(tsconfig);
  if (!program) {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (d: ts.Diagnostic) => fail(d) };
    const parsed = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, host);
    if (!parsed) throw new Error(`${tsconfig} cannot be read`);
    program = ts.createProgram({ rootNames: parsed.fileNames.filter(isRead), options: parsed.options });
    programs.set(tsconfig, program);
  }
  return program;
}

function fail(diagnostic: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
