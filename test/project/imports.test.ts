import ts from 'typescript';
import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { clientOnlyApi } from '../../src/rules/client-only-api.ts';

const texts: Record<string, string> = {
  '/p/app/page.tsx': `
import { Thing } from '../lib/thing';
import { unused } from '../lib/unused';
import type { Other } from '../lib/other';
import { type Third } from '../lib/third';
export { type Fourth } from '../lib/fourth';
export type { Fifth } from '../lib/fifth';
import { useState } from 'react';
const a: [Thing, Other, Third] | null = null;
export default () => <p>{String(a)}</p>;`,
  '/p/lib/thing.ts': 'export class Thing {}',
  '/p/lib/unused.ts': 'export const unused = 1',
  '/p/lib/other.ts': 'export class Other {}',
  '/p/lib/third.ts': 'export class Third {}',
  '/p/lib/fourth.ts': 'export class Fourth {}',
  '/p/lib/fifth.ts': 'export class Fifth {}',
};

// The same SourceFiles in every project, as an editor's document registry has them.
const files = new Map(
  Object.entries(texts).map(([name, text]) => [name, ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)]),
);

function projectWith(options: ts.CompilerOptions): DiskProject {
  const project = new DiskProject(
    ts,
    {
      directory: '/p',
      compilerOptions: { moduleResolution: ts.ModuleResolutionKind.Bundler, ...options },
      fileNames: () => [...files.keys()],
      fileExists: (name) => files.has(name),
      readFile: (name) => texts[name],
    },
    {},
  );
  for (const file of files.values()) project.adopt(file);
  return project;
}

function serverModules(project: DiskProject): string[] {
  return [...files.keys()].filter((name) => graphOf(project).environmentOf(name).server).map((name) => name.replace('/p/', ''));
}

const plain = ['app/page.tsx'];
const verbatim = ['app/page.tsx', 'lib/thing.ts', 'lib/unused.ts', 'lib/third.ts', 'lib/fourth.ts'];

it('an import that is used only as a type is an edge under verbatimModuleSyntax alone, in one process with both', () => {
  expect(serverModules(projectWith({}))).toEqual(plain);
  expect(serverModules(projectWith({ verbatimModuleSyntax: true }))).toEqual(verbatim);
  expect(serverModules(projectWith({ verbatimModuleSyntax: false }))).toEqual(plain);
  // Turbopack does not read these.
  expect(serverModules(projectWith({ importsNotUsedAsValues: ts.ImportsNotUsedAsValues.Preserve }))).toEqual(plain);
  expect(serverModules(projectWith({ preserveValueImports: true }))).toEqual(plain);
});

it('rules see what is left of it', () => {
  const found = (options: ts.CompilerOptions): string[] =>
    runRules(projectWith(options), files.get('/p/app/page.tsx')!, [{ rule: clientOnlyApi }]).map(
      ({ data }) => data['name'] ?? '',
    );
  expect(found({})).toEqual([]);
  expect(found({ verbatimModuleSyntax: true })).toEqual(['useState']);
});
