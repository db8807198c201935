import { isWholeRun } from './whole-run.ts';

/**
 * The lengths at which a text that is being typed has another shape than it had a character before: inside a word it only has another
 * name. A third of these; in `npm run doors` all there are.
 */
export function lengthsOf(text: string): number[] {
  const all = Array.from({ length: text.length + 1 }, (_, length) => length);
  if (isWholeRun) return all;
  const reshaped = all.filter((length) => !/^\w{3}$/.test(text.slice(Math.max(0, length - 2), length + 1)));
  return reshaped.filter((_length, index) => index % 3 === 0);
}
