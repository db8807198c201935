/** Source text as a message quotes it: on one line, cut where it is longer than `length`. */
export function excerpt(text: string, length = 40): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
