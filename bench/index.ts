import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../test/support/build.ts';
import { removeProject, temporaryProject } from '../test/support/tsserver.ts';
import { measureAnalysis } from './analysis.ts';
import { growthTable } from './growth.ts';
import { measureLatency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { appOf, compilerOptions } from './project.ts';
import { measureStaged } from './staged.ts';
import { table, type Figure } from './statistics.ts';
import { measureWhole } from './whole.ts';

/**
 * `npm run bench`: what the tool costs, as ratios against what is there without it, taken in one run. Arguments name the parts to
 * run: `latency`, `memory`, `whole`, `analysis`, `staged`, and `growth`, which is a table of its own; all of them where there are none.
 * `--edits 300` says how many edits to make, `--size 250` how large the small shapes of growth are.
 */
const asked = process.argv.slice(2);
const isAsked = (part: string): boolean =>
  asked.every((argument) => argument.startsWith('--') || /^\d/.test(argument)) || asked.includes(part);
const numberOf = (option: string, otherwise: number): number =>
  asked.includes(option) ? Number(asked[asked.indexOf(option) + 1]) : otherwise;
const edits = numberOf('--edits', 120);
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

async function main(): Promise<void> {
  const parts = ['latency', 'memory', 'whole', 'analysis', 'staged'];
  if (parts.some(isAsked)) await measureAll();
  if (isAsked('growth')) console.log(`\n${growthTable(numberOf('--size', 250))}`);
}

async function measureAll(): Promise<void> {
  const figures: Figure[] = [];
  const big = appOf(2000);
  const namesOf = (index: number): string[] => [
    ...['actions.ts', 'data.ts', 'toolbar.tsx', 'panel.tsx', 'row.tsx', 'store.ts'].map((name) => `features/f${index}/${name}`),
    `app/f${index}/page.tsx`,
  ];
  // Every seventh feature is open: a tenth of the app.
  const openNames = Array.from({ length: 28 }, (_, index) => namesOf(index * 7)).flat();
  const apps = [
    { name: '2,000 modules', texts: big, files: [...openNames, 'lib/numbers3.ts'] },
    { name: 'examples/next-app', texts: exampleTexts(), files: exampleNames },
  ];
  for (const { name, texts, files } of apps) {
    const directories = { without: project(texts, []), with: project(texts, [plugin]) };
    if (isAsked('analysis')) figures.push(...measureAnalysis(name, texts, 15));
    if (isAsked('memory') && texts === big) figures.push(...measureMemory(name, directories.with, files));
    if (isAsked('whole')) figures.push(...measureWhole(name, directories.without, 7));
    if (isAsked('staged') && texts === big)
      figures.push(...measureStaged(name, project(texts, []), 'features/f7/toolbar.tsx', 7));
    if (isAsked('latency')) figures.push(...(await measureLatency({ name, ...directories, files }, edits, 5)));
  }
  const processor = `${cpus().length} × ${cpus()[0]!.model.trim()}`;
  console.log(
    `Node ${process.version}, TypeScript ${ts.version}, preset "${plugin.preset}" in the editor, ${processor}\n\n${table(figures)}`,
  );
}

try {
  await main();
} finally {
  made.forEach(removeProject);
}
