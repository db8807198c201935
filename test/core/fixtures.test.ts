import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import { asExpectation, fixtureCases, programOf, rulesOfCase, type FixtureCase } from '../support/fixtures.ts';
import { fixPasses, typedInput, untypedInput } from '../support/inputs.ts';
import { writeMarkers } from '../support/markers.ts';
import { suggestionsText } from '../support/suggestions.ts';
import { askedRule } from '../support/whole-run.ts';
import { describeMessages } from './messages.ts';

const cases = fixtureCases();

describe.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
  const program = programOf(fixture.tsconfig);
  const on = selectionOf(fixture);

  it.each(fixture.files.map((file) => [file.name, file] as const))('%s', async (_file, file) => {
    const written = program.getSourceFile(file.fileName);
    expect(written, 'the file is in the program').toBeDefined();
    // Other parsers stop where TypeScript's goes on.
    expect(
      program.getSyntacticDiagnostics(written).map(({ messageText }) => messageText),
      'it parses',
    ).toEqual([]);
    const { project, sourceFile } = typedInput(fixture, file.fileName);
    const findings = runRules(project, sourceFile, on);
    if (process.env['UPDATE_MARKERS']) {
      // For whoever writes a fixture; what it writes is to be read and agreed to, line by line.
      writeFileSync(file.fileName, writeMarkers(file.text, findings.map(asExpectation)));
      return;
    }
    expect(findings.map(asExpectation)).toEqual(file.expected);
    // What is fixed or suggested, the rule's own cases show.
    if (!fixture.rule) return;
    if (findings.some((finding) => finding.fix) || existsSync(`${file.fileName}.fixed`)) {
      // What a fix leaves is asked with the types of what it has left, where a rule that fixes asks for types.
      const isTyped = on.some(({ rule }) => rule.fixable && rule.reach.includes('types'));
      const passes = fixPasses((text) => {
        const isLater = text !== undefined && !isTyped;
        return isLater ? untypedInput(fixture, file.fileName, text) : typedInput(fixture, file.fileName, text);
      }, on);
      await expect(passes.at(-1) ?? file.text).toMatchFileSnapshot(`${file.fileName}.fixed`);
    }
    if (findings.some((finding) => finding.suggestions.length > 0) || existsSync(`${file.fileName}.suggestions`)) {
      await expect(suggestionsText(file, findings)).toMatchFileSnapshot(`${file.fileName}.suggestions`);
    }
  });
});

describe.skipIf(askedRule !== undefined)('what is said', describeMessages);

it.skipIf(askedRule !== undefined)('there are cases for every rule', () => {
  const covered = new Set(cases.map((fixture) => fixture.rule));
  expect(rules.map((rule) => rule.name).filter((name) => !covered.has(name))).toEqual([]);
});

function selectionOf(fixture: FixtureCase) {
  const names = rulesOfCase(fixture);
  return rules.filter((rule) => names.has(rule.name)).map((rule) => ({ rule }));
}
