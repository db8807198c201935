import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixtureCases, fixturesDirectory, rulesOfCase } from '../support/fixtures.ts';
import { LspClient, uriOf } from '../support/lsp-client.ts';

const cases = fixtureCases();
let client: LspClient;

beforeAll(async () => {
  client = await LspClient.start({
    folders: [fixturesDirectory],
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { preset: 'all' },
  });
});
afterAll(() => client.kill());

// The same findings as everywhere: what the markers say, no more and no less.
it.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
  const on = rulesOfCase(fixture);
  for (const { fileName, name, text, expected } of fixture.files) {
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
