import { describe, expect, it } from 'vitest';
import { memoized } from '../../src/syntax/memoized.ts';

describe('memoized', () => {
  it('answers once for the same arguments, each of which counts', () => {
    const asked: unknown[] = [];
    const of = memoized((owner: object, name: string | undefined, node: object) => asked.push([owner, name, node]));
    const [one, other] = [{}, {}];
    expect([of(one, 'a', one), of(one, 'a', one)]).toEqual([1, 1]);
    expect([of(one, 'a', other), of(other, 'a', one), of(one, undefined, one)]).toEqual([2, 3, 4]);
    expect([of(one, undefined, one), of(other, 'a', one), of(one, 'a', one)]).toEqual([4, 3, 1]);
  });

  it('keeps that there is no answer', () => {
    let count = 0;
    const of = memoized((_owner: object): number | undefined => {
      count++;
      return undefined;
    });
    const owner = {};
    expect([of(owner), of(owner), count]).toEqual([undefined, undefined, 1]);
  });

  it('keeps nothing of an answer that was cancelled', () => {
    let isCancelled = true;
    const of = memoized((_owner: object) => {
      if (isCancelled) throw new Error('cancelled');
      return 'answer';
    });
    const owner = {};
    expect(() => of(owner)).toThrow('cancelled');
    isCancelled = false;
    expect(of(owner)).toBe('answer');
  });

  it('has an answer for a function as for any other object', () => {
    const of = memoized((ask: () => string) => ask());
    expect([of(() => 'one'), of(() => 'two')]).toEqual(['one', 'two']);
  });
});
