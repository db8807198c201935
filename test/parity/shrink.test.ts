import { expect, it } from 'vitest';
import { linesOf, shrink, smallerExpressions, tokensOf } from '../support/shrink.ts';

it('leaves of lines and of words what shows a thing', async () => {
  const text = 'a\nb this\nc\nd arguments\ne\n';
  const shows = (left: string): Promise<boolean> => Promise.resolve(/this[^]*arguments/.test(left));
  expect(await shrink(linesOf(text), shows)).toBe('b this\nd arguments\n');
  expect(await shrink(tokensOf(text), shows)).toBe('thisarguments');
});

it('what cannot be asked about shows nothing', async () => {
  const shows = (left: string): Promise<boolean> =>
    left.includes('(') === left.includes(')') ? Promise.resolve(left.includes('(')) : Promise.reject(new Error('syntax'));
  expect(await shrink(tokensOf('f(a, b)'), shows)).toBe('()');
  expect(await shrink(['f', '(a, b)'], shows)).toBe('(a, b)');
});

it('takes expressions apart, the smallest part first', () => {
  const smaller = smallerExpressions('[{ a: f() }, new Map()]');
  expect(smaller.map(({ length }) => length)).toEqual(smaller.map(({ length }) => length).sort((a, b) => a - b));
  expect(smaller).toEqual(expect.arrayContaining(['f()', 'new Map()', '{ a: f() }', '[{ a: 1 }, new Map()]', '[{ a: f() }, 1]']));
});
