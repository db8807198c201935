import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { rules } from '../../src/rules/index.ts';
import { root } from '../support/build.ts';
import { LspClient } from '../support/lsp-client.ts';
import { TsServer } from '../support/tsserver.ts';

/** The doors of the tool, each as it is installed in an app. */
export const doors = ['command line', 'ESLint with types', 'ESLint without types', 'tsserver', 'language server'] as const;

/** One of {@link doors}. */
export type Door = (typeof doors)[number];

const nameOf = new Map<number, string>(rules.map(({ code, name }) => [code, name]));
const own = 'eslint-plugin-rsc-boundary';

/** What a door finds in an app, as `file:line:column rule: message`, sorted. */
export async function findingsThrough(door: Door, app: string, files: readonly string[]): Promise<string[]> {
  const found = await asked(door, app, files);
  return found.sort();
}

async function asked(door: Door, app: string, files: readonly string[]): Promise<string[]> {
  switch (door) {
    case 'command line':
      return commandLine(app);
    case 'ESLint with types':
      return lint(app, true);
    case 'ESLint without types':
      return lint(app, false);
    case 'tsserver':
      return tsserver(app, files);
    case 'language server':
      return languageServer(app, files);
  }
}

function node(app: string, args: readonly string[]): unknown[] {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (!stdout.startsWith('[')) throw new Error(stderr || stdout);
  return JSON.parse(stdout) as unknown[];
}

function text(file: string, line: number, column: number, rule: string, message: string): string {
  return `${file}:${line}:${column} ${rule}: ${message}`;
}

interface Told {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

function commandLine(app: string): string[] {
  const found = node(app, [`node_modules/${own}/dist/cli.mjs`, '--preset', 'all', '--format', 'json']) as Told[];
  return found.map(({ file, line, column, rule, message }) => text(file, line, column, rule, message));
}

function lint(app: string, isTyped: boolean): string[] {
  const parserOptions = isTyped ? '{ projectService: true, tsconfigRootDir: import.meta.dirname }' : '{}';
  writeFileSync(
    join(app, 'eslint.config.mjs'),
    `import parser from '@typescript-eslint/parser';
import rscBoundary from '${own}';
export default [
  { ignores: ['eslint.config.mjs'] },
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser, parserOptions: ${parserOptions} } },
  rscBoundary.configs.all,
];
`,
  );
  const results = node(app, ['node_modules/eslint/bin/eslint.js', '--format', 'json', '.']) as Array<{
    filePath: string;
    messages: Array<{ ruleId: string | null; line: number; column: number; message: string }>;
  }>;
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, message }) =>
      text(relative(app, filePath).replaceAll('\\', '/'), line, column, String(ruleId).replace('rsc-boundary/', ''), message),
    ),
  );
}

async function tsserver(app: string, files: readonly string[]): Promise<string[]> {
  const server = new TsServer(relative(join(root, 'node_modules'), join(app, 'node_modules/typescript')));
  try {
    const found: string[] = [];
    for (const file of files) {
      const content = readFileSync(join(app, file), 'utf8');
      server.open(join(app, file).replaceAll('\\', '/'));
      for (const { start, code, message } of await server.findings(join(app, file).replaceAll('\\', '/'))) {
        const before = content.slice(0, start).split('\n');
        found.push(text(file, before.length, before.at(-1)!.length + 1, nameOf.get(code) ?? String(code), message));
      }
    }
    return found;
  } finally {
    server.close();
  }
}

async function languageServer(app: string, files: readonly string[]): Promise<string[]> {
  const client = await LspClient.start({
    folders: [app],
    cwd: app,
    command: [process.execPath, `node_modules/${own}/dist/cli.mjs`, 'lsp', '--stdio'],
    initializationOptions: { preset: 'all' },
  });
  try {
    const found: string[] = [];
    for (const file of files) await client.open(join(app, file));
    for (const file of files) {
      for (const { range, code, message } of (await client.published(join(app, file))) as Array<Diagnostic & { message: string }>)
        found.push(text(file, range.start.line + 1, range.start.character + 1, String(code), message));
    }
    if (client.log.length > 0) throw new Error(client.log.join('\n'));
    await client.stop();
    return found;
  } finally {
    client.kill();
  }
}
