'use client';

export function Likes() {
  async function like() {
    // Client Components import Server Functions, they do not define them.
    'use server';
  }
  return <button onClick={() => like()}>Like</button>;
}
