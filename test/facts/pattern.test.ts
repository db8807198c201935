import { describe, expect, it } from 'vitest';
import { patternOf, patternProblem } from '../../src/syntax/pattern.ts';

/** Numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const next = numbers(7);
const pick = (from: readonly string[]): string => from[next(from.length)]!;
// prettier-ignore
const atoms = ['a', 'b', 'A', '\\d', '\\w', '[ab]', '[^a]', '.', '1', '\\.', '[a-c]', '\\W', '\\s', '\\x61', '\\u0062', '{', '}', ']', 'a{', '\\-', '[\\]a]', '\\cA', '\\c', '\\0', '^', '$', '\\b', '\\B'];
const letters = ['a', 'b', 'A', '1', '.', '-', ' ', '\n', '{', ']', '\u0001', '\\', 'c'];

function source(depth: number): string {
  if (depth === 0 || next(3) === 0) return pick(atoms);
  const [one, two] = [source(depth - 1), source(depth - 1)];
  const quantifier = pick(['', '*', '+', '?', '{2}', '{1,2}', '{2,}', '*?', '+?', '{0,3}']);
  switch (next(6)) {
    case 0:
      return `${one}|${two}`;
    case 1:
      return `(${one})${quantifier}`;
    case 2:
      return `(?:${one})${quantifier}`;
    case 3:
      return `(?<n${next(1e6)}>${one})`;
    case 4:
      return `${pick(['(?=', '(?!', '(?<=', '(?<!'])}${one})${two}`;
    default:
      return one + two;
  }
}

it('says what RegExp says, of generated patterns and texts', () => {
  let asked = 0;
  for (let round = 0; round < 4000; round++) {
    const pattern = source(4);
    let expected: RegExp;
    try {
      expected = new RegExp(pattern);
    } catch {
      expect(patternProblem(pattern), pattern).toBeDefined();
      continue;
    }
    for (let index = 0; index < 6; index++) {
      const text = Array.from({ length: next(8) }, () => pick(letters)).join('');
      expect(patternOf(pattern).test(text), `${pattern} of ${JSON.stringify(text)}`).toBe(expected.test(text));
      asked++;
    }
  }
  expect(asked).toBeGreaterThan(10_000);
});

// Any of these by backtracking would not end in this test's time.
it.each([
  ['(a+)+$', 5000],
  ['(a|a)*b', 2000],
  ['((((((((a*)*)*)*)*)*)*)*)*b', 2000],
  ['a*a*a*a*a*a*a*a*a*a*b', 2000],
  ['(?=(?=(?=a*$)a*$)a*$)b', 200],
  ['(?<!(a*)*b)c', 500],
])('%s ends on a text of %i', (pattern, length) => {
  expect(patternOf(pattern).test(`${'a'.repeat(length)}!`)).toBe(false);
});

describe('what is no pattern', () => {
  it.each([
    ['(a', 'Unterminated group'],
    ['[z-a]', 'Range out of order in character class'],
    ['*', 'Nothing to repeat'],
    ['(a)\\1', 'back-references are not supported'],
    ['(?<x>a)\\k<x>', 'back-references are not supported'],
    ['(a{1,100}){1,100}', 'it is too long'],
    ['a{100000}', 'it is too long'],
  ])('%s: %s', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
    expect(() => patternOf(pattern)).toThrow(SyntaxError);
  });
});
