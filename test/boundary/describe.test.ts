import { expect, it } from 'vitest';
import { describeArrival, describeReason, pathText } from '../../src/serialization/describe.ts';

it.each([
  ['URL', 'a URL'],
  ['URLSearchParams', 'a URLSearchParams'],
  ['UserError', 'a UserError'],
  ['UnexpectedError', 'an UnexpectedError'],
  ['Uint8Array', 'a Uint8Array'],
  ['Intl.NumberFormat', 'an Intl.NumberFormat'],
  ['AbortSignal', 'an AbortSignal'],
  ['HTTPError', 'an HTTPError'],
  ['Headers', 'a Headers'],
  ['XMLHttpRequest', 'an XMLHttpRequest'],
  ['RegExp', 'a RegExp'],
])('says %s with its article', (name, says) => {
  expect(describeReason({ kind: 'builtin', name })).toBe(`is ${says}`);
});

it('draws a path as a person would write it', () => {
  const path = [
    { kind: 'awaited' },
    { kind: 'property', name: 'rows' },
    { kind: 'element' },
    { kind: 'property', name: 'data-id' },
    { kind: 'index', index: 2 },
    { kind: 'map-value' },
    { kind: 'entry' },
  ] as const;
  expect(pathText('result', path)).toBe('(await result).rows[]["data-id"][2].values()[][key]');
  expect(pathText('result', [])).toBe('result');
});

it('says of an error as what it arrives, and of a refused value nothing', () => {
  expect(describeArrival({ kind: 'error', name: 'Error' }, 'prop')).toBe('as a generic Error without its message in production');
  expect(describeArrival({ kind: 'error', name: 'Error' }, 'argument')).toBeUndefined();
  expect(describeArrival({ kind: 'function' }, 'prop')).toBeUndefined();
});
