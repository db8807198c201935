import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { graphOf } from '../../src/graph/graph.ts';
import type { Project, Settings } from '../../src/project/project.ts';
import { chainText } from '../../src/graph/chain.ts';

const options: ts.CompilerOptions = {
  jsx: ts.JsxEmit.Preserve,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noLib: true,
  types: [],
  allowJs: true,
};

/** A program over files that are only in memory; `old` is the program an edit starts from. */
function programOf(files: Record<string, string>, old?: ts.Program): ts.Program {
  const host: ts.CompilerHost = {
    getSourceFile: (fileName) => {
      const text = files[fileName.replace('/app/', '')];
      if (text === undefined) return undefined;
      const before = old?.getSourceFile(fileName);
      return before?.text === text ? before : ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
    },
    fileExists: (fileName) => fileName.replace('/app/', '') in files,
    readFile: (fileName) => files[fileName.replace('/app/', '')],
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/app',
    getCanonicalFileName: (fileName) => fileName,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  const rootNames = Object.keys(files).map((name) => `/app/${name}`);
  return ts.createProgram({
    rootNames,
    options: old?.getCompilerOptions() ?? options,
    host,
    ...(old ? { oldProgram: old } : {}),
  });
}

function projectOf(files: Record<string, string>, settings: Settings = {}): Project {
  // A checkout may itself lie in a folder called `app`: what is above the project says nothing.
  return projectOfProgram(ts, programOf(files), settings);
}

/** Every module's sides with the chains that put it there. */
function environments(project: Project): Record<string, string[]> {
  const graph = graphOf(project);
  return Object.fromEntries(
    project.fileNames().map((fileName) => {
      const { server, client } = graph.environmentOf(fileName);
      const sides = [];
      if (server) sides.push(`server: ${chainText(project, server)}`);
      if (client) sides.push(`client: ${chainText(project, client)}`);
      return [fileName.replace('/app/', ''), sides];
    }),
  );
}

const component = 'export function C() { return null }';

describe('a directive of another compiler', () => {
  it.each([
    ['use dom', true],
    ['use worklet', true],
    ['use strict', false],
    ['use no memo', false],
    ['use sever', false],
    ['hello', false],
  ])('"%s"', (directive, isForeign) => {
    const found = environments(
      projectOf({
        'app/page.tsx': `import { C } from '../ui/c'; export default () => <C/>`,
        'ui/c.tsx': `'${directive}'; import { d } from './d'; export function C() { return d }`,
        'ui/d.ts': 'export const d = 1',
      }),
    );
    expect([found['ui/c.tsx']!.length, found['ui/d.ts']!.length]).toEqual(isForeign ? [0, 0] : [1, 1]);
  });

  it("beside one of React's says nothing", () => {
    const found = environments(
      projectOf({
        'app/page.tsx': `import { C } from '../ui/c'; export default () => <C/>`,
        'ui/c.tsx': `'use client'; 'use worklet'; ${component}`,
      }),
    );
    expect(found['ui/c.tsx']).toEqual(['client: app/page.tsx → ui/c.tsx']);
  });
});

describe('which side a module is on', () => {
  it('carries the side along value imports, up to "use client"', () => {
    const project = projectOf({
      'app/page.tsx': `import { C } from '../ui/card'; import { db } from '../lib/db'; C; db`,
      'lib/db.ts': 'export const db = 1',
      'ui/card.tsx': `'use client'; import { format } from '../lib/format'; format; ${component}`,
      'lib/format.ts': 'export const format = 1',
      'lib/alone.ts': 'export const alone = 1',
    });
    expect(environments(project)).toEqual({
      'app/page.tsx': ['server: app/page.tsx'],
      'lib/db.ts': ['server: app/page.tsx → lib/db.ts'],
      'ui/card.tsx': ['client: app/page.tsx → ui/card.tsx'],
      'lib/format.ts': ['client: app/page.tsx → ui/card.tsx → lib/format.ts'],
      'lib/alone.ts': [],
    });
    expect(graphOf(project).isBoundary('/app/ui/card.tsx')).toBe(true);
    expect(graphOf(project).isBoundary('/app/lib/format.ts')).toBe(false);
  });

  it('a module may be on both sides, and a client module is a boundary only where a server module reaches it', () => {
    const project = projectOf({
      'app/page.tsx': `import { C } from '../ui/a'; import { x } from '../lib/x'; C; x`,
      'ui/a.tsx': `'use client'; import { x } from '../lib/x'; import { C as B } from './b'; x; B; ${component}`,
      'ui/b.tsx': `'use client'; ${component}`,
      'lib/x.ts': 'export const x = 1',
    });
    expect(environments(project)['lib/x.ts']).toEqual([
      'server: app/page.tsx → lib/x.ts',
      'client: app/page.tsx → ui/a.tsx → lib/x.ts',
    ]);
    expect(graphOf(project).isBoundary('/app/ui/b.tsx')).toBe(false);
  });

  it('a "use server" module reached from the client stays on the server, and so does what it imports', () => {
    const project = projectOf({
      'app/page.tsx': `import { C } from '../ui/a'; C`,
      'ui/a.tsx': `'use client'; import { save } from '../app/actions'; save; ${component}`,
      'app/actions.ts': `'use server'; import { db } from '../lib/db'; export async function save() { db }`,
      'lib/db.ts': 'export const db = 1',
    });
    expect(environments(project)['app/actions.ts']).toEqual(['server: app/page.tsx → ui/a.tsx → app/actions.ts']);
    expect(environments(project)['lib/db.ts']).toEqual(['server: app/page.tsx → ui/a.tsx → app/actions.ts → lib/db.ts']);
  });

  it('types are no edges: import type, names used only as types, export type', () => {
    const project = projectOf({
      'app/page.tsx': `import type { A } from '../a'; import { type B } from '../b'; import { C } from '../c'; export type { D } from '../d'; let x: A | B | C; export default x`,
      'a.ts': 'export type A = 1',
      'b.ts': 'export type B = 1',
      'c.ts': 'export type C = 1',
      'd.ts': 'export type D = 1',
    });
    expect(environments(project)).toMatchObject({ 'a.ts': [], 'b.ts': [], 'c.ts': [], 'd.ts': [] });
  });

  it('follows barrels: a plain one is no boundary, a client one is', () => {
    const project = projectOf({
      'app/page.tsx': `import { A } from '../plain'; import { B } from '../client'; A; B`,
      'plain/index.ts': `export { A } from './a'`,
      'plain/a.tsx': `'use client'; export function A() { return null }`,
      'client/index.ts': `'use client'; export * from './b'`,
      'client/b.tsx': `export function B() { return null }`,
    });
    const graph = graphOf(project);
    expect(
      ['plain/index.ts', 'plain/a.tsx', 'client/index.ts', 'client/b.tsx'].filter((name) => graph.isBoundary(`/app/${name}`)),
    ).toEqual(['plain/a.tsx', 'client/index.ts']);
    expect(environments(project)['client/b.tsx']).toEqual(['client: app/page.tsx → client/index.ts → client/b.tsx']);
  });

  it('import(), require() and side effects are edges; cycles come to an end', () => {
    const project = projectOf({
      'app/page.tsx': `import './side'; const x = () => import('../lazy'); const y = require('../old'); x; y`,
      'app/side.ts': `import '../lazy'; export {}`,
      'lazy.ts': `import './app/side'; export const lazy = 1`,
      'old.js': 'export const old = 1',
    });
    expect(environments(project)).toMatchObject({
      'app/side.ts': ['server: app/page.tsx → app/side.ts'],
      'lazy.ts': ['server: app/page.tsx → lazy.ts'],
      'old.js': ['server: app/page.tsx → old.js'],
    });
  });

  it('the Pages Router is client without a boundary, its api is server', () => {
    const project = projectOf({
      'pages/index.tsx': `import { x } from '../lib/x'; x; ${component}`,
      'pages/api/save.ts': `export default 1`,
      'lib/x.ts': 'export const x = 1',
    });
    expect(environments(project)).toEqual({
      'pages/index.tsx': ['client: pages/index.tsx'],
      'pages/api/save.ts': ['server: pages/api/save.ts'],
      'lib/x.ts': ['client: pages/index.tsx → lib/x.ts'],
    });
  });

  it('every file of the App Router is a root, private folders and other names are not', () => {
    const roots = [
      'page.tsx',
      '(group)/layout.tsx',
      '@slot/default.tsx',
      '(.)photo/page.tsx',
      'api/route.ts',
      'sitemap.ts',
      'icon1.tsx',
      'not-found.tsx',
    ];
    const others = ['_private/page.tsx', 'component.tsx', 'pages.tsx'];
    const files = Object.fromEntries([...roots, ...others].map((name) => [`web/src/app/${name}`, component]));
    const sides = environments(projectOf(files));
    expect(roots.filter((name) => sides[`web/src/app/${name}`]?.length === 1)).toEqual(roots);
    expect(others.filter((name) => sides[`web/src/app/${name}`]?.length === 0)).toEqual(others);
  });

  it('another framework names its roots', () => {
    const files = { 'routes/home.tsx': `import { x } from '../x'; x`, 'x.ts': 'export const x = 1' };
    expect(environments(projectOf(files))['x.ts']).toEqual([]);
    const project = projectOf(files, { isServerRoot: (fileName) => fileName.includes('/routes/') });
    expect(environments(project)['x.ts']).toEqual(['server: routes/home.tsx → x.ts']);
  });

  it('without a root a module speaks for itself', () => {
    const project = projectOf({
      'a.ts': `import 'server-only'; export const a = 1`,
      'b.tsx': `export async function B() { return <p /> }`,
      'c.tsx': `export function C() { async function save() { 'use server' } return save }`,
      'd.ts': `'use client'; import { e } from './e'; e; export {}`,
      'e.ts': 'export const e = 1',
      'f.ts': `export async function helper() { return 1 }`,
    });
    expect(environments(project)).toEqual({
      'a.ts': ['server: a.ts'],
      'b.tsx': ['server: b.tsx'],
      'c.tsx': ['server: c.tsx'],
      'd.ts': ['client: d.ts'],
      'e.ts': ['client: d.ts → e.ts'],
      'f.ts': [],
    });
  });
});

describe('after an edit', () => {
  const files = { 'app/page.tsx': `import { x } from '../x'; x`, 'x.ts': 'export const x = 1' };

  it('the graph stays where directives and imports do', () => {
    const before = programOf(files);
    const first = graphOf(projectOfProgram(ts, before)).layout;
    const after = programOf({ ...files, 'x.ts': 'export const x = 2' }, before);
    expect(graphOf(projectOfProgram(ts, after)).layout).toBe(first);
  });

  it('and is made anew where they change', () => {
    const before = programOf(files);
    const first = graphOf(projectOfProgram(ts, before)).layout;
    const after = programOf({ ...files, 'x.ts': `'use client'; export const x = 2` }, before);
    const graph = graphOf(projectOfProgram(ts, after));
    expect(graph.layout).not.toBe(first);
    expect(graph.isBoundary('/app/x.ts')).toBe(true);
  });
});
