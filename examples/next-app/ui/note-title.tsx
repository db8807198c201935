'use client';

import { useRef } from 'react';
import { renameNote } from '@/app/actions';

/** Renames the note once typing has paused, or at once on Enter. */
export function NoteTitle({ id, title }: { id: string; title: string }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return (
    <input
      defaultValue={title}
      onChange={({ target: { value } }) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => renameNote(id, value), 500);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') renameNote(id, event.currentTarget.value);
      }}
    />
  );
}
