import ts from 'typescript';
import { expect, it } from 'vitest';
import { checkChanges } from '../../cli/changes/check-changes.ts';
import { configuredProjects } from '../../cli/configured.ts';
import { findAll } from '../../cli/find.ts';
import { fingerprintsOf } from '../../cli/fingerprints.ts';
import type { ReportedFinding } from '../../cli/reported-finding.ts';
import { app, edit, random } from '../support/app-edits.ts';
import { TestRepository } from '../support/git.ts';

const count = Number(process.env['STAGED_EDITS'] ?? 8);
const seed = Number(process.env['STAGED_SEED'] ?? 1);
const flags = { project: [], serverRoot: [], preset: ['all'], rule: {} };

const marksOf = (findings: readonly ReportedFinding[]): string[] =>
  fingerprintsOf(findings, ({ sourceFile }) => sourceFile.fileName);

it(
  `--staged says what a whole run finds that one before did not, over ${count} edits from seed ${seed}`,
  { timeout: 600_000 },
  () => {
    const directory = app();
    const repository = new TestRepository({}, directory).write({ '.gitignore': 'node_modules\n' }).commit();
    const whole = (): readonly ReportedFinding[] =>
      findAll(configuredProjects(ts, flags, directory), directory, () => true).findings;
    const next = random(seed);
    let before = new Set(marksOf(whole()));
    const edits: string[] = [];
    for (let index = 0; index < count; index++) {
      edits.push(edit(directory, next));
      repository.git('add', '-A');
      const findings = whole();
      const marks = marksOf(findings);
      const told = ({ file, finding }: ReportedFinding): string => `${file} ${finding.rule} ${finding.start} ${finding.message}`;
      const expected = findings.filter((_finding, at) => !before.has(marks[at]!)).map(told);
      const staged = checkChanges([], { ...flags, fix: false, staged: true }, directory);
      expect(staged.findings.map(told), edits.join('\n')).toEqual(expected);
      repository.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'x');
      before = new Set(marks);
    }
  },
);
