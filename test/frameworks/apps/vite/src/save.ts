export async function save(): Promise<void> {
  await fetch('/save', { method: 'POST' });
}
