import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { rules } from '../../src/rules/index.ts';

const directory = new URL('../../docs/rules/', import.meta.url);

interface Example {
  readonly section: string;
  readonly file: string;
  readonly code: string;
}

function examplesOf(markdown: string): Example[] {
  const found: Example[] = [];
  for (const part of markdown.split(/^## /mu).slice(1)) {
    const section = part.split('\n')[0]!.trim();
    for (const [, file, code] of part.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gmu)) {
      found.push({ section, file: file!, code: code! });
    }
  }
  return found;
}

describe.each(readdirSync(directory))('%s', (page) => {
  const rule = rules.find(({ name }) => `${name}.md` === page);
  const examples = examplesOf(readFileSync(new URL(page, directory), 'utf8'));

  it('is the page of a rule, with examples of both kinds', () => {
    expect(rule).toBeDefined();
    expect(new Set(examples.map(({ section }) => section))).toEqual(new Set(['Incorrect', 'Correct']));
  });

  it.each(examples)('$section: $code', ({ section, file, code }) => {
    const fileName = `/project/${file}`;
    const sourceFile = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true);
    const host = { ...ts.sys, directory: '/project', compilerOptions: {}, fileNames: () => [fileName] };
    const project = new DiskProject(ts, host, {});
    project.adopt(sourceFile);
    const found = analyze(project, sourceFile, [{ rule: rule! }]);
    if (section === 'Incorrect') expect(found.length).toBeGreaterThan(0);
    else expect(found.map(({ message }) => message)).toEqual([]);
  });
});
