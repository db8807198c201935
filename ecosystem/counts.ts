/** How often a rule speaks in an app, at a commit. Nothing of the app's code is kept. */
export interface Count {
  readonly app: string;
  readonly commit: string;
  readonly rule: string;
  readonly count: number;
}

/** What differs between a run and the stored list. */
export interface Difference {
  readonly app: string;
  readonly rule: string;
  /** More is new, less is gone. */
  readonly change: number;
}

/** The counts of an app, in the order of the rules' names. */
export function countsOf(app: string, commit: string, rules: readonly string[]): Count[] {
  return [...new Set(rules)].sort().map((rule) => ({ app, commit, rule, count: rules.filter((name) => name === rule).length }));
}

/** Whether a list knows an app as it is checked out: also where no rule spoke of it. */
export function isKnown(stored: readonly Count[], app: string, commit: string): boolean {
  return stored.some((count) => count.app === app && count.commit === commit);
}

/** What is new and what is gone of an app that the list knows. */
export function differencesOf(stored: readonly Count[], found: readonly Count[], app: string): Difference[] {
  const before = new Map(stored.filter((count) => count.app === app).map(({ rule, count }) => [rule, count]));
  const now = new Map(found.map(({ rule, count }) => [rule, count]));
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((rule) => rule !== '')
    .sort()
    .map((rule) => ({ app, rule, change: (now.get(rule) ?? 0) - (before.get(rule) ?? 0) }))
    .filter(({ change }) => change !== 0);
}

/** A list with an app's counts in place of what it knew of it; an app of which no rule speaks is kept by an entry without a rule. */
export function withCounts(stored: readonly Count[], app: string, commit: string, found: readonly Count[]): Count[] {
  const own = found.length > 0 ? found : [{ app, commit, rule: '', count: 0 }];
  const others = stored.filter((count) => count.app !== app);
  return [...others, ...own].sort((a, b) => compare(a.app, b.app) || compare(a.rule, b.rule));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The list as it is written: a line for each count, for `git diff`. */
export function asText(counts: readonly Count[]): string {
  return counts.length === 0 ? '[]\n' : `[\n${counts.map((count) => `  ${JSON.stringify(count)}`).join(',\n')}\n]\n`;
}
