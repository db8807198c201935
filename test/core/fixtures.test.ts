import { existsSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { applyEdits, type Finding } from '../../src/finding.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { rules } from '../../src/rules/index.ts';
import { asExpectation, fixtureCases, programOf, rulesOfCase, type FixtureCase } from '../support/fixtures.ts';
import { writeMarkers } from '../support/markers.ts';

const cases = fixtureCases();

describe.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
  const program = programOf(fixture.tsconfig);
  const project = projectOfProgram(ts, program, {}, ts.sys);
  const on = selectionOf(fixture);

  it.each(fixture.files.map((file) => [file.name, file] as const))('%s', async (_file, file) => {
    const sourceFile = program.getSourceFile(file.fileName);
    expect(sourceFile, 'the file is in the program').toBeDefined();
    const findings = analyze(project, sourceFile!, on);
    if (process.env['UPDATE_MARKERS']) {
      // For whoever writes a fixture; what it writes is to be read and agreed to, line by line.
      writeFileSync(file.fileName, writeMarkers(file.text, findings.map(asExpectation)));
      return;
    }
    expect(findings.map(asExpectation)).toEqual(file.expected);
    // What is fixed or suggested, the rule's own cases show.
    if (!fixture.rule) return;
    if (findings.some((finding) => finding.fix) || existsSync(`${file.fileName}.fixed`)) {
      await expect(fixed(file.fileName, file.text, on)).toMatchFileSnapshot(`${file.fileName}.fixed`);
    }
    if (findings.some((finding) => finding.suggestions.length > 0) || existsSync(`${file.fileName}.suggestions`)) {
      await expect(suggestionsOf(file.text, findings)).toMatchFileSnapshot(`${file.fileName}.suggestions`);
    }
  });
});

it('there are cases for every rule', () => {
  const covered = new Set(cases.map((fixture) => fixture.rule));
  expect(rules.map((rule) => rule.name).filter((name) => !covered.has(name))).toEqual([]);
});

type Selection = ReturnType<typeof selectionOf>;

function selectionOf(fixture: FixtureCase) {
  const names = rulesOfCase(fixture);
  return rules.filter((rule) => names.has(rule.name)).map((rule) => ({ rule }));
}

/** Applies fixes until none is left, as `--fix` does, and checks that what comes out parses. */
function fixed(fileName: string, source: string, on: Selection): string {
  let text = source;
  for (let pass = 0; pass < 10; pass++) {
    const findings = analyzeAlone(fileName, text, on);
    const fixes = findings.flatMap((finding) => (finding.fix ? [finding.fix] : []));
    if (fixes.length === 0) return text;
    text = applyEdits(text, fixes);
    expect(syntaxErrorsOf(fileName, text), text).toEqual(syntaxErrorsOf(fileName, source));
  }
  throw new Error(`${fileName}: the fixes do not come to an end`);
}

/** Each suggestion by its title, with the lines it would change; each must parse. */
function suggestionsOf(text: string, findings: readonly Finding[]): string {
  const parts: string[] = [];
  for (const finding of findings) {
    const line = text.slice(0, finding.start).split('\n').length;
    for (const { message, edits } of finding.suggestions) {
      parts.push(`line ${line}: ${message}`);
      for (const edit of edits) {
        const where = edit.fileName ? ` in ${edit.fileName.split('/fixtures/')[1]}` : '';
        const before = edit.fileName ? '' : text.slice(edit.start, edit.end);
        parts.push(`  ${JSON.stringify(before)} → ${JSON.stringify(edit.newText)}${where}`);
      }
    }
  }
  return `${parts.join('\n')}\n`;
}

function analyzeAlone(fileName: string, text: string, on: Selection): Finding[] {
  const host = { ...ts.sys, directory: '/', compilerOptions: {}, fileNames: () => [fileName] };
  return analyze(new DiskProject(ts, host, {}), parse(fileName, text), on);
}

function parse(fileName: string, text: string): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
}

function syntaxErrorsOf(fileName: string, text: string): unknown[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext },
  });
  return diagnostics.map((diagnostic) => diagnostic.code);
}
