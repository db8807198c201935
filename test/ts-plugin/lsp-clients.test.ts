import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';
import { pluginName, sever, severFinding, tsconfig } from './support.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** A language server over stdio, spoken to as an editor does. */
class LanguageServer {
  readonly #process;
  readonly #messages: Message[] = [];
  #wake: (() => void) | undefined;
  #buffer = Buffer.alloc(0);
  #id = 0;

  readonly #settings: object;

  constructor(script: string, settings: object) {
    this.#settings = settings;
    this.#process = spawn(process.execPath, [join(root, 'node_modules', script), '--stdio']);
    this.#process.stdout.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  async request<T>(method: string, params: unknown): Promise<T> {
    const id = ++this.#id;
    this.#send({ id, method, params });
    return (await this.next((message) => message.id === id && message.method === undefined)).result as T;
  }

  /** The next message of a kind, also one that has already come. */
  async next(isWanted: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const index = this.#messages.findIndex(isWanted);
      if (index >= 0) return this.#messages.splice(index, 1)[0]!;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  close(): void {
    this.#process.kill();
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(): void {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) break;
      const length = Number(/Content-Length: (\d+)/u.exec(this.#buffer.toString('latin1', 0, end))![1]);
      if (this.#buffer.length < end + 4 + length) break;
      const message = JSON.parse(this.#buffer.toString('utf8', end + 4, end + 4 + length)) as Message;
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      // What a server asks of its editor (settings, registrations, progress) gets an empty answer.
      if (message.id !== undefined && message.method) this.#send({ id: message.id, result: message.method === 'workspace/configuration' ? [this.#settings] : null });
      else this.#messages.push(message);
    }
    this.#wake?.();
  }
}

interface Published {
  readonly uri: string;
  readonly diagnostics: ReadonlyArray<{ readonly source?: string; readonly code?: unknown; readonly message: string; readonly range: object }>;
}

// Editors without VS Code's client reach tsserver through one of these.
it.each(['typescript-language-server/lib/cli.mjs', '@vtsls/language-server/bin/vtsls.js'])(
  '%s: diagnostics, code actions, hover',
  async (script) => {
    const directory = temporaryProject({ 'tsconfig.json': tsconfig(), 'actions.ts': sever, 'client.ts': `'use client';\nexport {};\n` });
    const plugin = { name: pluginName, location: directory, languages: ['typescript'], enableForWorkspaceTypeScriptVersions: true };
    const settings = {
      typescript: { tsdk: join(root, 'node_modules/typescript/lib') },
      vtsls: { autoUseWorkspaceTsdk: true, tsserver: { globalPlugins: [plugin] } },
    };
    const server = new LanguageServer(script, settings);
    try {
      const rootUri = pathToFileURL(directory).href;
      await server.request('initialize', {
        processId: process.pid,
        rootUri,
        workspaceFolders: [{ uri: rootUri, name: 'app' }],
        capabilities: {
          textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } }, publishDiagnostics: {} },
        },
        initializationOptions: {
          tsserver: { path: join(root, 'node_modules/typescript/lib/tsserver.js') },
          plugins: [{ name: pluginName, location: directory }],
        },
      });
      server.notify('initialized', {});
      server.notify('workspace/didChangeConfiguration', { settings });
      const open = (name: string, text: string): { uri: string } => {
        const uri = `${rootUri}/${name}`;
        server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
        return { uri };
      };
      const textDocument = open('actions.ts', sever);
      const published = await server.next(({ method, params }) => {
        const { uri, diagnostics } = (params ?? {}) as Published;
        return method === 'textDocument/publishDiagnostics' && uri === textDocument.uri && diagnostics.length > 0;
      });
      const { diagnostics } = published.params as Published;
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 11 } };
      expect(diagnostics).toMatchObject([{ source: 'rsc-boundary', code: 83002, message: severFinding.message, range }]);
      const actions = await server.request<Array<{ title: string }>>('textDocument/codeAction', {
        textDocument,
        range,
        context: { diagnostics, only: ['quickfix'] },
      });
      expect(actions.map(({ title }) => title)).toEqual(
        expect.arrayContaining(['Fix this directive-spelling problem', 'Disable rsc-boundary/directive-spelling for this line']),
      );
      const hover = await server.request('textDocument/hover', {
        textDocument: open('client.ts', `'use client';\nexport {};\n`),
        position: { line: 0, character: 3 },
      });
      expect(JSON.stringify(hover)).toContain('no import that leads here was found');
    } finally {
      server.close();
      removeProject(directory);
    }
  },
);
