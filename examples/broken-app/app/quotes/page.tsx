'use client';

import { use } from 'react';

// What a browser has and the server, which renders this first, has not.
const width = window.innerWidth;

export default function QuotesPage() {
  // A new promise at each render: this never leaves its fallback.
  const quote = use(fetch('/api/quote').then((answer) => answer.text()));
  return <p style={{ width }}>{quote}</p>;
}
