import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';
import { bin } from '../support/lsp-client.ts';

const tsconfig = '{ "compilerOptions": { "jsx": "preserve", "types": [], "noLib": true }, "include": ["**/*"] }';
const bad = `'use server';\nexport function save() {}\n`;

describe('--timing', () => {
  it('says where the time went, by phase and rule, beside the findings', () => {
    const { stdout, stderr, code } = runCli(folder({ 'tsconfig.json': tsconfig, 'a.ts': bad }), '--timing', '--format', 'json');
    expect((JSON.parse(stdout) as object[]).length).toBe(1);
    expect(code).toBe(1);
    const names = stderr
      .trimEnd()
      .split('\n')
      .map((line) => /^(.*?)\s+\d+ ms\s+\d+%$/.exec(line)?.[1]);
    expect(names).not.toContain(undefined);
    expect(names.filter((name) => !name!.startsWith(' '))).toEqual([
      'reading the program',
      'the module graph',
      'rules',
      'everything else',
      'in all',
    ]);
    expect(names).toContain('  async-server-functions');
  });
});

describe('a progress line', () => {
  const many = (): string =>
    folder({
      'tsconfig.json': tsconfig,
      ...Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [`lib/m${index}.ts`, `export const x${index} = ${index};\n`]),
      ),
    });

  it('is never in a pipe', () => {
    expect(runCli(many()).stderr).toBe('');
  });

  it.skipIf(!existsSync('/usr/bin/script'))('is on a terminal, and gone at the end', () => {
    const { stdout } = spawnSync('script', ['-qec', `${process.execPath} ${bin}`, '/dev/null'], {
      cwd: many(),
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', TERM: 'xterm' },
    });
    // A machine may be done before there is something to say.
    const shown = stdout.split('\r\u001b[K').slice(1);
    for (const line of shown.slice(0, -1)) expect(line).toMatch(/^\d+% lib\/m\d+\.ts$/);
    expect(stdout).toContain('No problems across the client boundary.');
  });
});

describe('--watch', () => {
  it('runs again after a change, goes on over what can be mended, and ends with standard input', async () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': bad });
    const child = spawn(process.execPath, [bin, '--watch', '--format', 'agent'], {
      cwd: directory,
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    const waits: Array<() => void> = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        for (const wait of waits.splice(0)) wait();
      });
    const until = async (text: string): Promise<string> => {
      while (!output.includes(text) || !output.includes('Ctrl-C ends it.\n'))
        await new Promise<void>((resolve) => void waits.push(resolve));
      const seen = output;
      output = '';
      return seen;
    };
    expect(await until('1 error')).not.toContain('\u001b');
    writeFileSync(join(directory, 'a.ts'), bad.replace('function', 'async function'));
    await until('0 errors');
    writeFileSync(join(directory, 'tsconfig.json'), '{');
    await until('cannot be read');
    writeFileSync(join(directory, 'tsconfig.json'), tsconfig);
    await until('0 errors');
    writeFileSync(join(directory, 'b.ts'), bad);
    await until('b.ts:2:17');
    child.stdin.end();
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  it('ends on Ctrl-C', async () => {
    const child = spawn(process.execPath, [bin, '--watch'], {
      cwd: folder({ 'tsconfig.json': tsconfig, 'a.ts': '' }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    await new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  it('goes with nothing that changes what is watched', () => {
    const directory = folder({ 'tsconfig.json': tsconfig, 'a.ts': '' });
    expect(runCli(directory, '--watch', '--fix')).toEqual({
      stdout: '',
      stderr: 'rsc-boundary: --watch only looks: leave --fix, --staged, --since, --changed and --write-baseline out.\n',
      code: 2,
    });
  });
});
