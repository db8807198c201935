'use server';

// The directive makes a public endpoint of a component, and nothing else.
export async function Badge({ name }: { name: string }) {
  return <b>{name}</b>;
}
