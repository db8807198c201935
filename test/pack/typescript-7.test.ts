import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { LspClient } from '../support/lsp-client.ts';
import { removeProject, temporaryProject, TsServer } from '../support/tsserver.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { sever, severFinding, tsconfig } from '../ts-plugin/support.ts';

const config = `import rscBoundary from 'eslint-plugin-rsc-boundary';\nexport default [rscBoundary.configs.recommended];\n`;
const made: string[] = [];
afterAll(() => made.forEach(removeProject));

/**
 * A project with this package in it by copy, so that what it asks for is looked for in the project.
 *
 * @param links packages of this repository, by the names they have in the project
 */
function projectWith(links: Readonly<Record<string, string>>): string {
  const directory = temporaryProject(
    {
      'tsconfig.json': tsconfig(),
      'eslint.config.js': config,
      'app/actions.js': sever,
      'package.json': '{ "type": "module" }',
    },
    { hasOwnModules: true },
  );
  made.push(directory);
  const modules = join(directory, 'node_modules');
  unlinkSync(join(modules, 'eslint-plugin-rsc-boundary'));
  for (const name of ['package.json', 'dist', 'ts-plugin/package.json']) {
    cpSync(join(root, name), join(modules, 'eslint-plugin-rsc-boundary', name), { recursive: true });
  }
  for (const name of ['typescript', '@typescript']) rmSync(join(modules, name), { recursive: true, force: true });
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', target), join(modules, name), 'junction');
  }
  return directory;
}

/** The TypeScript that comes in the package, which npm puts below it. */
const brought = 'eslint-plugin-rsc-boundary/node_modules/@typescript';
const own = { [`${brought}/typescript6`]: '@typescript/typescript6', [`${brought}/old`]: '@typescript/old' };

const script = 'eslint-plugin-rsc-boundary/dist/cli.mjs';

/** Runs a script of the project's packages. */
function run(directory: string, script: string, ...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [join(directory, 'node_modules', script), ...args], { cwd: directory, encoding: 'utf8' });
}

function itFinds(directory: string): void {
  it('on the command line', () => {
    const { stdout, stderr } = run(directory, script, '--format', 'json');
    expect(JSON.parse(stdout), stderr).toMatchObject([
      { file: 'app/actions.js', rule: 'directive-spelling', message: severFinding.message },
    ]);
  });

  it('in lint', () => {
    const { stdout, stderr } = run(directory, 'eslint/bin/eslint.js', '--format', 'json', 'app');
    expect(JSON.parse(stdout), stderr).toMatchObject([
      { messages: [{ ruleId: 'rsc-boundary/directive-spelling', message: severFinding.message }] },
    ]);
  });

  it('in the language server', async () => {
    const client = await LspClient.start({
      folders: [directory],
      command: [process.execPath, join(directory, 'node_modules', script), 'lsp', '--stdio'],
    });
    try {
      await client.open(`${directory}/app/actions.js`);
      const found = await client.published(`${directory}/app/actions.js`);
      expect(found.map(({ code, message }) => [code, message])).toEqual([['directive-spelling', severFinding.message]]);
      expect(client.log).toEqual([]);
    } finally {
      client.kill();
    }
  });
}

/** What Node says a project's `typescript` is. */
function versionIn(directory: string): string {
  const program = `console.log(require('typescript').version, typeof require('typescript').createSourceFile)`;
  return spawnSync(process.execPath, ['--eval', program], { cwd: directory, encoding: 'utf8' }).stdout.trim();
}

describe('a project on TypeScript 7', () => {
  const directory = projectWith({ typescript: 'typescript-7', ...own });

  it('has no API of its own', () => expect(versionIn(directory)).toMatch(/^7\.\d+\.\d+\S* undefined$/u));

  // `pack.test.ts` asks it of the package as npm installs it.
  if (isWholeRun) itFinds(directory);

  it('has no backend "ts7", and says so', () => {
    const { stderr, status } = run(directory, script, '--backend', 'ts7');
    expect(stderr).toMatch(
      /^rsc-boundary: The backend "ts7" needs TypeScript 7\.1, which is not installed in \S+: "typescript" is 7\.0\.\d+\. Install it \(.+\), or leave the backend out\.\n$/u,
    );
    expect(status).toBe(2);
  });

  it('is checked by TypeScript 6 where that may stand in', () => {
    const { stdout, stderr } = run(directory, script, '--backend', 'auto', '--format', 'json');
    expect(stderr).toMatch(/TypeScript 6 answers in its place\.\n$/u);
    expect(JSON.parse(stdout)).toMatchObject([{ rule: 'directive-spelling' }]);
  });
});

describe('a project on TypeScript 7.1', () => {
  const directory = projectWith({ typescript: '@typescript/native', ...own });

  itFinds(directory);

  it('by its own TypeScript', () => {
    const { stdout, stderr } = run(directory, script, '--backend', 'ts7', '--format', 'json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject([{ rule: 'directive-spelling', message: severFinding.message }]);
  });
});

describe('a project without TypeScript', () => {
  const directory = projectWith(own);

  it('has none', () => expect(versionIn(directory)).toBe(''));

  itFinds(directory);
});

describe('a project with TypeScript 6 under its name, and 7 beside it', () => {
  const directory = projectWith({
    typescript: '@typescript/typescript6',
    '@typescript/old': '@typescript/old',
    '@typescript/native': 'typescript-7',
    ...own,
  });

  it('has the API of 6', () => expect(versionIn(directory)).toMatch(/^6\.\d+\.\d+ function$/u));

  itFinds(directory);

  it('in the tsserver of 6, by the plugin', async () => {
    writeFileSync(join(directory, 'app/typed.ts'), sever);
    // As VS Code starts the one that `typescript.tsdk` names, which looks for plugins beside itself: so it must really lie there.
    const old = join(directory, 'node_modules/@typescript/old');
    unlinkSync(old);
    cpSync(join(root, 'node_modules/@typescript/old'), old, { recursive: true });
    const server = new TsServer(relative(join(root, 'node_modules'), old), []);
    try {
      server.open(`${directory}/app/typed.ts`);
      expect(await server.findings(`${directory}/app/typed.ts`)).toEqual([severFinding]);
    } finally {
      server.close();
    }
  });
});
