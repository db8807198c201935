'use client';
import { report } from '@/lib/report';

export default function Problem({ error }: { error: Error }) {
  return <button onClick={() => report(error)}>report</button>;
}
