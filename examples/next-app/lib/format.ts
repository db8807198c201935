/** Used by both sides: it has no directive, and needs none. */
export function formatDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
