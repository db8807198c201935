import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { EditSet, type TextEdit } from '../../src/finding.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { soundTogether } from '../../src/fixes/sound-edits.ts';
import { defineRule, type ReportDescriptor } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { syntaxErrorCount } from '../../src/syntax/syntax-errors.ts';
import { findingsInApp, projectOfFiles, type AppFiles } from '../support/app.ts';

const on = rules.map((rule) => ({ rule }));

/** What is offered in an app: rule, message, and how many fixes and suggestions. */
function offered(files: AppFiles): string[] {
  return findingsInApp(files, on).map(
    ({ rule, messageId, fix, suggestions }) => `${rule}/${messageId} ${fix ? 1 : 0}+${suggestions.length}`,
  );
}

describe('a file with syntax errors has findings, and neither fix nor suggestion', () => {
  it.each([
    [
      'a parameter list begun twice',
      `export function f((data){ 'use server'; console.log(data) }`,
      ['async-server-functions/notAsync 0+0'],
    ],
    [
      'an error anywhere else in the file',
      `'use server';\nexport function f() {}\nconst x = ;`,
      ['async-server-functions/notAsync 0+0'],
    ],
    ['a conflict marker', `import 'x';\n'use client';\n<<<<<<< HEAD\nexport {};`, ['directive-placement/late 0+0']],
    [
      'a catch at the end of the file',
      `import { redirect } from 'next/navigation';\nexport async function f() { try { redirect('/') } catch`,
      ['no-redirect-in-try/inTry 0+0'],
    ],
  ])('%s', (_what, text, expected) => {
    const found = offered({ 'lib/a.ts': text });
    expect(found.filter((one) => !one.startsWith('require-action'))).toEqual(expected);
  });

  it('also where the change would go into such a file', () => {
    const files = {
      'app/page.tsx': `import { Tabs } from '../lib/tabs';\nexport default function Page() { return <Tabs />; }`,
      'lib/tabs.tsx': `import { useTab } from './use-tab';\nexport function Tabs() { useTab(); return <i />; }`,
      'lib/use-tab.ts': `import { useState } from 'react';\nexport const useTab = () => useState(0);`,
    };
    expect(offered(files)).toEqual(['client-only-api/name 0+1']);
    expect(offered({ ...files, 'lib/tabs.tsx': `${files['lib/tabs.tsx']}\nconst x = ;` })).toEqual(['client-only-api/name 0+0']);
    // Found in one that does not parse, to be changed in one that does.
    const broken = `${files['lib/use-tab.ts']}\nconst x = ;`;
    expect(offered({ ...files, 'lib/use-tab.ts': broken })).toEqual(['client-only-api/name 0+0']);
  });
});

describe('a change whose result does not parse is not offered', () => {
  it('a swallowed directive whose rest is no statement', () => {
    expect(offered({ 'app/a.ts': `'use server'\n()\nexport async function f() {}` })).toEqual([
      'directive-placement/swallowed 0+0',
    ]);
    expect(offered({ 'app/a.ts': `'use client'\n(globalThis as any).x = 1\nexport {}` })).toEqual([
      'directive-placement/swallowed 1+0',
    ]);
  });

  /** What is left of the changes that a rule offers for a text. */
  function left(text: string, descriptors: ReadonlyArray<Partial<ReportDescriptor<'m' | 's'>>>): string[] {
    const rule = defineRule<'m' | 's'>({
      name: 'test-rule',
      code: 1,
      description: '',
      reach: ['file'],
      presets: [],
      messages: { m: '', s: '' },
      check({ report }) {
        for (const descriptor of descriptors) report({ at: { start: 0, end: 0 }, messageId: 'm', ...descriptor });
      },
    });
    const project = projectOfFiles({ 'a.ts': text });
    return runRules(project, project.sourceFile('/p/a.ts')!, [{ rule }]).map(({ fix, suggestions }) => {
      const result = [fix, ...suggestions.map(({ edits }) => edits)].map((edits) => (edits ? applyEdits(text, [edits]) : '-'));
      return result.join(' | ');
    });
  }
  const edit = (start: number, end: number, newText: string, fileName?: string): TextEdit => ({
    start,
    end,
    newText,
    ...(fileName ? { fileName } : {}),
  });
  const suggestion = (...edits: TextEdit[]) => ({ messageId: 's' as const, edits });

  it.each<[string, Partial<ReportDescriptor<'m' | 's'>>, string]>([
    ['one that parses', { fix: [edit(0, 1, 'b')] }, 'b = 1;'],
    ['one that does not', { fix: [edit(0, 1, 'if')] }, '-'],
    ['one past the end', { fix: [edit(7, 7, ';')] }, '-'],
    ['one that ends before it starts', { fix: [edit(3, 2, '')] }, '-'],
    ['one that changes nothing', { fix: [edit(0, 1, 'a')] }, '-'],
    ['one that overlaps itself', { fix: [edit(0, 3, 'b'), edit(2, 4, ' =')] }, '-'],
    ['two texts at one place', { fix: [edit(0, 0, 'b = '), edit(0, 0, 'c = ')] }, '-'],
    ['a text before what is replaced', { fix: [edit(0, 1, 'b'), edit(0, 0, 'c = ')] }, 'c = b = 1;'],
    ['none at all', { fix: [] }, '-'],
    ['a fix in another file', { fix: [edit(0, 0, ';', '/p/b.ts')] }, '-'],
    [
      'of several suggestions those that parse',
      { suggestions: [suggestion(edit(0, 1, 'if')), suggestion(edit(0, 1, 'c')), suggestion(edit(9, 9, ' '))] },
      '- | c = 1;',
    ],
    ['a suggestion in a file that is not there', { suggestions: [suggestion(edit(0, 0, ';', '/p/b.ts'))] }, '-'],
  ])('%s', (_what, descriptor, expected) => {
    expect(left('a = 1;', [descriptor])).toEqual([expected]);
  });

  it('one bad change among many costs a few parses, and only itself', () => {
    const text = 'a;'.repeat(1000);
    const fixes = Array.from({ length: 1000 }, (_, index) => [edit(2 * index, 2 * index + 1, index === 700 ? 'if' : 'b')]);
    let parses = 0;
    const counting: typeof ts = {
      ...ts,
      createSourceFile: (...args: Parameters<typeof ts.createSourceFile>) => {
        parses++;
        return ts.createSourceFile(...args);
      },
    };
    const sourceFile = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
    const result = soundTogether(counting, sourceFile, fixes).apply(text);
    expect(result).toBe(`${'b;'.repeat(700)}a;${'b;'.repeat(299)}`);
    expect(parses).toBeLessThanOrEqual(40);
  });
});

describe('edits that are made at once', () => {
  const insert = (start: number, newText: string): TextEdit => ({ start, end: start, newText });

  it('a group that touches an earlier one is left out whole', () => {
    expect(applyEdits('abcdef', [[insert(2, 'X')], [insert(2, 'Y'), insert(5, 'Y')], [insert(4, 'Z')]])).toBe('abXcdZef');
    expect(applyEdits('abcdef', [[{ start: 1, end: 3, newText: '' }], [insert(3, 'Y')], [insert(4, 'Z')]])).toBe('adZef');
  });

  it('what two groups need alike is made once, where asked for', () => {
    const edits = new EditSet(true);
    expect([edits.take([insert(0, 'I'), insert(2, 'X')]), edits.take([insert(0, 'I'), insert(4, 'Y')])]).toEqual([true, true]);
    expect(edits.take([insert(0, 'J')])).toBe(false);
    expect(edits.apply('abcdef')).toBe('IabXcdYef');
    expect(edits.fromEnd()).toEqual([insert(4, 'Y'), insert(2, 'X'), insert(0, 'I')]);
  });
});

it('a file that does not keep its errors is parsed again', () => {
  const file = ts.createSourceFile('a.ts', 'const = 1', ts.ScriptTarget.Latest);
  const bare = { fileName: 'a.ts', text: file.text } as ts.SourceFile;
  expect(syntaxErrorCount(ts, bare)).toBe(syntaxErrorCount(ts, file));
  expect(syntaxErrorCount(ts, file)).toBeGreaterThan(0);
});
