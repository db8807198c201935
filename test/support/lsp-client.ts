import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createProtocolConnection,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type FileEvent,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type TextDocumentContentChangeEvent,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { root } from './build.ts';
import { startAlone, startServer, type ServerProcess } from './lsp-process.ts';

/** The command line as it would be shipped. */
export const bin = join(root, 'dist/cli.mjs');

/** How a client is to start and to behave. */
export interface ClientOptions {
  /** Workspace folders: absolute paths. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the client answers for the section `rscBoundary`, by the folder asked about ('' for none); it may take its time. */
  readonly settings?: (folder: string) => unknown;
  /** What to start, in place of this repository's command line. */
  readonly command?: readonly [string, ...string[]];
  /** The folder to start it in. */
  readonly cwd?: string;
  /** Its environment, where it is not this process's. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** The URI of a file as VS Code writes it. */
export function uriOf(fileName: string): string {
  return URI.file(fileName).toString();
}

/** An editor on a real `rsc-boundary lsp`, over stdio. */
export class LspClient {
  readonly connection: ProtocolConnection;
  readonly process: ServerProcess;
  /** What the server has logged, in the order it came. */
  readonly log: string[] = [];
  /** All the diagnostics that were published, in the order they came. */
  readonly received: PublishDiagnosticsParams[] = [];
  /** What the server has registered for while running, by method. */
  readonly registered = new Map<string, unknown>();
  /** How often the server has asked to be asked again. */
  refreshes = 0;
  stderr = '';
  readonly exited: Promise<number | null>;
  initialized: InitializeResult = { capabilities: {} };
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  readonly #versions = new Map<string, number>();
  #wake: Array<() => void> = [];

  private constructor(options: ClientOptions, server: ServerProcess) {
    this.process = server;
    this.process.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.exited = server.exited;
    this.connection = createProtocolConnection(this.process.stdout, this.process.stdin);
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.received.push(params);
      this.#published.set(params.uri, params);
      this.#wakeAll();
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
      this.#wakeAll();
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: Array<{ scopeUri?: string }> }) =>
      Promise.all(
        items.map(async ({ scopeUri }) => (await options.settings?.(scopeUri ? URI.parse(scopeUri).path : '')) ?? null),
      ),
    );
    this.connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: Array<{ method: string; registerOptions: unknown }> }) => {
        for (const { method, registerOptions } of registrations) this.registered.set(method, registerOptions);
        this.#wakeAll();
      },
    );
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.#wakeAll();
    });
    this.connection.listen();
  }

  /** Starts a server and says hello. */
  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const { command, cwd, environment: env } = options;
    const isUsual = !command && !cwd && !env;
    const server = isUsual
      ? await startServer(bin)
      : startAlone({ command: command ?? [process.execPath, bin, 'lsp', '--stdio'], cwd, env });
    const client = new LspClient(options, server);
    client.initialized = await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: (options.folders ?? []).map((folder) => ({ uri: uriOf(folder), name: folder })),
      capabilities: options.capabilities ?? {},
      ...(options.initializationOptions === undefined ? {} : { initializationOptions: options.initializationOptions }),
    });
    await client.notify('initialized', {});
    return client;
  }

  notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  request<T>(method: string, params: object): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  /** Opens a file, with the disk's text where none is given. */
  async open(fileName: string, text = readFileSync(fileName, 'utf8'), uri = uriOf(fileName)): Promise<void> {
    this.#versions.set(uri, 1);
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescriptreact', version: 1, text } });
  }

  /** Changes an open file: ranges, or the whole text. */
  async change(fileName: string, ...changes: TextDocumentContentChangeEvent[]): Promise<void> {
    const uri = uriOf(fileName);
    const version = this.#versions.get(uri)! + 1;
    this.#versions.set(uri, version);
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes });
  }

  async close(fileName: string): Promise<void> {
    await this.notify('textDocument/didClose', { textDocument: { uri: uriOf(fileName) } });
  }

  /** Tells of changes on the disk. */
  async watched(...changes: FileEvent[]): Promise<void> {
    await this.notify('workspace/didChangeWatchedFiles', { changes });
  }

  /** The diagnostics published for a file as it is now, as soon as they fulfil a condition. */
  async published(
    fileName: string,
    isWanted: (diagnostics: Diagnostic[]) => boolean = () => true,
    uri = uriOf(fileName),
  ): Promise<Diagnostic[]> {
    const found = await this.until(
      () => {
        const params = this.#published.get(uri);
        return params && params.version === this.#versions.get(uri) && isWanted(params.diagnostics)
          ? params.diagnostics
          : undefined;
      },
      () => `${uri}: ${JSON.stringify(this.#published.get(uri))}`,
    );
    return found;
  }

  /** What was published last for a file, whatever it is. */
  lastPublished(fileName: string): PublishDiagnosticsParams | undefined {
    return this.#published.get(uriOf(fileName));
  }

  /** The first value that is not undefined, asked whenever something has come from the server. */
  async until<T>(look: () => T | undefined, describe: () => string = () => ''): Promise<T> {
    const end = Date.now() + 300_000;
    for (;;) {
      const value = look();
      if (value !== undefined) return value;
      if (Date.now() > end) throw new Error(`It did not come. ${describe()}\n${this.log.join('\n')}\n${this.stderr}`);
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
        setTimeout(resolve, 500);
      });
    }
  }

  /** The code actions for a range of a file. */
  codeActions(fileName: string, range: Range, only?: string[], diagnostics: Diagnostic[] = []): Promise<CodeAction[]> {
    return this.request('textDocument/codeAction', {
      textDocument: { uri: uriOf(fileName) },
      range,
      context: { diagnostics, ...(only ? { only } : {}) },
    });
  }

  /** Ends the server as a client does. */
  async stop(): Promise<number | null> {
    await this.request('shutdown', {});
    await this.notify('exit', {});
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }

  /** Ends the server whatever it does. */
  kill(): void {
    this.process.kill();
    this.connection.dispose();
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** What becomes of a file's text by an action's edits. */
export function edited(text: string, fileName: string, action: CodeAction): string {
  const { changes, documentChanges } = action.edit!;
  const uri = uriOf(fileName);
  const edits: TextEdit[] = documentChanges
    ? (documentChanges as TextDocumentEdit[])
        .filter(({ textDocument }) => textDocument.uri === uri)
        .flatMap((change) => change.edits as TextEdit[])
    : (changes![uri] ?? []);
  return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), edits);
}
