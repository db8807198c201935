import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourcesOf } from '../edits/edit-world.ts';
import { root } from '../support/build.ts';
import { runCli } from '../support/cli.ts';
import { npm } from '../support/npm.ts';
import { withRows, type Row } from './compatibility.ts';
import { differences, isExpected } from './differences.ts';
import { doors, findingsThrough, type Door } from './doors.ts';
import { cells, packagesOf, type Cell } from './versions.ts';

// Each version is installed, which takes minutes: a part of `npm run matrix` alone.
const isAsked = process.env['MATRIX'] !== undefined;
const folder = isAsked ? realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-matrix-'))) : '';
const rows: Row[] = [];
let tarball = '';
/** What this repository's own versions, the newest, find: against this the others are held. */
let all: string[] = [];

beforeAll(() => {
  if (!isAsked) return;
  const { stdout } = runCli(join(root, 'examples/broken-app'), '--preset', 'all', '--format', 'json');
  all = (JSON.parse(stdout) as Array<{ file: string; line: number; rule: string }>).map(
    ({ file, line, rule }) => `${file}:${line} ${rule}`,
  );
  const output = npm(root, ['pack', '--json', '--pack-destination', folder]);
  tarball = join(folder, (JSON.parse(output) as Array<{ filename: string }>)[0]!.filename);
});

afterAll(() => {
  if (!isAsked) return;
  rmSync(folder, { recursive: true, force: true });
  // What is to come is no version yet.
  const released = rows.filter(({ cell }) => /^\d+$/.test(cell.next));
  const page = join(root, 'docs/compatibility.md');
  if (released.length > 0) writeFileSync(page, withRows(readFileSync(page, 'utf8'), released));
});

describe.runIf(isAsked)('the broken app', () => {
  describe.each(cells)('Next.js $next, React $react, TypeScript $typescript, ESLint $eslint', (cell) => {
    let app: string;
    let files: string[];
    const found = new Map<Door, string[]>();

    beforeAll(async () => {
      app = appFor(cell);
      files = sourcesOf(app);
      for (const door of doors) found.set(door, await findingsThrough(door, app, files));
      const whole = found.get('command line')!;
      const agreeing = doors.filter((door) =>
        door.endsWith('without types') ? found.get(door)!.every((one) => whole.includes(one)) : isSame(found.get(door)!, whole),
      );
      rows.push({ cell, installed: installedIn(app), found: whole.length, doors: agreeing.length });
    }, 0);

    it('what is found is what is expected of these versions', () => {
      const told = found.get('command line')!.map((finding) => finding.replace(/:\d+ ([\w-]+): .*/, ' $1'));
      expect(told.sort()).toEqual(all.filter((finding) => isExpected(finding, cell)).sort());
    });

    it.each(doors.filter((door) => !/command line|without/.test(door)))('the same through each door: %s', (door) => {
      expect(found.get(door)).toEqual(found.get('command line'));
    });

    it('without types a part of it', () => {
      const whole = found.get('command line')!;
      const part = found.get('ESLint without types')!;
      expect(part.filter((finding) => !whole.includes(finding))).toEqual([]);
      expect(part.length).toBeGreaterThan(whole.length / 2);
    });
  });
});

it.runIf(isAsked)('each difference is about something that is found', () => {
  expect(differences.map(({ finding }) => finding).filter((finding) => !all.includes(finding))).toEqual([]);
});

function isSame(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.join('\n') === theirs.join('\n');
}

/** The example with other versions than this repository's; what one cell has installed is taken over by the next. */
let last: { readonly next: string; readonly app: string } | undefined;
function appFor(cell: Cell): string {
  const app = last?.next === cell.next ? last.app : join(folder, `next-${cell.next}`);
  if (last?.app !== app) {
    cpSync(join(root, 'examples/broken-app'), app, { recursive: true, filter: (name) => !/node_modules|\.next/.test(name) });
    last = { next: cell.next, app };
  }
  // What Next.js and ESLint have built for each platform is not asked here.
  npm(app, [
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--omit=optional',
    '--legacy-peer-deps',
    tarball,
    ...packagesOf(cell),
  ]);
  return app;
}

function installedIn(app: string): Record<string, string> {
  const names = ['next', 'react', '@types/react', 'typescript', 'eslint', '@typescript-eslint/parser'];
  return Object.fromEntries(
    names.map((name) => [
      name,
      (JSON.parse(readFileSync(join(app, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version,
    ]),
  );
}
