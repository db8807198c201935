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

/** Bytes as a person reads them: `512 B`, `3.4 kB`, `1.2 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
