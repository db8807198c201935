import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkChanges, listChanges, type ChangeOptions } from '../../cli/changes/check-changes.ts';
import { listText } from '../../cli/changes/list.ts';
import { folder } from '../support/folder.ts';
import { TestRepository } from '../support/git.ts';

const compilerOptions = { types: [], noLib: true, jsx: 'preserve', module: 'esnext', moduleResolution: 'bundler' };
const tsconfig = JSON.stringify({ compilerOptions });

/** A page that renders a box, and an action that is wrong already. */
const app = {
  'tsconfig.json': tsconfig,
  'app/page.tsx': `import { Box } from '../ui/box';\nexport default function Page() { return <Box />; }\n`,
  'ui/box.tsx': 'export function Box() { return null; }\n',
  'lib/old.ts': `'use server';\nexport function old() {}\n`,
};
const hookedBox = `import { useState } from 'react';\nexport function Box() { useState(); return null; }\n`;
const inBox = ['ui/box.tsx client-only-api'];
const none: ChangeOptions = { project: [], preset: [], rule: {}, serverRoot: [], fix: false };

function found({ directory }: { readonly directory: string }, options: Partial<ChangeOptions> = {}, inside = ''): string[] {
  const question = options.since === undefined ? { staged: true } : {};
  const { findings, failures } = checkChanges([], { ...none, ...question, ...options }, join(directory, inside));
  expect(failures).toEqual([]);
  return findings.map(({ file, finding }) => `${file} ${finding.rule}`);
}

function changed({ directory }: TestRepository, options: Partial<ChangeOptions> = { staged: true }): string {
  return listText(listChanges({ ...none, ...options }, directory));
}

describe('what is in the index is judged', { timeout: 240_000 }, () => {
  it('and neither what lies beside it, nor what was wrong before', () => {
    const repository = new TestRepository(app).commit();
    expect(found(repository)).toEqual([]);
    repository.write({ 'ui/box.tsx': hookedBox, 'lib/new.ts': app['lib/old.ts'] });
    expect(found(repository)).toEqual([]);
    repository.git('add', 'ui');
    expect(found(repository)).toEqual(inBox);
    // Mended on the disk, and not staged.
    repository.write({ 'ui/box.tsx': app['ui/box.tsx'] });
    expect(found(repository)).toEqual(inBox);
    repository.write({ 'ui/box.tsx': undefined });
    expect(found(repository)).toEqual(inBox);
  });

  it('by hunks', () => {
    const lines = (first: string, last: string): string => `'use server';\n${first}\n${'//\n'.repeat(20)}${last}\n`;
    const wrong = 'export function a() {}';
    const repository = new TestRepository({ ...app, 'lib/two.ts': lines('', '') }).commit();
    repository.stage({ 'lib/two.ts': lines(wrong, '') }).write({ 'lib/two.ts': lines('', wrong) });
    expect(found(repository)).toEqual(['lib/two.ts async-server-functions']);
    repository.stage({ 'lib/two.ts': lines('', '') }).write({ 'lib/two.ts': lines(wrong, wrong) });
    expect(found(repository)).toEqual([]);
  });

  it('before the first commit, all of it', () => {
    const repository = new TestRepository(app);
    expect(found(repository)).toEqual([]);
    expect(found(repository.stage({ 'ui/box.tsx': hookedBox }))).toEqual(['lib/old.ts async-server-functions', ...inBox]);
    repository.git('rm', '--cached', '-q', 'lib/old.ts');
    repository.git('add', '-N', 'lib/old.ts');
    expect(found(repository)).toEqual(inBox);
  });

  it('with what is wrong in a file that is not staged', () => {
    const page = `import { Box } from '../ui/box';\nexport default function Page() { return <Box go={() => {}} />; }\n`;
    const repository = new TestRepository({ ...app, 'app/page.tsx': page }).commit();
    expect(found(repository.stage({ 'ui/box.tsx': `'use client';\nexport function Box() { return null; }\n` }))).toEqual([
      'app/page.tsx serializable-props',
    ]);
  });

  it('when a file goes: what is left of it elsewhere', () => {
    const form = `'use client';\nimport { save } from './save';\nexport const F = () => <form action={save} />;\n`;
    const save = `'use server';\nexport async function save() {}\n`;
    const repository = new TestRepository({ ...app, 'ui/form.tsx': form, 'ui/save.ts': save }).commit();
    expect(found(repository.stage({ 'ui/form.tsx': undefined }), { preset: ['strict'] })).toEqual([
      'ui/save.ts no-exposed-action',
    ]);
  });

  it('whatever a moved file is called, and however far a line has moved', () => {
    const repository = new TestRepository({ ...app, 'lib/long.ts': `${app['lib/old.ts']}${'// a line\n'.repeat(9)}` }).commit();
    repository.git('mv', 'lib/long.ts', 'lib/ä b.ts');
    expect(found(repository)).toEqual([]);
    repository.stage({
      'lib/ä b.ts': `// moved\n\n'use server';\nexport function old() {}\nexport function now() {}\n${'// a line\n'.repeat(9)}`,
    });
    const { findings } = checkChanges([], { ...none, staged: true }, repository.directory);
    expect(findings.map(({ finding }) => finding.data['name'])).toEqual(['`now`']);
  });

  it('from a folder inside, and with other programs than the one there', () => {
    const repository = new TestRepository({ ...app, 'packages/x/tsconfig.json': tsconfig, 'packages/x/a.ts': '' }).commit();
    repository.stage({ 'ui/box.tsx': hookedBox, 'packages/x/a.ts': app['lib/old.ts'] });
    expect(found(repository, {}, 'packages/x')).toEqual(['../../ui/box.tsx client-only-api', 'a.ts async-server-functions']);
  });

  it('in a work tree of its own, and with a submodule beside it', () => {
    const inner = new TestRepository(app).commit();
    const repository = new TestRepository(app).commit();
    repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner.directory, 'sub');
    expect(found(repository.stage())).toEqual([]);
    repository.commit();
    repository.git('worktree', 'add', '-q', '../tree', '-b', 'other');
    const tree = new TestRepository({}, join(repository.directory, '../tree'));
    expect(found(tree.stage({ 'ui/box.tsx': hookedBox }))).toEqual(inBox);
    expect(found(repository)).toEqual([]);
    tree.git('worktree', 'remove', '--force', tree.directory);
  });

  it('with line endings as the user has them', () => {
    const repository = new TestRepository(app).commit();
    repository.git('config', 'core.autocrlf', 'true');
    const crlf = app['lib/old.ts'].replaceAll('\n', '\r\n');
    repository.stage({ 'lib/old.ts': `${crlf}// x\r\n` }).write({ 'lib/old.ts': `${crlf}// y\r\n` });
    expect(found(repository)).toEqual([]);
    repository.stage({ 'ui/box.tsx': hookedBox.replaceAll('\n', '\r\n') });
    expect(found(repository)).toEqual(inBox);
  });

  it('in a merge: what the other branch has is not new, what the two make together is', () => {
    const repository = new TestRepository(app).commit();
    repository.git('switch', '-q', '-c', 'other');
    repository.commit({ 'lib/theirs.ts': app['lib/old.ts'], 'ui/box.tsx': `'use client';\n${app['ui/box.tsx']}` });
    repository.git('switch', '-q', 'main');
    repository.commit({ 'app/page.tsx': app['app/page.tsx'].replace('<Box />', '<Box go={() => {}} />') });
    repository.git('merge', '-q', '--no-commit', 'other');
    expect(found(repository)).toEqual(['app/page.tsx serializable-props']);
  });

  it('in a rebase', () => {
    const repository = new TestRepository(app).commit();
    repository.git('switch', '-q', '-c', 'other');
    repository.commit({ 'ui/box.tsx': hookedBox });
    repository.git('switch', '-q', 'main');
    repository.commit({ 'ui/box.tsx': `// a line\n${app['ui/box.tsx']}` });
    repository.git('switch', '-q', 'other');
    expect(repository.tryGit('rebase', 'main').code).not.toBe(0);
    expect(() => found(repository)).toThrow('ui/box.tsx has conflicts that are not resolved: mend it, and "git add" it.');
    expect(found(repository.stage({ 'ui/box.tsx': `// a line\n${hookedBox}` }))).toEqual(inBox);
  });
});

describe('--fix', () => {
  const fixed = `'use server';\nexport async function now() {}\n`;
  const wrong = `'use server';\nexport function now() {}\n`;

  it('stages what it has fixed, and leaves what is staged in part or not at all', () => {
    const repository = new TestRepository(app).commit();
    repository.stage({ 'lib/a.ts': wrong, 'lib/b.ts': wrong }).write({ 'lib/b.ts': `${wrong}// more\n`, 'lib/c.ts': wrong });
    expect(found(repository, { fix: true })).toEqual(['lib/b.ts async-server-functions']);
    const { directory } = repository;
    const text = (name: string): string => readFileSync(join(directory, name), 'utf8');
    expect([text('lib/a.ts'), text('lib/b.ts'), text('lib/c.ts')]).toEqual([fixed, `${wrong}// more\n`, wrong]);
    expect([repository.git('show', ':lib/a.ts'), repository.git('show', ':lib/b.ts')]).toEqual([fixed, wrong]);
    expect(repository.git('status', '--short')).toBe('A  lib/a.ts\nAM lib/b.ts\n?? lib/c.ts\n');
  });
});

describe('--since', () => {
  it('says what is new since the branch began, committed or not', () => {
    const repository = new TestRepository(app).commit();
    repository.git('switch', '-q', '-c', 'feature');
    repository.commit({ 'ui/box.tsx': hookedBox });
    repository.git('switch', '-q', 'main');
    repository.commit({ 'lib/later.ts': app['lib/old.ts'] });
    repository.git('switch', '-q', 'feature');
    repository.write({ 'lib/untracked.ts': app['lib/old.ts'] });
    expect(found(repository, { since: 'main' })).toEqual(['lib/untracked.ts async-server-functions', ...inBox]);
    expect(found(repository, { since: 'HEAD' })).toEqual(['lib/untracked.ts async-server-functions']);
  });

  it.each([
    ['nope', 'There is no commit nope here. In CI, fetch it first.'],
    ['--help', 'There is no commit --help here. In CI, fetch it first.'],
    ['apart', 'HEAD and apart have no commit in common here. In CI, fetch the whole history (depth 0).'],
  ])('%s: one sentence', (since, sentence) => {
    const repository = new TestRepository(app).commit();
    repository.git('switch', '-q', '--orphan', 'apart');
    repository.git('commit', '-q', '--allow-empty', '-m', 'x');
    repository.git('switch', '-q', 'main');
    expect(() => found(repository, { since })).toThrow(sentence);
  });

  it('and --staged are two questions', () => {
    const repository = new TestRepository(app).commit();
    expect(() => found(repository, { staged: true, since: 'HEAD' })).toThrow('Ask one.');
  });

  it('outside of a repository there is no answer', () => {
    const directory = folder(app);
    expect(() => found({ directory })).toThrow(`${directory} is in no work tree of git`);
  });
});

describe('--changed lists what is affected, and why', () => {
  it('who imports it, and what it imports', () => {
    const repository = new TestRepository({ ...app, 'ui/line.tsx': 'export const Line = () => null;\n' }).commit();
    repository.stage({ 'ui/box.tsx': `import { Line } from './line';\nexport function Box() { return <Line />; }\n` });
    const all = 'app/page.tsx: imports ui/box.tsx\n' + 'ui/box.tsx: changed\n' + 'ui/line.tsx: is imported by ui/box.tsx\n';
    expect(changed(repository)).toBe(all);
    repository.git('reset', '-q');
    expect(changed(repository, {})).toBe(all);
  });

  it('in whatever way it is imported, and nobody who only speaks of it', () => {
    const options = { ...compilerOptions, paths: { '@/*': ['./*'] } };
    const repository = new TestRepository({
      ...app,
      'tsconfig.json': JSON.stringify({ compilerOptions: options }),
      'app/late/page.tsx': `export default () => import(/* webpackChunkName: "box" */ '../../ui/box');\n`,
      'app/typed/page.tsx': `import type { Box } from '@/ui/box';\nexport default function Page({ box }: { box: typeof Box }) { return null; }\n`,
      'lib/required.ts': `const { Box } = require('../ui/box');\nexport { Box };\n`,
      'lib/said.ts': `// import { Box } from '../ui/box';\nexport const text = "it's from '../ui/box'";\n`,
    }).commit();
    repository.stage({ 'ui/box.tsx': hookedBox });
    const importers = ['app/late/page.tsx', 'app/page.tsx', 'app/typed/page.tsx', 'lib/required.ts'];
    expect(changed(repository)).toBe(`${importers.map((name) => `${name}: imports ui/box.tsx\n`).join('')}ui/box.tsx: changed\n`);
  });

  it('only itself where the code is the same', () => {
    const repository = new TestRepository(app).commit();
    repository.stage({ 'ui/box.tsx': '// A comment.\nexport function Box()\n{ return null; }\n' });
    expect(changed(repository)).toBe('ui/box.tsx: changed\n');
  });

  it('all, where a setting changed', () => {
    const repository = new TestRepository(app).commit();
    repository.stage({ 'eslint.config.mjs': 'export default [];\n', 'readme.md': '' });
    expect(changed(repository)).toBe('Nothing that changed can alter what is found.\n');
    repository.stage({ 'next.config.mjs': 'export default {};\n', 'readme.md': '' });
    expect(changed(repository)).toContain('app/page.tsx: may hang on next.config.mjs\n');
    expect(changed(repository)).not.toContain('readme');
  });

  it('nothing, where no source did', () => {
    const repository = new TestRepository(app).commit();
    expect(changed(repository.stage({ 'readme.md': 'x' }))).toBe('Nothing that changed can alter what is found.\n');
  });
});
