import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { runCli } from '../support/cli.ts';
import type { ToldFinding } from '../support/told-findings.ts';
import { LspClient } from '../support/lsp-client.ts';
import { removeProject, temporaryProject, withServer } from '../support/tsserver.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const made: string[] = [];

afterAll(() => made.forEach(removeProject));

/** The source files of an example app in a directory of its own. */
function sourcesOf(app: string): { directory: string; fileNames: string[] } {
  const directory = temporaryProject(`${examples}${app}`);
  made.push(directory);
  const fileNames = ts.sys
    .readDirectory(directory, ['.ts', '.tsx'], ['**/node_modules/**', '**/.next/**'])
    .filter((fileName) => !fileName.endsWith('.d.ts'));
  expect(fileNames.length).toBeGreaterThan(5);
  return { directory, fileNames };
}

/** What the editor says of every file of an example app, as `file:line rule`, with the app's own tsconfig. */
async function editorFindings(app: string): Promise<string[]> {
  const { directory, fileNames } = sourcesOf(app);
  const said: string[] = [];
  await withServer('typescript', async (server) => {
    for (const fileName of fileNames) {
      server.open(fileName);
      const lineStarts = ts.createSourceFile(fileName, readFileSync(fileName, 'utf8'), ts.ScriptTarget.Latest);
      for (const { code, start } of await server.findings(fileName)) {
        const { line } = lineStarts.getLineAndCharacterOfPosition(start);
        const rule = rules.find((candidate) => candidate.code === code)?.name ?? `code ${code}`;
        said.push(`${fileName.slice(directory.length + 1)}:${line + 1} ${rule}`);
      }
    }
  });
  return said.sort();
}

type Told = ToldFinding & Readonly<Record<'messageId' | 'fixable' | 'suggestions', unknown>>;

let told: Told[] | undefined;

/** What the command line finds in the broken app. */
function toldByCommand(): Told[] {
  return (told ??= JSON.parse(runCli(`${examples}broken-app`, '--preset', 'all', '--format', 'json').stdout) as Told[]);
}

it('the editor is silent on the good app', async () => {
  expect(await editorFindings('next-app')).toEqual([]);
});

it('the editor finds in the broken app what the command line finds', async () => {
  const found = toldByCommand();
  expect(found.length).toBeGreaterThan(0);
  expect(await editorFindings('broken-app')).toEqual(found.map(({ file, line, rule }) => `${file}:${line} ${rule}`).sort());
});

it('the language server finds in the broken app what the command line finds, to the character', async () => {
  const { directory, fileNames } = sourcesOf('broken-app');
  const client = await LspClient.start({ folders: [directory], initializationOptions: { preset: 'all' } });
  const said: object[] = [];
  try {
    for (const fileName of fileNames) await client.open(fileName);
    for (const fileName of fileNames.sort()) {
      for (const { code, message, range, severity } of await client.published(fileName)) {
        said.push({
          file: fileName.slice(directory.length + 1),
          line: range.start.line + 1,
          column: range.start.character + 1,
          endLine: range.end.line + 1,
          endColumn: range.end.character + 1,
          rule: code,
          message,
          severity: severity === 1 ? 'error' : 'warn',
        });
      }
    }
    expect(client.log).toEqual([]);
  } finally {
    client.kill();
  }
  const found = toldByCommand().map(({ messageId: _id, fixable: _fixable, suggestions: _suggestions, ...rest }) => rest);
  expect(said).toEqual(found);
});
