import { differences } from './differences.ts';
import type { Cell } from './versions.ts';

/** What came of one cell. */
export interface Row {
  readonly cell: Cell;
  /** The versions that npm has installed, by package. */
  readonly installed: Readonly<Record<string, string>>;
  readonly found: number;
  readonly doors: number;
}

const begin = '<!-- begin matrix -->';
const end = '<!-- end matrix -->';

/** A page with rows put into its table, in place of those of the same versions; the others are of earlier runs. */
export function withRows(page: string, rows: readonly Row[]): string {
  const head = ['Next.js', 'React', 'TypeScript', 'ESLint', '@typescript-eslint/parser', 'findings', 'doors that agree'];
  const names = ['next', 'react', 'typescript', 'eslint', '@typescript-eslint/parser'];
  const made = rows.map(({ installed, found, doors }) =>
    lineOf([...names.map((name) => installed[name]!), found, `${doors} of 5`]),
  );
  const isMade = new Set(made.map(keyOf));
  const kept = page.split('\n').filter((line) => /^\| \d+\.\d+\.\d+ /.test(line) && !isMade.has(keyOf(line)));
  const lines = [...kept, ...made].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const table = [lineOf(head), lineOf(head.map(() => '---')), ...lines].join('\n');
  const differing = [
    lineOf(['what the broken app has not everywhere', 'why', 'in the table of versions']),
    lineOf(['---', '---', '---']),
    ...differences.map(({ finding, bound, why }) => lineOf([`\`${finding}\``, why, `\`${bound}\``])),
  ].join('\n');
  const [before, after] = [page.split(begin)[0]!, page.split(end)[1]!];
  return `${before}${begin}\n\n${table}\n\n${differing}\n\n${end}${after}`;
}

function lineOf(cells: ReadonlyArray<string | number>): string {
  return `| ${cells.join(' | ')} |`;
}

/** The major version of Next.js and the minor one of TypeScript: the rest follows from them. */
function keyOf(line: string): string {
  const [, next = '', , typescript = ''] = line.split('|').map((cell) => cell.trim());
  return `${next.split('.')[0]} ${typescript.split('.').slice(0, 2).join('.')}`;
}
