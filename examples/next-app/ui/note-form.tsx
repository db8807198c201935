'use client';

import { useActionState } from 'react';
import type { FormState } from '@/app/actions';
import { SubmitButton } from './submit-button';

interface Props {
  readonly save: (state: FormState, formData: FormData) => Promise<FormState>;
}

export function NoteForm({ save }: Props) {
  const [state, formAction] = useActionState(save, { message: '' });
  return (
    <form action={formAction}>
      <input name="title" placeholder="Title" />
      <textarea name="body" />
      <SubmitButton>Add</SubmitButton>
      <p aria-live="polite">{state.message}</p>
    </form>
  );
}
