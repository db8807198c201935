import type { ReactNode } from 'react';
import { Results } from '../ui/results';

export default function Layout({ children }: { children: ReactNode }) {
  // Pages are made at build time, when there is no search yet: this needs a <Suspense>, which a loading file is not for its own layout.
  const results = <Results />;
  return (
    <html lang="en">
      <body>
        {results}
        {children}
      </body>
    </html>
  );
}
