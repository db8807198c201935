import { join } from 'node:path';
import { root } from '../test/support/build.ts';
import { inTurn, ratioOf } from './processes.ts';
import type { Figure } from './statistics.ts';

/** The command line with TypeScript 7.1 to answer for types, beside the same with TypeScript 6, in turn. */
export function measureBackend(name: string, directory: string, rounds: number): Figure[] {
  const own = [join(root, 'dist/cli.mjs'), '-p', '.', '--preset', 'all'];
  const commands = {
    ts6: { args: own, directory },
    ts7: { args: [...own, '--backend', 'ts7'], directory },
  };
  const usages = inTurn(commands, rounds);
  const how = `--backend ts7 / ts6, --preset all, median of ${rounds} pairs`;
  return (
    [
      ['seconds', 'CPU seconds of both processes'],
      ['clock', 'time on the clock'],
      ['peak', 'memory at its peak, of the larger process'],
    ] as const
  ).map(([what, label]) => ({
    what: `${name}: TypeScript 7.1, ${label}`,
    value: ratioOf(usages, 'ts7', 'ts6', what),
    unit: '×',
    how,
  }));
}
