import { expect, it, vi } from 'vitest';
import { check } from '../../cli/check.ts';
import { countingCopies } from '../support/counting.ts';
import { keptFolder } from '../support/folder.ts';

const options = {
  preset: ['all'],
  rule: {},
  project: [],
  serverRoot: [],
  fix: false,
  format: [],
  maxWarnings: undefined,
};

/** How much is copied, searched through and written as text for so many findings of one file. */
function costOf(count: number): { findings: number; cost: number } {
  const { folder, remove } = keptFolder({
    'tsconfig.json': '{ "compilerOptions": { "lib": ["es5"], "types": [], "noResolve": true } }',
    'a.ts': `export const a = 1;\n${`'use server';\n`.repeat(count)}`,
  });
  let cost = 0;
  const add = (steps: number): void => void (cost += steps);
  const { stringify } = JSON;
  const spy = vi.spyOn(JSON, 'stringify').mockImplementation((...given: Parameters<typeof stringify>) => {
    add(1);
    return stringify(...given);
  });
  try {
    const { findings } = countingCopies(add, () => check([], options, folder));
    return { findings: findings.length, cost };
  } finally {
    spy.mockRestore();
    remove();
  }
}

it('takes eight times as long for a file with eight times as many findings', () => {
  const [one, two, large] = [costOf(0), costOf(100), costOf(800)];
  expect([one.findings, two.findings, large.findings]).toEqual([0, 100, 800]);
  // What TypeScript does for any program is left out.
  expect((large.cost - one.cost) / (two.cost - one.cost)).toBeLessThan(8 * 1.3);
}, 120_000);
