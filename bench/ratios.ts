import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../test/support/build.ts';
import { markdownTable, shown, type Figure } from './statistics.ts';

const file = join(root, 'bench/ratios.json');

/** What is kept of a figure. */
type Kept = Readonly<Record<string, Pick<Figure, 'value' | 'unit' | 'bound' | 'how'>>>;

function kept(): Kept {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : {};
}

/** Keeps figures; those that were not measured now stay as they are. */
export function keep(figures: readonly Figure[]): void {
  const rounded = figures.map(({ what, value, ...rest }) => [what, { value: Number(value.toFixed(3)), ...rest }] as const);
  const all = { ...kept(), ...Object.fromEntries(rounded) };
  const sorted = Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

/** The ratios that are a tenth worse than those that are kept, a line each. */
export function worseThanKept(figures: readonly Figure[]): string[] {
  const before = kept();
  return figures.flatMap(({ what, value, unit }) => {
    const known = before[what];
    const isWorse = unit === '×' && known !== undefined && value > known.value * 1.1;
    return isWorse ? [`${what}: ${value.toFixed(3)}, and ${known.value.toFixed(3)} is kept in bench/ratios.json.`] : [];
  });
}

const begin = '<!-- begin speed -->';
const end = '<!-- end speed -->';

/** Writes the README's table, with the goals beside what is kept, and the plot of the command line's growth. */
export function writeTable(): void {
  const rows = Object.entries(kept()).map(([what, { value, unit, bound, how }]) => [
    what,
    shown(value, unit),
    bound === undefined ? '' : `${value <= bound ? '' : 'missed: '}${shown(bound, unit)}`,
    how,
  ]);
  const readme = join(root, 'README.md');
  const text = readFileSync(readme, 'utf8');
  const [before, behind] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || behind < 0) throw new Error(`README.md has no ${begin} … ${end}`);
  const made = markdownTable([['', 'measured', 'goal, at most', 'how'], ['---', '--:', '--:', '---'], ...rows]);
  writeFileSync(readme, `${text.slice(0, before + begin.length)}\n\n${made}\n\n${text.slice(behind)}`);
  const plot = growthPlot();
  if (plot !== undefined) writeFileSync(join(root, 'docs/growth.svg'), plot);
}

/** The command line over `tsc --noEmit`, by the size of the generated app; undefined where only one size is kept. */
function growthPlot(): string | undefined {
  const points = Object.entries(kept())
    .flatMap(([what, { value }]) => {
      const size = /^([\d,]+) modules: the command line$/.exec(what)?.[1];
      return size === undefined ? [] : [{ size: Number(size.replaceAll(',', '')), value }];
    })
    .sort((one, other) => one.size - other.size);
  if (points.length < 2) return undefined;
  const [width, height, left, bottom] = [480, 240, 48, 200];
  const largest = Math.max(...points.map(({ size }) => size), 1);
  const x = (size: number): number => Math.round(left + (size / largest) * (width - left - 16));
  const y = (value: number): number => Math.round(bottom - Math.min(value, 1.5) * ((bottom - 16) / 1.5));
  const line = (value: number, label: string): string =>
    `<line x1="${left}" x2="${width - 16}" y1="${y(value)}" y2="${y(value)}" stroke="#8888" stroke-dasharray="4"/><text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${label}</text>`;
  const marks = points.map(
    ({ size, value }) =>
      `<circle cx="${x(size)}" cy="${y(value)}" r="4" fill="#0969da"/><text x="${x(size)}" y="${y(value) - 9}" text-anchor="middle">${value.toFixed(2)}</text><text x="${x(size)}" y="${bottom + 18}" text-anchor="middle">${size.toLocaleString('en')}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#888">
<title>CPU seconds of the command line over those of tsc --noEmit, by the number of modules</title>
${line(0, '0')}
${line(0.5, '0.5')}
${line(1, 'tsc')}
<polyline points="${points.map(({ size, value }) => `${x(size)},${y(value)}`).join(' ')}" fill="none" stroke="#0969da" stroke-width="2"/>
${marks.join('\n')}
<text x="${width / 2}" y="${height - 4}" text-anchor="middle">modules</text>
</svg>
`;
}
