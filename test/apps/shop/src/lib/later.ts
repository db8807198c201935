export function later(): string {
  return 'later';
}
