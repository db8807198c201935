import { expect, it } from 'vitest';
import { CircularMemo } from '../../src/syntax/circular-memo.ts';

/** Asks whether an end is reached from a node of a graph, and counts how often an answer was worked out. */
function reaching(edges: Readonly<Record<string, readonly string[]>>): { ask: (node: string) => boolean; worked: () => number } {
  const memo = new CircularMemo<string, boolean>(false);
  let worked = 0;
  const ask = (node: string): boolean =>
    memo.ask(node, () => {
      worked++;
      return node === 'end' || (edges[node] ?? []).some(ask);
    });
  return { ask, worked: () => worked };
}

const circle = { a: ['b', 'c'], b: ['a'], c: ['end'], d: ['e'], e: ['f', 'd'], f: ['e'] };

it.each([
  ['a', 'b', 'c', 'd', 'e', 'f'],
  ['f', 'e', 'd', 'c', 'b', 'a'],
  ['b', 'a', 'e', 'f', 'd', 'c'],
])('the answer is the same whoever asks first: %s', (...order) => {
  const { ask } = reaching(circle);
  const answers = Object.fromEntries(order.map((node) => [node, ask(node)]));
  expect(answers).toEqual({ a: true, b: true, c: true, d: false, e: false, f: false });
});

it('a circle that comes to nothing is worked out once', () => {
  const count = 300;
  const edges = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, [`n${(index + 1) % count}`, 'n0']]));
  const { ask, worked } = reaching(edges);
  expect(Object.keys(edges).map(ask)).toEqual(Array.from({ length: count }, () => false));
  expect(worked()).toBe(count);
});

it('what is thrown leaves nothing open', () => {
  const memo = new CircularMemo<string, boolean>(false);
  expect(() =>
    memo.ask('a', () =>
      memo.ask('b', () => {
        throw new Error('cancelled');
      }),
    ),
  ).toThrow('cancelled');
  expect(memo.ask('a', () => memo.ask('b', () => true))).toBe(true);
});

it('agrees with a search without memory, on random graphs in any order', () => {
  let state = 7;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 300; round++) {
    const nodes = Array.from({ length: 2 + random(9) }, (_, index) => `n${index}`);
    const edges = Object.fromEntries(
      nodes.map((node) => [
        node,
        Array.from({ length: random(4) }, () => (random(12) === 0 ? 'end' : nodes[random(nodes.length)]!)),
      ]),
    );
    const reaches = (node: string, seen = new Set<string>()): boolean =>
      node === 'end' || (!seen.has(node) && (seen.add(node), (edges[node] ?? []).some((next) => reaches(next, seen))));
    const { ask } = reaching(edges);
    const order = [...nodes].sort(() => random(3) - 1);
    expect(order.map(ask)).toEqual(order.map((node) => reaches(node)));
  }
});

it('what depends on a question that was too deep to be asked is not kept', () => {
  const memo = new CircularMemo<number, string | undefined>(undefined, 5);
  const ask = (index: number): string | undefined => memo.ask(index, () => (index === 8 ? 'end' : ask(index + 1)));
  expect([ask(0), ask(3), ask(4), ask(3)]).toEqual([undefined, undefined, 'end', 'end']);
});
