'use client';

import { Heart } from './heart';

export function Likes() {
  async function like() {
    // Client Components import Server Functions, they do not define them.
    'use server';
  }
  return <button onClick={() => like()}><Heart /> Like</button>;
}
