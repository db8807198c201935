import { createServerFn } from '@tanstack/react-start';

export const save = createServerFn({ method: 'POST' }).handler(async () => {
  return 'saved on the server';
});
