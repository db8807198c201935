import dynamic from 'next/dynamic';
import { revalidatePath } from 'next/cache';
import { requireUser } from '@/lib/session';
import { deleteNote, listNotes } from '@/lib/store';
import { NoteForm, NoteList, SubmitButton } from '@/ui';
import { createNote, removeNote, signOut, touchNote } from '../actions';

const Clock = dynamic(() => import('@/ui/clock').then((module) => module.Clock));

export default async function NotesPage() {
  const user = await requireUser();
  const notes = await listNotes(user.name);
  const shown = notes.map((note) => note.id);

  async function removeAll() {
    'use server';
    const owner = await requireUser();
    await Promise.all(shown.map((id) => deleteNote(owner.name, id)));
    revalidatePath('/notes');
  }

  return (
    <main>
      <h1>Notes of {user.name}</h1>
      <Clock />
      <NoteForm save={createNote} />
      <NoteList notes={notes} onRemove={removeNote} touchAction={touchNote} />
      <form action={removeAll}>
        <SubmitButton>Remove all</SubmitButton>
        <button formAction={signOut}>Sign out</button>
      </form>
    </main>
  );
}
