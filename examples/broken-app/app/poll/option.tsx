'use client';

export function Option() {
  return <li onClick={() => alert('chosen')}>Yes</li>;
}
