import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { fixtureCases, type FixtureFile } from '../support/fixtures.ts';

/** How many variants of right and of wrong code each of these rules is held to. */
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

describe.each(rules)('%s', (rule) => {
  const files = fixtureCases()
    .filter((fixture) => fixture.rule === rule)
    .flatMap((fixture) => fixture.files);

  it(`has ${least} variants of wrong code`, () => {
    const places = files.flatMap((file) =>
      file.expected.filter((marker) => marker.rule === rule).map(({ start }) => `${file.name} ${start}`),
    );
    expect(new Set(places).size).toBeGreaterThanOrEqual(least);
  });

  it(`has ${least} variants of right code`, () => {
    expect(files.flatMap((file) => goodVariants(rule, file)).length).toBeGreaterThanOrEqual(least);
  });
});

/** The exported declarations, of a good file or called good themselves, that no marker of the rule stands in. */
function goodVariants(rule: string, { name, fileName, text, expected }: FixtureFile): string[] {
  const isGood = /(?:^|\/)good[^/]*(?:\/|$)/.test(name);
  const markers = expected.filter((marker) => marker.rule === rule);
  if (rule === 'server-actions-config') return isGood && markers.length === 0 ? [name] : [];
  const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  return sourceFile.statements
    .filter((statement) => ts.isExportAssignment(statement) || ts.isExportDeclaration(statement) || isExported(statement))
    .filter((statement) => isGood || (ts.isFunctionDeclaration(statement) && /^Good/.test(statement.name?.text ?? '')))
    .filter((statement) => !markers.some(({ start }) => start >= statement.pos && start < statement.end))
    .map((statement) => `${name} ${statement.getStart()}`);
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
