import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';

const tsconfig = '{ "compilerOptions": { "lib": ["es5"], "types": [] }, "include": ["**/*"] }';
const page = { 'app/page.ts': 'export default () => null;\n' };
const plain = { 'tsconfig.json': tsconfig, ...page };
const config = (text: string): Record<string, string> => ({ 'tsconfig.json': text, ...page });

const cases: Array<[string, Record<string, string>, string[], string]> = [
  ['an empty path', plain, [''], 'A path is empty: name a file or folder, or none for the whole project.'],
  ['a path below a file', plain, ['app/page.ts/x'], 'app/page.ts/x cannot be read: not a directory.'],
  ['a name no disk takes', plain, ['x'.repeat(300)], `${'x'.repeat(300)} cannot be read: name too long.`],
  [
    'a file that is none of the project',
    { ...plain, 'readme.md': '' },
    ['readme.md'],
    'No source file of the project in <folder> is at readme.md. Name its config with --project.',
  ],
  [
    'a folder without source',
    { ...plain, 'docs/readme.md': '' },
    ['docs'],
    'No source file of the project in <folder> is at docs. Name its config with --project.',
  ],
  [
    'a folder without a config',
    { ...plain, 'docs/x.md': '' },
    ['-p', 'docs'],
    'There is no <folder>/docs/tsconfig.json. Name your tsconfig.json or jsconfig.json with --project.',
  ],
  ['a source for a config', plain, ['-p', 'app/page.ts'], "<folder>/app/page.ts cannot be read: '{' expected."],
  [
    'no object',
    config('[]'),
    [],
    "<folder>/tsconfig.json cannot be read: The root value of a 'tsconfig.json' file must be an object.",
  ],
  ['no JSON', config('\u0000\u0001'), [], '<folder>/tsconfig.json cannot be read: Invalid character.'],
  [
    'a wrong type',
    config('{ "include": 5 }'),
    [],
    "<folder>/tsconfig.json: Compiler option 'include' requires a value of type Array.",
  ],
  [
    'plugins that are no list',
    config('{ "compilerOptions": { "plugins": 7 } }'),
    [],
    "<folder>/tsconfig.json: Compiler option 'plugins' requires a value of type Array.",
  ],
  [
    'a circle',
    config('{ "extends": "./tsconfig.json" }'),
    [],
    '<folder>/tsconfig.json: Circularity detected while resolving configuration: <folder>/tsconfig.json -> <folder>/tsconfig.json',
  ],
  [
    'a reference to nothing',
    config('{ "files": [], "references": [{ "path": "./web" }] }'),
    [],
    '<folder>/tsconfig.json refers to <folder>/web, and there is no such file. Take the reference out, or mend its path.',
  ],
  [
    'references in a circle',
    {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./web" }] }',
      'web/tsconfig.json': '{ "files": [], "references": [{ "path": "../" }] }',
    },
    [],
    'There are no source files in <folder>/tsconfig.json, <folder>/web/tsconfig.json. Check its "include" and "files".',
  ],
  [
    'a file of the map that is none',
    plain,
    ['graph', 'nope.ts'],
    'nope.ts is not a module of the project in <folder>. Name its config with --project.',
  ],
];

it.each(cases)('%s: one sentence, exit 2', (_name, files, args, sentence) => {
  const directory = folder(files);
  const { stdout, stderr, code } = runCli(directory, ...args);
  expect({ stdout, code, stderr: stderr.replaceAll(directory, '<folder>') }).toEqual({
    stdout: '',
    code: 2,
    stderr: `rsc-boundary: ${sentence}\n`,
  });
});

it.each([
  [['--format', 'xml'], "option '--format <name[:file]>' argument 'xml' is invalid."],
  [['--format', ''], "option '--format <name[:file]>' argument '' is invalid."],
  [['--max-warnings', '-1'], 'It takes a whole number.'],
  [['-p'], "option '-p, --project <tsconfig>' argument missing"],
  [['lsp', 'x'], 'too many arguments'],
])('%j: what is wrong, and where to look', (args, sentence) => {
  const { stdout, stderr, code } = runCli(folder(plain), ...args);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toContain(sentence);
  expect(stderr).toContain('(--help shows every option)');
});

it('of several paths, one that holds nothing is named, and the others are judged', () => {
  const directory = folder({ ...plain, 'readme.md': '' });
  expect(runCli(directory, 'app', 'readme.md')).toEqual({
    stdout: 'No problems in these files.\n',
    stderr: `rsc-boundary: No source file of the project in ${directory} is at readme.md.\n`,
    code: 0,
  });
});

it('files that a config names and that are not there are named', () => {
  const files = { 'tsconfig.json': '{ "files": ["nope.ts", "app/page.ts"] }', ...page };
  const directory = folder(files);
  const notice = `rsc-boundary: ${directory}/tsconfig.json names ${directory}/nope.ts, and there is no such file.\n`;
  expect(runCli(directory)).toEqual({ stdout: 'No problems across the client boundary.\n', stderr: notice, code: 0 });
  const none = folder({ 'tsconfig.json': '{ "files": ["nope.ts"] }' });
  const { stderr, code } = runCli(none);
  expect(stderr).toContain(`There are no source files in ${none}/tsconfig.json.`);
  expect(code).toBe(2);
});

it('a folder named like a file is a folder', () => {
  const directory = folder({ 'tsconfig.json': tsconfig, 'app/page.tsx/x.ts': `'use server';\nexport function save() {}\n` });
  mkdirSync(join(directory, 'app/layout.tsx'));
  const { stdout, code } = runCli(directory, 'app/page.tsx', '--format', 'json');
  expect((JSON.parse(stdout) as Array<{ file: string }>).map(({ file }) => file)).toEqual(['app/page.tsx/x.ts']);
  expect(code).toBe(1);
});
