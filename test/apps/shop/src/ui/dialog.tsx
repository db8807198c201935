'use client';
import type { ReactNode } from 'react';
import { Card } from './card';

export function Dialog({ children }: { children: ReactNode }) {
  return <Card>{children}</Card>;
}
