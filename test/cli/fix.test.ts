import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterEach, describe, expect, it } from 'vitest';
import { Fixer } from '../../cli/fix.ts';
import type { TextEdit } from '../../src/finding.ts';
import { writeSource } from '../../node/write-source.ts';
import { runCli } from '../support/cli.ts';

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

const tsconfig = JSON.stringify({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler', lib: ['es5'], types: [] } });
const broken = `'use server';\nexport function a() {}\n`;
const mended = `'use server';\nexport async function a() {}\n`;

/** A folder on the disk, links of the system's own resolved. */
function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-fix-')));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** What `--fix` says of the files it leaves. */
function fix(directory: string, ...args: string[]): string {
  return runCli(directory, '--fix', ...args).stderr;
}

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

describe('what --fix leaves alone, and says so', () => {
  it('a file with syntax errors', () => {
    const text = `'use server';\nexport function f((data){ 'use server'; console.log(data) }\n`;
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': text, 'b.ts': broken });
    expect(fix(directory)).toBe('rsc-boundary: a.ts was not fixed: it has syntax errors.\n');
    expect(read(directory, 'a.ts')).toBe(text);
    expect(read(directory, 'b.ts')).toBe(mended);
  });

  it('nothing of a file with syntax errors in which nothing could be fixed', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': 'const x = ;' });
    expect(fix(directory)).toBe('');
  });

  it('a fix whose result would not parse', () => {
    const text = `'use server'\n()\nexport async function f() {}\n`;
    const directory = folder({ 'tsconfig.json': tsconfig, 'app/a.ts': text });
    expect(fix(directory)).toBe('');
    expect(read(directory, 'app/a.ts')).toBe(text);
  });

  it('a read-only file', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': broken, 'b.ts': broken });
    chmodSync(join(directory, 'a.ts'), 0o444);
    expect(fix(directory)).toBe('rsc-boundary: a.ts was not fixed: it is read-only.\n');
    expect([read(directory, 'a.ts'), read(directory, 'b.ts')]).toEqual([broken, mended]);
  });

  it.each([
    ['Latin-1', Buffer.from(`// caf\xe9\n${broken}`, 'latin1')],
    ['UTF-16', Buffer.from(`\uFEFF${broken}`, 'utf16le')],
  ])('a file in %s', (_what, bytes) => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': bytes });
    expect(fix(directory)).toBe('rsc-boundary: a.ts was not fixed: it is not UTF-8.\n');
    expect(readFileSync(join(directory, 'a.ts'))).toEqual(bytes);
  });

  it('a symbolic link, unless it is named: then what it leads to is written, and it stays one', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'other/a.txt': broken });
    symlinkSync('other/a.txt', join(directory, 'a.ts'));
    expect(fix(directory)).toBe('rsc-boundary: a.ts was not fixed: it is a symbolic link; name it to have it fixed.\n');
    expect(fix(directory, '.')).toBe('rsc-boundary: a.ts was not fixed: it is a symbolic link; name it to have it fixed.\n');
    expect(read(directory, 'other/a.txt')).toBe(broken);
    expect(fix(directory, 'a.ts')).toBe('');
    expect(read(directory, 'other/a.txt')).toBe(mended);
    expect(lstatSync(join(directory, 'a.ts')).isSymbolicLink()).toBe(true);
  });

  it('a file outside the working directory, unless it or its folder is named', () => {
    const config = JSON.stringify({
      compilerOptions: { module: 'esnext', lib: ['es5'], types: [] },
      include: ['**/*', '../lib/*'],
    });
    const directory = folder({ 'web/tsconfig.json': config, 'lib/a.ts': broken, 'lib/b.ts': broken });
    const web = join(directory, 'web');
    const left = (name: string): string =>
      `rsc-boundary: ../lib/${name} was not fixed: it is outside the working directory; name it to have it fixed.\n`;
    expect(fix(web)).toBe(left('a.ts') + left('b.ts'));
    expect(fix(web, '../lib/a.ts')).toBe('');
    expect([read(directory, 'lib/a.ts'), read(directory, 'lib/b.ts')]).toEqual([mended, broken]);
    expect(fix(web, '../lib')).toBe('');
    expect(read(directory, 'lib/b.ts')).toBe(mended);
  });

  it('a file behind a linked folder that leads outside, also where a folder above it is named', () => {
    const directory = folder({ 'web/tsconfig.json': tsconfig, 'web/src/x.ts': '', 'lib/a.ts': broken });
    symlinkSync('../../lib', join(directory, 'web/src/lib'));
    const web = join(directory, 'web');
    const options = JSON.stringify({
      ...JSON.parse(tsconfig),
      compilerOptions: { lib: ['es5'], types: [], preserveSymlinks: true },
    });
    writeFileSync(join(web, 'tsconfig.json'), options);
    const note = 'rsc-boundary: src/lib/a.ts was not fixed: it is outside the working directory; name it to have it fixed.\n';
    expect([fix(web), fix(web, 'src')]).toEqual([note, note]);
    expect(read(directory, 'lib/a.ts')).toBe(broken);
    expect(fix(web, 'src/lib')).toBe('');
    expect(read(directory, 'lib/a.ts')).toBe(mended);
  });
});

describe('how it writes', () => {
  it('keeps the mode, leaves no other file behind, and the old one whole for whoever has it open', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': broken });
    chmodSync(join(directory, 'a.ts'), 0o751);
    // A second name for the old file: had it been written into, this would show the new text.
    linkSync(join(directory, 'a.ts'), join(directory, 'old.txt'));
    expect(fix(directory)).toBe('');
    expect([read(directory, 'a.ts'), read(directory, 'old.txt')]).toEqual([mended, broken]);
    expect(statSync(join(directory, 'a.ts')).mode & 0o777).toBe(0o751);
    expect(readdirSync(directory).sort()).toEqual(['a.ts', 'old.txt', 'tsconfig.json']);
  });

  it('not over what has been changed in between', () => {
    const directory = folder({ 'a.ts': 'new' });
    const permission = { files: [], folders: [directory] };
    expect(writeSource(join(directory, 'a.ts'), 'old', 'fixed', permission)).toBe('it was changed while it was read');
    expect(read(directory, 'a.ts')).toBe('new');
    expect(writeSource(join(directory, 'b.ts'), 'old', 'fixed', permission)).toMatch(/^it cannot be written \(ENOENT: /);
    expect(readdirSync(directory)).toEqual(['a.ts']);
  });
});

describe('it ends', () => {
  /** One finding whose fix turns the whole text of a file into another. */
  function finding(fileName: string, newText: string) {
    const text = readFileSync(fileName, 'utf8');
    const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
    const edits: TextEdit[] = [{ start: 0, end: text.length, newText }];
    const range = { start: 0, end: 1, fix: edits, suggestions: [], related: [] };
    return {
      finding: { rule: 'test-rule', messageId: 'm', data: {}, message: '', severity: 'error' as const, ...range },
      sourceFile,
      file: 'a.ts',
    };
  }

  it('where fixes undo each other', () => {
    const fileName = join(folder({ 'a.ts': 'a;' }), 'a.ts');
    const fixer = new Fixer(ts, dirname(fileName), []);
    expect(fixer.pass([finding(fileName, 'b;')], () => true)).toBe(true);
    expect(fixer.pass([finding(fileName, 'a;')], () => true)).toBe(false);
    expect(read(fileName)).toBe('b;');
    expect(fixer.notes()).toEqual(['a.ts was not fixed: its fixes undo each other.']);
  });

  it('where one fix always leads to the next', () => {
    const fileName = join(folder({ 'a.ts': 'a;' }), 'a.ts');
    const fixer = new Fixer(ts, dirname(fileName), []);
    let passes = 0;
    while (fixer.pass([finding(fileName, `${read(fileName)} a;`)], () => true)) passes++;
    expect(passes).toBe(10);
    expect(fixer.notes()).toEqual(['Stopped after 10 rounds of fixes with more to do. Run it again.']);
  });

  it('and says nothing of it where the last round was the last that was needed', () => {
    const fileName = join(folder({ 'a.ts': 'a;' }), 'a.ts');
    const fixer = new Fixer(ts, dirname(fileName), []);
    for (let pass = 0; pass < 10; pass++) fixer.pass([finding(fileName, `${read(fileName)} a;`)], () => true);
    expect(fixer.pass([], () => true)).toBe(false);
    expect(fixer.notes()).toEqual([]);
  });
});
