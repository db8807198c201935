import { expect, it } from 'vitest';
import { Leading } from '../../src/syntax/leading.ts';

/** A graph in which names in capitals are looked for. */
function leadingIn(edges: Readonly<Record<string, readonly string[]>>): {
  leading: Leading<string, string>;
  steps: () => number;
} {
  let steps = 0;
  const leading = new Leading<string, string>((node) => {
    steps++;
    return node === node.toUpperCase() ? node : (edges[node] ?? false);
  });
  return { leading, steps: () => steps };
}

function wayIn(leading: Leading<string, string>, node: string): string {
  return leading
    .way(node)
    .map(({ key }) => key)
    .join('');
}

const circle = { a: ['b', 'c'], b: ['a', 'd'], c: ['d', 'Y'], d: ['X'], e: ['f'], f: ['e'] };

it.each([['a', 'b', 'c', 'd', 'e', 'f'], [...'fedcba'], [...'dbfaec']])(
  'the nearest is the same whoever asks first: %s',
  (...order) => {
    const { leading } = leadingIn(circle);
    for (const node of order) leading.leads(node);
    const found = Object.fromEntries([...order].sort().map((node) => [node, wayIn(leading, node)]));
    expect(found).toEqual({ a: 'cY', b: 'dX', c: 'Y', d: 'X', e: '', f: '' });
    expect([...order].sort().map((node) => leading.leads(node))).toEqual([true, true, true, true, false, false]);
  },
);

it('of two equally near it is the first in the order of the steps', () => {
  const { leading } = leadingIn({ a: ['b', 'c'], b: ['d'], c: ['X'], d: ['Y'] });
  expect([leading.nearest('a'), wayIn(leading, 'a')]).toEqual(['X', 'cX']);
  expect(leadingIn({ a: ['b', 'c'], b: ['Y'], c: ['X'] }).leading.nearest('a')).toBe('Y');
});

it('agrees with a search without memory, on random graphs in any order', () => {
  let state = 7;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 300; round++) {
    const nodes = Array.from({ length: 2 + random(12) }, (_, index) => `n${index}`);
    const targets = [...nodes, ...nodes, 'X', 'Y', 'Z'];
    const edges = Object.fromEntries(
      nodes.map((node) => [node, Array.from({ length: random(4) }, () => targets[random(targets.length)]!)]),
    );
    const { leading } = leadingIn(edges);
    for (const node of [...nodes].sort(() => random(3) - 1)) {
      expect(leading.way(node)).toEqual(leadingIn(edges).leading.way(node));
      expect(leading.nearest(node)).toBe(leadingIn(edges).leading.nearest(node));
    }
  }
});

it('each that leads nowhere is gone through once', () => {
  const count = 500;
  const edges = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, [`n${(index + 1) % count}`, 'n0']]));
  const { leading, steps } = leadingIn(edges);
  expect(Object.keys(edges).some((node) => leading.leads(node) || leading.nearest(node))).toBe(false);
  expect(steps()).toBe(count);
});
