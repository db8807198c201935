import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';

const tsconfig = '{ "compilerOptions": { "jsx": "preserve", "lib": ["es5"], "types": [] }, "include": ["**/*"] }';
const sync = `'use server';\nexport function save() {}\n`;

describe('what it prints', () => {
  it('findings as a person reads them, and exit 1', () => {
    const { stdout, stderr, code } = runCli(folder({ 'tsconfig.json': tsconfig, 'app/actions.ts': sync }));
    expect(stdout).toBe(
      [
        '',
        'app/actions.ts',
        '  2:17    error  A "use server" function must be async. Add `async` to `save`.  async-server-functions',
        '            │ export function save() {}',
        '            │                 ^^^^',
        '',
        '✖ 1 error, 0 warnings in 1 file (1 can be fixed with --fix)',
        '',
      ].join('\n'),
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
  });

  it('one JSON array, sorted by file and position', () => {
    const directory = folder({
      'tsconfig.json': tsconfig,
      'b.ts': sync,
      'a.ts': `'use server';\nexport class A {}\nexport function b() {}\n`,
    });
    const { stdout, code } = runCli(directory, '--format', 'json');
    const found = JSON.parse(stdout) as Array<Record<string, unknown>>;
    expect(found.map(({ file, line, rule }) => [file, line, rule])).toEqual([
      ['a.ts', 2, 'server-module-exports'],
      ['a.ts', 3, 'async-server-functions'],
      ['b.ts', 2, 'async-server-functions'],
    ]);
    expect(found[2]).toEqual({
      file: 'b.ts',
      line: 2,
      column: 17,
      endLine: 2,
      endColumn: 21,
      rule: 'async-server-functions',
      messageId: 'notAsync',
      message: 'A "use server" function must be async. Add `async` to `save`.',
      severity: 'error',
      fixable: true,
      suggestions: [],
    });
    expect(code).toBe(1);
  });

  it('nothing wrong, and exit 0', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': `'use server';\nexport async function a() {}\n` });
    expect(runCli(directory)).toEqual({ stdout: 'No problems across the client boundary.\n', stderr: '', code: 0 });
    expect(runCli(directory, '--format', 'json').stdout).toBe('[]\n');
  });

  it('warnings only: exit 0, unless there are more than allowed', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': sync });
    expect(runCli(directory, '--rule', 'async-server-functions=warn').code).toBe(0);
    expect(runCli(directory, '--rule', 'async-server-functions=warn', '--max-warnings', '0').code).toBe(1);
    expect(runCli(directory, '--rule', 'async-server-functions=off').stdout).toBe('No problems across the client boundary.\n');
  });
});

describe('what it looks at', () => {
  it('the nearest config above the working directory', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'app/deep/a.ts': sync });
    expect(runCli(join(directory, 'app/deep'), '--format', 'json').stdout).toContain('"file": "a.ts"');
  });

  it('several projects, a file of two of them once', () => {
    const directory = folder({
      'a/tsconfig.json': tsconfig,
      'a/x.ts': sync,
      'b/tsconfig.json': '{ "include": ["../a/*", "*"] }',
      'b/y.ts': sync,
    });
    const { stdout } = runCli(directory, '-p', 'a', '-p', 'b/tsconfig.json', '--format', 'json');
    expect((JSON.parse(stdout) as Array<{ file: string }>).map(({ file }) => file)).toEqual(['a/x.ts', 'b/y.ts']);
  });

  it('the projects a config only refers to', () => {
    const directory = folder({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./web" }] }',
      'web/tsconfig.json': '{ "compilerOptions": { "composite": true }, "include": ["*"] }',
      'web/a.ts': sync,
    });
    expect(runCli(directory).code).toBe(1);
  });

  it('JavaScript in a folder without a config', () => {
    const directory = folder({ 'src/actions.js': sync, 'node_modules/x/index.js': sync, 'dist/a.js': sync });
    const { stdout } = runCli(directory, '--format', 'json');
    expect((JSON.parse(stdout) as Array<{ file: string }>).map(({ file }) => file)).toEqual(['src/actions.js']);
  });

  it('only the paths it is given', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a/x.ts': sync, 'b/y.ts': sync });
    const { stdout } = runCli(directory, '--format', 'json', 'b');
    expect((JSON.parse(stdout) as Array<{ file: string }>).map(({ file }) => file)).toEqual(['b/y.ts']);
  });

  it('what no comment has silenced', () => {
    const directory = folder({
      'tsconfig.json': tsconfig,
      'a.ts': `'use server';\n// eslint-disable-next-line rsc-boundary/async-server-functions -- for the test\nexport function a() {}\nexport function b() {} // eslint-disable-line\n/* eslint-disable rsc-boundary/server-module-exports */\nexport class A {}\n/* eslint-enable */\nexport class B {}\nexport const text = '// eslint-disable-line';\n`,
    });
    const { stdout } = runCli(directory, '--format', 'json');
    expect((JSON.parse(stdout) as Array<{ line: number }>).map(({ line }) => line)).toEqual([8, 9]);
  });
});

describe('--fix', () => {
  it('writes what is certain, keeps line ends and byte order mark, reports the rest', () => {
    const directory = folder({
      'tsconfig.json': tsconfig,
      'a.ts': `\uFEFFimport { x } from './x';\r\n'use client';\r\nexport const a = x;\r\n`,
      'b.ts': `'use server';\nexport function b() {}\nexport class B {}\n`,
      'x.ts': 'export const x = 1;\n',
    });
    const { stdout, code } = runCli(directory, '--fix', '--format', 'json');
    expect(readFileSync(join(directory, 'a.ts'), 'utf8')).toBe(
      `\uFEFF'use client';\r\nimport { x } from './x';\r\nexport const a = x;\r\n`,
    );
    expect(readFileSync(join(directory, 'b.ts'), 'utf8')).toBe(
      `'use server';\nexport async function b() {}\nexport class B {}\n`,
    );
    expect((JSON.parse(stdout) as Array<{ rule: string }>).map(({ rule }) => rule)).toEqual(['server-module-exports']);
    expect(code).toBe(1);
  });
});

describe('what cannot be done: one sentence, exit 2', () => {
  const cases: Array<[string, Record<string, string>, string[], string]> = [
    [
      'an unknown rule',
      { 'tsconfig.json': tsconfig, 'a.ts': '' },
      ['--rule', 'directive-spell=off'],
      'rsc-boundary: There is no rule "directive-spell". Did you mean "directive-spelling"?\n',
    ],
    [
      'an unknown preset',
      { 'tsconfig.json': tsconfig, 'a.ts': '' },
      ['--preset', 'strikt'],
      'rsc-boundary: There is no preset "strikt". Did you mean "strict"?\n',
    ],
    [
      'an unknown severity',
      { 'tsconfig.json': tsconfig, 'a.ts': '' },
      ['--rule', 'directive-spelling=loud'],
      'rsc-boundary: Rule "directive-spelling" is set to "loud"; it takes "off", "warn" or "error".\n',
    ],
    [
      'a path that is not there',
      { 'tsconfig.json': tsconfig, 'a.ts': '' },
      ['nowhere'],
      'rsc-boundary: There is no file or folder nowhere.\n',
    ],
  ];
  it.each(cases)('%s', (_name, files, args, stderr) => {
    expect(runCli(folder(files), ...args)).toEqual({ stdout: '', stderr, code: 2 });
  });

  it('a config that is not there, or is broken', () => {
    const directory = folder({ 'broken/tsconfig.json': '{ "compilerOptions": { "target": 5 } }', 'broken/a.ts': '' });
    const missing = runCli(directory, '-p', 'nowhere.json');
    expect(missing.stderr).toBe(
      `rsc-boundary: There is no ${directory}/nowhere.json. Name your tsconfig.json or jsconfig.json with --project.\n`,
    );
    expect(missing.code).toBe(2);
    const broken = runCli(directory, '-p', 'broken');
    expect(broken.stderr).toContain(`${directory}/broken/tsconfig.json: `);
    expect(broken.stderr).not.toContain('    at ');
    expect(broken.code).toBe(2);
  });

  it('a config with a syntax error, or with a base that is not there', () => {
    const broken = folder({ 'tsconfig.json': '{', 'a.ts': sync });
    expect(runCli(broken)).toEqual({
      stdout: '',
      stderr: `rsc-boundary: ${broken}/tsconfig.json cannot be read: '}' expected.\n`,
      code: 2,
    });
    const orphan = folder({ 'tsconfig.json': '{ "extends": "./no.json" }', 'a.ts': sync });
    expect(runCli(orphan)).toEqual({
      stdout: '',
      stderr: `rsc-boundary: ${orphan}/tsconfig.json: Cannot read file '${orphan}/no.json'.\n`,
      code: 2,
    });
  });

  it('a base in a package that is not installed: said, and gone on without', () => {
    const config = '{ "extends": "@shop/config/base.json", "compilerOptions": { "paths": { "~/*": ["./*"] } } }';
    const directory = folder({
      'tsconfig.json': config,
      'app/page.tsx': `import { a } from '~/lib/a';\nexport default () => a;\n`,
      'lib/a.ts': `import { useState } from 'react';\nexport const a = useState;\n`,
    });
    const { stdout, stderr, code } = runCli(directory);
    expect(stderr).toBe(
      `rsc-boundary: ${directory}/tsconfig.json: File '@shop/config/base.json' not found. Install the dependencies: without them less is found.\n`,
    );
    expect(stdout).toContain('lib/a.ts\n  1:10    error  `useState`');
    expect(code).toBe(1);
  });

  it('an empty folder', () => {
    const directory = folder({ 'readme.md': '' });
    const { stderr, code } = runCli(directory);
    expect(stderr).toContain('and no source file below it');
    expect(code).toBe(2);
  });

  it('an unknown option', () => {
    const { stderr, code } = runCli(folder({}), '--nope');
    expect(stderr).toContain("unknown option '--nope'");
    expect(code).toBe(2);
  });
});

it('half a program is still read for what is there', () => {
  const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': `'use server';\nexport function a() {\n  if (\n` });
  const { stdout, code } = runCli(directory, '--format', 'json');
  expect((JSON.parse(stdout) as Array<{ rule: string }>).map(({ rule }) => rule)).toEqual(['async-server-functions']);
  expect(code).toBe(1);
});
