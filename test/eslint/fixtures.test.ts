import { extname } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { ESLint as ESLint9 } from 'eslint-9';
import { beforeAll, describe, expect, it } from 'vitest';
import rscBoundary from '../../eslint-plugin/index.ts';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import {
  asExpectation,
  casesForDoors,
  fixtureCases,
  fixturesDirectory,
  programOf,
  rulesOfCase,
  type FixtureCase,
  type FixtureFile,
} from '../support/fixtures.ts';
import type { Expectation } from '../support/markers.ts';
import { untypedInput } from '../support/inputs.ts';
import { runOxlint } from '../support/oxlint.ts';
import { runRslint } from '../support/rslint.ts';
import { isWholeRun } from '../support/whole-run.ts';

const cases = fixtureCases();
const files = entriesOf(cases);
// Each rule by itself, with all that it says, fixes and suggests, is in `rules.test.ts`. Here it is every rule at once, in other
// versions, parsers and hosts, which need not see more than one case of each.
const some = entriesOf(casesForDoors(cases));
const commented = files.filter(({ file }) => /[/*] *eslint[- ]/.test(file.text));
const together = isWholeRun
  ? files
  : files.filter((entry) => commented.includes(entry) || some.some(({ file }) => file === entry.file));
const everything = Object.fromEntries(rules.map((rule) => [`rsc-boundary/${rule.name}`, 'error' as const]));

const shared: Linter.Config = {
  files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
  plugins: { 'rsc-boundary': rscBoundary },
  // The markers state what is found before any comment silences it.
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  rules: everything,
};
const untyped = (): Linter.Config => ({ ...shared, languageOptions: { parser: typescriptParser } });
// A project service reads the whole program of the fixtures, which other tests have: `npm run doors` asks it about them, `npm test`
// about the examples.
const typed = (): Linter.Config => ({
  ...shared,
  languageOptions: {
    parser: typescriptParser,
    parserOptions: isWholeRun
      ? { projectService: true, tsconfigRootDir: fixturesDirectory }
      : { programs: [...new Set(cases.map(({ tsconfig }) => tsconfig))].map(programOf) },
  },
});
// TypeScript 7.1, as typescript-eslint has it for now; `@typescript/native` is where it looks for it.
const native = (): Linter.Config => ({
  ...shared,
  languageOptions: {
    parser: typescriptParser,
    parserOptions: { projectService: { EXPERIMENTAL_backend: 'tsgo' }, tsconfigRootDir: fixturesDirectory },
  },
});
const espree = (): Linter.Config => ({
  ...shared,
  languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
});

describe('typed, ESLint 10', () => expectAll(ESLint, typed, together, ({ file }) => file.expected));
describe('typed, ESLint 9', () => expectAll(ESLint9, typed, some, ({ file }) => file.expected));
// TypeScript 7.1 reads the whole program of the fixtures anew: in `npm run doors`, beside what `test/cli/backend` asks of it.
describe.runIf(isWholeRun)('typed by TypeScript 7.1, ESLint 10', () => {
  // A property that only a comment declares: typescript-eslint's adapter gives the whole tag for its name.
  const known = some.filter(({ file }) => file.name !== 'client-entry-props/components/script.jsx');
  expectAll(ESLint, native, known, ({ file }) => file.expected);
});
describe('untyped, ESLint 10', () => expectAll(ESLint, untyped, together, withoutTypes));
describe('untyped, ESLint 9', () => expectAll(ESLint9, untyped, some, withoutTypes));
describe('espree', () => {
  const javascript = files.filter(({ file }) => /^\.[cm]?jsx?$/.test(extname(file.fileName)));
  expectAll(ESLint, espree, javascript, withoutTypes);
});

describe('oxlint', () => expectHost((names) => runOxlint(fixturesDirectory, { rules: everything }, names)));
// In `npm test` the examples are asked of it, in `npm run doors` everything.
if (isWholeRun) describe('rslint', () => expectHost(() => runRslint(fixturesDirectory, everything)));

describe('without types', () => {
  it.each(together.map((entry) => [entry.file.name, entry] as const))('%s: a subset', (_name, { file, fixture }) => {
    const left = withoutTypes({ file, fixture });
    const typeBound = new Set(rules.filter((rule) => rule.reach.includes('types')).map((rule) => rule.name));
    const relevant = new Set(file.expected.map(({ rule }) => rule));
    for (const finding of left.filter(({ rule }) => relevant.has(rule))) {
      expect(file.expected.map(withPlainEvent)).toContainEqual(withPlainEvent(finding));
    }
    // Only types may make a difference.
    for (const finding of file.expected.filter(({ rule }) => !typeBound.has(rule))) expect(left).toContainEqual(finding);
  });
});

function entriesOf(of: readonly FixtureCase[]): Array<{ file: FixtureFile; fixture: FixtureCase }> {
  return of.flatMap((fixture) => fixture.files.map((file) => ({ file, fixture })));
}

/** Which event it is only its type says. */
function withPlainEvent({ message, ...rest }: Expectation): Expectation {
  return { ...rest, message: message.replace(/\ban? \w*Event\b/, 'an event') };
}

/** @param find what a host without types of its own finds in files of the fixtures */
function expectHost(find: (names: readonly string[]) => ReadonlyArray<Expectation & { readonly file: string }>): void {
  let found: ReturnType<typeof find>;
  beforeAll(() => void (found = find(together.map(({ file }) => file.name))));
  it.each(together.map((entry) => [entry.file.name, entry] as const))('%s', (name, { file, fixture }) => {
    const mine = rulesOfCase(fixture);
    const actual = found.filter((finding) => finding.file === name && mine.has(finding.rule));
    expect(sorted(actual.map(({ rule, message, start, end }) => ({ rule, message, start, end })))).toEqual(
      sorted(withoutTypes({ file, fixture }).filter(({ rule }) => mine.has(rule))),
    );
  });
}

function expectAll(
  Engine: typeof ESLint | typeof ESLint9,
  configOf: () => Linter.Config,
  entries: typeof files,
  expectedOf: (entry: (typeof files)[number]) => readonly Expectation[],
): void {
  let results: Map<string, ESLint.LintResult>;
  beforeAll(async () => void (results = await lint(Engine, configOf(), entries)));
  it.each(entries.map((entry) => [entry.file.name, entry] as const))('%s', (_name, entry) => {
    const { messages } = results.get(entry.file.fileName)!;
    // A parser that gave up would find nothing: every fixture is one that each of them reads.
    expect(messages.filter((message) => message.fatal)).toEqual([]);
    const mine = rulesOfCase(entry.fixture);
    const found = messages.map((message) => toExpectation(entry.file.text, message));
    expect(sorted(found.filter(({ rule }) => mine.has(rule)))).toEqual(
      sorted(expectedOf(entry).filter(({ rule }) => mine.has(rule))),
    );
  });
}

async function lint(
  Engine: typeof ESLint | typeof ESLint9,
  config: Linter.Config,
  entries: typeof files,
): Promise<Map<string, ESLint.LintResult>> {
  const eslint = new Engine({
    cwd: fixturesDirectory,
    overrideConfigFile: true,
    // The two versions declare the same shape each for itself.
    overrideConfig: [config as never],
    ignore: false,
  });
  const results = (await eslint.lintFiles(entries.map(({ file }) => file.fileName))) as ESLint.LintResult[];
  return new Map(results.map((result) => [result.filePath.replaceAll('\\', '/'), result]));
}

const found = new Map<string, readonly Expectation[]>();

/** What the analysis itself finds of a file when all it has is the disk. */
function withoutTypes({ file: { fileName }, fixture }: (typeof files)[number]): readonly Expectation[] {
  let expectations = found.get(fileName);
  if (expectations) return expectations;
  const { project, sourceFile } = untypedInput(fixture, fileName);
  expectations = runRules(
    project,
    sourceFile,
    rules.map((rule) => ({ rule })),
  ).map(asExpectation);
  found.set(fileName, expectations);
  return expectations;
}

function toExpectation(text: string, message: Linter.LintMessage): Expectation {
  const starts = [0, ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((match) => match.index + match[0].length)];
  const offset = (line: number, column: number): number => starts[line - 1]! + column - 1;
  return {
    rule: (message.ruleId ?? 'fatal').replace('rsc-boundary/', ''),
    message: message.message,
    start: offset(message.line, message.column),
    end: offset(message.endLine!, message.endColumn!),
  };
}

function sorted(expectations: readonly Expectation[]): Expectation[] {
  return [...expectations].sort((a, b) => a.start - b.start || a.end - b.end || a.rule.localeCompare(b.rule));
}
