'use client';

import { useEffect, useState } from 'react';
import { formatDate } from '@/lib/format';

export function Clock() {
  const [today, setToday] = useState('');
  useEffect(() => setToday(formatDate(new Date())), []);
  return <time>{today}</time>;
}
