import { directiveNameOf, type DirectiveName } from './directives.ts';

const directiveNames: readonly DirectiveName[] = ['use client', 'use server', 'use cache'];

/** The kinds `"use cache: kind"` knows without configuration (compiler kind unknown-cache-kind). */
export const builtInCacheKinds: readonly string[] = ['default', 'remote', 'private'];

// Directives of others, and strings that look alike but mean something else.
const otherStrings = new Set([
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
]);

// Words near "client", "server" or "cache" that a person may well mean.
const ordinary = new Set(['case', 'cases', 'catch', 'cafe', 'cage', 'cake', 'care', 'cash', 'cave', 'came', 'chance', 'silent']);

/** What a misspelt string was meant to say. */
export interface Spelling {
  /** The right text; undefined for a cache kind that is near no known one. */
  readonly text: string | undefined;
  /** Whether no other reading is likely, so that it may be corrected without asking. */
  readonly isCertain: boolean;
}

/**
 * What a string that is no directive was meant to say, if it was meant for one; undefined for any other string.
 *
 * Covers the compiler's measure (misspelled-directive: one or two other characters, one too many or too few, `use action`,
 * whatever starts with `use cache`; unknown-cache-kind) and what it has no eye for: other case, hyphens, spaces, quotes,
 * swapped letters, `use client`.
 *
 * @param text the string's value
 * @param isFirst whether it stands in a prologue, where even a bare `server` can be meant for nothing else
 * @param kinds the cache kinds there are
 */
export function spellingOf(text: string, isFirst: boolean, kinds: readonly string[]): Spelling | undefined {
  if (otherStrings.has(text) || text.startsWith('use turbopack')) return undefined;
  const kind = /^([^:]*):(.*)$/s.exec(text);
  if (kind && (directiveNameOf(kind[1]!) ?? nearest(kind[1]!, isFirst)?.text) === 'use cache') {
    return kindSpelling(text, kind[2]!, kinds);
  }
  if (directiveNameOf(text)) return undefined;
  const near = nearest(text, isFirst);
  if (near) return near;
  if (text.startsWith('use cache')) {
    const rest = text.slice('use cache'.length).replace(/^\W+|\W+$/g, '');
    return { text: kinds.includes(rest) ? `use cache: ${rest}` : 'use cache', isCertain: false };
  }
  return undefined;
}

function kindSpelling(text: string, written: string, kinds: readonly string[]): Spelling | undefined {
  const kind = written.trim();
  if (kinds.includes(kind)) return text === `use cache: ${kind}` ? undefined : { text: `use cache: ${kind}`, isCertain: true };
  if (kind === '') return { text: 'use cache', isCertain: false };
  const plain = kind.toLowerCase();
  const same = kinds.find((candidate) => candidate.toLowerCase() === plain);
  if (same !== undefined) return { text: `use cache: ${same}`, isCertain: true };
  const near = kinds.find((candidate) => distance(candidate.toLowerCase(), plain) <= 2);
  return { text: near === undefined ? undefined : `use cache: ${near}`, isCertain: false };
}

function nearest(text: string, isFirst: boolean): Spelling | undefined {
  if (text.length > 40) return undefined;
  const plain = text
    .toLowerCase()
    .replace(/[-_\s\u200b\ufeff]+/g, ' ')
    .trim();
  const bare = plain.replace(/^["'`‘’“”]+|["'`‘’“”;.!?,:]+$/g, '').trim();
  if (otherStrings.has(bare)) return undefined;
  const exact = directiveNames.find((name) => name === bare);
  if (exact) return { text: exact, isCertain: true };
  const near = directiveNames.find((name) => isNear(bare, name, isFirst));
  if (near) return { text: near, isCertain: /^.?use/.test(bare) || distance(bare, near) === 1 };
  const seen = directiveNames.find((name) => name !== 'use client' && isNearForCompiler(text, name));
  if (seen) return { text: seen, isCertain: false };
  const long =
    /^us(?:e|er|es|ed|ing)? (?:the )?(client|server|cache)(?: (?:side|only|mode|components?|actions?|functions?|modules?))?$/.exec(
      bare,
    );
  if (long) return { text: `use ${long[1]!}`, isCertain: false };
  if (/^us(?:e|ing) (?:server ?)?actions?$/.test(bare)) return { text: 'use server', isCertain: false };
  if (isFirst && (bare === 'server' || bare === 'client')) return { text: `use ${bare}`, isCertain: false };
  return undefined;
}

/** At most two slips, and no more than one of them in "use", away from a place where directives stand none. */
function isNear(bare: string, name: DirectiveName, isFirst: boolean): boolean {
  const total = distance(bare, name);
  if (total > 2) return false;
  const [first, second, ...more] = bare.split(' ');
  if (second === undefined || more.length > 0) return total === 1;
  if (ordinary.has(second)) return false;
  return distance(first!, 'use') <= (isFirst ? 1 : 0) || total === 1;
}

/** The measure of compiler kind misspelled-directive: one or two other characters, or one character too many or too few. */
function isNearForCompiler(text: string, name: string): boolean {
  if (text.length === name.length) return [...name].filter((char, index) => char !== text[index]).length <= 2;
  const [short, long] = text.length < name.length ? [text, name] : [name, text];
  if (long.length - short.length !== 1) return false;
  let index = 0;
  while (index < short.length && short[index] === long[index]) index++;
  return short.slice(index) === long.slice(index + 1);
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
