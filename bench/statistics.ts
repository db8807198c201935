/** The middle of some numbers; of an even count the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The sum of some numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A row of the report: what was measured, its figure, what it may be at most where there is a bound, and how it was come by. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | 'kB';
  readonly bound?: number;
  readonly how: string;
}

/** A figure as it is printed. */
export function shown(value: number, unit: Figure['unit']): string {
  return unit === '×' ? value.toFixed(2) : `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
}

/** Rows as Markdown has them. */
export function markdownTable(rows: ReadonlyArray<readonly string[]>): string {
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The report's table, in Markdown. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, unit, bound, how }) => [
    what,
    shown(value, unit),
    bound === undefined ? '' : shown(bound, unit),
    how,
  ]);
  return markdownTable([['', 'measured', 'at most', 'how'], ['---', '---', '---', '---'], ...rows]);
}
