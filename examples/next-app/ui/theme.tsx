'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const Theme = createContext('light');

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(process.env.NEXT_PUBLIC_THEME ?? 'light');
  // The server renders this too, and has no localStorage: an effect runs in the browser alone.
  useEffect(() => setTheme((fallback) => localStorage.getItem('theme') ?? fallback), []);
  return <Theme value={theme}>{children}</Theme>;
}

export function useTheme(): string {
  return useContext(Theme);
}
