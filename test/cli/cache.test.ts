import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { configuredProjects, type SettingFlags } from '../../cli/configured.ts';
import { findAll } from '../../cli/find.ts';
import { app, edit, random } from '../support/app-edits.ts';
import { runCli } from '../support/cli.ts';
import { TestRepository } from '../support/git.ts';

const flags: SettingFlags = { project: [], serverRoot: [], preset: ['all'], rule: {} };

function findings(directory: string, cache: boolean): unknown {
  const projects = configuredProjects(ts, { ...flags, cache }, directory);
  const found = findAll(projects, directory, () => true);
  expect(found.failures).toEqual([]);
  return found.findings.map(({ file, finding, sourceFile }) => ({ file, finding, text: sourceFile.text }));
}

describe('--cache', { timeout: 240_000 }, () => {
  const count = Number(process.env['CACHE_EDITS'] ?? 8);
  const seed = Number(process.env['CACHE_SEED'] ?? 1);

  it(`finds what a run without it finds, over ${count} edits from seed ${seed}`, () => {
    const directory = app();
    const next = random(seed);
    const edits: string[] = [];
    for (let index = 0; index < count; index++) {
      expect(findings(directory, true), edits.join('\n')).toEqual(findings(directory, false));
      edits.push(edit(directory, next));
    }
  });

  it('looks again only at what hangs on a change, and sees what the disk says elsewhere', () => {
    const directory = app();
    expect(findings(directory, true)).toEqual(findings(directory, false));
    const judged = (): number => configuredProjects(ts, { ...flags, cache: true }, directory)[0]!.cached!.judged;
    const box = join(directory, 'app/broken/box.tsx');
    expect(judged()).toBe(0);
    writeFileSync(box, readFileSync(box, 'utf8').replace('<button ', '<button type="button" '));
    // The box and its page.
    expect(judged()).toBe(2);
    expect(judged()).toBe(0);
    // A package.json that a rule asked for, and a setting.
    writeFileSync(join(directory, 'package.json'), '{ "dependencies": { "next": "14.0.0" } }');
    expect(findings(directory, true)).toEqual(findings(directory, false));
    writeFileSync(join(directory, 'next.config.mjs'), 'export default { cacheComponents: true };\n');
    expect(findings(directory, true)).toEqual(findings(directory, false));
  });

  it('sees pages of MDX that come, change and go', () => {
    const directory = app();
    const same = (): void => expect(findings(directory, true)).toEqual(findings(directory, false));
    writeFileSync(join(directory, 'next.config.mjs'), "export default { pageExtensions: ['tsx', 'mdx'] };\n");
    const files = {
      'app/page.tsx': "import { Panel } from './panel';\n\nexport default function Page() {\n  return <Panel />;\n}\n",
      'app/panel.tsx':
        "'use client';\n\nimport { useState } from 'react';\nimport { Row } from './row';\n\nexport function Panel() {\n  useState(0);\n  return <Row />;\n}\n",
      'app/row.tsx':
        "'use client';\n\nimport { useId } from 'react';\n\nexport function Row() {\n  return <p id={useId()} />;\n}\n",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    same();
    const before = findings(directory, true);
    const page = join(directory, 'app/notes.mdx');
    writeFileSync(page, '# Notes\n');
    same();
    writeFileSync(page, "import { Row } from './row';\n\n<Row />\n");
    same();
    expect(findings(directory, true)).not.toEqual(before);
    rmSync(page);
    same();
    expect(findings(directory, true)).toEqual(before);
  });

  it('throws away what is broken or another one made', () => {
    const directory = app();
    const first = findings(directory, true);
    const cache = join(directory, 'node_modules/.cache/rsc-boundary');
    const [name] = readdirSync(cache);
    const file = join(cache, name!);
    const text = readFileSync(file, 'utf8');
    for (const broken of ['', '{}', text.slice(0, -20), text.replace('serializable-props', 'serializable-xxxxx')]) {
      writeFileSync(file, broken);
      expect(findings(directory, true)).toEqual(first);
    }
    rmSync(cache, { recursive: true });
    writeFileSync(cache, 'no folder');
    expect(findings(directory, true)).toEqual(first);
  });

  it('with --staged, from the built command line', () => {
    const directory = app();
    const repository = new TestRepository({}, directory).write({ '.gitignore': 'node_modules\n' }).commit();
    const staged = (): string => runCli(directory, '--staged', '--cache', '--format', 'json').stdout;
    expect(JSON.parse(staged())).toEqual([]);
    const box = readFileSync(join(directory, 'app/broken/box.tsx'), 'utf8');
    repository.stage({ 'app/broken/box.tsx': `${box}export const late = () => { 'use server'; };\n` });
    const told = (): string[] =>
      (JSON.parse(staged()) as Array<{ file: string; rule: string }>).map(({ file, rule }) => `${file} ${rule}`);
    expect(told()).toEqual(['app/broken/box.tsx no-server-directive-in-client']);
    expect(told()).toEqual(['app/broken/box.tsx no-server-directive-in-client']);
  });
});
