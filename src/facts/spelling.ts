import { directiveNameOf, type DirectiveName } from './directives.ts';

const names: readonly DirectiveName[] = ['use client', 'use server', 'use cache'];

/** The kinds `"use cache: kind"` knows without configuration (compiler kind unknown-cache-kind). */
export const builtInCacheKinds: readonly string[] = ['default', 'remote', 'private'];

// Directives of others, and strings that look alike but mean something else.
const known = new Set([
  'use strict',
  'use asm',
  'use memo',
  'use no memo',
  'use forget',
  'use no forget',
  'use workflow',
  'use step',
  'use dom',
  'use gpu',
  'use worker',
  'use worklet',
  'use stylex',
  'use macro',
  'use turbopack no side effects',
  'use turbopack: no side effects',
]);

/** What a misspelt string was meant to say. */
export interface Spelling {
  /** The right text. */
  readonly text: string;
  /** Whether no other reading is likely, so that it may be corrected without asking. */
  readonly isCertain: boolean;
}

/**
 * What a string that is no directive was meant to say, if it was meant for one.
 *
 * Covers the compiler's measure (misspelled-directive: one or two other characters, one too many or too few, `use action`,
 * whatever starts with `use cache`) and what it has no eye for: other case, hyphens, spaces, swapped letters, `use client`.
 *
 * @param text the string's value
 * @param isFirst whether it stands in a prologue, where even a bare `server` can be meant for nothing else
 */
export function spellingOf(text: string, isFirst: boolean): Spelling | undefined {
  if (directiveNameOf(text) || known.has(text) || text.length > 40) return undefined;
  const plain = text.toLowerCase().replace(/[-_\s]+/g, ' ').trim();
  const bare = plain.replace(/^["'`]+|["'`;.!,]+$/g, '').trim();
  if (known.has(bare)) return undefined;
  const cache = /^use cache\s*:\s*(\S.*)$/.exec(bare);
  if (cache) return { text: `use cache: ${cache[1]!}`, isCertain: builtInCacheKinds.includes(cache[1]!) };
  const exact = names.find((name) => name === bare);
  if (exact) return { text: exact, isCertain: true };
  if (text.startsWith('use cache')) return { text: 'use cache', isCertain: false };
  const near = names.find((name) => distance(bare, name) <= 2);
  if (near) return { text: near, isCertain: true };
  const long = /^us(?:e|er|es|ed|ing)? (?:the )?(client|server|cache)(?: (?:side|only|components?|actions?|functions?))?$/.exec(bare);
  if (long) return { text: `use ${long[1]!}`, isCertain: false };
  if (/^use (?:server ?)?actions?$/.test(bare)) return { text: 'use server', isCertain: false };
  if (isFirst && (bare === 'server' || bare === 'client')) return { text: `use ${bare}`, isCertain: false };
  return undefined;
}

/** Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, substitutions, swapped neighbours. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
