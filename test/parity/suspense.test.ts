import { rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { requireSuspense } from '../../src/rules/require-suspense.ts';
import { fixtureCases, programOf } from '../support/fixtures.ts';
import { copyApp, failingPages } from '../support/next-build.ts';

// One page a form of code: the pages that `next build` cannot make are those that have a finding. The build takes a minute, so it is
// a part of `npm run parity` alone.
const isAsked = process.env['PARITY_BUILDS'] !== undefined;
const pages = fixtureCases().find(({ name }) => name === 'require-suspense/pages')!;
const copy = isAsked ? copyApp(pages.directory, 'suspense') : undefined;

afterAll(() => {
  if (copy) rmSync(copy, { recursive: true, force: true });
});

it.runIf(isAsked)('a page has a finding exactly where the build fails', { timeout: 900_000 }, () => {
  const program = programOf(pages.tsconfig);
  const project = projectOfProgram(ts, program, {}, ts.sys);
  const found = pages.files
    .filter(({ fileName }) => runRules(project, program.getSourceFile(fileName)!, [{ rule: requireSuspense }]).length > 0)
    .map(({ fileName }) => formOf(fileName.slice(join(pages.directory, 'app').length)));
  const failing = failingPages(copy!).map(formOf);
  expect([...new Set(found)].sort()).toEqual([...new Set(failing)].sort());
});

/** The folder of the app that shows one form. */
function formOf(path: string): string {
  return path.split('/')[1]!;
}
