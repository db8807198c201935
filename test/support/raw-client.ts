import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { bin } from './lsp-client.ts';

/** A message of the protocol, of any shape. */
export interface RawMessage {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A client on a real `rsc-boundary lsp` that says what it is told to, byte by byte where need be; it refuses whatever it is asked. */
export class RawClient {
  readonly process: ChildProcessWithoutNullStreams;
  /** All that has come, in order. */
  readonly received: RawMessage[] = [];
  readonly exited: Promise<number | null>;
  stderr = '';
  #buffer = Buffer.alloc(0);
  #wake: Array<() => void> = [];

  constructor() {
    this.process = spawn(process.execPath, [bin, 'lsp', '--stdio']);
    this.process.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.process.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    this.process.stdin.on('error', () => undefined);
    this.exited = new Promise((resolve) => this.process.on('exit', (code) => resolve(code)));
  }

  send(message: unknown): void {
    const body = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin.write(body);
  }

  notify(method: string, params?: unknown): void {
    this.send({ jsonrpc: '2.0', method, params });
  }

  /** Sends a request, and gives the answer as it comes. */
  request(id: number, method: string, params?: unknown): Promise<RawMessage> {
    this.send({ jsonrpc: '2.0', id, method, params });
    return this.first((message) => message.id === id && message.method === undefined);
  }

  /** The first message that fulfils a condition, come or to come. */
  async first(isWanted: (message: RawMessage) => boolean): Promise<RawMessage> {
    const end = Date.now() + 300_000;
    for (;;) {
      const found = this.received.find(isWanted);
      if (found) return found;
      if (Date.now() > end) throw new Error(`It did not come: ${JSON.stringify(this.received)}\n${this.stderr}`);
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
        setTimeout(resolve, 500);
      });
    }
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  #take(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(this.#buffer.toString('latin1'));
      if (!header || this.#buffer.length < header[0].length + Number(header[1])) break;
      const end = header[0].length + Number(header[1]);
      const message = JSON.parse(this.#buffer.subarray(header[0].length, end).toString()) as RawMessage;
      this.#buffer = this.#buffer.subarray(end);
      this.received.push(message);
      // As vscode-languageclient does before its handlers are set.
      if (message.method !== undefined && message.id !== undefined)
        this.send({ jsonrpc: '2.0', id: message.id, error: { code: -32601, message: `Unhandled method ${message.method}` } });
    }
    for (const wake of this.#wake.splice(0)) wake();
  }
}
