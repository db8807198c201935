import { versionBounds, type VersionBound, type VersionBoundName } from '../../src/catalog/versions.ts';
import type { Cell } from './versions.ts';

/** A finding that some versions do not have, and the statement of the table of versions it hangs on. */
export interface Difference {
  readonly finding: string;
  readonly bound: VersionBoundName;
  /** What follows from it, for a reader. */
  readonly why: string;
}

/** What is not the same in all versions; everything else is. */
export const differences: readonly Difference[] = [
  {
    finding: 'app/orders/[id]/page.tsx:3 await-request-apis',
    bound: 'asyncRequestApis',
    why: 'until Next.js 14 `params` is no promise',
  },
  {
    finding: 'app/posts/drafts.ts:3 cache-directive-enabled',
    bound: 'useCacheDirective',
    why: 'until Next.js 14 there is no such directive',
  },
  {
    finding: 'app/votes/page.tsx:8 require-transition',
    bound: 'transitionWarnings',
    why: 'until React 18 React does not warn',
  },
];

/** Whether a finding is to be expected of the versions of a cell. */
export function isExpected(finding: string, { next, react }: Cell): boolean {
  const difference = differences.find((candidate) => candidate.finding === finding);
  if (!difference) return true;
  const bound: VersionBound = versionBounds[difference.bound];
  const span = bound.next ?? bound.react;
  const version = Number(bound.next ? next : react);
  // A canary is newer than all there is.
  if (Number.isNaN(version)) return span?.until === undefined;
  return version >= Math.ceil(majorOf(span?.since ?? '0')) && version < majorOf(span?.until ?? '99');
}

/** `15.1.0` as 15.1: a statement that begins within a major version holds for its latest. */
function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}
