import ts from 'typescript';
import { rules } from '../../src/rules/index.ts';
import { TsServer, type ReceivedDiagnostic } from '../support/tsserver.ts';
import { findingText } from './cold.ts';
import { diskChangesOf, type DiskChange, type Edit } from './edit-world.ts';

type Question = (typeof TsServerUnderEdits.questions)[number];

const ruleOf = new Map<number, string>(rules.map(({ code, name }) => [code, name]));
const source = 'rsc-boundary';

/**
 * The errors about a name that is nowhere. Of the first ten names a type checker has not found it says a similar one (`suggestionCount`
 * in TypeScript's checker), of the others none, under another code: which they are depends on what it was asked first.
 */
const notFound = new Set([2304, 2552, 2503, 2833, 18_004]);

/** Whether a text cannot be parsed as it stands. */
export function hasSyntaxErrors(file: string, text: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(text, { fileName: file, reportDiagnostics: true });
  return diagnostics.length > 0;
}

interface Whole {
  readonly own: readonly string[];
  readonly findings: readonly string[];
  readonly strays: readonly string[];
}

/** What a tsserver has asked its client to watch. */
interface Watched {
  readonly path: string;
  /** Of a folder: whether the folders in it too. */
  readonly recursive?: boolean;
  readonly isFolder: boolean;
  /** Whether it is of no interest that a file in it has another text. */
  readonly ignoreUpdate?: boolean;
}

/**
 * A real tsserver on a folder, told of edits as VS Code tells it: of the disk as well, since a tsserver that watches by itself is told
 * when the system gets round to it, and under load not at all.
 */
export class TsServerUnderEdits {
  /** What is asked beside diagnostics, one after each edit. */
  static readonly questions = [
    'quickinfo',
    'completionInfo',
    'definitionAndBoundSpan',
    'references',
    'documentHighlights',
    'navtree',
    'getCodeFixes',
    'suggestionDiagnosticsSync',
    'syntacticDiagnosticsSync',
    'getApplicableRefactors',
  ] as const;

  readonly #directory: string;
  readonly #server = new TsServer('typescript', ['--allowLocalPluginLoads', '--canUseWatchEvents']);
  readonly #texts = new Map<string, string>();
  readonly #watched = new Map<number, Watched>();
  /** What has changed on the disk of late. */
  #changes: DiskChange[] = [];

  constructor(directory: string) {
    this.#directory = directory;
    this.#server.listen(({ event, body }) => {
      const { id, ...watched } = body as Omit<Watched, 'isFolder'> & { id: number };
      if (event === 'closeFileWatcher') this.#watched.delete(id);
      if (event !== 'createFileWatcher' && event !== 'createDirectoryWatcher') return;
      this.#watched.set(id, { ...watched, isFolder: event === 'createDirectoryWatcher' });
      // It may have read the disk before a change of which it could not be told yet.
      for (const change of this.#changes) this.#tell(id, change);
    });
  }

  /** The text of an open file. */
  textOf(file: string): string {
    return this.#texts.get(file)!;
  }

  take(edit: Edit, change: { start: number; end: number; text: string } | undefined): Promise<void> {
    const file = this.#pathOf(edit.file);
    if (edit.kind === 'open') this.#server.open(file, edit.text);
    else if (edit.kind === 'close') this.#server.closeFile(file);
    else if (change) {
      const [start, end] = [change.start, change.end].map((offset) => this.#locationOf(edit.file, offset));
      const textChanges = [{ start, end, newText: change.text }];
      this.#server.notify('updateOpen', { changedFiles: [{ fileName: file, textChanges }], openFiles: [], closedFiles: [] });
    }
    if (edit.kind === 'open' || edit.kind === 'change') this.#texts.set(edit.file, edit.text);
    if (edit.kind === 'close') this.#texts.delete(edit.file);
    for (const change of diskChangesOf(edit)) {
      this.#changes = [...this.#changes.slice(-9), change];
      for (const id of this.#watched.keys()) this.#tell(id, change);
    }
    return Promise.resolve();
  }

  /** Tells it of a change on the disk, if that is something a watcher of its own asks for. */
  #tell(id: number, { file, kind }: DiskChange): void {
    const { path, recursive, isFolder, ignoreUpdate } = this.#watched.get(id)!;
    const changed = this.#pathOf(file);
    const isIn = changed.startsWith(`${path}/`) && (recursive === true || !changed.slice(path.length + 1).includes('/'));
    if (isFolder ? !isIn || (ignoreUpdate && kind === 'updated') : changed !== path) return;
    this.#server.notify('watchChange', { id, [kind]: [changed] });
  }

  /** TypeScript's own diagnostics of an open file and its answer to a question, as lines that can be compared. */
  async answers(file: string, question: Question, position: number): Promise<string[]> {
    const { own, trouble } = await this.#diagnosticsOf(file);
    return [...trouble, ...this.#linesOf(file, own), this.#plain(await this.#ask(file, question, position, own))];
  }

  /** What is wrong with an open file; where TypeScript itself fails over it, that: then it must fail without the plugin too. */
  async #diagnosticsOf(file: string): Promise<{ own: ReceivedDiagnostic[]; findings: ReceivedDiagnostic[]; trouble: string[] }> {
    try {
      const all = await this.#server.diagnostics(this.#pathOf(file));
      const [own, findings] = [true, false].map((isOwn) => all.filter((diagnostic) => (diagnostic.source !== source) === isOwn));
      return { own: own!, findings: findings!, trouble: [] };
    } catch (error) {
      return { own: [], findings: [], trouble: [this.#plain(`${file} ${String(error).split('\n')[0]}`)] };
    }
  }

  async #ask(file: string, question: Question, position: number, own: readonly ReceivedDiagnostic[]): Promise<unknown> {
    const location = { file: this.#pathOf(file), ...this.#locationOf(file, position) };
    const request = <T>(args: object): Promise<T | undefined> =>
      this.#server.request<T>(question, args).catch((error: Error) => {
        // It has nothing to say, or TypeScript itself fails: then it must fail without the plugin too.
        if (!/No content available/.test(error.message)) throw new Error(`${question}: ${error.message.split('\n')[0]}`);
        return undefined;
      });
    try {
      switch (question) {
        case 'quickinfo': {
          const info = await request<ts.server.protocol.QuickInfoResponseBody>(location);
          // Where TypeScript says nothing the plugin may; below what TypeScript says it adds a text of its own.
          return info && !/^['"`]?use /.test(info.displayString) ? info.displayString : undefined;
        }
        case 'completionInfo': {
          const info = await request<ts.server.protocol.CompletionInfo>(location);
          const own = info?.entries.filter(({ name }) => !/^['"`]?use /.test(name));
          // Where TypeScript has no completions the plugin may have its own.
          return own?.length ? own.map(({ name, kind, sortText }) => [name, kind, sortText]) : undefined;
        }
        case 'references': {
          // The name of what is referred to is what the hover says of it: of a directive that is the plugin's.
          const body = await request<ts.server.protocol.ReferencesResponseBody>(location);
          return body?.refs;
        }
        case 'documentHighlights':
          return await request({ ...location, filesToSearch: [location.file] });
        case 'navtree':
          return await request({ file: location.file });
        case 'getApplicableRefactors': {
          const { line, offset } = location;
          return await request({ file: location.file, startLine: line, startOffset: offset, endLine: line, endOffset: offset });
        }
        case 'getCodeFixes': {
          const first = own.find(({ code }) => !notFound.has(code));
          if (!first) return undefined;
          const [start, end] = [this.#locationOf(file, first.start), this.#locationOf(file, first.end)];
          const range = { startLine: start.line, startOffset: start.offset, endLine: end.line, endOffset: end.offset };
          const fixes = await request<ts.CodeFixAction[]>({ file: location.file, ...range, errorCodes: [first.code] });
          return fixes?.filter(({ fixName }) => !fixName.startsWith(source));
        }
        case 'suggestionDiagnosticsSync': {
          const hints = await request<ts.server.protocol.DiagnosticWithLinePosition[]>(location);
          // A `return` outside of a function TypeScript leaves unchecked, unless somebody has asked for a type in it.
          return hasSyntaxErrors(file, this.textOf(file)) ? undefined : hints;
        }
        default:
          return await request(location);
      }
    } catch (error) {
      return String(error);
    }
  }

  /**
   * What is said of all files: by TypeScript, and by the plugin. Those that are not open are for as long as that takes.
   *
   * @returns also the files that have fallen out of their project: deleted and made again while they were open they are, until the
   * project is read anew, files of a project of their own, which no plugin is configured for
   */
  async whole(files: readonly string[], state: ReadonlyMap<string, string>): Promise<Whole> {
    const own: string[] = [];
    const findings: string[] = [];
    const strays: string[] = [];
    for (const file of files) {
      const isOpen = this.#texts.has(file);
      if (!isOpen) this.#server.open(this.#pathOf(file));
      const told = await this.#diagnosticsOf(file);
      own.push(...told.trouble, ...this.#linesOf(file, told.own));
      for (const { start, end, code, message } of told.findings)
        findings.push(findingText(file, start, end, ruleOf.get(code) ?? String(code), message));
      const { configFileName } = await this.#server.request<ts.server.protocol.ProjectInfo>('projectInfo', {
        file: this.#pathOf(file),
        needFileNameList: false,
      });
      if (!configFileName?.endsWith('/tsconfig.json') || told.trouble.length > 0) strays.push(file);
      if (!isOpen) this.#server.closeFile(this.#pathOf(file));
      if (!state.has(file)) throw new Error(`${file} is not in the state`);
    }
    return { own, findings: findings.sort(), strays };
  }

  /**
   * Has an open file parsed anew: of a text that is all new nothing is kept. With the same text as before TypeScript keeps its tree, in
   * which a broken text may have names that are not there any more.
   */
  reopen(file: string): void {
    const [path, text] = [this.#pathOf(file), this.textOf(file)];
    this.#server.closeFile(path);
    this.#server.open(path, '');
    const [start, end] = [1, 1].map((line) => ({ line, offset: 1 }));
    const changedFiles = [{ fileName: path, textChanges: [{ start, end, newText: text }] }];
    this.#server.notify('updateOpen', { changedFiles, openFiles: [], closedFiles: [] });
  }

  /** Reads its projects anew, as _Reload Project_ of VS Code does. */
  async reload(): Promise<void> {
    await this.#server.request('reloadProjects', {});
  }

  /** What went wrong in the plugin or the server, each kind once. */
  failures(): string[] {
    const all = this.#server.log().match(/rsc-boundary: .* failed.*|Error processing request.*/gu) ?? [];
    return [...new Set(all.filter((text) => !/No content available/.test(text)).map((text) => this.#plain(text)))];
  }

  close(): void {
    this.#server.close();
  }

  #pathOf(file: string): string {
    return `${this.#directory}/${file}`;
  }

  #locationOf(file: string, offset: number): { line: number; offset: number } {
    const starts = ts.createSourceFile(file, this.#texts.get(file)!, ts.ScriptTarget.Latest);
    const { line, character } = starts.getLineAndCharacterOfPosition(offset);
    return { line: line + 1, offset: character + 1 };
  }

  #linesOf(file: string, diagnostics: readonly ReceivedDiagnostic[]): string[] {
    return diagnostics.map(({ start, end, code, message, category }) =>
      this.#plain(`${file} ${start}-${end} ${category} ${notFound.has(code) ? 'a name not found' : `${code}: ${message}`}`),
    );
  }

  /** A text in which the folder has no name. */
  #plain(value: unknown): string {
    return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replaceAll(this.#directory, '');
  }
}
