import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReact, type React } from '../support/react-encoder.ts';
import {
  differenceOf,
  isCertain,
  judgeBySyntax,
  judgeByType,
  judgeByValue,
  Values,
  type Comparison,
} from '../support/react-parity.ts';
import { prelude } from './react-prelude.ts';
import { values } from './react-values.ts';

const asked = new Values(prelude, values);
let react: React;
let compared: Array<Record<string, Comparison[]>>;

beforeAll(async () => {
  react = await startReact('production');
  compared = await asked.compare(react, { type: judgeByType, value: judgeByValue, syntax: judgeBySyntax });
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

const named = values.map((row, id) => ({ ...row, id, name: [row.setup, row.value].filter(Boolean).join(' ') }));

function expectDifferences(judge: string, id: number, exception: string | undefined): void {
  const differences = compared[id]![judge]!.flatMap((one) => differenceOf(one) ?? []);
  // An exception that no longer differs is to be taken off the table.
  if (exception !== undefined) expect(differences, 'no difference any more').not.toEqual([]);
  else expect(differences).toEqual([]);
}

describe('by its type', () => {
  it.each(named)('$name', ({ id, beyondType }) => {
    expectDifferences('type', id, beyondType);
  });
});

describe('by its expression', () => {
  it.each(named)('$name', ({ id, beyondValue }) => {
    expectDifferences('value', id, beyondValue);
  });
});

describe('by its syntax alone, nothing false', () => {
  it.each(named.filter(({ beyondValue }) => beyondValue === undefined))('$name', ({ id }) => {
    const claims = compared[id]!['syntax']!.filter(isCertain);
    expect(claims.flatMap((one) => differenceOf(one) ?? [])).toEqual([]);
  });
});

it('says something of many values by their syntax alone', () => {
  const spoken = compared.filter(({ syntax }) => syntax!.some(isCertain));
  expect(spoken.length).toBeGreaterThan(values.length / 3);
});
