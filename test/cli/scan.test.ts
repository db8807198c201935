import { dirname } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { Region } from '../../cli/changes/region.ts';
import { scannedProject } from '../../cli/changes/scanned-project.ts';
import { isSurelyModule, writtenSpecifiers } from '../../cli/changes/written-specifiers.ts';
import { planPrograms } from '../../cli/programs.ts';
import { SourceFiles } from '../../cli/source-files.ts';
import { factsOf } from '../../src/facts/index.ts';
import { graphOf } from '../../src/graph/graph.ts';
import type { Layout } from '../../src/graph/layout.ts';
import { fixtureCases, fixturesDirectory } from '../support/fixtures.ts';

const parsed = (text: string, fileName = '/a.tsx'): ts.SourceFile =>
  ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
const importedIn = (file: ts.SourceFile): string[] => [
  ...factsOf(ts, file).imports.map(({ specifier }) => specifier.text),
  ...ts.preProcessFile(file.text, true, true).importedFiles.map(({ fileName }) => fileName),
];
const all = fixtureCases().flatMap(({ files }) => files);

describe('what a text says of itself without being parsed', () => {
  it('is what it imports, and more', () => {
    let known = 0;
    for (const { fileName, text } of all) {
      const written = writtenSpecifiers(text);
      if (!written) continue;
      known++;
      expect(written, fileName).toEqual(
        expect.arrayContaining(factsOf(ts, parsed(text, fileName)).imports.map(({ specifier }) => specifier.text)),
      );
    }
    expect(known).toBeGreaterThan(all.length * 0.9);
  });

  it('is that it is a module, or nothing', () => {
    let known = 0;
    for (const { fileName, text } of all) {
      if (!isSurelyModule(ts, text)) continue;
      known++;
      expect(ts.isExternalModule(parsed(text, fileName)), fileName).toBe(true);
    }
    expect(known).toBeGreaterThan(all.length * 0.7);
  });

  it.each([
    `import a from './a'`,
    `import './a'`,
    `import{b}from"./a";`,
    `import type { A } from './a'`,
    `import { type A } from './a'; import B = require('./b')`,
    `export * from './a'; export { b } from\n'./b'`,
    `export * as a from './a'`,
    `const a = import('./a'), b = require ( './b' ), c = await import(\`./c\`)`,
    `type A = import('./a').A; type B = typeof import("./b")`,
    `export const a = <p>Don't import what \`is not there</p>; export const b = import('./b')`,
    `const a = /['"]/; import('./a')`,
    'const a = `${await import("./a")}`',
    `import a from './a' with { type: 'json' }`,
    `@dec class A { b = import('./b') }`,
    `lazy(() => import('./a').then((m) => m.A))`,
    `try { require('./a') } catch {}`,
  ])('finds all imports of %s', (text) => {
    expect(writtenSpecifiers(text)).toEqual(expect.arrayContaining(importedIn(parsed(text))));
  });

  it.each([
    `import a from /* from here */ './a'`,
    `import(/* webpackChunkName: "a" */ './a')`,
    `import(// here\n'./a')`,
    `import a from '\\x2e/a'`,
    '/// <reference path="./a.ts" />',
    `// it comes from "a`,
  ])('says that it does not know of %s', (text) => expect(writtenSpecifiers(text)).toBeUndefined());

  it.each([
    [`'use client';\nimport a from 'a'`, true],
    [`#!/usr/bin/env node\n/* a */ 'use server'\n// b\nexport const a = 1`, true],
    [`import { a } from 'a'`, true],
    [`import * as a from 'a'`, true],
    [`import type { A } from 'a'`, true],
    [`import a, { b } from 'a'`, true],
    [`export {}`, true],
    [`export as namespace A`, false],
    [`import A = B.C; const a = 1`, false],
    [`import('./a')`, false],
    [`import.meta.url`, false],
    [`const a = 1; export { a }`, false],
    [`import a from 'a'; declare global { var b: string }`, false],
    ['`\nexport const a = 1`', false],
    [`/*\nexport const a = 1 */`, false],
    [`'use client'.length\nexport const a = 1`, false],
    [``, false],
  ])('a module that starts %j: %s', (text, is) => {
    expect(isSurelyModule(ts, text)).toBe(is);
    if (is) expect(ts.isExternalModule(parsed(text))).toBe(true);
  });
});

describe('a region of a program', () => {
  const [plan] = planPrograms(ts, [`${fixturesDirectory}/tsconfig.json`], dirname(fixturesDirectory));
  const project = scannedProject(ts, plan!, {}, new SourceFiles())!;
  const whole = graphOf(project).layout;
  const told = (layout: Layout, fileName: string): object => ({
    environment: layout.environmentOf(fileName),
    isBoundary: layout.isBoundary(fileName),
    imports: layout.importsOf(fileName),
    importers: layout.importersOf(fileName),
  });

  it('says of each of its files what the whole program says', () => {
    const names = project.fileNames();
    let sizes = 0;
    for (let at = 0; at < names.length; at += 29) {
      const region = new Region(project, [names[at]!]);
      const layout = region.layout();
      const own = names.filter((name) => layout.isLaidOut(name));
      sizes += own.length;
      expect(own).toContain(names[at]);
      for (const fileName of own) expect(told(layout, fileName), fileName).toEqual(told(whole, fileName));
      expect([...region.missing]).toEqual([]);
    }
    expect(sizes).toBeLessThan(names.length);
  });

  it('tells of what it is asked about beside, and knows it then', () => {
    const [first, other] = [project.fileNames()[0]!, project.fileNames().at(-1)!];
    const region = new Region(project, [first]);
    region.layout().environmentOf(other);
    expect([...region.missing]).toEqual([other]);
    region.grow();
    expect(told(region.layout(), other)).toEqual(told(whole, other));
    expect([...region.missing]).toEqual([]);
  });
});
