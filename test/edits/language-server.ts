import { pick, type Random } from '../storm/mutants.ts';
import { LspClient, uriOf } from '../support/lsp-client.ts';
import { CancellationTokenSource, LSPErrorCodes, ResponseError, type Diagnostic } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findingText } from './cold.ts';
import { diskChangesOf, type Edit } from './edit-world.ts';

/** `FileChangeType` of the protocol. */
const typeOfChange = { created: 1, updated: 2, deleted: 3 } as const;

/** What a client asks that is no question the protocol knows, or about nothing there is. */
const strange: ReadonlyArray<readonly [method: string, params: object]> = [
  ['textDocument/hover', {}],
  ['textDocument/hover', { textDocument: null, position: null }],
  ['textDocument/completion', { textDocument: { uri: 7 }, position: { line: 'x' } }],
  ['textDocument/codeAction', { textDocument: { uri: 'file:///nowhere.ts' } }],
  ['textDocument/diagnostic', { textDocument: { uri: 'untitled:x' } }],
  ['textDocument/noSuchThing', { textDocument: { uri: 'file:///a.ts' } }],
  ['textDocument/rename', { textDocument: { uri: 'file:///a.ts' }, position: { line: -1, character: 1e9 }, newName: '' }],
  ['workspace/executeCommand', { command: 'no.such.command' }],
];

/** A real language server on a folder, told of edits by a client that watches the disk for it. */
export class LanguageServerUnderEdits {
  readonly #directory: string;
  readonly #documents = new Map<string, TextDocument>();
  #client!: LspClient;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async start(): Promise<void> {
    this.#client = await LspClient.start({
      folders: [this.#directory],
      initializationOptions: { preset: 'all' },
      capabilities: {
        textDocument: { diagnostic: {} },
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
      },
    });
  }

  async take(edit: Edit, change: { start: number; end: number; text: string } | undefined): Promise<void> {
    const file = this.#pathOf(edit.file);
    const document = this.#documents.get(edit.file);
    if (edit.kind === 'open') await this.#client.open(file, edit.text);
    else if (edit.kind === 'close') await this.#client.close(file);
    else if (change && document) {
      const range = { start: document.positionAt(change.start), end: document.positionAt(change.end) };
      // A piece that begins inside the two characters of a line's end has no position of its own.
      const isExact = document.offsetAt(range.start) === change.start && document.offsetAt(range.end) === change.end;
      await this.#client.change(file, isExact ? { range, text: change.text } : { text: (edit as { text: string }).text });
    } else await this.#watched(edit);
    if (edit.kind === 'open' || edit.kind === 'change') this.#documents.set(edit.file, TextDocument.create('', '', 0, edit.text));
    if (edit.kind === 'close') this.#documents.delete(edit.file);
  }

  #watched(edit: Edit): Promise<void> {
    return this.#client.watched(
      ...diskChangesOf(edit).map(({ file, kind }) => ({ uri: uriOf(this.#pathOf(file)), type: typeOfChange[kind] })),
    );
  }

  /** Asks what an editor asks at a place, cancels some of it, and asks what makes no sense; what went wrong, in words. */
  async askAround(file: string, offset: number, random: Random): Promise<string | undefined> {
    const textDocument = { uri: uriOf(this.#pathOf(file)) };
    const document = this.#documents.get(file)!;
    const position = document.positionAt(offset);
    const range = { start: position, end: document.positionAt(offset + 20) };
    const questions: ReadonlyArray<readonly [string, object]> = [
      ['textDocument/diagnostic', { textDocument }],
      ['textDocument/hover', { textDocument, position }],
      ['textDocument/completion', { textDocument, position }],
      ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
      ['textDocument/documentHighlight', { textDocument, position }],
      ['textDocument/codeLens', { textDocument }],
      ['textDocument/inlayHint', { textDocument, range }],
      ['textDocument/prepareRename', { textDocument, position }],
    ];
    const asked = [pick(random, questions), pick(random, questions), questions[0]!];
    if (random() < 0.2) asked.push(pick(random, strange));
    const source = new CancellationTokenSource();
    const isCancelled = random() < 0.2;
    const answers = asked.map(([method, params]) =>
      this.#client.connection.sendRequest(method, params, source.token).then(
        () => undefined,
        (error: unknown) =>
          isExpected(
            error,
            strange.some(([name, given]) => name === method && given === params),
          )
            ? undefined
            : `${method}: ${String(error)}`,
      ),
    );
    if (isCancelled) source.cancel();
    return (await Promise.all(answers)).find((trouble) => trouble !== undefined);
  }

  /** What is found in all files; those that are not open are for as long as that takes. */
  async whole(files: readonly string[], state: ReadonlyMap<string, string>): Promise<string[]> {
    const findings: string[] = [];
    for (const file of files) {
      const path = this.#pathOf(file);
      const isOpen = this.#documents.has(file);
      if (!isOpen) await this.#client.open(path);
      const { items } = await this.#client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
        textDocument: { uri: uriOf(path) },
      });
      const document = TextDocument.create('', '', 0, state.get(file)!);
      for (const { range, code, message } of items as Array<Diagnostic & { message: string }>)
        findings.push(findingText(file, document.offsetAt(range.start), document.offsetAt(range.end), String(code), message));
      if (!isOpen) await this.#client.close(path);
    }
    return findings.sort();
  }

  /** Ends it as the protocol has it; what it has logged and how it ended, where that is not as it should be. */
  async stop(): Promise<string[]> {
    const code = await this.#client.stop();
    // What is asked without sense is answered with an error, and may be told in the log.
    const log = this.#client.log.filter((line) => !/Request textDocument\/\w+ failed|Unhandled method/.test(line));
    return [
      ...log.slice(0, 3),
      ...(this.#client.stderr ? [this.#client.stderr] : []),
      ...(code === 0 ? [] : [`it ended with ${code}`]),
    ];
  }

  kill(): void {
    this.#client?.kill();
  }

  #pathOf(file: string): string {
    return `${this.#directory}/${file}`;
  }
}

function isExpected(error: unknown, isStrange: boolean): boolean {
  if (!(error instanceof ResponseError)) return false;
  return isStrange || error.code === LSPErrorCodes.RequestCancelled || error.code === LSPErrorCodes.ServerCancelled;
}
