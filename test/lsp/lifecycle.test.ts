import { afterEach, expect, it } from 'vitest';
import { uriOf } from '../support/lsp-client.ts';
import { RawClient } from '../support/raw-client.ts';
import { sever, tsconfig } from '../ts-plugin/support.ts';
import { project, severDiagnostic } from './support.ts';

const clients: RawClient[] = [];

afterEach(() => clients.splice(0).forEach((client) => client.kill()));

function connect(): RawClient {
  const client = new RawClient();
  clients.push(client);
  return client;
}

/** Everything that makes a server ask its client for something: what VS Code says of itself. */
const capabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    fileOperations: { dynamicRegistration: true, didDelete: true, didRename: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: { synchronization: { dynamicRegistration: true }, hover: { dynamicRegistration: true } },
  window: { workDoneProgress: true },
};

function initializeParams(folder: string): object {
  return { processId: process.pid, rootUri: null, capabilities, workspaceFolders: [{ uri: uriOf(folder), name: 'app' }] };
}

const app = { 'tsconfig.json': tsconfig(), 'actions.ts': sever };

/** Opens the file that has one finding, and gives what is published of it. */
async function diagnosticsOf(client: RawClient, folder: string): Promise<unknown> {
  const uri = uriOf(`${folder}/actions.ts`);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text: sever } });
  const { params } = await client.first(({ method }) => method === 'textDocument/publishDiagnostics');
  return (params as { diagnostics: unknown }).diagnostics;
}

async function started(folder: string): Promise<RawClient> {
  const client = connect();
  await client.request(1, 'initialize', initializeParams(folder));
  client.notify('initialized', {});
  return client;
}

it('lives with a client that refuses whatever it is asked, also before its `initialize` is answered', async () => {
  const folder = project(app);
  const client = await started(folder);
  expect(await diagnosticsOf(client, folder)).toEqual([severDiagnostic]);
  const answer = client.received.findIndex(({ id, method }) => id === 1 && method === undefined);
  const asked = client.received
    .map(({ id, method }, index) => ({ id, method, index }))
    .filter(({ id, method }) => id !== undefined && method);
  // Nothing is asked while the client cannot answer, and there is something to refuse later.
  expect(asked.every(({ index }) => index > answer)).toBe(true);
  expect(asked.map(({ method }) => method)).toContain('client/registerCapability');
  expect(asked.map(({ method }) => method)).toContain('workspace/configuration');
  const uri = uriOf(`${folder}/other.ts`);
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri, name: '' }], removed: [] } });
  expect(await client.request(2, 'shutdown')).toMatchObject({ result: null });
  client.notify('exit');
  expect(await client.exited).toBe(0);
  expect(client.stderr).toBe('');
});

it('takes workspace folders that come later', async () => {
  const [first, second] = [project({ 'tsconfig.json': tsconfig() }), project({ 'actions.js': sever })];
  const client = await started(first);
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: uriOf(second), name: '' }], removed: [] } });
  const uri = uriOf(`${second}/actions.js`);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'javascript', version: 1, text: sever } });
  const { params } = await client.first(({ method }) => method === 'textDocument/publishDiagnostics');
  expect(params).toMatchObject({ uri, diagnostics: [severDiagnostic] });
});

it('a second `initialize` is an error, and the session stays', async () => {
  const folder = project(app);
  const client = await started(folder);
  expect(await client.request(2, 'initialize', initializeParams('/nowhere'))).toMatchObject({ error: { code: -32600 } });
  expect(await diagnosticsOf(client, folder)).toEqual([severDiagnostic]);
});

it('before `initialize` requests are errors, notifications are dropped, and a failed one can be made again', async () => {
  const folder = project(app);
  const client = connect();
  expect(await client.request(1, 'textDocument/hover', {})).toMatchObject({ error: { code: -32002 } });
  expect(await client.request(2, 'shutdown')).toMatchObject({ error: { code: -32002 } });
  client.notify('initialized', {});
  client.notify('textDocument/didOpen', {
    textDocument: { uri: 'file:///a.ts', languageId: 'typescript', version: 1, text: '' },
  });
  expect(await client.request(3, 'initialize', null)).toMatchObject({ error: {} });
  expect(await client.request(4, 'initialize', initializeParams(folder))).toMatchObject({ result: { capabilities: {} } });
  client.notify('initialized', {});
  expect(await diagnosticsOf(client, folder)).toEqual([severDiagnostic]);
});

it('after `shutdown` requests are errors, and `exit` ends it', async () => {
  const client = await started(project(app));
  expect(await client.request(2, 'shutdown')).toMatchObject({ result: null });
  expect(await client.request(3, 'textDocument/hover', {})).toMatchObject({ error: { code: -32600 } });
  expect(await client.request(4, 'shutdown')).toMatchObject({ error: { code: -32600 } });
  expect(await client.request(5, 'initialize', {})).toMatchObject({ error: { code: -32600 } });
  client.notify('exit');
  expect(await client.exited).toBe(0);
});

it('`shutdown` and `exit` in the middle of what is asked end it, and nothing is left to be said', async () => {
  const folder = project(app);
  const textDocument = { uri: uriOf(`${folder}/actions.ts`) };
  const position = { line: 0, character: 3 };
  const client = await started(folder);
  client.notify('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'typescript', version: 1, text: sever } });
  for (let version = 2; version < 40; version++) {
    const range = { start: position, end: position };
    client.notify('textDocument/didChange', {
      textDocument: { ...textDocument, version },
      contentChanges: [{ range, text: 'x' }],
    });
    for (const method of ['hover', 'completion', 'codeAction', 'inlayHint'])
      client.send({
        jsonrpc: '2.0',
        id: `${method}${version}`,
        method: `textDocument/${method}`,
        params: { textDocument, position },
      });
    client.notify('$/cancelRequest', { id: `hover${version}` });
  }
  const answer = client.request(2, 'shutdown');
  client.notify('textDocument/didChange', { textDocument: { ...textDocument, version: 50 }, contentChanges: [{ text: '' }] });
  client.notify('exit');
  expect(await client.exited).toBe(0);
  expect(await answer).toMatchObject({ result: null });
  expect(client.stderr).toBe('');
});

it('`exit` without `shutdown` ends it with 1, before `initialize` too', async () => {
  const client = await started(project(app));
  client.notify('exit');
  expect(await client.exited).toBe(1);
  const fresh = connect();
  fresh.notify('exit');
  expect(await fresh.exited).toBe(1);
});

it('what is no message is answered as such, and the next one is read', async () => {
  const folder = project(app);
  const client = await started(folder);
  client.send('{ "jsonrpc": ');
  expect(await client.first(({ id }) => id === null)).toMatchObject({ error: { code: -32700 } });
  for (const message of [
    'null',
    '7',
    '"text"',
    '[]',
    '{}',
    '{ "id": 9 }',
    '{ "jsonrpc": "2.0", "id": null, "method": "shutdown" }',
  ])
    client.send(message);
  client.send({ jsonrpc: '2.0', id: 77, result: 'to nothing that was asked' });
  client.notify('$/cancelRequest', null);
  client.notify('$/setTrace', {});
  client.notify('no/such/notification', { a: 1 });
  for (const method of ['didOpen', 'didChange', 'didClose', 'didSave'])
    for (const params of [undefined, null, {}, { textDocument: null }, { textDocument: { uri: 7 } }])
      client.notify(`textDocument/${method}`, params);
  for (const method of ['didChangeWatchedFiles', 'didChangeConfiguration', 'didChangeWorkspaceFolders', 'didDeleteFiles'])
    for (const params of [undefined, null, {}, { event: null, changes: 7 }]) client.notify(`workspace/${method}`, params);
  let id = 10;
  for (const method of ['hover', 'completion', 'codeAction', 'diagnostic'])
    for (const params of [undefined, null, {}, { textDocument: { uri: 7 }, position: null }])
      await client.request(++id, `textDocument/${method}`, params);
  expect(await client.request(++id, 'no/such/request', {})).toMatchObject({ error: { code: -32601 } });
  client.process.stdin.write('nonsense\r\n\r\n');
  client.process.stdin.write('Content-Type: text\r\n\r\n');
  client.process.stdin.write('Content-Length: many\r\n\r\n');
  expect(await diagnosticsOf(client, folder)).toEqual([severDiagnostic]);
  expect(client.stderr).toBe('');
});

it('a client that no longer reads, or is gone, leaves no stack trace', async () => {
  const folder = project(app);
  const deaf = await started(folder);
  deaf.process.stdout.destroy();
  for (let id = 10; id < 20; id++) deaf.send({ jsonrpc: '2.0', id, method: 'textDocument/hover', params: {} });
  expect(await deaf.exited).toBe(1);
  expect(deaf.stderr).toBe('');
  const gone = await started(folder);
  gone.process.stdin.end();
  expect(await gone.exited).toBe(1);
  expect(gone.stderr).toBe('');
});
