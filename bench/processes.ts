import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../test/support/build.ts';
import { median } from './statistics.ts';

/** What a process took, with all that it started. */
export interface Usage {
  /** User's and system's seconds of the processor: on a machine that does something else too, time on the clock says nothing. */
  readonly seconds: number;
  /** Seconds on the clock. */
  readonly clock: number;
  /** The most memory that it held, in MB. */
  readonly peak: number;
}

/** What is run: the arguments of Node.js, and where. */
export interface Command {
  readonly args: readonly string[];
  readonly directory: string;
  /** Says whether an exit code is one that it may end with; 0 and 1 where it is left out, and nothing but what was found differs. */
  readonly mayEndWith?: (status: number | null) => boolean;
  /** Done before it is run, and not measured. */
  readonly before?: (round: number) => void;
}

/**
 * Runs a command.
 *
 * @throws where it did not end as it should
 */
export function usageOf({ args, directory, mayEndWith = (status) => status === 0 || status === 1 }: Command): Usage {
  const file = join(tmpdir(), `rsc-boundary-usage-${process.pid}`);
  rmSync(file, { force: true });
  const start = performance.now();
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--require', join(root, 'bench/usage.cjs'), ...args], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, BENCH_USAGE: file },
  });
  const clock = (performance.now() - start) / 1000;
  if (!mayEndWith(status)) throw new Error(`${args.join(' ')} ended with ${status} in ${directory}: ${stderr || stdout}`);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file, { force: true });
  const usages = lines.map((line) => JSON.parse(line) as [number, number]);
  return {
    clock,
    seconds: usages.reduce((total, [seconds]) => total + seconds, 0),
    peak: Math.max(...usages.map(([, peak]) => peak)),
  };
}

/** What some commands took, a list of as many as there were rounds for each. */
export type Usages<Name extends string> = Readonly<Record<Name, readonly Usage[]>>;

/** Runs commands in turn, one time in the one order and one time in the other: what else the machine does meets all of them. */
export function inTurn<Name extends string>(commands: Readonly<Record<Name, Command>>, rounds: number): Usages<Name> {
  const names = Object.keys(commands) as Name[];
  const usages = Object.fromEntries(names.map((name) => [name, [] as Usage[]])) as Record<Name, Usage[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      commands[name].before?.(round);
      usages[name].push(usageOf(commands[name]));
    }
  }
  return usages;
}

/** What one command took over what another took in the same round, at the median. */
export function ratioOf<Name extends string>(
  usages: Usages<Name>,
  name: Name,
  over: Name,
  what: keyof Usage = 'seconds',
): number {
  return median(usages[name].map((usage, round) => usage[what] / usages[over][round]![what]));
}
