'use client';

import { createContext, useContext, type ReactNode } from 'react';

const Theme = createContext('light');

export function ThemeProvider({ children }: { children: ReactNode }) {
  return <Theme value="light">{children}</Theme>;
}

export function useTheme(): string {
  return useContext(Theme);
}
