import type { ReactNode } from 'react';
import { Outlet } from 'react-router';

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}
