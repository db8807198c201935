import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { root } from './build.ts';
import { isWholeRun } from './whole-run.ts';

/**
 * The TypeScript packages of this repository that have a tsserver: the oldest supported one, the last 5.x, the current one. Between the
 * oldest and the current one both the kinds of nodes and the flags of types have been numbered anew.
 */
export const typescriptPackages: ReadonlyArray<'typescript-5.5' | 'typescript-5.9' | 'typescript'> = isWholeRun
  ? ['typescript-5.5', 'typescript-5.9', 'typescript']
  : ['typescript-5.5', 'typescript'];

/** For what a server does with projects and what a plugin says of its own: outside of `npm run doors` the current one alone. */
export const currentTypescript: typeof typescriptPackages = isWholeRun ? typescriptPackages : ['typescript'];

/** What a test compares of a diagnostic. Offsets are UTF-16, 0-based, end-exclusive. */
export interface ReceivedDiagnostic {
  readonly start: number;
  readonly end: number;
  readonly code: number;
  readonly message: string;
  readonly category: string;
  readonly source: string | undefined;
  readonly related: ReadonlyArray<{
    readonly message: string;
    readonly fileName: string | undefined;
    readonly span: ts.server.protocol.FileSpan | undefined;
  }>;
  /** How the editor draws the range. */
  readonly tags: ReadonlyArray<'unnecessary' | 'deprecated'>;
}

// The protocol's type leaves the source out; tsserver does not.
type Diagnostic = ts.server.protocol.DiagnosticWithLinePosition & { readonly source?: string };

/**
 * A project in a temporary directory, for a server to open: `node_modules` links this repository as the package it is, and
 * everything that is installed in it.
 *
 * @param source a directory to copy, or texts by relative path
 * @param isCopied of a directory, whether what is at this path is taken over
 * @param hasOwnModules whether its `node_modules` is its own, to be changed; else it is the same for all projects
 * @returns the directory: absolute, links resolved, forward slashes
 */
export function temporaryProject(
  source: string | Readonly<Record<string, string>>,
  { hasOwnModules = false, isCopied = () => true }: { hasOwnModules?: boolean; isCopied?: (path: string) => boolean } = {},
): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-'))).replaceAll('\\', '/');
  if (typeof source === 'string') cpSync(source, directory, { recursive: true, filter: isCopied });
  else for (const [path, text] of Object.entries(source)) write(join(directory, path), text);
  const modules = join(directory, 'node_modules');
  if (hasOwnModules || existsSync(modules)) linkModules(modules);
  else symlinkSync(sharedModules(), modules, 'junction');
  return directory;
}

function linkModules(modules: string): void {
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  symlinkSync(root, join(modules, 'eslint-plugin-rsc-boundary'), 'junction');
}

let shared: string | undefined;

/** Some hundred links, made once. */
function sharedModules(): string {
  if (shared === undefined) {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-modules-')));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    shared = join(folder, 'node_modules');
    linkModules(shared);
  }
  return shared;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Removes what {@link temporaryProject} made. */
export function removeProject(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/** Something tsserver says without having been asked for just that. */
export interface TsServerEvent {
  readonly event: string;
  readonly body: unknown;
}

/** A real tsserver over stdio. Speaks only as much of the protocol as the tests need. */
export class TsServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, { resolve(body: unknown): void; reject(error: Error): void }>();
  readonly #logFile: string;
  readonly #listeners = new Set<(event: TsServerEvent) => void>();
  #buffer = Buffer.alloc(0);
  #sequence = 0;

  /**
   * @param typescriptPackage the package whose tsserver to run
   * @param options more command line options; where given, plugins are not looked for beside the tsconfig
   * @param env its environment, where it is not this process's
   */
  constructor(typescriptPackage: string, options: readonly string[] = ['--allowLocalPluginLoads'], env = process.env) {
    const server = join(root, 'node_modules', typescriptPackage, 'lib/tsserver.js');
    this.#logFile = join(mkdtempSync(join(tmpdir(), 'rsc-boundary-log-')), 'tsserver.log');
    const log = ['--logVerbosity', 'normal', '--logFile', this.#logFile];
    this.#process = spawn(process.execPath, [server, '--disableAutomaticTypingAcquisition', ...log, ...options], { env });
    this.#process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#process.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('tsserver has ended'));
    });
  }

  /** Sends a command and waits for its answer's body. Rejects where tsserver says it failed. */
  request<T>(command: string, args: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(this.notify(command, args), { resolve: (body) => resolve(body as T), reject });
    });
  }

  /** Sends a command that has no answer. */
  notify(command: string, args: unknown): number {
    const seq = ++this.#sequence;
    this.#process.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return seq;
  }

  /** Opens a file, with a text other than the disk's where one is given. */
  open(file: string, fileContent?: string): void {
    this.notify('open', { file, fileContent });
  }

  /** Closes a file: of files left open a server has the more to do at each request. */
  closeFile(file: string): void {
    this.notify('close', { file });
  }

  /** All semantic diagnostics of an open file, TypeScript's own among them, in the order they came. */
  async diagnostics(file: string): Promise<ReceivedDiagnostic[]> {
    const body = await this.request<Diagnostic[]>('semanticDiagnosticsSync', {
      file,
      includeLinePosition: true,
    });
    return body.map(
      ({ start, length, code, message, category, source, relatedInformation = [], reportsUnnecessary, reportsDeprecated }) => ({
        start,
        end: start + length,
        code,
        message,
        category,
        source,
        related: relatedInformation.map((related) => ({
          message: related.message,
          fileName: related.span?.file,
          span: related.span,
        })),
        tags: [...(reportsUnnecessary ? ['unnecessary' as const] : []), ...(reportsDeprecated ? ['deprecated' as const] : [])],
      }),
    );
  }

  /**
   * What tsserver sends for a `geterr`, until it says that it is done: the way editors ask for diagnostics.
   *
   * @returns the names of the events with their bodies, in order
   */
  geterr(args: ts.server.protocol.GeterrRequestArgs): Promise<TsServerEvent[]> {
    const events: TsServerEvent[] = [];
    return new Promise((resolve) => {
      const seq = this.notify('geterr', args);
      const stop = this.listen((event) => {
        if (event.event !== 'requestCompleted') events.push(event);
        else if ((event.body as { request_seq: number }).request_seq === seq) {
          stop();
          resolve(events);
        }
      });
    });
  }

  /**
   * Hands on every event from now on.
   *
   * @returns ends it
   */
  listen(listener: (event: TsServerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** This plugin's diagnostics of an open file. */
  async findings(file: string): Promise<ReceivedDiagnostic[]> {
    return (await this.diagnostics(file)).filter((diagnostic) => diagnostic.source === 'rsc-boundary');
  }

  /** What tsserver has logged so far. */
  log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  /** Ends the server. */
  close(): void {
    this.#process.kill();
    rmSync(dirname(this.#logFile), { recursive: true, force: true });
  }

  #receive(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/u.exec(this.#buffer.toString('latin1', 0, 64));
      if (!header) return;
      const end = header[0].length + Number(header[1]);
      if (this.#buffer.length < end) return;
      const message = JSON.parse(this.#buffer.toString('utf8', header[0].length, end)) as ts.server.protocol.Message;
      if (message.type === 'event') this.#listeners.forEach((listen) => listen(message as unknown as TsServerEvent));
      else this.#take(message as ts.server.protocol.Response);
      this.#buffer = this.#buffer.subarray(end);
    }
  }

  #take({ type, request_seq: sequence, success, body, message }: ts.server.protocol.Response): void {
    const waiting = type === 'response' ? this.#waiting.get(sequence) : undefined;
    if (!waiting) return;
    this.#waiting.delete(sequence);
    if (success) waiting.resolve(body);
    else waiting.reject(new Error(message));
  }
}

/** Starts a server for one piece of work and ends it afterwards, whatever happens. */
export async function withServer<T>(typescriptPackage: string, run: (server: TsServer) => Promise<T>): Promise<T> {
  const server = new TsServer(typescriptPackage);
  try {
    return await run(server);
  } finally {
    server.close();
  }
}
