export function connect(): string {
  return 'lamp';
}
