import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/index.ts';
import { hasApp, isLibrary, isOfAppAlone } from '../../src/graph/app-package.ts';
import { evidenceOf } from '../../src/graph/evidence.ts';
import { mayBeImportedUnseen, packageFolderOf } from '../../src/graph/reach.ts';
import type { Project } from '../../src/project/project.ts';
import { memoryApp } from '../support/memory-app.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

describe('an app by itself', () => {
  const page = { 'app/page.tsx': 'export default () => null' };
  const nothing = { isAlone: false, hasApp: false, isLibrary: false };

  it.each<[string, AppFiles, typeof nothing]>([
    ['pages of the App Router', { ...page, 'package.json': '{}' }, { isAlone: true, hasApp: true, isLibrary: false }],
    [
      'nothing but a route handler',
      { 'app/api/route.ts': 'export function GET() {}', 'package.json': '{}' },
      { isAlone: true, hasApp: true, isLibrary: false },
    ],
    ['no package.json', page, { isAlone: false, hasApp: true, isLibrary: false }],
    ['the Pages Router alone', { 'pages/index.tsx': 'export default () => null', 'package.json': '{}' }, nothing],
    [
      'an entry of another package',
      { 'web/app/page.tsx': page['app/page.tsx'], 'web/package.json': '{}', 'package.json': '{}' },
      nothing,
    ],
    ['exports', { ...page, 'package.json': '{ "exports": "./a.js" }' }, { isAlone: false, hasApp: true, isLibrary: true }],
    ['types', { ...page, 'package.json': '{ "types": "a.d.ts" }' }, { isAlone: false, hasApp: true, isLibrary: true }],
    [
      'what npm init writes',
      { ...page, 'package.json': '{ "main": "index.js", "name": "x" }' },
      { isAlone: true, hasApp: true, isLibrary: false },
    ],
  ])('%s', (_, files, expected) => {
    const project = projectOfFiles({ ...files, 'lib/a.ts': 'export const a = 1' });
    const folder = packageFolderOf(project, '/p/lib/a.ts');
    expect({
      isAlone: isOfAppAlone(project, '/p/lib/a.ts'),
      hasApp: hasApp(project, folder),
      isLibrary: isLibrary(project, '/p/lib/a.ts'),
    }).toEqual(expected);
  });
});

describe('what a file that nothing reaches says of its side', () => {
  it.each<[string, string, 'client' | 'server' | undefined]>([
    ['a.tsx', `'use client'; export const a = 1`, 'client'],
    ['a.ts', `'use server'; export async function a() {}`, 'server'],
    ['a.ts', `import 'server-only'`, 'server'],
    ['a.ts', `import 'client-only'`, 'client'],
    ['a.ts', `import type {} from 'server-only'`, undefined],
    ['a.ts', `export const a = async () => { 'use server' }`, 'server'],
    ['a.ts', `export const text = "use server"`, undefined],
    ['a.tsx', `export async function Page() { return <p /> }`, 'server'],
    ['a.jsx', `export async function Page() { return <p /> }`, 'server'],
    ['a.tsx', `export default async function Page() { return <p /> }`, 'server'],
    ['a.tsx', `export function Page() { return <p /> } async function load() {}`, undefined],
    ['a.tsx', `async function Page() { return <p /> } export const b = 1`, undefined],
    ['a.tsx', `export async function page() { return <p /> }`, undefined],
    ['a.tsx', `export async function Load() { return 1 }`, undefined],
    ['a.tsx', `export async function Page(): Promise<void>; const a = <p />`, undefined],
  ])('%s: %s', (name, text, side) => {
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    expect(evidenceOf(ts, file, factsOf(ts, file))).toBe(side);
  });
});

describe('an import without a file may be of a file of the same name', () => {
  const unseen = (files: AppFiles, fileName: string, make: (files: AppFiles) => Project = projectOfFiles): boolean => {
    const project = make({ ...files, 'package.json': '{ "name": "@acme/ui" }' });
    const found = project.fileNames().find((name) => name.endsWith(fileName))!;
    return mayBeImportedUnseen(project, found);
  };
  const importing = (specifier: string): AppFiles => ({
    'main.ts': `import '${specifier}'`,
    'lib/row.ts': '',
    'lib/list/index.ts': '',
  });

  it.each([
    ['~/lib/row', 'lib/row.ts', true],
    ['~/other/row', 'lib/row.ts', true],
    ['~/lib/row.js', 'lib/row.ts', true],
    ['#row', 'lib/row.ts', false],
    ['~/lib/list', 'lib/list/index.ts', true],
    ['~/lib/rows', 'lib/row.ts', false],
    ['./gone/row', 'lib/row.ts', false],
    ['./elsewhere/lib/row', 'lib/row.ts', false],
    ['row', 'lib/row.ts', false],
    ['@acme/ui/lib/row', 'lib/row.ts', true],
    ['@other/ui/lib/row', 'lib/row.ts', false],
    ['node:row', 'lib/row.ts', false],
  ])('%s of %s: %s', (specifier, file, expected) => {
    expect(unseen(importing(specifier), file)).toBe(expected);
  });

  // The config's own alias is `@/*`.
  it.each([
    ['@/gone/row', true],
    ['@/gone/rows', false],
    ['@acme/other/row', false],
  ])('%s, by the paths of a config: %s', (specifier, expected) => {
    expect(unseen(importing(specifier), 'lib/row.ts', (files) => memoryApp(files).project)).toBe(expected);
  });
});
