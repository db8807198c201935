import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { isWholeRun } from './whole-run.ts';

/** A server as its client has it. */
export interface ServerProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<number | null>;
  /** Of one in a process of its own. */
  readonly pid?: number | undefined;
  /** Ends it, whatever it does. */
  readonly kill: () => void;
}

/** What to start, where, and in which environment. */
export interface ServerCommand {
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** A server in a process of its own. */
export function startAlone({ command: [command, ...args], cwd, env }: ServerCommand): ServerProcess {
  const child = spawn(command, args, { cwd, env });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const { stdin, stdout, stderr, pid } = child;
  return { stdin, stdout, stderr, pid, exited, kill: () => void child.kill('SIGKILL') };
}

interface Runner {
  readonly child: ChildProcess;
  readonly address: string;
  clients: number;
}

/** How many clients one process serves: what it keeps of each does not become too much. */
const most = 12;
const free: Runner[] = [];
/** Those whose client has gone, and which are free in a moment. */
const ending = new Set<Promise<unknown>>();

/**
 * The language server of the built command line, in a process that has served other clients before: most of a start is to load
 * TypeScript. In `npm run doors` each has a process of its own.
 */
export async function startServer(bin: string): Promise<ServerProcess> {
  if (isWholeRun) return startAlone({ command: [process.execPath, bin, 'lsp', '--stdio'] });
  await Promise.all(ending);
  const runner = free.pop() ?? (await startRunner(bin));
  const { child } = runner;
  const socket = await new Promise<Socket>((resolve) => {
    const made = connect(runner.address, () => resolve(made));
  });
  // It is gone where the client has killed its server.
  socket.on('error', () => undefined);
  const stderr = new PassThrough();
  const hear = (chunk: Buffer): void => void stderr.write(chunk);
  child.stderr!.on('data', hear);
  const exited = new Promise<number | null>((resolve) => {
    const ended = ({ code }: { code: number }): void => over(code);
    const over = (code: number | null): void => {
      child.off('message', ended).off('exit', over);
      child.stderr!.off('data', hear);
      if (++runner.clients < most && child.connected) free.push(runner);
      else if (child.connected) child.disconnect();
      resolve(code);
    };
    child.on('message', ended).on('exit', over);
  });
  const kill = (): void => {
    socket.destroy();
    ending.add(exited);
    void exited.then(() => ending.delete(exited));
  };
  return { stdin: socket, stdout: socket, stderr, exited, kill };
}

async function startRunner(bin: string): Promise<Runner> {
  const address =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\rsc-boundary-${process.pid}-${Date.now()}`
      : join(mkdtempSync(join(tmpdir(), 'rsc-boundary-lsp-')), 'socket');
  const child = fork(fileURLToPath(new URL('./runners/lsp.mjs', import.meta.url)), [bin, address], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  // The tests end whether it has ended or not; it ends with them.
  child.unref();
  child.channel?.unref();
  return { child, address, clients: 0 };
}
