export function secretItems(): string {
  return 'items';
}
