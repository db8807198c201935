export function tally(): string {
  return 'one more';
}
