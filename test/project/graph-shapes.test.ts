import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/index.ts';
import { chainText } from '../../src/graph/chain.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

const options: ts.CompilerOptions = {
  jsx: ts.JsxEmit.Preserve,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noLib: true,
  types: [],
  allowJs: true,
};

/** A Program over files in the folder `/p`; `before` is the one an edit starts from. */
function programOf(files: AppFiles, before?: ts.Program): ts.Program {
  const textOf = (fileName: string): string | undefined => files[fileName.replace('/p/', '')];
  const host: ts.CompilerHost = {
    getSourceFile: (fileName) => {
      const text = textOf(fileName);
      const old = before?.getSourceFile(fileName);
      if (text === undefined || old?.text === text) return old;
      return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
    },
    fileExists: (fileName) => textOf(fileName) !== undefined,
    readFile: textOf,
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/p',
    getCanonicalFileName: (fileName) => fileName,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  const rootNames = Object.keys(files)
    .filter((name) => !name.startsWith('node_modules/') && /\.[cm]?[jt]sx?$/.test(name))
    .map((name) => `/p/${name}`);
  return ts.createProgram({
    rootNames,
    options: before?.getCompilerOptions() ?? { ...options },
    host,
    ...(before ? { oldProgram: before } : {}),
  });
}

function overProgram(files: AppFiles): Project {
  const disk = {
    readFile: (name: string) => files[name.replace('/p/', '')],
    fileExists: (name: string) => name.replace('/p/', '') in files,
  };
  return projectOfProgram(ts, programOf(files), {}, disk);
}

/** Every module of a project: its sides with their chains, and whether it is a boundary. */
function graphIn(project: Project): Record<string, string[]> {
  const graph = graphOf(project);
  const names = project.fileNames().filter((name) => !name.includes('next.config'));
  return Object.fromEntries(
    names.map((fileName) => {
      const { server, client } = graph.environmentOf(fileName);
      const said = [
        server && `server: ${chainText(project, server)}`,
        client && `client: ${chainText(project, client)}`,
        graph.isBoundary(fileName) && 'boundary',
      ];
      return [fileName.replace('/p/', ''), said.filter((part) => typeof part === 'string')];
    }),
  );
}

interface Shape {
  readonly name: string;
  readonly files: AppFiles;
  readonly graph: Record<string, string[]>;
}

const jsx = 'export default function C() { return null }';

const shapes: Shape[] = [
  {
    name: 'route groups, parallel and intercepting routes',
    files: {
      'app/layout.tsx': jsx,
      'app/(shop)/page.tsx': `import '../../lib/a'; ${jsx}`,
      'app/@modal/default.tsx': jsx,
      'app/@modal/(..)photo/[id]/page.tsx': `import C from '../../../../ui/dialog'; export default C`,
      'app/photo/[...id]/page.tsx': jsx,
      'app/(shop)/helper.ts': 'export const helper = 1',
      'ui/dialog.tsx': `'use client'; ${jsx}`,
      'lib/a.ts': 'export const a = 1',
    },
    graph: {
      'app/layout.tsx': ['server: app/layout.tsx'],
      'app/(shop)/page.tsx': ['server: app/(shop)/page.tsx'],
      'app/@modal/default.tsx': ['server: app/@modal/default.tsx'],
      'app/@modal/(..)photo/[id]/page.tsx': ['server: app/@modal/(..)photo/[id]/page.tsx'],
      'app/photo/[...id]/page.tsx': ['server: app/photo/[...id]/page.tsx'],
      'app/(shop)/helper.ts': [],
      'ui/dialog.tsx': ['client: app/@modal/(..)photo/[id]/page.tsx → ui/dialog.tsx', 'boundary'],
      'lib/a.ts': ['server: app/(shop)/page.tsx → lib/a.ts'],
    },
  },
  {
    name: 'metadata files and error files',
    files: {
      'src/app/sitemap.ts': `import { routes } from '../routes'; export default () => routes`,
      'src/app/blog/opengraph-image.tsx': `import '../../font'; ${jsx}`,
      'src/app/error.tsx': `'use client'; import '../report'; ${jsx}`,
      'src/routes.ts': 'export const routes = []',
      'src/font.ts': 'export {}',
      'src/report.ts': 'export {}',
    },
    graph: {
      'src/app/sitemap.ts': ['server: src/app/sitemap.ts'],
      'src/app/blog/opengraph-image.tsx': ['server: src/app/blog/opengraph-image.tsx'],
      'src/app/error.tsx': ['client: src/app/error.tsx', 'boundary'],
      'src/routes.ts': ['server: src/app/sitemap.ts → src/routes.ts'],
      'src/font.ts': ['server: src/app/blog/opengraph-image.tsx → src/font.ts'],
      'src/report.ts': ['client: src/app/error.tsx → src/report.ts'],
    },
  },
  {
    name: 'pageExtensions: a page is what the config says, instrumentation-client is one by any extension',
    files: {
      'next.config.mjs': `export default { pageExtensions: ['page.tsx'] }`,
      'app/index/page.page.tsx': `import '../../lib/a'; ${jsx}`,
      'app/page.tsx': `import '../lib/b'; ${jsx}`,
      'instrumentation-client.ts': `import './lib/c'`,
      'instrumentation.ts': `import './lib/b'; export {}`,
      'lib/a.ts': 'export {}',
      'lib/b.ts': 'export {}',
      'lib/c.ts': 'export {}',
    },
    graph: {
      'app/index/page.page.tsx': ['server: app/index/page.page.tsx'],
      'app/page.tsx': [],
      'instrumentation-client.ts': ['client: instrumentation-client.ts'],
      'instrumentation.ts': [],
      'lib/a.ts': ['server: app/index/page.page.tsx → lib/a.ts'],
      'lib/b.ts': [],
      'lib/c.ts': ['client: instrumentation-client.ts → lib/c.ts'],
    },
  },
  {
    name: 'what Next.js loads beside the app',
    files: {
      'app/page.tsx': jsx,
      'proxy.ts': `import './lib/guard'; export function proxy() {}`,
      'instrumentation.ts': `export async function register() { await import('./lib/watch') }`,
      'instrumentation-client.ts': `import './lib/measure'`,
      'lib/guard.ts': 'export {}',
      'lib/watch.ts': 'export {}',
      'lib/measure.ts': 'export {}',
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'proxy.ts': ['server: proxy.ts'],
      'instrumentation.ts': ['server: instrumentation.ts'],
      'instrumentation-client.ts': ['client: instrumentation-client.ts'],
      'lib/guard.ts': ['server: proxy.ts → lib/guard.ts'],
      'lib/watch.ts': ['server: instrumentation.ts → lib/watch.ts'],
      'lib/measure.ts': ['client: instrumentation-client.ts → lib/measure.ts'],
    },
  },
  {
    name: 'next/dynamic and React.lazy, from either side',
    files: {
      'app/page.tsx': `import dynamic from 'next/dynamic'; const A = dynamic(() => import('../ui/a')); const B = dynamic(() => import('../ui/b')); export default () => [A, B]`,
      'ui/a.tsx': `'use client'; import { lazy } from 'react'; const C = lazy(() => import('./c')); export default () => C`,
      'ui/b.tsx': `import './d'; ${jsx}`,
      'ui/c.tsx': jsx,
      'ui/d.ts': 'export {}',
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'ui/a.tsx': ['client: app/page.tsx → ui/a.tsx', 'boundary'],
      'ui/b.tsx': ['server: app/page.tsx → ui/b.tsx'],
      'ui/c.tsx': ['client: app/page.tsx → ui/a.tsx → ui/c.tsx'],
      'ui/d.ts': ['server: app/page.tsx → ui/b.tsx → ui/d.ts'],
    },
  },
  {
    name: 'require and import-equals',
    files: {
      'app/page.tsx': `import old = require('../lib/old'); const other = require('../lib/other'); export default () => [old, other]`,
      'lib/old.ts': `import type { T } from './types'; import types = require('./types'); export const old: T | types.T = 1`,
      'lib/other.js': `const { x } = require('./deep'); module.exports = x`,
      'lib/deep.js': 'exports.x = 1',
      'lib/types.ts': 'export type T = number',
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'lib/old.ts': ['server: app/page.tsx → lib/old.ts'],
      'lib/other.js': ['server: app/page.tsx → lib/other.js'],
      'lib/deep.js': ['server: app/page.tsx → lib/other.js → lib/deep.js'],
      'lib/types.ts': [],
    },
  },
  {
    name: 'cycles over the boundary and back',
    files: {
      'app/page.tsx': `import { a } from '../lib/a'; export default () => a`,
      'lib/a.ts': `import { b } from './b'; export const a = () => b`,
      'lib/b.ts': `'use client'; import { a } from './a'; import { c } from './c'; export const b = () => [a, c]`,
      'lib/c.ts': `'use server'; import { a } from './a'; export async function c() { return a }`,
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'lib/a.ts': ['server: app/page.tsx → lib/a.ts', 'client: app/page.tsx → lib/a.ts → lib/b.ts → lib/a.ts'],
      'lib/b.ts': ['client: app/page.tsx → lib/a.ts → lib/b.ts', 'boundary'],
      'lib/c.ts': ['server: app/page.tsx → lib/a.ts → lib/b.ts → lib/c.ts'],
    },
  },
  {
    name: 'a boundary with several parents, of which one is on the server',
    files: {
      'app/page.tsx': `import { A } from '../ui/a'; import { shared } from '../lib/shared'; export default () => [A, shared]`,
      'ui/a.tsx': `'use client'; import { B } from './b'; import { D } from './d'; export const A = () => [B, D]`,
      'ui/b.tsx': `'use client'; export const B = () => null`,
      'ui/d.tsx': `'use client'; export const D = () => null`,
      'lib/shared.ts': `import { B } from '../ui/b'; export const shared = B`,
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'ui/a.tsx': ['client: app/page.tsx → ui/a.tsx', 'boundary'],
      'ui/b.tsx': ['client: app/page.tsx → lib/shared.ts → ui/b.tsx', 'boundary'],
      'ui/d.tsx': ['client: app/page.tsx → ui/a.tsx → ui/d.tsx'],
      'lib/shared.ts': ['server: app/page.tsx → lib/shared.ts'],
    },
  },
  {
    name: 'the Pages Router: no boundary, and its actions stay on the server',
    files: {
      'pages/index.tsx': `import A from '../ui/a'; import { save } from '../lib/save'; export default () => [A, save]`,
      'pages/api/hello.ts': `import '../../lib/only'; export default 1`,
      'ui/a.tsx': `'use client'; ${jsx}`,
      'lib/save.ts': `'use server'; export async function save() {}`,
      'lib/only.ts': 'export {}',
    },
    graph: {
      'pages/index.tsx': ['client: pages/index.tsx'],
      'pages/api/hello.ts': ['server: pages/api/hello.ts'],
      'ui/a.tsx': ['client: pages/index.tsx → ui/a.tsx'],
      'lib/save.ts': ['server: pages/index.tsx → lib/save.ts'],
      'lib/only.ts': ['server: pages/api/hello.ts → lib/only.ts'],
    },
  },
  {
    name: 'a client module that only unknown modules reach speaks for itself, and is no boundary',
    files: {
      'app/page.tsx': jsx,
      'lib/start.ts': `import { A } from '../ui/a'; export const start = A`,
      'ui/a.tsx': `'use client'; import './b'; export const A = 1`,
      'ui/b.ts': 'export {}',
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'lib/start.ts': [],
      'ui/a.tsx': ['client: ui/a.tsx'],
      'ui/b.ts': ['client: ui/a.tsx → ui/b.ts'],
    },
  },
  {
    name: 'packages, and Next.js’s generated files, are no modules of the project',
    files: {
      'app/page.tsx': `import { Box } from 'kit'; import '../lib/a'; export default () => Box`,
      '.next/types/app/page.ts': `import '../../../lib/b'; export {}`,
      'lib/a.ts': 'export {}',
      'lib/b.ts': 'export {}',
      'node_modules/kit/package.json': '{"name":"kit","main":"index.js","types":"index.d.ts"}',
      'node_modules/kit/index.d.ts': 'export declare function Box(): null',
      'node_modules/kit/index.js': `'use client'; export function Box() {}`,
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'lib/a.ts': ['server: app/page.tsx → lib/a.ts'],
      'lib/b.ts': [],
    },
  },
  {
    name: 'barrels over barrels: names, namespaces, side effects',
    files: {
      'app/page.tsx': `import * as ui from '../ui'; import { type T } from '../ui/types'; export default (t: T) => [ui, t]`,
      'ui/index.ts': `export * from './a'; export * as more from './more'; import './styles'; export type { T } from './types'`,
      'ui/a.tsx': `'use client'; export const A = 1`,
      'ui/more/index.ts': `export { B as default } from './b'`,
      'ui/more/b.tsx': `export const B = 1`,
      'ui/styles.ts': `export {}`,
      'ui/types.ts': 'export type T = 1',
    },
    graph: {
      'app/page.tsx': ['server: app/page.tsx'],
      'ui/index.ts': ['server: app/page.tsx → ui/index.ts'],
      'ui/a.tsx': ['client: app/page.tsx → ui/index.ts → ui/a.tsx', 'boundary'],
      'ui/more/index.ts': ['server: app/page.tsx → ui/index.ts → ui/more/index.ts'],
      'ui/more/b.tsx': ['server: app/page.tsx → ui/index.ts → ui/more/index.ts → ui/more/b.tsx'],
      'ui/styles.ts': ['server: app/page.tsx → ui/index.ts → ui/styles.ts'],
      'ui/types.ts': [],
    },
  },
];

describe.each(shapes)('$name', ({ files, graph }) => {
  it.each([
    ['a Program', overProgram],
    ['the disk', projectOfFiles],
  ])('over %s', (_over, projectOf) => {
    expect(graphIn(projectOf(files))).toEqual(graph);
  });
});

describe('settings', () => {
  const files = {
    'routes/home.tsx': `import A from '../ui/a'; import '../lib/x'; export default A`,
    'ui/a.tsx': `'use client'; ${jsx}`,
    'lib/x.ts': 'export {}',
  };

  it('are not those of an earlier project over the same Program', () => {
    const program = programOf(files);
    const isServerRoot = (fileName: string): boolean => fileName.includes('/routes/');
    const asked = { isServerRoot };
    expect(graphOf(projectOfProgram(ts, program)).environmentOf('/p/lib/x.ts')).toEqual({});
    const project = projectOfProgram(ts, program, asked);
    expect(graphIn(project)).toEqual({
      'routes/home.tsx': ['server: routes/home.tsx'],
      'ui/a.tsx': ['client: routes/home.tsx → ui/a.tsx', 'boundary'],
      'lib/x.ts': ['server: routes/home.tsx → lib/x.ts'],
    });
    expect(projectOfProgram(ts, program, { isServerRoot })).toBe(project);
    expect(graphOf(projectOfProgram(ts, program)).environmentOf('/p/lib/x.ts')).toEqual({});
  });
});

describe('after an edit', () => {
  const files = {
    'app/page.tsx': `import { x } from '../lib/x'; import { y } from '../lib/y'; export default () => [x, y]`,
    'lib/x.ts': 'export const x = 1',
    'lib/y.ts': `import { x } from './x'; export const y = x`,
  };

  /** A project that counts what the graph asks of it. */
  function counting(program: ts.Program): { readonly project: Project; readonly resolved: string[] } {
    const inner = projectOfProgram(ts, program);
    const resolved: string[] = [];
    const project: Project = {
      ts,
      checker: inner.checker,
      compilerOptions: inner.compilerOptions,
      settings: inner.settings,
      directory: inner.directory,
      fileNames: () => inner.fileNames(),
      sourceFiles: () => inner.sourceFiles(),
      fileSet: inner.fileSet,
      sourceFile: (fileName) => inner.sourceFile(fileName),
      outsideFile: (fileName) => inner.outsideFile(fileName),
      packageModule: (from, specifier) => inner.packageModule(from, specifier),
      resolve: (from, specifier) => {
        resolved.push(`${from.fileName} ${specifier.text}`);
        return inner.resolve(from, specifier);
      },
    };
    return { project, resolved };
  }

  it('facts are new for the edited file alone, and nothing is resolved where imports and directives stay', () => {
    const before = programOf(files);
    const first = counting(before);
    const { layout } = graphOf(first.project);
    expect(first.resolved).toHaveLength(3);
    const facts = before.getSourceFiles().map((file) => factsOf(ts, file));
    const after = programOf({ ...files, 'lib/y.ts': `import { x } from './x'; export const y = [x, x]` }, before);
    const second = counting(after);
    expect(graphOf(second.project).layout).toBe(layout);
    expect(second.resolved).toEqual([]);
    // Who imports a file is asked of the edited file itself: what it says is there comes from the text that is there.
    const [edge] = graphOf(second.project)
      .importersOf('/p/lib/x.ts')
      .filter(({ from }) => from === '/p/lib/y.ts');
    expect(edge!.fact.node.getSourceFile() === after.getSourceFile('/p/lib/y.ts')).toBe(true);
    expect(second.resolved).toEqual(['/p/lib/y.ts ./x']);
    const isNew = after.getSourceFiles().filter((file, index) => factsOf(ts, file) !== facts[index]);
    expect(isNew.map((file) => file.fileName)).toEqual(['/p/lib/y.ts']);
  });

  it.each([
    ['an import goes', 'lib/y.ts', 'export const y = 1'],
    ['an import becomes one of types', 'lib/y.ts', `import type { x } from './x'; export const y = 1 as typeof x`],
    ['a directive comes', 'lib/y.ts', `'use client'; ${files['lib/y.ts']}`],
  ])('the layout is made anew where %s', (_what, name, text) => {
    const before = programOf(files);
    const { layout } = graphOf(projectOfProgram(ts, before));
    const project = projectOfProgram(ts, programOf({ ...files, [name]: text }, before));
    expect(graphOf(project).layout).not.toBe(layout);
    expect(graphIn(project)).toEqual(graphIn(projectOfProgram(ts, programOf({ ...files, [name]: text }))));
  });
});
