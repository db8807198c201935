'use client';

import { useActionState } from 'react';

export default function VotesPage() {
  const [votes, vote] = useActionState(async (count: number) => count + 1, 0);
  // Outside a transition React warns, and nothing shows that it is pending.
  return <button onClick={() => vote()}>{votes}</button>;
}
