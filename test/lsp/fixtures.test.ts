import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { casesForDoors, fixturesDirectory, including, isAround, rulesOfCase } from '../support/fixtures.ts';
import { LspClient, uriOf } from '../support/lsp-client.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';

const cases = casesForDoors();
let client: LspClient;
let directory: string;

beforeAll(async () => {
  directory = temporaryProject(fixturesDirectory, { isCopied: isAround(cases) });
  const tsconfig = `${directory}/tsconfig.json`;
  const { config } = ts.parseConfigFileTextToJson(tsconfig, readFileSync(tsconfig, 'utf8')) as { config: object };
  writeFileSync(tsconfig, JSON.stringify({ ...config, ...including(cases) }));
  client = await LspClient.start({
    folders: [directory],
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { preset: 'all' },
  });
});
afterAll(() => {
  client.kill();
  removeProject(directory);
});

// The same findings as everywhere: what the markers say, no more and no less.
it.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
  const on = rulesOfCase(fixture);
  for (const { name, text, expected } of fixture.files) {
    const fileName = `${directory}/${name}`;
    await client.open(fileName, text);
    const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri: uriOf(fileName) },
    });
    const document = TextDocument.create(uriOf(fileName), '', 0, text);
    const seen = items
      .map(({ code, message, range }) => ({
        rule: String(code),
        message,
        start: document.offsetAt(range.start),
        end: document.offsetAt(range.end),
      }))
      .filter(({ rule }) => on.has(rule));
    // A comment that silences a rule is honoured here and not in the core, so such a file may have fewer.
    if (text.includes('eslint-disable')) expect(expected).toEqual(expect.arrayContaining(seen));
    else expect(seen, name).toEqual(expected);
    await client.close(fileName);
  }
});

it('nothing failed on the way', () => expect([client.log, client.stderr]).toEqual([[], '']));
