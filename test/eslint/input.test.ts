import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import ts from 'typescript';
import ts55 from 'typescript-5.5';
import ts59 from 'typescript-5.9';
import { afterAll, describe, expect, it } from 'vitest';
import rscBoundary from '../../eslint-plugin/index.ts';
import { inputOf, type Input } from '../../eslint-plugin/input.ts';
import { runRules } from '../../src/run-rules.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import type { Environment } from '../../src/graph/environment.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { isFileOnly } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-input-'))).replaceAll('\\', '/');
afterAll(() => rmSync(folder, { recursive: true }));

function project(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(`${folder}/project-`);
  write(directory, { 'tsconfig.json': '{ "compilerOptions": { "jsx": "preserve" }, "include": ["**/*"] }', ...files });
  return directory;
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

/** What the plugin's rules are given when ESLint lints a text under a name. */
function given(fileName: string, text: string, config: Linter.Config = {}): Input {
  let input: Input | undefined;
  const look: Rule.RuleModule = { create: (context) => ({ Program: () => void (input = inputOf(context)) }) };
  const messages = new Linter({ cwd: '/' }).verify(
    text,
    [
      { files: ['**/*.*'], plugins: { test: { rules: { look } } }, rules: { 'test/look': 'error' } },
      { languageOptions: { parser: typescriptParser } },
      config,
    ],
    { filename: fileName },
  );
  expect(messages).toEqual([]);
  return input!;
}

function sides(environment: Environment): string[] {
  return Object.keys(environment).sort();
}

describe('without a Program', () => {
  it('takes the SourceFile the parser has made', () => {
    const directory = project({});
    let parsed: ts.SourceFile | undefined;
    const parser: Linter.Parser = {
      parseForESLint(text, options) {
        const result = typescriptParser.parseForESLint(text, options as never);
        parsed = result.services.esTreeNodeToTSNodeMap.get(result.ast);
        return result as never;
      },
    };
    expect(given(`${directory}/a.ts`, 'export {};', { languageOptions: { parser } }).sourceFile).toBe(parsed);
    expect(parsed).toBeDefined();
  });

  it('reads nothing for rules that look at one file', () => {
    const refuse = (): never => {
      throw new Error('read from the disk');
    };
    const host = {
      directory: '/',
      fileNames: refuse,
      fileExists: refuse,
      readFile: refuse,
      get compilerOptions() {
        return refuse();
      },
    };
    const sourceFile = ts.createSourceFile(
      '/a.ts',
      `'use client';\n'use server';\nimport './b';\n`,
      ts.ScriptTarget.Latest,
      true,
    );
    const disk = new DiskProject(ts, host, {});
    disk.adopt(sourceFile);
    const found = runRules(
      disk,
      sourceFile,
      rules.filter(isFileOnly).map((rule) => ({ rule })),
    );
    expect(found.map(({ rule }) => rule)).toContain('no-conflicting-directives');
  });

  it('knows who imports whom, over folders that share a config', () => {
    const files = {
      'app/page.tsx': `import { Panel } from '../ui/panel';\nexport default () => <Panel />;\n`,
      'ui/panel.tsx': `'use client';\nimport './inner';\nexport const Panel = () => null;\n`,
      'ui/inner.ts': 'export {};\n',
    };
    const directory = project(files);
    const page = given(`${directory}/app/page.tsx`, files['app/page.tsx']);
    const inner = given(`${directory}/ui/inner.ts`, files['ui/inner.ts']);
    expect(inner.project).toBe(page.project);
    expect(sides(graphOf(page.project).environmentOf(`${directory}/ui/inner.ts`))).toEqual(['client']);
    expect(graphOf(page.project).isBoundary(`${directory}/ui/panel.tsx`)).toBe(true);
  });

  it('sees what an edit changes for others, and what has changed on the disk since', () => {
    const directory = project({ 'app/page.tsx': `import './a';\n`, 'app/a.ts': 'export {};\n', 'app/b.ts': 'export {};\n' });
    const side = ({ project }: Input, name: string): string[] =>
      sides(graphOf(project).environmentOf(`${directory}/app/${name}`));
    const before = given(`${directory}/app/page.tsx`, `import './a';\n`);
    expect([side(before, 'a.ts'), side(before, 'b.ts')]).toEqual([['server'], []]);
    const same = given(`${directory}/app/page.tsx`, `import './a'; // a word\n`);
    // What was found out with the text before is forgotten; the other files are not read again.
    expect(same.project).not.toBe(before.project);
    expect(same.project.fileSet).toBe(before.project.fileSet);
    expect(same.project.sourceFile(`${directory}/app/a.ts`)).toBe(before.project.sourceFile(`${directory}/app/a.ts`));
    write(directory, { 'app/a.ts': `'use client';\n` });
    const after = given(`${directory}/app/page.tsx`, `import './a';\nimport './b';\n`);
    expect([side(after, 'a.ts'), side(after, 'b.ts')]).toEqual([['client'], ['server']]);
    // What has not changed is not parsed again.
    expect(after.project.sourceFile(`${directory}/app/b.ts`)).toBe(before.project.sourceFile(`${directory}/app/b.ts`));
  });

  it('takes server roots from the settings', () => {
    const directory = project({ 'routes/deep/home.tsx': 'export {};\n', 'other/home.tsx': 'export {};\n' });
    const settings = { 'rsc-boundary': { serverRoots: ['routes/**/*.tsx'] } };
    const { project: disk } = given(`${directory}/routes/deep/home.tsx`, 'export {};\n', { settings });
    expect(sides(graphOf(disk).environmentOf(`${directory}/routes/deep/home.tsx`))).toEqual(['server']);
    expect(sides(graphOf(disk).environmentOf(`${directory}/other/home.tsx`))).toEqual([]);
    const without = given(`${directory}/routes/deep/home.tsx`, 'export {};\n');
    expect(sides(graphOf(without.project).environmentOf(`${directory}/routes/deep/home.tsx`))).toEqual([]);
  });

  it('does without a file, and without a package, that is too deep for TypeScript', () => {
    const text = `import { deep } from '../lib/deep';\nimport { long } from '../lib/long';\nimport { a } from 'deep';\nimport { Card } from '../ui/card';\nexport default function Page() {\n  return <Card a={[deep, long, a]} on={() => 1} />;\n}\n`;
    const exports = `${'{"import":'.repeat(20_000)}"./index.js"${'}'.repeat(20_000)}`;
    const directory = project({
      'app/page.tsx': text,
      'lib/deep.ts': `export const deep = ${'['.repeat(20_000)}${']'.repeat(20_000)};\n`,
      'lib/long.ts': `declare const a: any;\nexport const long = ${'a && '.repeat(5_000)}a;\n`,
      'node_modules/deep/package.json': `{ "name": "deep", "version": "1.0.0", "exports": ${exports} }`,
      'node_modules/deep/index.js': 'export const a = 1;\n',
      'ui/card.tsx': `'use client';\nexport function Card(props: any) { return <p>{props.a}</p>; }\n`,
    });
    const { project: disk, sourceFile } = given(`${directory}/app/page.tsx`, text);
    const failed: string[] = [];
    const found = runRules(
      disk,
      sourceFile,
      rules.map((rule) => ({ rule })),
      { onRuleError: ({ name }) => failed.push(name) },
    );
    expect([failed, found.map(({ rule, start }) => `${rule} ${text.slice(start, start + 2)}`)]).toEqual([
      [],
      ['serializable-props on'],
    ]);
  });

  it('does without a config that cannot be read', () => {
    const directory = project({ 'tsconfig.json': '{ "extends": "./nowhere", ' });
    const input = given(`${directory}/a.ts`, `import './b';\n`);
    expect(graphOf(input.project).importsOf(`${directory}/a.ts`)).toEqual([]);
  });
});

describe('with a Program', () => {
  it('takes it, and its types', () => {
    const directory = project({ 'a.ts': 'export {};\n' });
    const parserOptions = { projectService: true, tsconfigRootDir: directory };
    const { project: typed, sourceFile } = given(`${directory}/a.ts`, 'export const a = 1;\n', {
      languageOptions: { parserOptions },
    });
    expect(typed.checker).toBeDefined();
    expect(typed.sourceFile(`${directory}/a.ts`)).toBe(sourceFile);
    expect(sourceFile.text).toBe('export const a = 1;\n');
  });

  it('takes server roots as they stand to the config, wherever ESLint was started', () => {
    const root = project({});
    write(root, { 'web/tsconfig.json': '{ "include": ["**/*"] }', 'web/routes/a.ts': 'export {};\n' });
    const settings = { 'rsc-boundary': { serverRoots: ['routes/*.ts'] } };
    const fileName = `${root}/web/routes/a.ts`;
    for (const parserOptions of [{}, { project: `${root}/web/tsconfig.json` }, { projectService: true, tsconfigRootDir: root }]) {
      const input = given(fileName, 'export {};\n', { settings, languageOptions: { parserOptions } });
      expect(sides(graphOf(input.project).environmentOf(fileName))).toEqual(['server']);
      expect(input.project.directory).toBe(`${root}/web`);
    }
  });

  /** A parser that has made a Program with another TypeScript than the plugin finds. */
  function parserOf(other: typeof ts, fileName: string): Linter.Parser {
    const program = other.createProgram([fileName], { allowJs: true, noEmit: true });
    const sourceFile = program.getSourceFile(fileName);
    return {
      parseForESLint(source, options) {
        const result = typescriptParser.parseForESLint(source, options as never);
        return { ...result, services: { program, esTreeNodeToTSNodeMap: { get: () => sourceFile } } } as never;
      },
    };
  }

  const versions: Array<[string, typeof ts]> = [
    ['5.5', ts55 as unknown as typeof ts],
    ['5.9', ts59 as unknown as typeof ts],
  ];
  const text = `'use client';\n'use server';\nexport function save() {}\n`;

  it.each(versions)("of TypeScript %s, the parser's own: read with that one, types and all", (version, other) => {
    const directory = project({ 'a.js': text });
    const fileName = `${directory}/a.js`;
    const parser = parserOf(other, fileName);
    const messages = new Linter({ cwd: '/' }).verify(
      text,
      [{ languageOptions: { parser } }, { ...rscBoundary.configs.recommended, files: ['**/*.js'] }],
      { filename: fileName },
    );
    expect(messages.map(({ ruleId, line }) => `${line} ${ruleId}`)).toContain('2 rsc-boundary/no-conflicting-directives');
    const { project: typed } = given(fileName, text, { languageOptions: { parser } });
    expect(typed.checker).toBeDefined();
    expect(typed.ts.version).toMatch(new RegExp(`^${version}`));
  });

  it('of a TypeScript that is not to be found: without types, and said once', async () => {
    const directory = project({ 'a.js': text, 'b.js': text });
    const { cache } = createRequire(import.meta.url);
    const hidden = Object.keys(cache).filter((name) => /typescript-5.9.lib.typescript\.js$/.test(name));
    expect(hidden).toHaveLength(1);
    const warnings: string[] = [];
    const listen = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', listen);
    const kept = cache[hidden[0]!];
    Reflect.deleteProperty(cache, hidden[0]!);
    try {
      for (const name of ['a.js', 'b.js']) {
        const fileName = `${directory}/${name}`;
        const parser = parserOf(ts59 as unknown as typeof ts, fileName);
        expect(given(fileName, text, { languageOptions: { parser } }).project.checker).toBeUndefined();
      }
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      cache[hidden[0]!] = kept;
      process.off('warning', listen);
    }
    expect(warnings.filter((warning) => warning.startsWith('Types are not looked at'))).toHaveLength(1);
  });
});
