// Only Likes imports this, and what a Client Component imports is in the client graph already.
'use client';

export function Heart() {
  return <span aria-hidden="true">♥</span>;
}
