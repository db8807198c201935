import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { rules } from '../../src/rules/index.ts';

const names = ['directive-placement', 'directive-spelling', 'no-conflicting-directives'];
const selected = rules.filter((rule) => names.includes(rule.name)).map((rule) => ({ rule }));

function parse(text: string, fileName: string): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
}

function find(text: string, fileName = '/project/a.tsx') {
  const host = { ...ts.sys, directory: '/project', compilerOptions: {}, fileNames: () => [fileName] };
  return runRules(new DiskProject(ts, host, {}), parse(text, fileName), selected);
}

function syntaxErrors(text: string, fileName: string): number {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext },
  });
  return diagnostics.length;
}

describe('half-typed and hostile source', () => {
  it.each([
    '',
    '\uFEFF',
    '#!/usr/bin/env node',
    "'use client",
    '"use server',
    '`use client',
    "('use client'",
    "'use client'(",
    "'use client'[",
    "'use client'`",
    "async function f() { 'use server'",
    "async () => 'use server",
    "class A { static { 'use server'",
    "class A { constructor() { ('use server'",
    "if ('use client') 'use server' else",
    "return 'use server'; x",
    "switch (x) { case 'use server': 'use client'",
    "export default async function () { x; 'use server' ",
    "for (;;) 'use client'",
    "'use cache: '; 'use cache:'; 'use cache: \\n'; 'use cache: \"\\''",
    "\0'use client'\0",
    "label: 'use client'; with (x) 'use server'",
    "void void void 'use client'",
    "'use ' + 'cl' + 'ient'",
  ])('%j does not throw', (text) => {
    for (const extension of ['ts', 'tsx', 'js', 'jsx']) expect(() => find(text, `/project/a.${extension}`)).not.toThrow();
  });

  it('every cut of a file full of directives does not throw', () => {
    const text =
      "import a from 'a';\n('use client');\nasync function f() {\n  if (a) { `use server` }\n  'use sever'\n  (a)\n}\n";
    for (let end = 0; end <= text.length; end++) expect(() => find(text.slice(0, end))).not.toThrow();
  });

  it.each([
    ['blocks', '{', '}', "'use server';"],
    ['branches', 'if (a) ', '', "'use server';"],
    ['labels', 'a: ', '', "'use server';"],
    ['parentheses', '(', ')', "'use client'"],
  ])('%s nested as deep as the parser can are looked through', (_kind, open, close, inside) => {
    for (let depth = 5_000; ; depth = Math.floor(depth / 2)) {
      const text = `const a = 1;\n${open.repeat(depth)}${inside}${close.repeat(depth)}\n`;
      try {
        parse(text, '/project/a.tsx');
      } catch {
        // The parser's own stack ends here, not ours.
        continue;
      }
      expect(depth).toBeGreaterThan(100);
      expect(find(text).map((finding) => finding.rule)).toEqual(['directive-placement']);
      return;
    }
  });

  it('10,000 strings', () => {
    const text = `${"'use clients';\n".repeat(5_000)}${"x();'use server';\n".repeat(5_000)}`;
    expect(find(text).length).toBe(10_000);
    expect(find("'use server';'use cache';".repeat(2_500)).length).toBeGreaterThan(2_500);
  });
});

describe('fixes and suggestions', () => {
  const strings = [
    "'use client'",
    '"use server"',
    "'use cache'",
    "'use cache: remote'",
    "'use cleint'",
    "'Use Server'",
    '`use client`',
    "('use server')",
    "(('use cach'))",
  ];
  const places = [
    '%;',
    '%',
    "'use strict';\n%;",
    'import a from "a";\n%;\nexport async function f() {}',
    '// head\n\nconst a = 1\n%;\n[1].map(String)\nexport async function f() {}',
    'const a = {}\n%\n;[1].map(String)',
    '#!/usr/bin/env node\nfoo()\n%\nexport const f = async () => {}',
    'export async function f() { %; }',
    'export async function f() { a(); % }',
    'export const f = async () => {\n  a()\n  %\n  // rest\n  b()\n}',
    'export const f = async () => {\r\n  a()\r\n  %;\r\n  `b`\r\n}',
    'const o = { async f() { if (a) %; else { % } } }',
    'export async function f() {\n  for (;;) { %; }\n}',
    'class A { static async f() { a(); %; }\n constructor() { %; }\n static { %; } async m() { a(); %; } }',
    'switch (a) { case 1: %; default: %; }',
    "'use server';\n%;\nexport async function f() { 'use cache';\n%; }",
    '%\n(function () {})()',
    'export async function f() {\n  %\n  [1].map(String)\n}',
    'export async function f() {\n  a()\n  % // why\n  `b`.trim()\n}',
    'export const f = async () => %',
    'export async function f() { return %; }',
  ];
  const cases = strings.flatMap((string) => places.map((place) => place.replaceAll('%', () => string)));

  it.each(['/project/a.ts', '/project/a.jsx'])('in %s each leaves a file that parses, and fixes come to an end', (fileName) => {
    for (const source of cases) {
      if (syntaxErrors(source, fileName) > 0) continue;
      let text = source;
      for (let pass = 0; ; pass++) {
        expect(pass, source).toBeLessThan(6);
        const findings = find(text, fileName);
        for (const { suggestions } of findings) {
          for (const { edits } of suggestions) {
            const changed = applyEdits(text, [edits]);
            expect(syntaxErrors(changed, fileName), `${text}\n→\n${changed}`).toBe(0);
            expect(find(changed, fileName).length, `${text}\n→\n${changed}`).toBeLessThanOrEqual(findings.length);
          }
        }
        const fixes = findings.flatMap(({ fix }) => (fix ? [fix] : []));
        if (fixes.length === 0) break;
        const fixed = applyEdits(text, fixes);
        expect(syntaxErrors(fixed, fileName), `${text}\n→\n${fixed}`).toBe(0);
        expect(find(fixed, fileName).length, `${text}\n→\n${fixed}`).toBeLessThanOrEqual(findings.length);
        text = fixed;
      }
    }
  });
});
