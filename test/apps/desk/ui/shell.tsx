'use client';
import { useState, type ReactNode } from 'react';
import { shortcut } from '../lib/shortcut';

export function Shell({ menu, children }: { menu: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(true);
  return (
    <div onClick={() => setOpen(!open)} title={shortcut}>
      {open && menu}
      {children}
    </div>
  );
}
