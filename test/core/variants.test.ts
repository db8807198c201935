import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import type { TextRange } from '../../src/finding.ts';
import { rules as registry } from '../../src/rules/index.ts';
import { asExpectation, fixtureCases, type FixtureCase, type FixtureFile } from '../support/fixtures.ts';
import { typedInput } from '../support/inputs.ts';
import type { Expectation } from '../support/markers.ts';
import { isAskedAbout } from '../support/whole-run.ts';

/** How many variants of right and of wrong code each of these rules is held to, each judged by itself: what it says, or silence. */
const least = 20;

// A good variant stands in a file called good…, or in a folder of that name, or is called Good… itself: what it exports, or the file
// itself where that is one configuration. A bad variant is what a marker points at.
const rules = [
  'client-reference-use',
  'framework-directive',
  'no-children-inspection',
  'no-redirect-in-try',
  'no-mutation-in-render',
  'form-status-in-child',
  'action-state-signature',
  'require-action-auth',
  'require-action-validation',
  'require-suspense',
  'serializable-cache-values',
  'no-caller-identity',
  'no-exposed-action',
  'no-undebounced-action',
  'server-actions-config',
  'no-request-data-in-cache',
  'cache-directive-enabled',
  'revalidation-arguments',
  'await-request-apis',
  'require-transition',
  'no-browser-global-in-ssr',
  'no-uncached-use',
  'no-redacted-error-message',
];

it('names rules that there are', () => {
  expect(rules.filter((name) => !registry.some((rule) => rule.name === name))).toEqual([]);
});

describe.each(rules.filter(isAskedAbout))('%s', (name) => {
  const cases = fixtureCases().filter((fixture) => fixture.rule === name);
  const rule = registry.find((one) => one.name === name)!;

  /** What the rule finds in a part of a file. */
  function foundIn(fixture: FixtureCase, { fileName }: FixtureFile, { start, end }: TextRange): Expectation[] {
    const { project, sourceFile } = typedInput(fixture, fileName);
    const found = runRules(project, sourceFile, [{ rule }]).map(asExpectation);
    return found.filter((finding) => finding.start >= start && finding.start < end);
  }

  const bad = cases.flatMap((fixture) =>
    fixture.files.flatMap((file) =>
      placesOf(file.expected.filter((marker) => marker.rule === name)).map(
        ([start, markers]) => [`${file.name}:${lineOf(file, start)}`, fixture, file, markers] as const,
      ),
    ),
  );
  const good = cases.flatMap((fixture) =>
    fixture.files.flatMap((file) =>
      goodVariants(name, file).map((range) => [`${file.name}:${lineOf(file, range.start)}`, fixture, file, range] as const),
    ),
  );

  it(`has ${least} variants of wrong code, and as many of right code`, () => {
    expect(bad.length).toBeGreaterThanOrEqual(least);
    expect(good.length).toBeGreaterThanOrEqual(least);
  });

  it.each(bad)('wrong: %s', (_place, fixture, file, markers) => {
    const [{ start }] = markers as [Expectation];
    expect(foundIn(fixture, file, { start, end: start + 1 })).toEqual(markers);
  });

  it.each(good)('right: %s', (_place, fixture, file, range) => {
    expect(foundIn(fixture, file, range)).toEqual([]);
  });
});

/** The markers by where they start. */
function placesOf(markers: readonly Expectation[]): Array<[number, Expectation[]]> {
  const places = new Map<number, Expectation[]>();
  for (const marker of markers) places.set(marker.start, [...(places.get(marker.start) ?? []), marker]);
  return [...places];
}

function lineOf({ text }: FixtureFile, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The exported declarations, of a good file or called good themselves, that no marker of the rule stands in; of a configuration, the file. */
function goodVariants(rule: string, { name, fileName, text, expected }: FixtureFile): TextRange[] {
  const isGood = /(?:^|\/)good[^/]*(?:\/|$)/.test(name);
  const markers = expected.filter((marker) => marker.rule === rule);
  if (rule === 'server-actions-config') return isGood && markers.length === 0 ? [{ start: 0, end: text.length + 1 }] : [];
  const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  return sourceFile.statements
    .filter((statement) => ts.isExportAssignment(statement) || ts.isExportDeclaration(statement) || isExported(statement))
    .filter((statement) => isGood || (ts.isFunctionDeclaration(statement) && /^Good/.test(statement.name?.text ?? '')))
    .filter((statement) => !markers.some(({ start }) => start >= statement.pos && start < statement.end))
    .map((statement) => ({ start: statement.getStart(), end: statement.end }));
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
