'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { formatDate } from '@/lib/format';

// What only the browser knows is left out of the server's HTML: in a Client Component that can be said.
const TimeZone = dynamic(() => import('./time-zone'), { ssr: false });

export function Clock() {
  const [today, setToday] = useState('');
  useEffect(() => setToday(formatDate(new Date())), []);
  return (
    <>
      <time>{today}</time> <TimeZone />
    </>
  );
}
