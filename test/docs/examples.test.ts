import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import { memoryApp } from '../support/memory-app.ts';
import { isAskedAbout } from '../support/whole-run.ts';

const directory = new URL('../../docs/rules/', import.meta.url);

interface Example {
  readonly section: string;
  /** Files by name; a fence with `+file=` belongs to the app of the fence above it. */
  readonly files: Record<string, string>;
}

function examplesOf(markdown: string): Example[] {
  const found: Example[] = [];
  for (const part of markdown.split(/^## /mu).slice(1)) {
    const section = part.split('\n')[0]!.trim();
    for (const [, joined, file, code] of part.matchAll(/^```\w+ (\+?)file=(\S+)\n([\s\S]*?)^```$/gmu)) {
      if (joined) found.at(-1)!.files[file!] = code!;
      else found.push({ section, files: { [file!]: code! } });
    }
  }
  return found;
}

describe.each(readdirSync(directory).filter((page) => isAskedAbout(page.replace('.md', ''))))('%s', (page) => {
  const rule = rules.find(({ name }) => `${name}.md` === page);
  const examples = examplesOf(readFileSync(new URL(page, directory), 'utf8'));

  it('is the page of a rule, with examples of both kinds', () => {
    expect(rule).toBeDefined();
    expect(new Set(examples.map(({ section }) => section))).toEqual(new Set(['Incorrect', 'Correct']));
  });

  it.each(examples)('$section: $files', ({ section, files }) => {
    const { project, sourceFile } = memoryApp(files);
    const found = Object.keys(files).flatMap((name) => runRules(project, sourceFile(name), [{ rule: rule! }]));
    if (section === 'Incorrect') expect(found.length).toBeGreaterThan(0);
    else expect(found.map(({ message }) => message)).toEqual([]);
  });
});
