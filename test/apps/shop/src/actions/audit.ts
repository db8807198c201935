export function audit(text: string): void {
  process.stdout.write(text);
}
