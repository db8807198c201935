import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester, type InvalidTestCase, type ValidTestCase } from '@typescript-eslint/rule-tester';
import type { Parser } from '@typescript-eslint/utils/ts-eslint';
import { afterAll, describe, it } from 'vitest';
import rscBoundary from '../../eslint-plugin/index.ts';
import { runRules } from '../../src/run-rules.ts';
import type { Finding } from '../../src/finding.ts';
import { applyEdits } from '../support/apply-edits.ts';
import type { Rule } from '../../src/rule.ts';
import { rules, type RuleName } from '../../src/rules/index.ts';
import { casesForDoors, fixtureCases, programOf, type FixtureCase, type FixtureFile } from '../support/fixtures.ts';
import { asEslintTakes, fixPasses, programWith, typedInput, untypedInput, type Input } from '../support/inputs.ts';
import { isAskedAbout } from '../support/whole-run.ts';

// Every rule by typescript-eslint's own tester, out of the fixtures of its folder: what has no marker of it is valid, what has one
// is invalid, with the exact message and range of each finding (in `core/fixtures.test.ts` they are those of the markers, and those
// without types are among them), and the exact text that each pass of fixes and each suggestion leaves, which is syntax. `npm test`
// takes the cases that show each door, `npm run doors` all. What is asked of several rules at once, and of other parsers and
// ESLint 9, is in `fixtures.test.ts`.
RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

/** The tester brings its own copy of the types of a rule. */
type TestedRule = Parameters<RuleTester['run']>[1];

/** Files with comments for ESLint, which name the rules by what they are called in a config. All together is in `fixtures.test.ts`. */
const commented = new Set([
  'directive-placement/file/late.ts',
  'directive-placement/header/shebang.js',
  'no-redirect-in-try/client/ui/panel.tsx',
  'server-only-api/both-sides/ui/panel.tsx',
]);

type InputOf = (fixture: FixtureCase, fileName: string, text?: string) => Input;

const cases = fixtureCases();
const asked = rules.filter(({ name }) => isAskedAbout(name));

describe('untyped', () => {
  for (const rule of asked) runSuite(rule, typescriptParser, untypedInput);
});

// What asks for no types is given none by ESLint, whatever its parser has made.
const takingTypes = asked.filter(({ reach }) => reach.includes('types'));
describe.runIf(takingTypes.length > 0)('typed', () => {
  for (const rule of takingTypes) runSuite(rule, typedParser(rule), typedInput);
});

function runSuite(rule: Rule, parser: Parser.LooseParserModule, inputOf: InputOf): void {
  const tester = new RuleTester({
    languageOptions: { parser },
  });
  const valid: Array<ValidTestCase<[]>> = [];
  const invalid: Array<InvalidTestCase<string, []>> = [];
  for (const fixture of casesForDoors(cases.filter((one) => one.rule === rule.name))) {
    for (const file of fixture.files.filter(({ name }) => !commented.has(name))) {
      const { project, sourceFile } = inputOf(fixture, file.fileName);
      const findings = runRules(project, sourceFile, [{ rule }]);
      const shared = { name: file.name, filename: file.fileName, code: file.text };
      if (findings.length === 0) valid.push(shared);
      else {
        const output = findings.some(({ fix }) => fix)
          ? fixPasses((text) => inputOf(fixture, file.fileName, text), [{ rule }], asEslintTakes)
          : null;
        invalid.push({ ...shared, errors: findings.map((finding) => errorOf(file, finding)), output });
      }
    }
  }
  tester.run(rule.name, rscBoundary.rules[rule.name as RuleName] as unknown as TestedRule, { valid, invalid });
}

function errorOf({ text }: FixtureFile, finding: Finding): InvalidTestCase<string, []>['errors'][number] {
  const [from, to] = [locationOf(text, finding.start), locationOf(text, finding.end)];
  // ESLint edits one file at a time: a suggestion that goes into another is left to the editors.
  const suggestions = finding.suggestions
    .filter(({ edits }) => edits.every(({ fileName }) => fileName === undefined))
    .map(({ messageId, data, edits }) => ({ messageId, data, output: applyEdits(text, [edits]) }));
  return {
    messageId: finding.messageId,
    data: finding.data,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    suggestions,
  };
}

/** As ESLint counts, from 1. */
function locationOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** Reads a file with the Program of its case; with one of the text as it has become, where the rule's fixes ask for types. */
function typedParser(rule: Rule): Parser.LooseParserModule {
  return {
    meta: typescriptParser.meta,
    parseForESLint(code: string, options: typescriptParser.ParserOptions) {
      const fileName = options.filePath!;
      const fixture = cases.find(({ directory }) => fileName.startsWith(`${directory}/`))!;
      const isOwn = programOf(fixture.tsconfig).getSourceFile(fileName)?.text === code;
      if (!isOwn && !rule.fixable) return typescriptParser.parseForESLint(code, options);
      const program = isOwn ? programOf(fixture.tsconfig) : programWith(fixture, fileName, code);
      return typescriptParser.parseForESLint(code, { ...options, programs: [program] });
    },
  } as Parser.LooseParserModule;
}
