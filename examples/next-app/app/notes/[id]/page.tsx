import { notFound } from 'next/navigation';
import { requireUser } from '@/lib/session';
import { findNote } from '@/lib/store';
import { SubmitButton } from '@/ui';
import { editNote } from '../../actions';

export default async function NotePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await requireUser();
  const note = await findNote(user.name, id);
  if (!note) notFound();
  const save = editNote.bind(null, note.id);
  return (
    <form action={save}>
      <input name="title" defaultValue={note.title} />
      <textarea name="body" defaultValue={note.body} />
      <SubmitButton>Save</SubmitButton>
    </form>
  );
}
