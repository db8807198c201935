export function watch(): string {
  return 'watch';
}
