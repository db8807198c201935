import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Direction } from '../../src/serialization/judgement.ts';

/** Where in what crosses a value stands. */
export const positions = ['direct', 'object', 'array', 'mapValue', 'setItem', 'promise'] as const;
export type Position = (typeof positions)[number];

/** A value to send, by its index in the module of values. */
export interface Case {
  readonly id: number;
  readonly position: Position;
  readonly direction: Direction;
}

/** What React did: sent the value as it was, sent something else, threw, or never came to an end. */
export type Outcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'converted'; readonly from: string; readonly to: string }
  | { readonly kind: 'error'; readonly message: string };

/** What React said of a value: the first line of its error, and its warnings. */
export interface Saying {
  readonly error: string | undefined;
  readonly warnings: readonly string[];
}

type Sent = Partial<{ error: string; bytes: Uint8Array; body: unknown; shape: string }>;

/**
 * React's own encoders and decoders, in a process for each side of the boundary: the server's runs under the `react-server`
 * condition. Build by {@link startReact}; close it when done.
 */
export class React {
  readonly #server: Side;
  readonly #client: Side;

  constructor(server: Side, client: Side) {
    this.#server = server;
    this.#client = client;
  }

  /**
   * Hands both sides the values to send.
   *
   * @param source TypeScript that exports `values`, an array of async functions that each return a value in an array
   */
  async load(source: string, { server = true, client = true } = {}): Promise<void> {
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX };
    const code = ts.transpileModule(source, { compilerOptions, fileName: 'values.tsx' }).outputText;
    await Promise.all([server && this.#server.ask('load', code), client && this.#client.ask('load', code)]);
  }

  /** Sends each case its way and back together again. */
  async send(cases: readonly Case[]): Promise<Outcome[]> {
    const outcomes = new Map<Case, Outcome>();
    const toClient = cases.filter(({ direction }) => direction !== 'argument');
    const toServer = cases.filter(({ direction }) => direction === 'argument');
    const sent = await this.#leg(this.#server, 'encode', toClient, toClient, outcomes);
    const bound = sent.filter(([{ direction }]) => direction === 'bound');
    const arriving = sent.filter(([{ direction }]) => direction !== 'bound');
    const arrived = await this.#leg(
      this.#client,
      'decode',
      arriving.map(([{ direction }, { bytes }]) => ({ bytes, direction })),
      arriving.map(([one]) => one),
      outcomes,
    );
    compare(arriving, arrived, outcomes);
    const called = await this.#leg(
      this.#client,
      'call',
      bound.map(([, { bytes }]) => ({ bytes })),
      bound.map(([one]) => one),
      outcomes,
    );
    const argued = await this.#leg(this.#client, 'encode', toServer, toServer, outcomes);
    const shapes = new Map(bound.map(([one, { shape }]) => [one, shape]));
    const replies = [...called.map(([one, { body }]) => [one, { body, shape: shapes.get(one) }] as [Case, Sent]), ...argued];
    const received = await this.#leg(
      this.#server,
      'decode',
      replies.map(([, { body }]) => ({ body })),
      replies.map(([one]) => one),
      outcomes,
    );
    compare(replies, received, outcomes);
    return cases.map((one) => outcomes.get(one)!);
  }

  /** What React says of a value's first position: as the root of a render on the server, or as an argument on the client. */
  async say(side: 'server' | 'client', ids: readonly number[]): Promise<Saying[]> {
    return (await (side === 'server' ? this.#server : this.#client).ask('say', ids)) as Saying[];
  }

  /** Makes each value on both sides and sends the server's: whether it arrives as what the client's own code makes. */
  async meet(ids: readonly number[]): Promise<Outcome[]> {
    const cases = ids.map((id): Case => ({ id, position: 'direct', direction: 'prop' }));
    const outcomes = new Map<Case, Outcome>();
    const meant = (await this.#client.ask('show', ids)) as Sent[];
    const mistake = meant.find(({ error }) => error !== undefined);
    if (mistake) throw new Error(`not even in the browser: ${mistake.error}`);
    const handed = await this.#leg(this.#server, 'hand', ids, cases, outcomes);
    const arrived = await this.#leg(
      this.#client,
      'show',
      handed.map(([, { bytes }]) => ({ bytes })),
      handed.map(([one]) => one),
      outcomes,
    );
    compare(
      cases.map((one, index) => [one, meant[index]!]),
      arrived,
      outcomes,
    );
    return cases.map((one) => outcomes.get(one)!);
  }

  close(): void {
    this.#server.close();
    this.#client.close();
  }

  async #leg(
    side: Side,
    request: string,
    items: readonly unknown[],
    cases: readonly Case[],
    outcomes: Map<Case, Outcome>,
  ): Promise<Array<[Case, Sent]>> {
    const results = (await side.ask(request, items)) as Sent[];
    const passed: Array<[Case, Sent]> = [];
    results.forEach((result, index) => {
      if (result.error === undefined) passed.push([cases[index]!, result]);
      else outcomes.set(cases[index]!, { kind: 'error', message: result.error });
    });
    return passed;
  }
}

function compare(sent: ReadonlyArray<[Case, Sent]>, arrived: ReadonlyArray<[Case, Sent]>, outcomes: Map<Case, Outcome>): void {
  const originals = new Map(sent.map(([one, { shape }]) => [one, shape]));
  for (const [one, { shape: to = '' }] of arrived) {
    const from = originals.get(one) ?? '';
    outcomes.set(one, from === to ? { kind: 'ok' } : { kind: 'converted', from, to });
  }
}

/** Starts both processes. @param mode React's build: what it refuses is the same in both, what it says in the console is not */
export async function startReact(mode: 'development' | 'production'): Promise<React> {
  const [server, client] = await Promise.all([
    startSide(new URL('./react-encoder/server.mjs', import.meta.url), mode, ['--conditions', 'react-server']),
    startSide(new URL('./react-encoder/client.mjs', import.meta.url), mode),
  ]);
  return new React(server, client);
}

/** A process that answers; start it by {@link startSide}. */
export class Side {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  #number = 0;

  constructor(child: ChildProcess) {
    this.#process = child;
    child.on('message', ({ number, result, failure }: { number: number; result: unknown; failure?: string }) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (failure === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(failure));
    });
    child.on('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the encoder's process ended with ${code}`));
    });
  }

  /** What it answers to a request by its name. */
  ask(request: string, argument: unknown): Promise<unknown> {
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#process.send({ number, request, argument });
    });
  }

  close(): void {
    this.#process.kill();
  }
}

/** Starts a process that answers (`answer` of `side.mjs`). */
export async function startSide(script: URL, mode: string, execArgv: readonly string[] = []): Promise<Side> {
  const child = fork(fileURLToPath(script), {
    execArgv: [...execArgv],
    env: { ...process.env, NODE_ENV: mode },
    serialization: 'advanced',
  });
  // The first message says that it is up.
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => {
      reject(new Error(`the process of ${script.pathname} ended with ${code}`));
    });
  });
  return new Side(child);
}
