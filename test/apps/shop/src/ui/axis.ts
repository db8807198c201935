export function axis(): string {
  return 'x';
}
