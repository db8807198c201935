export function guard(): string {
  return 'guard';
}
