import { join } from 'node:path';
import { root } from '../test/support/build.ts';
import { inTurn, ratioOf } from './processes.ts';
import type { Figure } from './statistics.ts';

/** What a hook or CI waits for: the command line over a whole app with every rule, beside `tsc --noEmit` over the same, in turn. */
export function measureWhole(name: string, directory: string, rounds: number): Figure[] {
  // Whatever either finds: what is compared is what looking takes. A TypeScript 6 ends early where a config has an old option.
  const mayEndWith = (status: number | null): boolean => status === 0 || status === 1 || status === 2;
  const tsc = [
    join(root, 'node_modules/typescript/lib/tsc.js'),
    '--noEmit',
    '--ignoreDeprecations',
    '6.0',
    '--incremental',
    'false',
    '-p',
    '.',
  ];
  const own = [join(root, 'dist/cli.mjs'), '-p', '.', '--preset', 'all'];
  const commands = { tsc: { args: tsc, directory, mayEndWith }, own: { args: own, directory, mayEndWith } };
  const usages = inTurn(commands, rounds);
  const how = `rsc-boundary --preset all / tsc --noEmit, median of ${rounds} pairs`;
  return [
    {
      what: `${name}: the command line`,
      value: ratioOf(usages, 'own', 'tsc'),
      unit: '×',
      bound: 0.5,
      how: `CPU seconds: ${how}`,
    },
    {
      what: `${name}: the command line's memory`,
      value: ratioOf(usages, 'own', 'tsc', 'peak'),
      unit: '×',
      how: `at its peak: ${how}`,
    },
  ];
}
