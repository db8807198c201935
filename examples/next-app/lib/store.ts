import 'server-only';

export interface Note {
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly body: string;
  readonly updatedAt: Date;
}

/** A store in memory: what matters here is who may reach it, not where it keeps things. */
const notes = new Map<string, Note>();

export async function listNotes(owner: string): Promise<Note[]> {
  return [...notes.values()].filter((note) => note.owner === owner);
}

export async function findNote(owner: string, id: string): Promise<Note | undefined> {
  const note = notes.get(id);
  return note?.owner === owner ? note : undefined;
}

export async function putNote(note: Note): Promise<void> {
  notes.set(note.id, note);
}

export async function deleteNote(owner: string, id: string): Promise<void> {
  if (notes.get(id)?.owner === owner) notes.delete(id);
}
