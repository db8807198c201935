import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReact, type React } from '../support/react-encoder.ts';
import { differenceOf, judgeByType, Values, type Comparison } from '../support/react-parity.ts';
import { prelude, values } from './react-values.ts';

const asked = new Values(prelude, values);
let react: React;
let compared: Array<Record<string, Comparison[]>>;

beforeAll(async () => {
  react = await startReact('production');
  compared = await asked.compare(react, { type: judgeByType });
});

afterAll(() => {
  react.close();
});

it('has at least 300 values that compile', () => {
  const keys = values.map(({ setup, value }) => JSON.stringify([setup, value]));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(keys.length).toBeGreaterThanOrEqual(300);
  expect(asked.mistakes()).toEqual([]);
});

describe('by its type', () => {
  it.each(values.map((row, id) => ({ ...row, id, name: [row.setup, row.value].filter(Boolean).join(' ') })))('$name', ({ id, beyondType }) => {
    const differences = compared[id]!['type']!.flatMap((one) => differenceOf(one) ?? []);
    // An exception that no longer differs is to be taken off the table.
    if (beyondType !== undefined) expect(differences, 'no difference any more').not.toEqual([]);
    else expect(differences).toEqual([]);
  });
});
