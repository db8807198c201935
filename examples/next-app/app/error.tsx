'use client';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <p role="alert">{error.digest ?? error.message}</p>
      <button onClick={reset}>Try again</button>
    </main>
  );
}
