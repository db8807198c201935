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
  const count = 40;
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

it('a chain may be of any length, and so may a circle', () => {
  const count = 20_000;
  const next = (index: number): string => `n${(index + 1) % count}`;
  const circle = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, [next(index)]]));
  const { ask, worked } = reaching(circle);
  expect([ask('n0'), ask('n70')]).toEqual([false, false]);
  expect(worked()).toBeLessThan(count * 5);
  const chain = reaching({ ...circle, [`n${count - 1}`]: ['end'] });
  expect([chain.ask('n0'), chain.ask('n70'), chain.worked() < count * 3]).toEqual([true, true, true]);
});

it('agrees with a search without memory where the ways are long', () => {
  let state = 11;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 60; round++) {
    const count = 100 + random(300);
    const edges = Object.fromEntries(
      Array.from({ length: count }, (_, index) => {
        const far = random(6) === 0 ? [`n${random(count)}`] : [];
        const near = random(40) === 0 ? [] : [`n${(index + 1) % count}`];
        return [`n${index}`, [...far, ...near, ...(random(150) === 0 ? ['end'] : [])]];
      }),
    );
    const { ask } = reaching(edges);
    for (let asked = 0; asked < 40; asked++) {
      const start = `n${random(count)}`;
      const reached = new Set([start]);
      // The set grows while it is walked.
      for (const node of reached) for (const next of edges[node] ?? []) reached.add(next);
      expect(ask(start)).toBe(reached.has('end'));
    }
  }
});
