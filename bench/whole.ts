import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { root } from '../test/support/build.ts';
import { median, type Figure } from './statistics.ts';

/** What a hook or CI waits for: the command line over a whole app, beside `tsc --noEmit` over the same, in turn. */
export function measureWhole(name: string, directory: string, rounds: number): Figure[] {
  const commands = {
    tsc: [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', directory],
    rscBoundary: [join(root, 'dist/cli.mjs'), '-p', directory, '--preset', 'all'],
  };
  const times = { tsc: [] as number[], rscBoundary: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const key of round % 2 === 0 ? (['tsc', 'rscBoundary'] as const) : (['rscBoundary', 'tsc'] as const)) {
      const start = performance.now();
      const { status, stderr } = spawnSync(process.execPath, commands[key], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${key} ended with ${status}: ${stderr}`);
      times[key].push(performance.now() - start);
    }
  }
  const value = median(times.rscBoundary.map((time, round) => time / times.tsc[round]!));
  return [
    {
      what: `${name}: the command line`,
      value,
      unit: '×',
      how: `rsc-boundary --preset all / tsc --noEmit, median of ${rounds} pairs`,
    },
  ];
}
