'use client';

import { useSearchParams } from 'next/navigation';

export function Results() {
  return <p>{useSearchParams().get('q')}</p>;
}
