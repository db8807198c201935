'use client';

// Only Server Components can be async.
export async function Roster({ names }: { names: string[] }) {
  const response = await fetch('/api/team');
  return <ul title={String(response.status)}>{names.join()}</ul>;
}

export function sortNames(names: string[]) {
  return names.toSorted();
}
