import { useMemo } from 'react';
import { first } from '../lib/ring-a';

export function Ticker() {
  return useMemo(() => <span>{first()}</span>, []);
}
