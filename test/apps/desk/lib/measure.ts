export function measure(): string {
  return 'measure';
}
