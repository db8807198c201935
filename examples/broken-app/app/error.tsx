// An error boundary runs in the browser: without "use client" the build fails.
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <p role="alert">{error.digest ?? 'Something went wrong.'}</p>;
}
