'use client';

import Link from 'next/link';
import { useEffect, useOptimistic, useState, useTransition } from 'react';
import { signOut } from '@/app/actions';
import { formatDate } from '@/lib/format';

interface Note {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: Date;
}

interface Props {
  readonly notes: Note[];
  readonly onRemove: (id: string) => Promise<void>;
  readonly touchAction: (id: string) => Promise<string>;
}

export function NoteList({ notes, onRemove, touchAction }: Props) {
  const [shown, hide] = useOptimistic(notes, (all, id: string) => all.filter((note) => note.id !== id));
  const [status, setStatus] = useState('');
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    if (notes.length === 0) setStatus('Nothing yet.');
  }, [notes.length]);

  return (
    <>
      <p>{isPending ? 'Working…' : status}</p>
      <ul>
        {shown.map((note) => (
          <Row
            key={note.id}
            note={note}
            onRemove={() =>
              startTransition(async () => {
                hide(note.id);
                await onRemove(note.id);
              })
            }
            onTouch={async () => setStatus(await touchAction(note.id))}
          />
        ))}
      </ul>
      <button onClick={() => signOut()}>Leave</button>
    </>
  );
}

function Row({ note, onRemove, onTouch }: { note: Note; onRemove: () => void; onTouch: () => void }) {
  return (
    <li>
      <Link href={`/notes/${note.id}`}>{note.title}</Link> {formatDate(note.updatedAt)}
      <button onClick={onTouch}>Touch</button>
      <button onClick={onRemove}>Remove</button>
    </li>
  );
}
