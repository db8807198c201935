'use client';
import { lazy, Suspense } from 'react';
import { like } from '@/actions/like';
import { price } from '@/lib/format';

const Confetti = lazy(() => import('./confetti'));

export function Button() {
  return (
    <Suspense>
      <button onClick={() => like()}>{price(100)}</button>
      <Confetti />
    </Suspense>
  );
}
