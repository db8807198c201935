import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join, resolve } from 'node:path';
import ts from 'typescript';
import { root } from '../test/support/build.ts';
import { removeProject, temporaryProject } from '../test/support/tsserver.ts';
import { measureAnalysis } from './analysis.ts';
import { measureBackend } from './backend.ts';
import { measureEslint, withoutTypes } from './eslint.ts';
import { growthTable } from './growth.ts';
import { measureLatency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { appOf, compilerOptions } from './project.ts';
import { keep, worseThanKept, writeTable } from './ratios.ts';
import { measureStaged } from './staged.ts';
import { table, type Figure } from './statistics.ts';
import { measureWhole } from './whole.ts';

/**
 * `npm run bench`: what the tool costs, as ratios against what is there without it, taken in one run. Words name the parts to run:
 * `latency`, `memory`, `eslint` (of it `typed`, `untyped`, `espree`), `whole`, `analysis`, `staged`, `backend`, and `growth`, which is a table of
 * its own; all of them where there are none. `--modules 1000` says how large the generated app is, `--rounds 5` how often a pair is run,
 * `--edits 300` how many edits to make, `--size 250` how large the small shapes of growth are. A path (`../apps/shop`) is an app, or a
 * folder of apps, for `whole`, `backend` and `eslint` to measure in the place of the generated one; what they depend on has to be installed.
 *
 * `--write` keeps the ratios in `bench/ratios.json`, `--check` fails where one is a tenth worse than the one that is kept, and
 * `table` writes the README's table and the plot from what is kept, and measures nothing.
 */
const asked = process.argv.slice(2);
const isPath = (argument: string): boolean => /^[./~]|^\w:\\/.test(argument);
const words = asked.filter((argument) => /^[a-z]/.test(argument) && !isPath(argument));
const isAsked = (part: string): boolean => words.length === 0 || words.includes(part);
const numberOf = (option: string, otherwise: number): number =>
  asked.includes(option) ? Number(asked[asked.indexOf(option) + 1]) : otherwise;
const edits = numberOf('--edits', 120);
const rounds = numberOf('--rounds', 7);
const modules = numberOf('--modules', 2000);
const plugin = { name: 'eslint-plugin-rsc-boundary/ts-plugin', preset: asked.includes('--all') ? 'all' : 'recommended' };
const made: string[] = [];

function project(files: Readonly<Record<string, string>>, plugins: readonly object[]): string {
  const directory = temporaryProject({
    ...files,
    'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, plugins }, include: ['**/*.ts', '**/*.tsx'] }),
  });
  made.push(directory);
  return directory;
}

const exampleNames = [
  'app/page.tsx',
  'app/actions.ts',
  'app/notes/page.tsx',
  'app/notes/[id]/page.tsx',
  'app/login/page.tsx',
  'ui/note-form.tsx',
  'ui/note-list.tsx',
  'lib/store.ts',
];

/** The texts of `examples/next-app`, whose aliases need no options of their own when they are written out. */
function exampleTexts(): Record<string, string> {
  const directory = join(root, 'examples/next-app');
  const names = ts.sys.readDirectory(directory, ['.ts', '.tsx', '.css'], ['**/node_modules/**', '**/.next/**']);
  return Object.fromEntries(
    names.map((fileName) => {
      const name = fileName.slice(directory.length + 1);
      const up = '../'.repeat(name.split('/').length - 1) || './';
      return [name, readFileSync(fileName, 'utf8').replaceAll(/(['"])@\//g, `$1${up}`)];
    }),
  );
}

/** Real apps, where paths are given: the folders themselves, or what lies in them with a config of its own. */
function realApps(): string[] {
  return asked.filter(isPath).flatMap((path) => {
    const folder = resolve(path);
    if (existsSync(join(folder, 'tsconfig.json'))) return [folder];
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((app) => existsSync(join(app, 'tsconfig.json')) && existsSync(join(app, 'node_modules')));
  });
}

async function main(): Promise<void> {
  if (words.includes('table')) return writeTable();
  const figures: Figure[] = [];
  const real = realApps();
  if (real.length > 0) for (const directory of real) figures.push(...measureReal(directory));
  else if (['latency', 'memory', 'eslint', 'whole', 'analysis', 'staged', 'backend'].some(isAsked))
    figures.push(...(await measureAll()));
  if (figures.length > 0) {
    const processor = `${cpus().length} × ${cpus()[0]!.model.trim()}`;
    const on = `Node ${process.version}, TypeScript ${ts.version}, preset "${plugin.preset}" in the editor, ${processor}`;
    console.log(`${on}\n\n${table(figures)}`);
  }
  if (asked.includes('--write')) keep(figures);
  if (asked.includes('--check')) {
    const worse = worseThanKept(figures);
    for (const line of worse) console.error(line);
    if (worse.length > 0) process.exitCode = 1;
  }
  if (isAsked('growth') && real.length === 0) console.log(`\n${growthTable(numberOf('--size', 250))}`);
}

function measureReal(directory: string): Figure[] {
  const name = basename(directory);
  return [
    ...(isAsked('whole') ? measureWhole(name, directory, rounds) : []),
    ...(isAsked('backend') ? measureBackend(name, directory, rounds) : []),
  ];
}

async function measureAll(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const big = appOf(modules);
  const namesOf = (index: number): string[] => [
    ...['actions.ts', 'data.ts', 'toolbar.tsx', 'panel.tsx', 'row.tsx', 'store.ts'].map((name) => `features/f${index}/${name}`),
    `app/f${index}/page.tsx`,
  ];
  // Every seventh feature is open: a tenth of the app.
  const openNames = Array.from({ length: Math.floor(modules / 70) }, (_, index) => namesOf(index * 7)).flat();
  const apps = [
    { name: `${modules.toLocaleString('en')} modules`, texts: big, files: [...openNames, 'lib/numbers3.ts'] },
    { name: 'examples/next-app', texts: exampleTexts(), files: exampleNames },
  ];
  for (const { name, texts, files } of apps) {
    const isBig = texts === big;
    const directories = { without: project(texts, []), with: project(texts, [plugin]) };
    if (isAsked('analysis')) figures.push(...measureAnalysis(name, texts, 15));
    if (isAsked('memory') && isBig) figures.push(...measureMemory(name, directories.with, files));
    if (isAsked('whole')) figures.push(...measureWhole(name, directories.without, rounds));
    if (isAsked('backend')) figures.push(...measureBackend(name, directories.without, rounds));
    if (isAsked('eslint') && isBig) {
      const doors = { typescript: directories.without, javascript: project(withoutTypes(texts), []) };
      const parsers = words.filter((word) => /^(?:typed|untyped|espree)$/.test(word));
      figures.push(...measureEslint(name, doors, parsers, rounds));
    }
    if (isAsked('staged') && isBig)
      figures.push(...measureStaged(name, project(texts, []), `features/f${modules < 200 ? 0 : 7}/toolbar.tsx`, rounds));
    if (isAsked('latency')) figures.push(...(await measureLatency({ name, ...directories, files }, edits, 5)));
  }
  return figures;
}

try {
  await main();
} finally {
  made.forEach(removeProject);
}
