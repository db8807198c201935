export function legacy(): string {
  return 'legacy';
}
