import { requireUser } from '@/lib/session';
import { listNotes } from '@/lib/store';

export async function GET(): Promise<Response> {
  const user = await requireUser();
  return Response.json(await listNotes(user.name));
}
