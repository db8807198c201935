'use server';

import { revalidatePath } from 'next/cache';
import { redirect, unstable_rethrow } from 'next/navigation';
import { z } from 'zod';
import { noteId, noteInput } from '@/lib/note-input';
import { endSession, requireUser, startSession } from '@/lib/session';
import { deleteNote, findNote, putNote } from '@/lib/store';

export interface FormState {
  readonly message: string;
}

/** @public Anyone may sign in. */
export async function signIn(formData: FormData): Promise<void> {
  const name = z.string().trim().min(1).max(40).parse(formData.get('name'));
  await startSession(name);
  redirect('/notes');
}

/** @public Signing out needs no check: it only ends the caller's own session. */
export async function signOut(): Promise<void> {
  await endSession();
  redirect('/login');
}

export async function createNote(_state: FormState, formData: FormData): Promise<FormState> {
  const user = await requireUser();
  const input = noteInput.safeParse({ title: formData.get('title'), body: formData.get('body') });
  if (!input.success) return { message: input.error.issues[0]?.message ?? 'That is no note.' };
  await putNote({ id: crypto.randomUUID(), owner: user.name, ...input.data, updatedAt: new Date() });
  revalidatePath('/notes');
  return { message: 'Saved.' };
}

export async function editNote(id: string, formData: FormData): Promise<void> {
  const user = await requireUser();
  const input = noteInput.parse({ title: formData.get('title'), body: formData.get('body') });
  try {
    const note = await findNote(user.name, noteId.parse(id));
    if (!note) redirect('/notes?missing');
    await putNote({ ...note, ...input, updatedAt: new Date() });
  } catch (error) {
    unstable_rethrow(error);
    throw new Error('The note could not be saved.');
  }
  revalidatePath('/notes');
  redirect('/notes');
}

export async function renameNote(id: string, title: string): Promise<void> {
  const user = await requireUser();
  const input = noteInput.shape.title.parse(title);
  const note = await findNote(user.name, noteId.parse(id));
  if (!note) throw new Error('There is no such note.');
  await putNote({ ...note, title: input, updatedAt: new Date() });
  revalidatePath('/notes');
}

export async function removeNote(id: string): Promise<void> {
  const user = await requireUser();
  await deleteNote(user.name, noteId.parse(id));
  revalidatePath('/notes');
}

export async function touchNote(id: string): Promise<string> {
  const user = await requireUser();
  const note = await findNote(user.name, noteId.parse(id));
  if (!note) return 'gone';
  await putNote({ ...note, updatedAt: new Date() });
  return 'touched';
}
