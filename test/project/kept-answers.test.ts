import ts from 'typescript';
import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { requireActionValidation } from '../../src/rules/require-action-validation.ts';
import { filesMentioning } from '../../src/project/project.ts';
import { projectOfFiles } from '../support/app.ts';

const parse = (name: string, text: string): ts.SourceFile => ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);

it('the files that mention something are those of the texts as they are now, and the files as they were last taken in', () => {
  const project = projectOfFiles({ 'a.ts': `cache();`, 'b.ts': `other();` });
  const mentioning = (): ts.SourceFile[] => [...filesMentioning(project, 'cache')];
  expect(mentioning().map(({ fileName }) => fileName)).toEqual(['/p/a.ts']);
  const again = parse('/p/a.ts', `cache();`);
  project.adopt(again);
  expect(mentioning()).toEqual([again]);
  project.adopt(parse('/p/b.ts', `cache();`));
  expect(mentioning().map(({ fileName }) => fileName)).toEqual(['/p/a.ts', '/p/b.ts']);
  project.adopt(parse('/p/a.ts', `nothing();`));
  expect(mentioning().map(({ fileName }) => fileName)).toEqual(['/p/b.ts']);
});

it('whether a helper looks at what it is given is asked anew where the helper has changed', () => {
  const files: Record<string, string> = {
    'app/actions.ts': `'use server';\nimport { check } from '../check';\nimport { db } from '../db';\n/** @public */\nexport async function save(title: string) {\n  if (!check(title)) throw new Error('title');\n  await db.insert(posts).values({ title });\n}\n`,
    'check.ts': `import { inner } from './inner';\nexport const check = (title: unknown) => inner(title);\n`,
    'inner.ts': `export const inner = (title: unknown) => typeof title === 'string';\n`,
    'db.ts': `import { drizzle } from 'drizzle-orm/node-postgres';\nexport const db = drizzle('');\n`,
  };
  const host = {
    directory: '/p',
    compilerOptions: { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
    fileNames: () => Object.keys(files).map((name) => `/p/${name}`),
    fileExists: (name: string) => name.slice('/p/'.length) in files,
    readFile: (name: string) => files[name.slice('/p/'.length)],
  };
  const said = (project: DiskProject): string[] =>
    runRules(project, project.sourceFile('/p/app/actions.ts')!, [{ rule: requireActionValidation }]).map(
      ({ messageId }) => messageId,
    );
  const first = new DiskProject(ts, host, {});
  expect(said(first)).toEqual([]);
  files['inner.ts'] = `export const inner = (title: unknown) => true;\n`;
  // The helper's own file is the same SourceFile as before: what it calls is not.
  const second = new DiskProject(ts, host, {}, first);
  expect(second.sourceFile('/p/check.ts')).toBe(first.sourceFile('/p/check.ts'));
  const anew = said(second);
  expect(anew).toEqual(said(new DiskProject(ts, host, {})));
  expect(anew).toHaveLength(1);
});
