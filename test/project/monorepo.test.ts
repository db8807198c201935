import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { planPrograms } from '../../cli/programs.ts';
import { inputOf } from '../../eslint-plugin/input.ts';
import { diskHost } from '../../node/disk.ts';
import { projectOfDisk } from '../../src/project/disk-project.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { originOf } from '../../src/flow/origin.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { runCli } from '../support/cli.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-monorepo-'))).replaceAll('\\', '/');
afterAll(() => rmSync(folder, { recursive: true }));

const options = {
  jsx: 'preserve',
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2022',
  lib: ['es2022'],
  types: [],
  skipLibCheck: true,
};

/** A workspace on the disk: an app in `apps/web`, a UI package in `packages/ui` that the app's node_modules links to. */
function workspace(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(`${folder}/w-`);
  const all: Record<string, string> = {
    'apps/web/tsconfig.json': JSON.stringify({
      compilerOptions: options,
      include: ['**/*.ts', '**/*.tsx'],
      exclude: ['node_modules'],
    }),
    'apps/web/package.json': '{"name":"web","private":true}',
    'packages/ui/tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }),
    'packages/ui/src/box.tsx': `'use client'; import { tone } from './tone'; export function Box() { return <p title={tone} /> }`,
    'packages/ui/src/tone.ts': `export const tone = 'warm'`,
    'packages/ui/src/card.tsx': `import { line } from './line'; export function Card() { return <p title={line} /> }`,
    'packages/ui/src/line.ts': `export const line = 'thin'`,
    'packages/ui/src/spare.tsx': 'export function Spare() { return <p /> }',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  mkdirSync(join(directory, 'apps/web/node_modules/@acme'), { recursive: true });
  symlinkSync(join(directory, 'packages/ui'), join(directory, 'apps/web/node_modules/@acme/ui'), 'dir');
  return directory;
}

/** The project of a folder as the command line sees it, and over the disk. */
function projectsOf(directory: string, name: string): Array<readonly [door: string, project: Project]> {
  const [first] = planPrograms(ts, [`${directory}/${name}/tsconfig.json`], directory);
  return [
    ['command line', projectOfProgram(ts, first!.make().program, {}, ts.sys)],
    ['disk', projectOfDisk(ts, diskHost(ts, `${directory}/${name}`))],
  ];
}

/** The project that ESLint gets from `projectService`. */
function throughEslint(directory: string, fileName: string, text: string): Project {
  let found: Project | undefined;
  const look: Rule.RuleModule = { create: (context) => ({ Program: () => void (found = inputOf(context)?.project) }) };
  const messages = new Linter({ cwd: directory }).verify(
    text,
    [
      {
        files: ['**/*.tsx'],
        plugins: { test: { rules: { look } } },
        rules: { 'test/look': 'error' },
        languageOptions: { parser: typescriptParser, parserOptions: { projectService: true, tsconfigRootDir: directory } },
      },
    ],
    { filename: fileName },
  );
  expect(messages).toEqual([]);
  return found!;
}

/** The sides of the UI package's modules, and which are boundaries, by their names in its `src`. */
function sidesOf(project: Project, directory: string): Record<string, string> {
  const graph = graphOf(project);
  return Object.fromEntries(
    ['box.tsx', 'tone.ts', 'card.tsx', 'line.ts', 'spare.tsx'].map((name) => {
      const fileName = `${directory}/packages/ui/src/${name}`;
      const { server, client } = graph.environmentOf(fileName);
      const sides = [server && 'server', client && 'client', graph.isBoundary(fileName) && 'boundary'].filter(Boolean);
      return [name, sides.join(' ') || 'unknown'];
    }),
  );
}

const asImported = {
  'box.tsx': 'client boundary',
  'tone.ts': 'client',
  'card.tsx': 'server',
  'line.ts': 'server',
  'spare.tsx': 'unknown',
};

const page = (box: string, card: string): string =>
  `import { Box } from '${box}'; import { Card } from '${card}'; export default function Page() { return <main><Box /><Card /></main> }`;

const sourcePackage = JSON.stringify({ name: '@acme/ui', exports: { './*': './src/*.tsx' } });
const entryPackage = JSON.stringify({ name: '@acme/ui', main: './src/index.ts', types: './src/index.ts' });
const entry = `export { Box } from './box'; export { Card } from './card'`;
const builtPackage = JSON.stringify({
  name: '@acme/ui',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
});

const shapes: Array<[string, Record<string, string>]> = [
  [
    'a linked package whose exports are its source',
    { 'packages/ui/package.json': sourcePackage, 'apps/web/app/page.tsx': page('@acme/ui/box', '@acme/ui/card') },
  ],
  [
    'a linked package with a barrel for its entry',
    {
      'packages/ui/package.json': entryPackage,
      'packages/ui/src/index.ts': entry,
      'apps/web/app/page.tsx': page('@acme/ui', '@acme/ui'),
    },
  ],
  [
    'paths of the tsconfig',
    {
      'apps/web/tsconfig.json': JSON.stringify({
        compilerOptions: { ...options, paths: { '~ui/*': ['../../packages/ui/src/*'] } },
        include: ['app'],
      }),
      'apps/web/app/page.tsx': page('~ui/box', '~ui/card'),
    },
  ],
  ['relative imports', { 'apps/web/app/page.tsx': page('../../../packages/ui/src/box', '../../../packages/ui/src/card') }],
];

describe.each(shapes)('a monorepo with %s', (_name, files) => {
  const directory = workspace(files);

  it.each(projectsOf(directory, 'apps/web'))('over the %s the UI package is on the sides the app puts it', (_door, project) => {
    expect(sidesOf(project, directory)).toEqual(asImported);
  });

  it('and in ESLint, started at the root', () => {
    expect(
      sidesOf(throughEslint(directory, `${directory}/apps/web/app/page.tsx`, files['apps/web/app/page.tsx']!), directory),
    ).toEqual(asImported);
  });
});

describe('a monorepo with project references', () => {
  const directory = workspace({
    'packages/ui/package.json': builtPackage,
    'packages/ui/src/index.ts': entry,
    'packages/ui/tsconfig.json': JSON.stringify({
      compilerOptions: { ...options, composite: true, rootDir: 'src', outDir: 'dist' },
      include: ['src'],
    }),
    'apps/web/tsconfig.json': JSON.stringify({
      compilerOptions: options,
      include: ['app'],
      references: [{ path: '../../packages/ui' }],
    }),
    'apps/web/app/page.tsx': page('@acme/ui', '@acme/ui'),
  });

  it('that is not built: the command line and ESLint see the source all the same', () => {
    const overProgram = projectsOf(directory, 'apps/web')[0]![1];
    expect(sidesOf(overProgram, directory)).toEqual(asImported);
    const eslint = throughEslint(directory, `${directory}/apps/web/app/page.tsx`, page('@acme/ui', '@acme/ui'));
    expect(sidesOf(eslint, directory)).toEqual(asImported);
  });
});

describe('a monorepo whose package is built', () => {
  const directory = workspace({
    'packages/ui/package.json': builtPackage,
    'packages/ui/dist/index.d.ts': `export declare function Box(): null; export declare function Card(): null;`,
    'packages/ui/dist/index.js': `export { Box } from './box.js'; export { Card } from './card.js';`,
    'packages/ui/dist/box.js': `'use client';\nexport function Box() { return null }`,
    'packages/ui/dist/card.js': 'export function Card() { return null }',
    'apps/web/app/page.tsx': `import { Box, Card } from '@acme/ui'; export const a = Box; export const b = Card`,
  });

  it.each(projectsOf(directory, 'apps/web'))('over the %s its JavaScript says what is a reference', (_door, project) => {
    const file = project.sourceFile(`${directory}/apps/web/app/page.tsx`)!;
    const references = file.statements
      .filter((statement) => ts.isVariableStatement(statement))
      .map((statement) => {
        const reference = originOf(project, statement.declarationList.declarations[0]!.initializer!).reference;
        return reference && `${reference.directive} ${reference.fileName.slice(directory.length + 1)}`;
      });
    expect(references).toEqual(['use client packages/ui/dist/box.js', undefined]);
  });
});

it('a UI package by itself has no roots: only what its files say of themselves is known', () => {
  const directory = workspace({ 'packages/ui/package.json': entryPackage, 'packages/ui/src/index.ts': entry });
  for (const [, project] of projectsOf(directory, 'packages/ui')) {
    expect(sidesOf(project, directory)).toEqual({
      'box.tsx': 'client',
      'tone.ts': 'client',
      'card.tsx': 'unknown',
      'line.ts': 'unknown',
      'spare.tsx': 'unknown',
    });
  }
});

it('the command line, given both configs, judges a file of the UI package as the app sees it', () => {
  const card = `import { useState } from 'react'; export function Card() { return <p title={useState('')[0]} /> }`;
  const directory = workspace({
    'packages/ui/package.json': sourcePackage,
    'packages/ui/src/card.tsx': card,
    'apps/web/app/page.tsx': page('@acme/ui/box', '@acme/ui/card'),
  });
  const found = (...configs: string[]): unknown => {
    const { stdout } = runCli(directory, ...configs.flatMap((config) => ['-p', config]), '--format', 'json');
    return (JSON.parse(stdout) as Array<{ file: string; rule: string; column: number }>).map(({ file, rule, column }) => [
      file,
      rule,
      column,
    ]);
  };
  const inCard = ['packages/ui/src/card.tsx', 'client-only-api', card.indexOf('useState') + 1];
  expect(found('packages/ui')).toEqual([]);
  expect(found('packages/ui', 'apps/web')).toEqual([inCard]);
  expect(found('apps/web', 'packages/ui')).toEqual([inCard]);
});
