import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../support/cli.ts';

// Each starts the command line, some of them on thousands of files.
vi.setConfig({ testTimeout: 300_000 });

const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function folder(files: Record<string, string>): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-')));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

const compilerOptions = { jsx: 'preserve', lib: ['es5'], types: [], module: 'esnext', moduleResolution: 'bundler' };
const config = (files: object): string => JSON.stringify({ compilerOptions, ...files });
const page = `'use sever';\nexport async function save() {}\n`;

/** The rules that spoke, by file. */
function found(directory: string, ...args: string[]): { rules: string[]; stderr: string; code: number | null } {
  const { stdout, stderr, code } = runCli(directory, '--format', 'json', ...args);
  const findings = stdout === '' ? [] : (JSON.parse(stdout) as Array<{ file: string; rule: string }>);
  return { rules: findings.map(({ file, rule }) => `${file} ${rule}`), stderr, code };
}

const spelling = { rules: ['page.ts directive-spelling'], stderr: '', code: 1 };

// Who is root may read everything, whatever its mode; Windows has no such modes.
describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('what may not be read', () => {
  const closed: string[] = [];
  afterEach(() => closed.splice(0).forEach((path) => chmodSync(path, 0o755)));

  it('a folder and a file: what hangs on them is missing, all else is judged', () => {
    const directory = folder({
      'tsconfig.json': config({}),
      'page.ts': `${page}import './closed/a';\nimport './b';\n`,
      'closed/a.ts': page,
      'b.ts': page,
    });
    for (const name of ['closed', 'b.ts']) {
      closed.unshift(join(directory, name));
      chmodSync(join(directory, name), 0o000);
    }
    expect(found(directory)).toEqual(spelling);
    expect(found(directory, 'page.ts')).toEqual(spelling);
    const named = found(directory, 'closed');
    expect([named.rules, named.code]).toEqual([[], 2]);
    expect(named.stderr).toMatch(/^rsc-boundary: No source file [^\n]*\n$/);
  });
});

// To read from a pipe that nobody writes to, or from a device, never ends.
describe.skipIf(process.platform === 'win32')('a pipe or a device among the files', () => {
  const pipe = (directory: string, name: string): void => void execFileSync('mkfifo', [join(directory, name)]);

  it.each([{ include: ['**/*'] }, { files: ['page.ts', 'pipe.ts', 'zero.ts'] }])('%j', (files) => {
    const directory = folder({ 'tsconfig.json': config(files), 'page.ts': page });
    for (const name of ['pipe.ts', 'package.json', 'next.config.mjs']) pipe(directory, name);
    symlinkSync('/dev/zero', join(directory, 'zero.ts'));
    // A config that names a file which is none is told so; what a pattern takes in is passed over.
    const named = ('files' in files ? ['pipe.ts', 'zero.ts'] : []).map(
      (name) => `rsc-boundary: ${directory}/tsconfig.json names ${directory}/${name}, and there is no such file.\n`,
    );
    expect(found(directory)).toEqual({ ...spelling, stderr: named.join('') });
  });

  it('imported', () => {
    const directory = folder({ 'tsconfig.json': config({}), 'page.ts': `${page}import './pipe';\n` });
    pipe(directory, 'pipe.ts');
    expect(found(directory)).toEqual(spelling);
  });

  it('named on the command line', () => {
    const directory = folder({ 'tsconfig.json': config({}), 'page.ts': page });
    pipe(directory, 'pipe.ts');
    const stderr = 'rsc-boundary: pipe.ts is neither a file nor a folder.\n';
    expect(found(directory, 'pipe.ts')).toEqual({ rules: [], stderr, code: 2 });
  });

  it('the config, or its base', () => {
    const directory = folder({ 'page.ts': page, 'own.json': '{ "extends": "./base.json" }' });
    pipe(directory, 'tsconfig.json');
    pipe(directory, 'base.json');
    expect(found(directory)).toEqual(spelling);
    expect(found(directory, '--project', 'own.json').stderr).toBe(
      `rsc-boundary: ${directory}/own.json: Cannot read file '${directory}/base.json'.\n`,
    );
  });
});

describe('deeper than a stack', () => {
  const nested = (open: string, close: string, depth = 20_000): string => open.repeat(depth) + close.repeat(depth);
  const notRead = (names: string): string =>
    `rsc-boundary: ${names} could not be read: nested too deeply for TypeScript. What hangs on it is missing; leave it out with "exclude" in your tsconfig.json if no person wrote it.\n`;

  it.each([
    ['for the parser', `export const deep = ${nested('[', ']')};\n`],
    ['for the parser, half-typed', nested('{', '')],
    ['for the binder', `declare const a: any;\nexport const deep = ${'a && '.repeat(5_000)}a;\n`],
  ])('a source, %s: it is named, and all others are checked', (_what, text) => {
    const start = `import { deep } from './lib/deep';\nimport { save } from './page';\nexport const all = [deep, save];\n`;
    const directory = folder({ 'tsconfig.json': config({}), 'page.ts': page, 'start.ts': start, 'lib/deep.ts': text });
    expect(found(directory)).toEqual({ ...spelling, stderr: notRead('lib/deep.ts'), code: 2 });
    const { stdout, stderr, code } = runCli(directory, 'graph', '--format', 'json');
    const files = (JSON.parse(stdout) as { modules: Array<{ file: string }> }).modules.map(({ file }) => file);
    expect({ files, stderr, code }).toEqual({ files: ['page.ts', 'start.ts'], stderr: notRead('lib/deep.ts'), code: 2 });
    // What such a file imports may be what a fix takes away.
    const fixed = found(directory, '--fix');
    expect(fixed.stderr).toBe(`rsc-boundary: Nothing was fixed: not all files could be read.\n${notRead('lib/deep.ts')}`);
    expect(readFileSync(join(directory, 'page.ts'), 'utf8')).toBe(page);
  });

  it('several sources, in a folder without a config', () => {
    const deep = nested('(', ')');
    const files = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`deep${index}.js`, deep]));
    const names = 'deep0.js, deep1.js, deep2.js, deep3.js, deep4.js and 2 other files';
    const directory = folder({ 'page.js': page, ...files });
    expect(found(directory)).toEqual({ rules: ['page.js directive-spelling'], stderr: notRead(names), code: 2 });
  });

  it('a source, for the checker: the rules that ask it fail there, and nowhere else', () => {
    const directory = folder({
      'tsconfig.json': config({}),
      'page.ts': page,
      'app/page.tsx': `import { deep } from '../deep';\nexport default function Page() {\n  'use sever';\n  return <b>{deep}</b>;\n}\n`,
      // Each type is worked out from the one before: easy to read, and deep to ask.
      'deep.ts': `const f0 = () => 1;\n${Array.from({ length: 8_000 }, (_, index) => `const f${index + 1} = () => f${index}();`).join('\n')}\nexport const deep = f8000();\n`,
    });
    const { rules, stderr, code } = found(directory);
    expect(rules).toEqual(['app/page.tsx directive-spelling', 'page.ts directive-spelling']);
    expect(stderr).toMatch(/^rsc-boundary: Rule "serializable-props" failed on app\/page\.tsx, [^\n]*nested too deeply[^\n]*\n$/);
    expect(code).toBe(2);
  });

  it('the exports of a package', () => {
    const depth = 20_000;
    const exports = `${'{"import":'.repeat(depth)}"./index.js"${'}'.repeat(depth)}`;
    const directory = folder({
      'tsconfig.json': config({}),
      'page.ts': `import { a } from 'deep';\nexport const b = a;\n`,
      'node_modules/deep/package.json': `{ "name": "deep", "version": "1.0.0", "exports": ${exports} }`,
      'node_modules/deep/index.js': 'export const a = 1;\n',
    });
    const tooDeep =
      'rsc-boundary: TypeScript could not read the program (Maximum call stack size exceeded): a source file or a package.json is nested too deeply, or files import each other in too long a chain. Leave generated files out with "exclude" in your tsconfig.json.\n';
    expect(found(directory)).toEqual({ rules: [], stderr: tooDeep, code: 2 });
  });

  const count = 2_000;
  const nameOf = (index: number): string => `m${index}`;
  const link = (index: number): string =>
    index < count - 1
      ? `import { m${index + 1} } from './m${index + 1}';\nexport const m${index} = () => m${index + 1}();\n`
      : `import { useState } from 'react';\nexport const m${index} = () => useState(0);\n`;
  const chain = Object.fromEntries(Array.from({ length: count }, (_, index) => [`${nameOf(index)}.ts`, link(index)]));
  const start = `import { m0 } from '../m0';\nexport default function Page() {\n  'use sever';\n  return <b>{m0()}</b>;\n}\n`;

  const words =
    /^rsc-boundary: Rule "[a-z-]+" failed on .*, and what it finds there is missing \(the code, the types or the imports are nested too deeply\)\. Leave out files that no person wrote; --rule [a-z-]+=off leaves it out\.$/;

  it('a chain of imports that TypeScript follows from its start', () => {
    const files = ['m0.ts', 'app/page.tsx'];
    const directory = folder({ 'tsconfig.json': config({ files }), 'app/page.tsx': start, ...chain });
    const { rules, stderr } = found(directory, '--preset', 'all');
    expect(rules).toEqual(expect.arrayContaining(['app/page.tsx directive-spelling', 'm1999.ts client-only-api']));
    for (const line of stderr.split('\n').slice(0, -1)) expect(line).toMatch(words);
  });

  it('a chain of imports that TypeScript follows from its end', () => {
    const files = [...Object.keys(chain).reverse(), 'app/page.tsx'];
    const directory = folder({ 'tsconfig.json': config({ files }), 'app/page.tsx': start, ...chain });
    const { rules, stderr } = found(directory, '--preset', 'all');
    expect(rules).toEqual(expect.arrayContaining(['app/page.tsx directive-spelling', 'm1999.ts client-only-api']));
    for (const line of stderr.split('\n').slice(0, -1)) expect(line).toMatch(words);
  });
});
