'use client';

export function Zone() {
  // Only what begins with NEXT_PUBLIC_ is put into the browser's code: this is undefined there.
  return <em>{process.env.TIME_ZONE}</em>;
}
