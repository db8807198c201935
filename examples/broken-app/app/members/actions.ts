'use server';

declare const db: { member: { delete(where: { id: string }): Promise<void> } };

// Anybody can call this with anything: it asks neither who calls nor what for.
export async function removeMember(id: string) {
  await db.member.delete({ id });
}
