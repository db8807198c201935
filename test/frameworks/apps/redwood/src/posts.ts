import 'server-only';

export async function readPosts(): Promise<string[]> {
  return ['a'];
}
