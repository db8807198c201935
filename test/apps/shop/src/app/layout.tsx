import type { ReactNode } from 'react';
import { Provider } from 'kit';
import { Footer } from '@/ui/footer';

export default function Layout({ children, modal }: { children: ReactNode; modal: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Provider>{children}</Provider>
        {modal}
        <Footer />
      </body>
    </html>
  );
}
