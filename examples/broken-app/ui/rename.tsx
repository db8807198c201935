'use client';

import { useFormStatus } from 'react-dom';

export function Rename({ save }: { save: (formData: FormData) => Promise<void> }) {
  // The form is not around this component but in it: "pending" stays false.
  const { pending } = useFormStatus();
  return (
    <form action={save}>
      <input name="title" disabled={pending} />
    </form>
  );
}
