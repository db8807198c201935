import { rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { noRequestDataInCache } from '../../src/rules/no-request-data-in-cache.ts';
import { serializableCacheValues } from '../../src/rules/serializable-cache-values.ts';
import { fixtureCases, programOf } from '../support/fixtures.ts';
import { copyApp, failingPages } from '../support/next-build.ts';

// One page a form of code, as in suspense.test.ts: what a cached function reads, is given and returns. A part of `npm run parity` alone.
const isAsked = process.env['PARITY_BUILDS'] !== undefined;
const pages = fixtureCases().find(({ name }) => name === 'no-request-data-in-cache/built')!;
const copy = isAsked ? copyApp(pages.directory, 'cached') : undefined;

afterAll(() => {
  if (copy) rmSync(copy, { recursive: true, force: true });
});

it.runIf(isAsked)('a page has a finding exactly where the build fails', { timeout: 900_000 }, () => {
  const program = programOf(pages.tsconfig);
  const project = projectOfProgram(ts, program, {}, ts.sys);
  const on = [{ rule: noRequestDataInCache }, { rule: serializableCacheValues }];
  const found = pages.files
    .filter(({ fileName }) => /\.tsx$/.test(fileName) && runRules(project, program.getSourceFile(fileName)!, on).length > 0)
    .map(({ fileName }) => formOf(fileName.slice(join(pages.directory, 'app').length)));
  const failing = failingPages(copy!, 'cacheComponents: true, ').map(formOf);
  expect([...new Set(found)].sort()).toEqual([...new Set(failing)].sort());
});

/** The folder of the app that shows one form. */
function formOf(path: string): string {
  return path.split('/')[1]!;
}
