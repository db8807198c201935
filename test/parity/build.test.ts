import { rmSync } from 'node:fs';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { diskHost, readConfig } from '../../node/disk.ts';
import { projectOfDisk } from '../../src/project/disk-project.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { root } from '../support/build.ts';
import { buildApp, copyApp, type BuiltModules } from '../support/next-build.ts';
import { isThorough } from '../support/whole-run.ts';

interface App {
  readonly name: string;
  readonly folder: string;
  /** Modules that no page reaches: Next.js leaves them out, the graph takes them at their own word (their directive). */
  readonly unreached: readonly string[];
}

// Each build takes a while: CI has the first, `npm run parity` has them all.
const apps: App[] = [
  // Both are imported for their types alone.
  { name: 'shop', folder: 'test/apps/shop', unreached: ['src/ui/palette.ts', 'src/ui/tones.ts'] },
  ...(process.env['PARITY_COUNT']
    ? [
        { name: 'desk', folder: 'test/apps/desk', unreached: [] },
        { name: 'next-app', folder: 'examples/next-app', unreached: [] },
      ]
    : []),
];

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

it.skipIf(!isThorough && !process.env['PARITY_COUNT']).each(apps)(
  '$name: next build compiles for each side what the graph has there',
  { timeout: 600_000 },
  ({ name, folder, unreached }) => {
    const app = copyApp(`${root}/${folder}`, name);
    copies.push(app);
    const { fileNames, options } = readConfig(ts, `${app}/tsconfig.json`);
    const overProgram = sidesOf(projectOfProgram(ts, ts.createProgram(fileNames, options), {}, ts.sys), app);
    const overDisk = sidesOf(projectOfDisk(ts, diskHost(ts, app)), app);
    expect(overDisk).toEqual(overProgram);
    expect(overProgram.client).toEqual(expect.arrayContaining([...unreached]));
    const reached = overProgram.client.filter((file) => !unreached.includes(file));
    // A barrel of client modules brings all of them, used or not: webpack compiles them before it leaves any out.
    expect({ ...overProgram, client: reached }).toEqual(buildApp(app));
  },
);

/** An app's own modules as the graph has them. */
function sidesOf(project: Project, app: string): BuiltModules {
  const graph = graphOf(project);
  const isOwn = (name: string): boolean => name.startsWith(`${app}/`) && !/\/(?:node_modules|\.next)\/|\.config\./.test(name);
  const where = (isWanted: (fileName: string) => boolean): string[] =>
    project
      .fileNames()
      .filter((name) => isOwn(name) && isWanted(name))
      .map((name) => name.slice(app.length + 1))
      .sort();
  return {
    client: where((name) => graph.environmentOf(name).client !== undefined),
    server: where((name) => graph.environmentOf(name).server !== undefined),
    references: where((name) => graph.isBoundary(name)),
  };
}
