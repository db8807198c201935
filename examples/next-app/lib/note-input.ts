import { z } from 'zod';

export const noteInput = z.object({
  title: z.string().trim().min(1, 'A note needs a title.').max(80),
  body: z.string().max(4000),
});

export const noteId = z.uuid();
