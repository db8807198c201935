'use client';
export function bold(text) {
  return text.toUpperCase();
}
