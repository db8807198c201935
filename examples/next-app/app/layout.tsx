import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ThemeProvider } from '@/ui/theme';

export const metadata: Metadata = { title: 'Notes' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <ThemeProvider>{children}</ThemeProvider>
      </body>
    </html>
  );
}
