import { setImmediate as nextTurn, setTimeout as after } from 'node:timers/promises';
import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { guard } from '../editor/guard.ts';
import { isOwnSource } from '../src/project/project.ts';
import type { TypeScript } from '../src/typescript.ts';
import { Backend } from './backend.ts';
import { toDiagnostic } from './diagnostics.ts';
import { Files } from './files.ts';
import { fileNameOf } from './paths.ts';
import type { OpenDocument } from './place.ts';
import { Projects } from './projects.ts';
import { Reports } from './reports.ts';
import { SidesChangedNotification } from './sides.ts';
import { ClientSettings, SECTION } from './settings.ts';
import { isSetup, takeChanges, watchFiles } from './watching.ts';

const scripts = /\.[cm]?[jt]sx?$/i;

/** Whether there can be something to say about a file: it is a source file of the project. */
const isOwn = (fileName: string): boolean => scripts.test(fileName) && isOwnSource(fileName);

/** How long a client may take to say its settings before they are taken for none, in milliseconds. */
const PATIENCE = 3000;

/** How often the disk is looked at while files are edited or opened, where the client does not watch it, in milliseconds. */
const LOOK = { typing: 5000, opening: 1000 };

/** All that is known between `initialize` and `shutdown`. */
export class Session {
  readonly files: Files;
  readonly reports: Reports;
  readonly #typescript: TypeScript;
  readonly #connection: Connection;
  readonly #params: InitializeParams;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #projects: Projects;
  readonly #settings: ClientSettings;
  readonly #backend = new Backend((message) => this.#log(message));
  readonly #said = new Set<string>();
  #folders: string[];
  /** The document that was changed last. */
  #latest: TextDocument | undefined;
  /** The request that is being answered. */
  #token: CancellationToken | undefined;
  #isWatched = false;
  #lookedAt = 0;
  #ready: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection, typescript: TypeScript, params: InitializeParams) {
    const { capabilities, initializationOptions } = params;
    this.#connection = connection;
    this.#typescript = typescript;
    this.#params = params;
    this.#folders = foldersOf(params);
    this.#settings = new ClientSettings(connection, capabilities.workspace?.configuration === true, initializationOptions);
    this.files = new Files(typescript);
    this.#projects = new Projects({
      typescript,
      backend: this.#backend,
      files: this.files,
      registry: typescript.createDocumentRegistry(typescript.sys.useCaseSensitiveFileNames),
      isCancelled: () => this.#token?.isCancellationRequested ?? false,
      log: (message) => this.#log(message),
      settingsFor: (directory) => this.#settings.for(directory),
    });
    this.#projects.setFolders(this.#folders);
    this.reports = new Reports({
      isAsked: capabilities.textDocument?.diagnostic !== undefined,
      ready: () => this.#ready,
      open: () => this.#sources().sort((a, b) => Number(b === this.#latest) - Number(a === this.#latest)),
      diagnosticsOf: (document) => this.#diagnosticsOf(document),
      publish: (uri, version, diagnostics) =>
        this.#send(connection.sendDiagnostics({ uri, ...(version === undefined ? {} : { version }), diagnostics })),
      refresh: () => {
        if (capabilities.workspace?.diagnostics?.refreshSupport) this.#send(connection.languages.diagnostics.refresh());
      },
      settled: () => {
        this.#guard('settling', undefined, () => this.#projects.sweep(this.#sources().map(({ uri }) => fileNameOf(uri)!)));
        this.#tellSettled();
      },
    });
    this.#listen();
  }

  /**
   * Answers a request about a document. An exception is logged, and answered with nothing.
   *
   * @param operation what is asked, for the log
   * @param nothing what to answer where there is nothing to say, as for a document that is not open
   * @throws ResponseError where the request was cancelled
   */
  async answer<T>(
    operation: string,
    token: CancellationToken,
    uri: string,
    nothing: T,
    run: (place: OpenDocument) => T,
  ): Promise<T> {
    await this.#ready;
    // What the client has sent meanwhile is read first: it may be that the answer is no longer wanted.
    await nextTurn();
    const cancelled = new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    if (token.isCancellationRequested) throw cancelled;
    this.#token = token;
    try {
      return this.#guard(operation, nothing, () => {
        const place = this.#placeOf(uri);
        return place ? run(place) : nothing;
      });
    } catch (error) {
      throw error instanceof this.#typescript.OperationCanceledException ? cancelled : error;
    } finally {
      this.#token = undefined;
    }
  }

  /** Ends what runs beside it. */
  stop(): void {
    this.reports.stop();
    this.#backend.close();
  }

  /** An open document by its URI, however the client encodes it. */
  document(uri: string): TextDocument | undefined {
    const fileName = fileNameOf(uri);
    return this.#documents.get(uri) ?? (fileName === undefined ? undefined : this.files.document(fileName));
  }

  #listen(): void {
    const connection = this.#connection;
    const { workspace } = this.#params.capabilities;
    this.#documents.listen(connection);
    this.#documents.onDidChangeContent(({ document }) => this.#changed(document));
    this.#documents.onDidClose(({ document }) => this.#closed(document));
    this.#documents.onDidSave(() => {
      if (!this.#isWatched) this.#lookAgain();
    });
    connection.onInitialized(() => {
      this.#waitFor(this.#start());
    });
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#settings.take(settings);
      this.#waitFor(this.#configure());
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      if (takeChanges(this.files, this.#projects, changes)) this.reports.schedule();
    });
    if (workspace?.workspaceFolders) {
      // The library's own event would register with the client at once, and before the answer to `initialize` VS Code refuses that.
      connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) => {
        const gone = namesOf(removed);
        this.#folders = [...this.#folders.filter((folder) => !gone.includes(folder)), ...namesOf(added)];
        this.#projects.setFolders(this.#folders);
        this.#waitFor(this.#configure());
      });
    }
    // Of a whole folder that goes or gets another name, no watcher tells file by file.
    connection.workspace.onDidDeleteFiles(() => this.#lookAgain());
    connection.workspace.onDidRenameFiles(() => this.#lookAgain());
  }

  /** What stands in a document's margin can change with any other file: the client is to ask for it again. */
  #tellSettled(): void {
    const { workspace, experimental } = this.#params.capabilities;
    const { languages } = this.#connection;
    if (workspace?.inlayHint?.refreshSupport) this.#send(languages.inlayHint.refresh());
    if (workspace?.codeLens?.refreshSupport) this.#send(this.#connection.sendRequest(CodeLensRefreshRequest.type));
    const { sides } = (experimental ?? {}) as { sides?: unknown };
    if (sides === true) this.#send(this.#connection.sendNotification(SidesChangedNotification));
  }

  /** Has answers wait for something the client is asked, though not for ever. */
  #waitFor(asked: Promise<void>): void {
    this.#ready = Promise.race([asked, after(PATIENCE, undefined, { ref: false })]);
  }

  /** A client that refuses what it is sent is its own affair. */
  #send(sent: Promise<void>): void {
    sent.catch((error: unknown) => this.#log(`The client refused: ${String(error)}`));
  }

  async #start(): Promise<void> {
    const { workspace } = this.#params.capabilities;
    const configured = this.#configure();
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      const { client } = this.#connection;
      await this.#register(client.register(DidChangeConfigurationNotification.type, { section: SECTION }));
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      this.#isWatched = await this.#register(watchFiles(this.#connection));
    await configured;
  }

  /** @returns whether the client takes a registration; it may refuse any */
  async #register(registered: Promise<unknown>): Promise<boolean> {
    try {
      await registered;
      return true;
    } catch (error) {
      this.#log(`The client does not tell of changes: ${String(error)}`);
      return false;
    }
  }

  async #configure(): Promise<void> {
    try {
      await this.#settings.load(this.#folders);
    } catch (error) {
      this.#log(`The client's settings could not be read: ${String(error)}`);
    }
    const [folder = process.cwd()] = this.#folders;
    if (await this.#backend.use(this.#settings.for(folder), folder)) this.#projects.retire(() => true);
    this.#projects.configure();
    this.reports.schedule(0);
  }

  #changed(document: TextDocument): void {
    const fileName = fileNameOf(document.uri);
    if (fileName === undefined || !scripts.test(fileName)) return;
    const isNew = this.files.document(fileName) !== document;
    this.files.open(fileName, document);
    if (!isNew && isSetup(fileName)) this.#projects.retire(() => true);
    this.#latest = document;
    const interval = isNew ? LOOK.opening : LOOK.typing;
    if (!this.#isWatched && Date.now() - this.#lookedAt > interval) this.#lookAgain();
    if (isNew) this.reports.schedule(0);
    else this.reports.schedule();
  }

  #closed({ uri }: TextDocument): void {
    const fileName = fileNameOf(uri);
    if (fileName === undefined || !scripts.test(fileName)) return;
    this.files.close(fileName);
    this.#projects.closed(fileName);
    this.reports.close(uri);
    this.reports.schedule();
  }

  /** Looks at the disk, for what no client has told. */
  #lookAgain(): void {
    this.#guard('looking at the disk', undefined, () => {
      this.files.lookAgain();
      this.#projects.lookAgain();
    });
    this.#lookedAt = Date.now();
    this.reports.schedule();
  }

  #placeOf(uri: string): OpenDocument | undefined {
    const document = this.document(uri);
    const fileName = document && fileNameOf(document.uri);
    if (!document || fileName === undefined || !isOwn(fileName)) return undefined;
    return { document, fileName, project: this.#projects.of(fileName) };
  }

  #diagnosticsOf(document: TextDocument): Diagnostic[] {
    return this.#guard('diagnostics', [], () => {
      const place = this.#placeOf(document.uri);
      if (!place) return [];
      const { fileName, project } = place;
      return project.state.findingsOf(fileName).map((found) => toDiagnostic(this.files, project, document, found));
    });
  }

  /** The open documents there can be something to say of. */
  #sources(): TextDocument[] {
    return this.#documents.all().filter(({ uri }) => isOwn(fileNameOf(uri) ?? ''));
  }

  #guard<T>(operation: string, nothing: T, run: () => T): T {
    return guard({ typescript: this.#typescript, log: (message) => this.#log(message) }, operation, nothing, run);
  }

  #log(message: string): void {
    // The same trouble at every keystroke is one line in the log.
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.#connection.console.warn(message);
  }
}

function foldersOf({ workspaceFolders, ...params }: InitializeParams): string[] {
  if (workspaceFolders) return namesOf(workspaceFolders);
  // Clients from before workspace folders name one root.
  const { rootUri } = params as { rootUri?: string | null };
  return rootUri ? namesOf([{ uri: rootUri, name: '' }]) : [];
}

function namesOf(folders: readonly WorkspaceFolder[]): string[] {
  return folders.flatMap(({ uri }) => fileNameOf(uri)?.replace(/(?<=.)\/$/, '') ?? []);
}
