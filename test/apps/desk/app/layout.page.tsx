import type { ReactNode } from 'react';
import { Shell } from '../ui/shell';
import { Menu } from '../ui/menu';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Shell menu={<Menu />}>{children}</Shell>
      </body>
    </html>
  );
}
