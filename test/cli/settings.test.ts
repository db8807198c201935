import { describe, expect, it } from 'vitest';
import { runCli, type CliResult } from '../support/cli.ts';
import { folder } from '../support/folder.ts';

const sync = `'use server';\nexport function save() {}\n`;
const screen = `import { useState } from 'react';\nexport const Home = () => useState(0)[0];\n`;

function tsconfig(entry?: object): string {
  const plugins = entry ? [{ name: 'next' }, { name: 'eslint-plugin-rsc-boundary/ts-plugin', ...entry }] : [];
  return JSON.stringify({ compilerOptions: { jsx: 'preserve', lib: ['es5'], types: [], plugins }, include: ['**/*'] });
}

function found({ stdout }: CliResult): string[] {
  return (JSON.parse(stdout) as Array<{ file: string; rule: string; severity: string }>).map(
    ({ file, rule, severity }) => `${file} ${rule} ${severity}`,
  );
}

it('a finding that is a warning stays one, whatever its rule is set to', () => {
  const directory = folder({
    'package.json': JSON.stringify({ dependencies: { next: '16.4.6' } }),
    'tsconfig.json': tsconfig(),
    'app/leave.ts': `'use server';\nimport { redirect } from 'next/navigation';\nexport async function leave() { redirect('/'); }\n`,
    'app/page.tsx': `'use client';\nimport { useState } from 'react';\nimport { leave } from './leave';
export default function Page() {
  const [text, setText] = useState('');
  const go = async () => { try { await leave(); } catch (error) { setText('It failed'); } };
  return <button onClick={go}>{text}</button>;
}\n`,
  });
  const run = runCli(directory, '--format', 'json', '--rule', 'no-redirect-in-try=error');
  expect(found(run)).toEqual(['app/page.tsx no-redirect-in-try warn']);
  expect(run.code).toBe(0);
});

describe("the tsconfig's entry", () => {
  it('holds: server roots, preset, rules and their options', () => {
    const files = {
      'screens/home.tsx': screen,
      'actions.ts': sync,
      'load.ts': `'use cache: redis';\nexport async function load() {}\n`,
      'spelling.ts': `'use sever';\nexport function save() {}\n`,
    };
    const rules = {
      'async-server-functions': 'warn',
      'client-only-api': 'error',
      'directive-spelling': ['warn', { cacheKinds: ['redis'] }],
    };
    const entry = {
      preset: [],
      serverRoots: ['./screens/*.tsx'],
      rules,
      next: 'leave',
      diagnostics: false,
    };
    const directory = folder({ 'tsconfig.json': tsconfig(entry), ...files });
    expect(found(runCli(directory, '--format', 'json'))).toEqual([
      'actions.ts async-server-functions warn',
      'screens/home.tsx client-only-api error',
      'spelling.ts directive-spelling warn',
    ]);
  });

  it('has the flags over it: rule by rule, and whole for the rest', () => {
    const rules = { 'async-server-functions': 'warn', 'client-only-api': 'off' };
    const files = { 'screens/home.tsx': screen, 'other.tsx': screen, 'actions.ts': sync };
    const directory = folder({ 'tsconfig.json': tsconfig({ serverRoots: ['screens/*'], rules }), ...files });
    const flags = ['--rule', 'client-only-api=error', '--server-root', 'other.tsx'];
    expect(found(runCli(directory, '--format', 'json', ...flags))).toEqual([
      'actions.ts async-server-functions warn',
      'other.tsx client-only-api error',
    ]);
  });

  it('is each project its own', () => {
    const directory = folder({
      'a/tsconfig.json': tsconfig({ rules: { 'async-server-functions': 'off' } }),
      'a/a.ts': sync,
      'b/tsconfig.json': tsconfig(),
      'b/b.ts': sync,
    });
    expect(found(runCli(directory, '--format', 'json', '-p', 'a', '-p', 'b'))).toEqual(['b/b.ts async-server-functions error']);
  });

  it('holds for the map', () => {
    const directory = folder({ 'tsconfig.json': tsconfig({ serverRoots: ['screens/*'] }), 'screens/home.tsx': screen });
    expect(runCli(directory, 'graph').stdout).toContain('1 module: 1 server');
  });
});

it('a server root may hold a comma', () => {
  const directory = folder({ 'tsconfig.json': tsconfig(), 'app/a.tsx': screen, 'app/b.tsx': screen, 'app/c.tsx': screen });
  expect(found(runCli(directory, '--format', 'json', '--server-root', 'app/{a,b}.tsx'))).toEqual([
    'app/a.tsx client-only-api error',
    'app/b.tsx client-only-api error',
  ]);
});

it('of several projects, one may have what a server root names', () => {
  const directory = folder({
    'a/tsconfig.json': tsconfig(),
    'a/screens/home.tsx': screen,
    'b/tsconfig.json': tsconfig(),
    'b/b.ts': 'export {};\n',
  });
  const result = runCli(directory, '--format', 'json', '-p', 'a', '-p', 'b', '--server-root', 'screens/*');
  expect(found(result)).toEqual(['a/screens/home.tsx client-only-api error']);
});

describe('what cannot be understood: one sentence, exit 2', () => {
  const flags: Array<[string, string[], string]> = [
    [
      'no file',
      ['--server-root', 'app/nope.tsx'],
      'The server root "app/nope.tsx" matches no source file of the project in <folder>; it is a glob relative to that folder.',
    ],
    ['empty glob', ['--server-root', ''], "option '--server-root <glob>' argument '' is invalid. It is empty."],
    ['empty config', ['-p', ''], "option '-p, --project <tsconfig>' argument '' is invalid. It is empty."],
    ['empty preset', ['--preset', 'strict,'], "option '--preset <name>' argument 'strict,' is invalid. It is empty."],
    ['empty rule', ['--rule', ''], 'It takes name=off, name=warn or name=error.'],
  ];
  it.each(flags)('%s', (_name, args, sentence) => {
    const directory = folder({ 'tsconfig.json': tsconfig(), 'a.ts': '' });
    const { stdout, stderr, code } = runCli(directory, ...args);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr.replaceAll(directory, '<folder>')).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });

  const entries: Array<[object, string]> = [
    [
      { serverRoots: ['nope/*'] },
      'The server root "nope/*" matches no source file of the project in <folder>; it is a glob relative to that folder.',
    ],
    [{ serverRoots: 'app' }, '"serverRoots" takes a list of globs.'],
    [{ serverRoot: ['app'] }, 'There is no setting "serverRoot". Did you mean "serverRoots"?'],
    [{ preset: 'strikt' }, 'There is no preset "strikt". Did you mean "strict"?'],
    [{ preset: 7 }, '"preset" takes the name of a preset, or a list of names.'],
    [{ rules: [] }, '"rules" takes an object of rule names and severities.'],
    [{ rules: { 'directive-speling': 'off' } }, 'There is no rule "directive-speling". Did you mean "directive-spelling"?'],
    [{ rules: { 'directive-spelling': 3 } }, 'Rule "directive-spelling" is set to 3; it takes "off", "warn" or "error".'],
    [
      { rules: { 'directive-spelling': ['error', { kinds: [] }] } },
      'Rule "directive-spelling" has no option "kinds". There are: cacheKinds.',
    ],
    [
      { rules: { 'directive-spelling': ['error', { cacheKinds: 'redis' }] } },
      'Option "cacheKinds" of rule "directive-spelling" is "redis"; it takes a list of strings.',
    ],
    [
      { rules: { 'directive-spelling': ['error', { cacheKinds: [1] }] } },
      'Option "cacheKinds" of rule "directive-spelling" is [1]; it takes a list of strings.',
    ],
    [
      { rules: { 'directive-spelling': ['error', 'redis'] } },
      'The options of rule "directive-spelling" are "redis"; they are one object.',
    ],
    [
      { rules: { 'async-server-functions': ['error', { a: 1 }] } },
      'Rule "async-server-functions" has no option "a". It takes none.',
    ],
    [
      { rules: { 'client-entry-props': ['error', { mode: 'x' }] } },
      'Option "mode" of rule "client-entry-props" is "x"; it takes "auto", "always", "never".',
    ],
    [
      { rules: { 'serializable-props': ['error', { reportConversions: 1 }] } },
      'Option "reportConversions" of rule "serializable-props" is 1; it takes true or false.',
    ],
    [
      { rules: { 'client-entry-props': ['error', { actionPattern: '(a' }] } },
      'Option "actionPattern" of rule "client-entry-props" is no regular expression it can use: Unterminated group.',
    ],
  ];
  it.each(entries)('%j', (entry, sentence) => {
    const directory = folder({ 'tsconfig.json': tsconfig(entry), 'a.ts': '' });
    const { stdout, stderr, code } = runCli(directory);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr.replaceAll(directory, '<folder>')).toBe(
      `rsc-boundary: In the "plugins" of <folder>/tsconfig.json: ${sentence}\n`,
    );
  });
});

it('a pattern that would backtrack for ever is answered', () => {
  const name = `on${'a'.repeat(60)}`;
  const directory = folder({
    'tsconfig.json': tsconfig({
      rules: { 'client-entry-props': ['error', { mode: 'always', actionPattern: '(a+)+$|^on(a|a)*!' }] },
    }),
    'ui.tsx': `'use client';\nexport function Ui({ ${name}b }: { ${name}b: () => void }) {\n  return <b onClick={${name}b} />;\n}\n`,
  });
  expect(found(runCli(directory, '--format', 'json'))).toEqual(['ui.tsx client-entry-props error']);
});
