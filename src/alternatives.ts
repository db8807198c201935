/** "Did you mean …?" where one name is near, the list of names where none is. */
export function alternatives(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, shared: sharedPairs(name, candidate) }))
    .sort((a, b) => b.shared - a.shared)[0];
  return near && near.shared >= 0.5 ? `Did you mean "${near.candidate}"?` : `There are: ${known.join(', ')}.`;
}

/** How alike two names are, 0 to 1: the share of letter pairs they have in common (Dice). */
function sharedPairs(a: string, b: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
  const [first, second] = [pairs(a), pairs(b)];
  const common = [...first].filter((pair) => second.has(pair)).length;
  return (2 * common) / Math.max(1, first.size + second.size);
}
