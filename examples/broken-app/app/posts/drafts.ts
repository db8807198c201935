'use server';
// A file cannot hold Server Functions and be cached at once.
'use cache';

export async function loadDrafts() {
  return [];
}
