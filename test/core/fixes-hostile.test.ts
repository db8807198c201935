import { existsSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/index.ts';
import type { TextEdit } from '../../src/finding.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { DiskProject, type DiskHost } from '../../src/project/disk-project.ts';
import type { ReportDescriptor, Rule } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { syntaxErrorCount } from '../../src/syntax/syntax-errors.ts';
import { fixtureCases, rulesOfCase } from '../support/fixtures.ts';

// Every change that a rule makes for a fixture, in layouts that people have and nobody thinks of. What does not parse is not offered,
// whatever a rule makes; here the rules themselves are held to it.
const layouts: ReadonlyArray<readonly [name: string, of: (text: string) => string]> = [
  ['as it is', (text) => text],
  ['CRLF', (text) => text.replace(/\r?\n/g, '\r\n')],
  ['CR', (text) => text.replace(/\r?\n/g, '\r')],
  ['line separators', (text) => text.replace(/\r?\n/g, '\u2028')],
  ['a byte order mark', (text) => `\uFEFF${text}`],
  ['a hashbang', (text) => `#!/usr/bin/env node\n${text}`],
  ['no line break at the end', (text) => text.trimEnd()],
  ['no semicolons', (text) => text.replace(/;(?=\r?\n|$)/g, '')],
  ['comments between tokens', (text) => withComments(text)],
];

/** The text with a comment in front of each token outside JSX and templates. */
function withComments(text: string): string {
  const file = parse('layout.tsx', text);
  const starts: number[] = [];
  const visit = (node: ts.Node): void => {
    const isAtomic = ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
    const children = isAtomic || ts.isTemplateExpression(node) ? [] : node.getChildren(file);
    if (children.length > 0) children.forEach(visit);
    else if (node.getStart(file) > 0) starts.push(node.getStart(file));
  };
  visit(file);
  return applyEdits(
    text,
    [...new Set(starts)].map((start) => [{ start, end: start, newText: '/* c */ ' }]),
  );
}

function parse(fileName: string, text: string): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
}

const host: DiskHost = { ...ts.sys, directory: '/', compilerOptions: {}, fileNames: () => [] };

// The types of a package are parsed once for all layouts.
const declarations = new Map<string, ts.SourceFile>();
const createSourceFile: typeof ts.createSourceFile = (fileName, ...rest) => {
  if (!fileName.endsWith('.d.ts')) return ts.createSourceFile(fileName, ...rest);
  let file = declarations.get(fileName);
  if (!file) declarations.set(fileName, (file = ts.createSourceFile(fileName, ...rest)));
  return file;
};
const typescript: typeof ts = { ...ts, createSourceFile };

/** What rules report of a text, before anything is left out of it. */
function reported(on: readonly Rule[], sourceFile: ts.SourceFile): Array<ReportDescriptor<string> & { readonly rule: string }> {
  const project = new DiskProject(typescript, host, {});
  project.adopt(sourceFile);
  const found: Array<ReportDescriptor<string> & { readonly rule: string }> = [];
  for (const rule of on) {
    rule.check({
      ts: typescript,
      sourceFile,
      facts: factsOf(typescript, sourceFile),
      project,
      checker: undefined,
      options: { ...rule.options?.defaults },
      report: (descriptor) => found.push({ ...descriptor, rule: rule.name }),
    });
  }
  return found;
}

/** What is wrong with the text that a change leaves. */
function faultOf(fileName: string, text: string, edits: readonly TextEdit[]): string | undefined {
  if (edits.some(({ start, end }) => start < 0 || end < start || end > text.length)) return 'lies outside';
  const after = applyEdits(text, [edits]);
  if (syntaxErrorCount(ts, parse(fileName, after)) > 0) return 'does not parse';
  if (text.startsWith('\uFEFF') && !after.startsWith('\uFEFF')) return 'moves the byte order mark';
  if (/^#!.*/.exec(text)?.[0] !== /^#!.*/.exec(after)?.[0]) return 'moves the hashbang';
  const isLoneLineFeed = /(?:^|[^\r])\n/;
  return text.includes('\r\n') && isLoneLineFeed.test(after) && !isLoneLineFeed.test(text) ? 'mixes line ends' : undefined;
}

const files = fixtureCases().flatMap((fixture) => {
  const on = rules.filter((rule) => rulesOfCase(fixture).has(rule.name) && (rule.fixable || rule.hasSuggestions));
  return fixture.files
    .filter(({ fileName }) => existsSync(`${fileName}.fixed`) || existsSync(`${fileName}.suggestions`))
    .map((file) => ({ ...file, on }));
});

describe.each(layouts)('%s', (_name, layout) => {
  it('every change parses, and every fix mends what it is for', () => {
    const faults: string[] = [];
    let changes = 0;
    for (const { fileName, text: plain, on } of files) {
      const text = layout(plain);
      const sourceFile = parse(fileName, text);
      if (syntaxErrorCount(ts, sourceFile) > 0) continue;
      const found = reported(on, sourceFile);
      for (const { rule, messageId, fix, suggestions = [] } of found) {
        for (const edits of [...(fix ? [fix] : []), ...suggestions.map((suggestion) => suggestion.edits)]) {
          if (edits.some((edit) => edit.fileName !== undefined)) continue;
          changes++;
          const fault = faultOf(fileName, text, edits);
          if (fault) faults.push(`${fileName}: ${rule}/${messageId} ${fault}`);
        }
        if (!fix) continue;
        const isSame = (other: { rule: string; messageId: string }): boolean =>
          other.rule === rule && other.messageId === messageId;
        const left = reported(on, parse(fileName, applyEdits(text, [fix])));
        if (left.filter(isSame).length >= found.filter(isSame).length) faults.push(`${fileName}: ${rule}/${messageId} stays`);
      }
    }
    expect(faults).toEqual([]);
    expect(changes).toBeGreaterThan(100);
  });
});
