'use server';

declare const db: { member: { delete(where: { id: string }): Promise<void> } };

// Anybody can call this, and it never asks who does.
export async function removeMember(id: string) {
  await db.member.delete({ id });
}
