import ts from 'typescript';
import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import type { Finding } from '../../src/finding.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { nextFileConventions } from '../../src/rules/next-file-conventions.ts';

const selected = [{ rule: nextFileConventions }];

function findingsIn(fileName: string, text: string): Finding[] {
  const host = {
    directory: '/p',
    compilerOptions: {},
    fileNames: () => [fileName],
    fileExists: (name: string) => name === fileName,
    readFile: (name: string) => (name === fileName ? text : undefined),
  };
  const project = new DiskProject(ts, host, {});
  return runRules(project, project.sourceFile(fileName)!, selected);
}

// Markers are comments, and a file of comments alone has no statement to put them below.
it.each([
  ['nothing', ''],
  ['comments', '// to be written\n'],
  ['types', 'interface Props {}\n'],
])('an error file of %s is reported at its start', (_name, text) => {
  const [{ start, end, fix } = expect.fail('nothing was found'), ...others] = findingsIn('/p/app/error.tsx', text);
  expect({ start, end, others }).toEqual({ start: 0, end: 0, others: [] });
  expect(fix?.map(({ newText }) => newText)).toEqual([`'use client';\n`]);
});

it.each([
  ['export', 'export const { metadata'],
  ['pattern', `'use client'\nexport const { metadata, viewport: { width } } = make()`],
  ['export default', `'use client'\nexport default`],
  ['export list', `'use client'\nexport { metadata as`],
  ['call', `import dynamic from 'next/dynamic'\ndynamic(, { ssr: `],
  ['many', `import dynamic from 'next/dynamic'\n${'dynamic('.repeat(500)}`],
])('half-typed source is no trouble: %s', (_name, text) => {
  expect(() => findingsIn('/p/app/page.tsx', text)).not.toThrow();
});
