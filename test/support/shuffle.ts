/** A list in another order, the same one for the same seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const result = [...list];
  let state = seed * 2_654_435_761 + 1;
  for (let index = result.length - 1; index > 0; index--) {
    // A linear congruential generator, taken from its upper bits.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (index + 1));
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}
