import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectMap } from '../../cli/graph/map.ts';
import { root } from '../support/build.ts';
import { runCli } from '../support/cli.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-graph-')));
const files: Record<string, string> = {
  'tsconfig.json':
    '{ "compilerOptions": { "jsx": "preserve", "module": "esnext", "moduleResolution": "bundler", "noLib": true, "types": [] } }',
  'app/page.tsx': `import { Panel } from '../ui/panel';\nimport { format } from '../lib/format';\nexport default () => <Panel label={format(1)} />;\n`,
  'app/error.tsx': `'use client';\nexport default () => null;\n`,
  'ui/panel.tsx': `'use client';\nimport { format } from '../lib/format';\nimport { save } from '../lib/actions';\nimport type { Row } from '../lib/row';\nexport const Panel = (p: { label: string; row?: Row }) => <form action={save}>{format(1)}</form>;\n`,
  'lib/format.ts': `export const format = (value: number) => String(value);\n`,
  'lib/actions.ts': `'use server';\nimport './database';\nexport async function save() {}\n`,
  'lib/database.ts': `export {};\n`,
  'lib/row.ts': `export interface Row { id: string }\n`,
};

beforeAll(() => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('rsc-boundary graph', () => {
  it('shows the boundaries of a project, the largest first, with what enters through each', () => {
    const { stdout, code } = runCli(folder, 'graph');
    expect(code).toBe(0);
    expect(stdout).toBe(`Next.js: loads app/error.tsx, app/page.tsx
7 modules: 3 server, 2 client, 1 on both sides, 1 unknown

2 boundaries, by what each brings to the browser:

  ui/panel.tsx  2 modules, 286 B
    ← app/page.tsx  Panel

  app/error.tsx  1 module, 41 B
    loaded by the framework
`);
  });

  it('tells of a file which sides it is on, and why', () => {
    const { stdout, code } = runCli(folder, 'graph', 'lib/format.ts');
    expect(code).toBe(0);
    expect(stdout).toBe(`lib/format.ts
  server  app/page.tsx → lib/format.ts
  client  app/page.tsx → ui/panel.tsx → lib/format.ts
  brings 1 module, 56 B to the browser
  imported by
    app/page.tsx
    ui/panel.tsx
`);
  });

  it('tells of a boundary what enters there', () => {
    const { stdout } = runCli(folder, 'graph', 'ui/panel.tsx', 'lib/row.ts');
    expect(stdout).toBe(`ui/panel.tsx
  "use client", a boundary
  client  app/page.tsx → ui/panel.tsx
  brings 2 modules, 286 B to the browser
  imported by
    app/page.tsx
  imports
    lib/format.ts
    lib/actions.ts
  enters here: Panel (from app/page.tsx)

lib/row.ts
  unknown  no root of the framework reaches it, and nothing in it tells
`);
  });

  it('writes JSON of a stable shape', () => {
    const { stdout } = runCli(folder, 'graph', '--format', 'json');
    const map = JSON.parse(stdout) as ProjectMap;
    expect(map.version).toBe(1);
    expect(map.modules.map(({ file }) => file)).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'tsconfig.json')
        .sort(),
    );
    expect(map.modules.find(({ file }) => file === 'lib/actions.ts')).toEqual({
      file: 'lib/actions.ts',
      server: ['app/page.tsx', 'ui/panel.tsx', 'lib/actions.ts'],
      directive: 'use server',
      isBoundary: false,
      bytes: 67,
      imports: [{ file: 'lib/database.ts', kind: 'import', names: [] }],
    });
    expect(map.boundaries[0]).toEqual({
      file: 'ui/panel.tsx',
      size: { modules: 2, bytes: 286 },
      importedBy: [{ file: 'app/page.tsx', names: ['Panel'] }],
    });
    const one = JSON.parse(runCli(folder, 'graph', 'app/error.tsx', '--format', 'json').stdout) as ProjectMap;
    expect([one.modules.length, one.boundaries.length]).toEqual([1, 1]);
  });

  it('writes the same page twice, and to a file where one is named', () => {
    const page = runCli(folder, 'graph', '--format', 'html').stdout;
    const output = join(folder, 'map.html');
    expect(runCli(folder, 'graph', '--format', 'html', '--output', output).stdout).toBe('');
    expect(readFileSync(output, 'utf8')).toBe(page);
    expect(page).toMatch(/^<!doctype html>/u);
    expect(page).not.toMatch(/\{\{|(?:src|href)=|https?:\/\/(?!www\.w3\.org\/2000\/svg)/u);
    expect(page).not.toContain(folder);
  });

  it.each([
    ['a file that is not there', ['graph', 'nowhere.ts'], 'nowhere.ts is not a module of the project in'],
    ['a page of single files', ['graph', 'lib/row.ts', '--format', 'html'], 'The page shows the whole project'],
    ['a format there is none of', ['graph', '--format', 'svg'], "argument 'svg' is invalid"],
    [
      'a place that cannot be written to',
      ['graph', '--output', 'tsconfig.json/map.html'],
      'tsconfig.json/map.html cannot be written: file already exists.',
    ],
    ['a config that is not there', ['graph', '--project', 'nowhere.json'], 'nowhere.json'],
  ])('says in a sentence what is wrong with %s', (_, args, message) => {
    const { stdout, stderr, code } = runCli(folder, ...args);
    expect([stdout, code]).toEqual(['', 2]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /mu);
  });

  it('tells which packages the client graph has, and what of them lies on the disk', () => {
    const app = join(folder, 'packages');
    const own = {
      'tsconfig.json': files['tsconfig.json']!,
      'app/page.tsx': `import { Panel } from './panel';\nimport 'only-here';\nexport default () => <Panel />;\n`,
      'app/panel.tsx': `'use client';\nimport { a } from 'kit/parts';\nimport type { B } from 'types-only';\nimport missing from 'missing';\nexport const Panel = (p: { b?: B }) => <p>{a}{missing}</p>;\n`,
      'node_modules/kit/package.json': '{ "name": "kit", "exports": { "./parts": "./parts.js" } }',
      'node_modules/kit/parts.js': `export { a } from './deep/a.js';\n`,
      'node_modules/kit/deep/a.js': `export const a = 'aaaa';\n`,
      'node_modules/kit/unused.js': `export const unused = 1;\n`,
    };
    for (const [name, text] of Object.entries(own)) {
      mkdirSync(dirname(join(app, name)), { recursive: true });
      writeFileSync(join(app, name), text);
    }
    const map = JSON.parse(runCli(app, 'graph', '--format', 'json').stdout) as ProjectMap;
    const bytes = own['node_modules/kit/parts.js'].length + own['node_modules/kit/deep/a.js'].length;
    expect(map.packages).toEqual([
      { name: 'kit', bytes, importedBy: ['app/panel.tsx'] },
      { name: 'missing', bytes: 0, importedBy: ['app/panel.tsx'] },
    ]);
    expect(map.frameworks).toEqual([{ name: 'Next.js', folder: '', roots: ['app/page.tsx'] }]);

    writeFileSync(join(app, 'before.json'), JSON.stringify(map));
    expect(runCli(app, 'graph', '--compare', 'before.json').stdout).toBe('Nothing has changed.\n');
    writeFileSync(
      join(app, 'app/panel.tsx'),
      `'use client';\nimport { b } from './f10';\nimport { c } from './f2';\nexport const Panel = () => <p>{b}{c}</p>;\n`,
    );
    writeFileSync(join(app, 'app/f10.ts'), 'export const b = 1;\n');
    writeFileSync(join(app, 'app/f2.ts'), 'export const c = 1;\n');
    expect(runCli(app, 'graph', '--compare', 'before.json').stdout).toBe(`Client graph
  1 module, 173 B → 3 modules, 149 B

Boundaries that bring more or less
  app/panel.tsx  173 B → 149 B

New in the client graph
  app/f2.ts  20 B
  app/f10.ts  20 B
`);
    for (const [given, said] of [
      ['nowhere.json', 'nowhere.json cannot be read.'],
      ['tsconfig.json', 'tsconfig.json is no map of `rsc-boundary graph --format json`.'],
    ]) {
      const { stderr, code } = runCli(app, 'graph', '--compare', given!);
      expect([code, stderr.includes(said!)]).toEqual([2, true]);
    }
  });

  it('shows the good example', () => {
    const { stdout, code } = runCli(join(root, 'examples/next-app'), 'graph');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Next\.js: loads .*\n\d+ modules: \d+ server, \d+ client, /u);
  });
});
