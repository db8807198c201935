import {
  commands,
  languages,
  Location,
  Position,
  Range,
  Uri,
  workspace,
  type Diagnostic,
  type Disposable,
  type Hover,
  type LogOutputChannel,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import {
  HoverRequest,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type ClientCapabilities,
  type ConfigurationParams,
  type LanguageClientOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { dirname } from 'node:path';
import { withoutOffered, withoutSaid } from './said-already.ts';
import { findServer, type Server } from './server.ts';
import { SECTION, serverSettings, settingsOf } from './settings.ts';
import { isInHoverOfTypeScript, withoutCompletionsOfTypeScript, withoutHintsOfTypeScript } from './typescript-plugin.ts';

const selectedLanguages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

/** The command that a lens of the server carries. */
const SHOW_PLACES = 'rscBoundary.showPlaces';

/** Whether the server has to do with a document. */
export function isSelected({ uri, languageId }: TextDocument): boolean {
  return uri.scheme === 'file' && selectedLanguages.includes(languageId);
}

/** A running server and the folder it is for. */
interface Running {
  readonly client: LanguageClient;
  readonly server: Server;
  readonly started: Promise<void>;
}

/** The servers of the workspace: one for each folder in which a file is open. */
export class Clients implements Disposable {
  readonly #extension: string;
  readonly #log: LogOutputChannel;
  readonly #changed: () => void;
  readonly #byFolder = new Map<string, Running | undefined>();
  readonly #raw = new Map<string, readonly Diagnostic[]>();
  readonly #subscriptions: Disposable[];

  /**
   * @param extension the extension's own folder
   * @param changed called when what a server says of sides may be different
   */
  constructor(extension: string, log: LogOutputChannel, changed: () => void) {
    this.#extension = extension;
    this.#log = log;
    this.#changed = changed;
    this.#subscriptions = [
      commands.registerCommand(SHOW_PLACES, showPlaces),
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
      workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const folder of removed) this.#stop(folder.uri.toString());
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${SECTION}.server`)) void this.restart();
      }),
      languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.#showAgain(uri);
      }),
    ];
    workspace.textDocuments.forEach((document) => this.#opened(document));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const name of [...this.#byFolder.keys()]) this.#stop(name);
  }

  /** Ends all servers and starts those that are needed. */
  async restart(): Promise<void> {
    const ended = [...this.#byFolder.keys()].map((name) => this.#stop(name));
    await Promise.all(ended);
    workspace.textDocuments.forEach((document) => this.#opened(document));
  }

  /** The server of a document, once it runs; undefined where it has none. */
  async of(document: TextDocument): Promise<LanguageClient | undefined> {
    const folder = isSelected(document) ? workspace.getWorkspaceFolder(document.uri) : undefined;
    const running = folder && this.#byFolder.get(folder.uri.toString());
    await running?.started;
    return running?.client;
  }

  /** The command line that serves a folder. */
  serverOf(folder: WorkspaceFolder): Server | undefined {
    return this.#byFolder.get(folder.uri.toString())?.server ?? this.#find(folder, folder.uri.fsPath);
  }

  #find(folder: WorkspaceFolder, directory: string): Server | undefined {
    const mayRunOwn = workspace.isTrusted && settingsOf(folder.uri).get('server') !== 'extension';
    return findServer(mayRunOwn ? directory : undefined, this.#extension);
  }

  #opened(document: TextDocument): void {
    const folder = isSelected(document) ? workspace.getWorkspaceFolder(document.uri) : undefined;
    if (!folder || this.#byFolder.has(folder.uri.toString())) return;
    const server = this.#find(folder, dirname(document.uri.fsPath));
    this.#byFolder.set(folder.uri.toString(), server && this.#start(folder, server));
    if (!server)
      this.#log.warn(`There is no server for ${folder.uri.fsPath}: install eslint-plugin-rsc-boundary in the project.`);
  }

  #start(folder: WorkspaceFolder, server: Server): Running {
    const whose = server.isOwn ? "the project's own" : 'that of the extension';
    this.#log.info(`${folder.name}: eslint-plugin-rsc-boundary ${server.version}, ${whose}: ${server.script}`);
    const client: LanguageClient = new LanguageClient(
      SECTION,
      `RSC Boundary (${folder.name})`,
      { module: server.script, args: ['lsp'], transport: TransportKind.stdio, options: { cwd: folder.uri.fsPath } },
      this.#options(folder, async (document, position) => {
        const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
        return client.protocol2CodeConverter.asHover(await client.sendRequest(HoverRequest.type, params));
      }),
    );
    client.registerFeature(new SidesFeature());
    const started = client.start().then(
      () => {
        client.onNotification('rscBoundary/sidesChanged', () => this.#changed());
        this.#changed();
      },
      (error: unknown) => this.#log.error(`The server of ${folder.name} did not start: ${String(error)}`),
    );
    return { client, server, started };
  }

  #options(
    folder: WorkspaceFolder,
    hoverOf: (document: TextDocument, at: Position) => Promise<Hover | undefined>,
  ): LanguageClientOptions {
    const pattern = { baseUri: folder.uri.toString(), pattern: '**/*' };
    return {
      documentSelector: selectedLanguages.map((language) => ({ scheme: 'file', language, pattern })),
      workspaceFolder: folder,
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: SECTION,
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => {
          this.#raw.set(uri.toString(), diagnostics);
          next(uri, withoutSaid(uri, diagnostics));
        },
        provideCodeActions: async (document, range, context, token, next) => {
          const actions = await next(document, range, context, token);
          return actions && withoutOffered(document.uri, actions);
        },
        provideHover: async (document, position, token, next) => {
          const hover = await next(document, position, token);
          return hover && (await isInHoverOfTypeScript(document, position, hover)) ? undefined : hover;
        },
        provideCompletionItem: async (document, position, context, token, next) => {
          const given = await next(document, position, context, token);
          const items = Array.isArray(given) ? given : given?.items;
          return items && (await withoutCompletionsOfTypeScript(document, position, items));
        },
        provideInlayHints: async (document, range, token, next) => {
          const hints = await next(document, range, token);
          return hints && [...(await withoutHintsOfTypeScript(document, hints, (at) => hoverOf(document, at)))];
        },
        workspace: {
          configuration: ({ items }: ConfigurationParams) => items.map(({ scopeUri }) => serverSettings(scopeUri)),
        },
      },
    };
  }

  /** What is shown of a file, once somebody else has said the same there, or says it no more. */
  #showAgain(uri: Uri): void {
    const raw = this.#raw.get(uri.toString());
    const folder = raw && raw.length > 0 ? workspace.getWorkspaceFolder(uri) : undefined;
    const collection = folder && this.#byFolder.get(folder.uri.toString())?.client.diagnostics;
    if (!raw || !collection) return;
    const wanted = withoutSaid(uri, raw);
    if (wanted.length !== (collection.get(uri)?.length ?? 0)) collection.set(uri, wanted);
  }

  async #stop(name: string): Promise<void> {
    const running = this.#byFolder.get(name);
    this.#byFolder.delete(name);
    await running?.started;
    await running?.client.dispose();
  }
}

/** Says at the start what this client can show, and that it wants to be sent diagnostics: only then it can leave some out. */
class SidesFeature implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.experimental = { commands: [SHOW_PLACES], sides: true };
    delete capabilities.textDocument?.diagnostic;
    delete capabilities.workspace?.diagnostics;
  }

  initialize(): void {
    // Nothing of its own.
  }

  getState(): { kind: 'static' } {
    return { kind: 'static' };
  }

  clear(): void {
    // Nothing to end.
  }
}

interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

interface ProtocolLocation {
  readonly uri: string;
  readonly range: { readonly start: ProtocolPosition; readonly end: ProtocolPosition };
}

function showPlaces(uri: string, at: ProtocolPosition, locations: readonly ProtocolLocation[]): void {
  const positionOf = ({ line, character }: ProtocolPosition): Position => new Position(line, character);
  const found = locations.map(
    ({ uri: of, range }) => new Location(Uri.parse(of), new Range(positionOf(range.start), positionOf(range.end))),
  );
  void commands.executeCommand('editor.action.showReferences', Uri.parse(uri), positionOf(at), found);
}
