import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';
import { bin } from '../support/lsp-client.ts';

const tsconfig = '{ "compilerOptions": { "jsx": "preserve", "lib": ["es5"], "types": [] }, "include": ["**/*"] }';
const sync = `'use server';\nexport function save() {}\n`;

/** Runs a line of the shell, in which $CLI is the command line. */
function shell(cwd: string, line: string): { stdout: string; stderr: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync('bash', ['-o', 'pipefail', '-c', line], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CLI: `${process.execPath} ${bin}`, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  return { stdout, stderr, code: status };
}

/** Far more findings than a pipe holds. */
const many = folder.bind(undefined, {
  'tsconfig.json': tsconfig,
  'app/page.tsx': 'export default () => null;\n',
  'app/actions.ts': `'use server';\n${Array.from({ length: 1500 }, (_, index) => `export function save${index}() {}\n`).join('')}`,
});

describe('a reader that goes', () => {
  it.each(['', ' --format json', ' graph --format json'])('ends it quietly, with what it found: rsc-boundary%s', (args) => {
    const directory = many();
    const { stdout, stderr, code } = shell(directory, `$CLI${args} | head -1`);
    expect(stderr).toBe('');
    expect(stdout.length).toBeLessThan(200);
    expect(code).toBe(args.includes('graph') ? 0 : 1);
  });

  it('of what goes wrong, too', () => {
    const { code } = shell(folder({}), '($CLI --rule x=off 2>&1 >/dev/null; echo $? >code) | true; exit $(cat code)');
    expect(code).toBe(2);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it.each(['', ' --format json', ' graph'])('is one sentence: rsc-boundary%s', (args) => {
    expect(shell(many(), `$CLI${args} > /dev/full`)).toEqual({
      stdout: '',
      stderr: 'rsc-boundary: The output cannot be written: no space left on device.\n',
      code: 2,
    });
  });

  it('for the map in a file', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': '' });
    const cases = [
      ['/dev/full', 'no space left on device'],
      ['a.ts/map.html', 'file already exists'],
      ['.', 'illegal operation on a directory'],
    ];
    for (const [output, reason] of cases)
      expect(runCli(directory, 'graph', '-o', output!)).toEqual({
        stdout: '',
        stderr: `rsc-boundary: ${output} cannot be written: ${reason}.\n`,
        code: 2,
      });
  });
});

it('what somebody has written is not written over', () => {
  const files = { 'tsconfig.json': tsconfig, 'package.json': '{}', 'app/page.tsx': 'export default () => null;\n' };
  const directory = folder(files);
  for (const [file, ...args] of [
    ['app/page.tsx', 'graph', '-o', 'app/page.tsx'],
    ['package.json', 'graph', '--format', 'json', '-o', 'package.json'],
    ['app/page.tsx', '--format', 'sarif:app/page.tsx'],
    ['tsconfig.json', '--write-baseline', 'tsconfig.json'],
  ])
    expect(runCli(directory, ...args)).toEqual({
      stdout: '',
      stderr: `rsc-boundary: ${file} is a source file and is not written over: name another file.\n`,
      code: 2,
    });
  for (const [name, text] of Object.entries(files)) expect(readFileSync(join(directory, name), 'utf8')).toBe(text);
  // What is written again each time is.
  for (let time = 0; time < 2; time++) expect(runCli(directory, 'graph', '-o', 'map.txt').code).toBe(0);
});

describe('what a terminal would obey is shown', () => {
  const name = 'app/\u001b[2J\u0007\u009bx\u202e\n.ts';
  const escaped = 'app/\\u001b[2J\\u0007\\u009bx\\u202e\\u000a.ts';
  const directory = (): string =>
    folder({
      'tsconfig.json': tsconfig,
      [name]: `'use server';\n/* \u001b[31m\u202e */\texport function save() {} // \u0007\u2066\u0085\n`,
      'app/page.tsx': `import ${JSON.stringify(`./${name.slice(4, -3)}`)};\nexport default () => null;\n`,
    });

  const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

  it('in findings, with the marks where they belong', () => {
    const { stdout } = runCli(directory());
    expect(stdout).not.toMatch(obeyed);
    const lines = stdout.split('\n');
    expect(lines[1]).toBe(escaped);
    expect(lines[3]).toBe('            │ /* \\u001b[31m\\u202e */\texport function save() {} // \\u0007\\u2066\\u0085');
    expect(lines[4]).toBe(`            │ ${lines[3]!.slice(14, lines[3]!.indexOf('save')).replace(/[^\t]/g, ' ')}^^^^`);
  });

  it('in JSON, where it means the same', () => {
    const { stdout } = runCli(directory(), '--format', 'json');
    expect(stdout).not.toMatch(obeyed);
    expect((JSON.parse(stdout) as Array<{ file: string }>)[0]!.file).toBe(name);
  });

  it('in the map', () => {
    const { stdout } = runCli(directory(), 'graph', name);
    expect(stdout).not.toMatch(obeyed);
    expect(stdout.split('\n')[0]).toBe(escaped);
    expect(runCli(directory(), 'graph').stdout).not.toMatch(obeyed);
    const json = runCli(directory(), 'graph', '--format', 'json').stdout;
    expect(json).not.toMatch(obeyed);
    expect((JSON.parse(json) as { modules: Array<{ file: string }> }).modules.map(({ file }) => file)).toContain(name);
  });

  it('in what goes wrong', () => {
    const { stderr } = runCli(folder({ 'tsconfig.json': tsconfig, 'a.ts': '' }), 'no\u001b[2Jwhere');
    expect(stderr).toBe('rsc-boundary: There is no file or folder no\\u001b[2Jwhere.\n');
  });
});

describe('where no server root is known', () => {
  const client = `'use client';\nexport function Ui() {\n  return null;\n}\n`;
  const notice =
    'rsc-boundary: No server root is known: there is no app folder of Next.js, no configuration of another framework names its entries, and no "serverRoots" are set. What hangs on who renders a module stays silent: most of client-only-api, server-only-api, client-reference-use, serializable-props. Name the files that render on the server with --server-root or in the tsconfig\'s "plugins", or the tsconfig of the app with --project.\n';

  it('it is said once, beside the findings', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'src/root.tsx': client, 'src/other.tsx': client });
    expect(runCli(directory)).toEqual({ stdout: 'No problems across the client boundary.\n', stderr: notice, code: 0 });
    expect(runCli(directory, '--format', 'json')).toEqual({ stdout: '[]\n', stderr: notice, code: 0 });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['an app folder', { 'app/page.tsx': 'export default () => null;\n', 'ui.tsx': client }, []],
    ['the Pages Router', { 'pages/index.tsx': 'export default () => null;\n', 'ui.tsx': client }, []],
    ['server roots', { 'src/root.tsx': 'export {};\n', 'ui.tsx': client }, ['--server-root', 'src/root.tsx']],
    ['no directive', { 'src/root.tsx': 'export {};\n' }, []],
    ['a library', { 'package.json': '{ "name": "ui", "exports": "./ui.tsx" }', 'ui.tsx': client }, []],
  ])('not with %s', (_name, files, args) => {
    expect(runCli(folder({ 'tsconfig.json': tsconfig, ...files }), ...args).stderr).toBe('');
  });

  it('not where one of several projects has one', () => {
    const directory = folder({
      'ui/tsconfig.json': tsconfig,
      'ui/ui.tsx': client,
      'web/tsconfig.json': tsconfig,
      'web/app/page.tsx': 'export default () => null;\n',
    });
    expect(runCli(directory, '-p', 'ui', '-p', 'web').stderr).toBe('');
    expect(runCli(directory, '-p', 'ui').stderr).toBe(notice);
  });
});

describe('with paths', () => {
  const files = {
    'tsconfig.json': tsconfig,
    'app/page.tsx': `import { Inner } from '../ui/inner';\nimport { Ui } from '../ui/ui';\nexport default () => <Ui onPick={() => {}}><Inner /></Ui>;\n`,
    'ui/inner.tsx': `import { useState } from 'react';\nexport const Inner = () => useState(0)[0];\n`,
    'ui/ui.tsx': `'use client';\nexport function Ui({ onPick, children }: { onPick: () => void; children: unknown }) {\n  return <b onClick={onPick}>{children}</b>;\n}\n`,
    'lib/apart.ts': sync,
  };

  it('it speaks of those files alone, and counts what is wrong elsewhere because of them', () => {
    const directory = folder(files);
    expect(runCli(directory, 'ui/ui.tsx')).toEqual({
      stdout: 'No problems in these files.\n1 problem in other files because of these: leave the paths out to see.\n',
      stderr: '',
      code: 0,
    });
    const page = runCli(directory, 'app');
    expect(page.stdout).toMatch(
      /✖ 1 error, 0 warnings in 1 file\n1 problem in other files because of these: leave the paths out to see\.\n$/,
    );
    expect(page.code).toBe(1);
    expect(runCli(directory, 'app', 'ui').stdout).not.toContain('other files');
    expect(runCli(directory, 'lib').stdout).toContain('1 error');
  });

  it('says nothing of others where there is nothing', () => {
    const directory = folder({ ...files, 'app/page.tsx': 'export default () => null;\n' });
    expect(runCli(directory, 'app/page.tsx').stdout).toBe('No problems in these files.\n');
    expect(runCli(directory, 'app/page.tsx', '--format', 'json').stdout).toBe('[]\n');
  });
});

describe('many files of a folder whose directive does nothing', () => {
  const parts = (count: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `ui/part${index}.tsx`,
        `'use client';\nexport function Part${index}() {\n  return <p>${index}</p>;\n}\n`,
      ]),
    );
  const app = (count: number): string =>
    folder({
      'tsconfig.json': tsconfig,
      'package.json': '{ "dependencies": { "next": "16", "react": "19" } }',
      'app/page.tsx': `${Array.from({ length: count }, (_, index) => `import { Part${index} } from '../ui/part${index}';\n`).join('')}export default () => <>${Array.from({ length: count }, (_, index) => `<Part${index} />`).join('')}</>;\n`,
      ...parts(count),
    });
  const args = ['--preset', 'strict'];

  it('are one line from ten on', () => {
    const { stdout } = runCli(app(10), ...args);
    expect(stdout).toBe(
      '\nui/\n          warn   10 files here begin with a directive that does nothing. --format json names each; the option "ignore" leaves out what a tool wrote.  no-ineffective-directive\n\n✖ 0 errors, 10 warnings in 10 files\n',
    );
  });

  it('are named each below that', () => {
    const { stdout } = runCli(app(9), ...args);
    expect(stdout.match(/no-ineffective-directive/g)).toHaveLength(9);
    expect(stdout).not.toContain('files here');
  });

  it('are named each as JSON', () => {
    const { stdout } = runCli(app(10), ...args, '--format', 'json');
    expect(JSON.parse(stdout)).toHaveLength(10);
  });
});
