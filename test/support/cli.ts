import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { isWholeRun } from './whole-run.ts';

const bin = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

/** What a run of the command line printed, and how it ended. */
export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/**
 * Runs the built command line, without colours, in a process that has run it before: most of a run is to load TypeScript. In `npm run
 * doors` each run has a process of its own.
 */
export function runCli(cwd: string, ...args: string[]): CliResult {
  return isWholeRun ? runCliAlone(cwd, ...args) : runInRunner(cwd, args);
}

/** Runs the built command line, without colours, in a process of its own. */
export function runCliAlone(cwd: string, ...args: string[]): CliResult {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: environment(),
  });
  return { stdout, stderr, code: status };
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
}

let bridge: ReturnType<typeof startBridge> | undefined;

function runInRunner(cwd: string, args: readonly string[]): CliResult {
  const { worker, answers, signal } = (bridge ??= startBridge());
  Atomics.store(signal, 0, 0);
  worker.postMessage({ cwd, args, env: environment() });
  Atomics.wait(signal, 0, 0);
  const { error, ...result } = receiveMessageOnPort(answers)!.message as CliResult & { readonly error?: string };
  if (error) throw new Error(`rsc-boundary ${args.join(' ')}: ${error}`);
  return result;
}

/** A thread that hears the runner while this one waits. */
function startBridge() {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: answers, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./runners/bridge.mjs', import.meta.url), {
    workerData: { bin, answers: port2, signal },
    transferList: [port2],
  });
  worker.unref();
  answers.unref();
  return { worker, answers, signal };
}
