import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireUser } from '@/lib/session';
import { findNote } from '@/lib/store';
import { SubmitButton } from '@/ui';
import { NoteTitle } from '@/ui/note-title';
import { editNote } from '../../actions';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Note ${(await params).id}` };
}

export default async function NotePage({ params }: Props) {
  const { id } = await params;
  const user = await requireUser();
  const note = await findNote(user.name, id);
  if (!note) notFound();
  const save = editNote.bind(null, note.id);
  return (
    <>
      <h1>
        <NoteTitle id={note.id} title={note.title} />
      </h1>
      <form action={save}>
        <input name="title" defaultValue={note.title} />
        <textarea name="body" defaultValue={note.body} />
        <SubmitButton>Save</SubmitButton>
      </form>
    </>
  );
}
