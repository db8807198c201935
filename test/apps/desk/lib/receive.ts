export function receive(): string {
  return 'receive';
}
