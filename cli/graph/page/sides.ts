import type { MapModule } from '../map.ts';

/** Where a module is, for its colour. */
export type Side = 'server' | 'client' | 'both' | 'unknown';

/** All of them, in the order of the page from left to right. */
export const sides: readonly Side[] = ['server', 'both', 'client', 'unknown'];

/** Which side a module is on. */
export function sideOf({ server, client }: MapModule): Side {
  if (server) return client ? 'both' : 'server';
  return client ? 'client' : 'unknown';
}

const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as a person counts: f2 before f10. */
export function byName(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}

/** A name with what cannot be seen in it, or turns what follows, written out. */
export function seen(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}

/** Bytes as a person reads them: `512 B`, `3.4 kB`, `1.2 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
