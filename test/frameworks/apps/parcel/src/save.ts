'use server';

export async function save(): Promise<void> {
  await Promise.resolve();
}
