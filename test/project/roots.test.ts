import { describe, expect, it } from 'vitest';
import { DiskProject } from '../../src/project/disk-project.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

const component = 'export default function A() { return null }';

/** A `package.json` that names packages. */
function packageOf(names: readonly string[], more: object = {}): string {
  return JSON.stringify({ name: 'a', dependencies: Object.fromEntries(names.map((name) => [name, '1'])), ...more });
}

/** The roots of an app, by name and side; other files are there too, and are none. */
function rootsOf(files: AppFiles): string {
  const { roots, layout } = graphOf(projectOfFiles({ 'src/other.tsx': component, ...files }));
  const framework = layout.apps.map((app) => app.framework).join(', ');
  return [`${framework}:`, ...[...roots].map(([fileName, { side }]) => `${fileName.slice('/p/'.length)} ${side}`)].join('\n');
}

const vite = (plugins: string, imports: string, more = ''): string =>
  `import { defineConfig } from 'vite';\n${imports}\nexport default defineConfig({ plugins: [${plugins}], ${more} });`;

describe("Vite's plugin", () => {
  const files = {
    'package.json': packageOf(['@vitejs/plugin-rsc', 'vite', 'react']),
    'src/framework/entry.rsc.tsx': component,
    'src/framework/entry.browser.tsx': component,
    'src/framework/entry.ssr.tsx': component,
  };
  const expected = 'Vite RSC:\nsrc/framework/entry.browser.tsx client\nsrc/framework/entry.rsc.tsx server';
  const rsc = "import rsc from '@vitejs/plugin-rsc';";

  it.each([
    [
      'entries',
      vite(
        "rsc({ entries: { rsc: './src/framework/entry.rsc.tsx', client: './src/framework/entry.browser.tsx', ssr: './src/framework/entry.ssr.tsx' } })",
        rsc,
      ),
    ],
    [
      'the plugin by its name, options by a name, without extensions',
      `import { vitePluginRsc as plugin } from '@vitejs/plugin-rsc';
       const entries = { client: 'src/framework/entry.browser', rsc: 'src/framework/entry.rsc' };
       export default { plugins: [plugin({ entries })] };`,
    ],
    [
      'environments',
      vite(
        'rsc()',
        rsc,
        `environments: {
          rsc: { build: { rollupOptions: { input: { index: './src/framework/entry.rsc.tsx' } } } },
          client: { build: { rolldownOptions: { input: '/src/framework/entry.browser.tsx' } } },
        }`,
      ),
    ],
    [
      'a function, and paths that are made',
      `import rsc from '@vitejs/plugin-rsc'; import { resolve } from 'node:path';
       export default defineConfig(({ mode }) => {
         const plugins = [rsc({ entries: {
           client: resolve(__dirname, 'src/framework', 'entry.browser.tsx'),
           rsc: fileURLToPath(new URL('./src/framework/entry.rsc.tsx', import.meta.url)),
         } })];
         return { plugins };
       });`,
    ],
    [
      'another root',
      vite("rsc({ entries: { rsc: './framework/entry.rsc.tsx', client: 'framework/entry.browser.tsx' } })", rsc, "root: './src'"),
    ],
  ])('%s', (_what, config) => {
    expect(rootsOf({ ...files, 'vite.config.ts': config })).toBe(expected);
  });

  it('not where the configuration has it not', () => {
    expect(rootsOf({ ...files, 'vite.config.ts': vite('', '') })).toBe(':');
  });
});

describe('Waku', () => {
  const files = {
    'package.json': packageOf(['waku', 'react']),
    'src/pages/_layout.tsx': component,
    'src/pages/index.tsx': component,
    'src/pages/posts/[slug].tsx': component,
    'src/pages/_components/button.tsx': component,
    'src/pages/posts/_hooks/use-post.ts': component,
  };
  const pages = 'src/pages/_layout.tsx server\nsrc/pages/index.tsx server\nsrc/pages/posts/[slug].tsx server';

  it('the pages, where the entries are managed', () => {
    expect(rootsOf(files)).toBe(`Waku:\n${pages}`);
  });

  it.each(['waku.server.tsx', 'server-entry.tsx'])('an entry of one’s own: %s', (name) => {
    const entry = "import { createPages } from 'waku'; export default createPages(async () => {});";
    expect(rootsOf({ ...files, [`src/${name}`]: entry })).toBe(`Waku:\nsrc/${name} server`);
    const withPages = "import { fsRouter } from 'waku'; export default fsRouter(import.meta.glob('./pages/**/*.tsx'));";
    expect(
      rootsOf({ ...files, [`src/${name}`]: withPages })
        .split('\n')
        .sort()
        .join('\n'),
    ).toBe(`Waku:\n${pages}\nsrc/${name} server`.split('\n').sort().join('\n'));
  });

  it('a source folder of another name', () => {
    const config = "import { defineConfig } from 'waku/config'; export default defineConfig({ srcDir: 'web' });";
    const moved = { 'package.json': files['package.json'], 'waku.config.ts': config, 'web/pages/a.tsx': component };
    expect(rootsOf({ ...moved, 'web/waku.client.tsx': component })).toBe(
      'Waku:\nweb/pages/a.tsx server\nweb/waku.client.tsx client',
    );
  });
});

describe('React Router', () => {
  const files = {
    'package.json': packageOf(['@react-router/dev', 'react-router', 'vite']),
    'vite.config.ts': vite(
      'reactRouterRSC(), rsc()',
      "import { unstable_reactRouterRSC as reactRouterRSC } from '@react-router/dev/vite'; import rsc from '@vitejs/plugin-rsc';",
    ),
    'app/root.tsx': component,
    'app/routes/home.tsx': component,
    'app/routes/about.tsx': component,
    'app/routes/blog/layout.tsx': component,
    'app/routes/blog/post.tsx': component,
  };
  const all = ['root', 'routes/about', 'routes/blog/layout', 'routes/blog/post', 'routes/home'];
  const expected = ['React Router:', ...all.map((name) => `app/${name}.tsx per-export`)].join('\n');

  it.each([
    [
      'calls',
      `import { type RouteConfig, index, layout, prefix, route as at } from '@react-router/dev/routes';
       export default [
         index('routes/home.tsx'),
         at('about', './routes/about.tsx'),
         layout('routes/blog/layout.tsx', [...prefix('blog', [at(':slug', 'routes/blog/post.tsx')])]),
       ] satisfies RouteConfig;`,
    ],
    [
      'objects',
      `export default [
         { index: true, file: 'routes/home.tsx' }, { path: 'about', file: 'routes/about.tsx' },
         { file: 'routes/blog/layout.tsx', children: [{ path: ':slug', file: 'routes/blog/post.tsx' }] },
       ];`,
    ],
    [
      'calls that are relative',
      `import { index, relative, route } from '@react-router/dev/routes';
       const { route: blog, layout } = relative('./routes/blog');
       export default [index('routes/home.tsx'), route('about', 'routes/about.tsx'), layout('layout.tsx', [blog(':slug', './post.tsx')])];`,
    ],
  ])('%s', (_what, routes) => {
    expect(rootsOf({ ...files, 'app/routes.ts': routes })).toBe(expected);
  });

  it('all of a folder, and what another file has', () => {
    const routes =
      "import { flatRoutes } from '@react-router/fs-routes'; import { blog } from './blog-routes'; export default [...(await flatRoutes()), ...blog];";
    const blog = "import { route } from '@react-router/dev/routes'; export const blog = [route('post', 'routes/blog/post.tsx')];";
    expect(
      rootsOf({ ...files, 'app/routes.ts': routes, 'app/blog-routes.ts': blog, 'app/routes/shop/route.tsx': component }),
    ).toBe(
      [
        'React Router:',
        ...['root', 'routes/about', 'routes/blog/post', 'routes/home', 'routes/shop/route'].map(
          (name) => `app/${name}.tsx per-export`,
        ),
      ].join('\n'),
    );
  });

  it('not what a file has that is no part of the table', () => {
    const post = "import { route } from '@react-router/dev/routes'; export const post = [route('post', 'routes/blog/post.tsx')];";
    const routes = `import { index, route as at } from '@react-router/dev/routes';
      import { route } from 'elsewhere';
      import type { Post } from './types';
      import { other } from 'package';
      const late = () => import('./late');
      function layout(path: string) { return { path }; }
      export default [index('routes/home.tsx'), route('about', 'routes/about.tsx'), layout('routes/blog/layout.tsx'),
        { name: 'routes/about.tsx' }, at('about'), at(), other.route('about', 'routes/about.tsx'), unknown('about', 'routes/about.tsx')];`;
    expect(
      rootsOf({
        ...files,
        'app/routes.ts': routes,
        'app/types.ts': post,
        'app/late.ts': post,
        'node_modules/package/index.ts': post,
      }),
    ).toBe('React Router:\napp/root.tsx per-export\napp/routes/home.tsx per-export');
  });

  it('of a folder the files at its top, and the route of each folder in it', () => {
    const routes = "import { flatRoutes } from '@react-router/fs-routes'; export default flatRoutes({ rootDirectory: 'pages' });";
    const pages = ['a.tsx', 'b/route.tsx', 'b/parts.tsx', 'c/index.tsx', 'd/e/route.tsx'];
    expect(
      rootsOf({
        ...files,
        'app/routes.ts': routes,
        ...Object.fromEntries(pages.map((name) => [`app/pages/${name}`, component])),
      }),
    ).toBe(
      [
        'React Router:',
        ...['pages/a', 'pages/b/route', 'pages/c/index', 'root'].map((name) => `app/${name}.tsx per-export`),
      ].join('\n'),
    );
  });

  it('another folder, and entries of one’s own', () => {
    const moved = {
      'package.json': files['package.json'],
      'vite.config.ts': files['vite.config.ts'],
      'react-router.config.ts': "export default { appDirectory: 'src/web' }",
      'src/web/root.tsx': component,
      'src/web/entry.rsc.tsx': component,
      'src/web/entry.client.tsx': component,
    };
    expect(rootsOf(moved)).toBe(
      'React Router:\nsrc/web/entry.client.tsx client\nsrc/web/entry.rsc.tsx server\nsrc/web/root.tsx per-export',
    );
  });

  it('not without React Server Components', () => {
    const config = vite('reactRouter()', "import { reactRouter } from '@react-router/dev/vite';");
    expect(rootsOf({ ...files, 'vite.config.ts': config, 'app/routes.ts': "export default [{ file: 'routes/home.tsx' }]" })).toBe(
      ':',
    );
  });
});

describe('RedwoodSDK', () => {
  const files = {
    'package.json': packageOf(['rwsdk', 'react']),
    'src/worker.tsx': component,
    'src/client.tsx': component,
    'src/server/main.tsx': component,
  };

  it.each([
    ['the usual one', {}, 'src/client.tsx client\nsrc/worker.tsx server'],
    [
      'wrangler.jsonc',
      { 'wrangler.jsonc': '{ // here\n "main": "./src/server/main.tsx", }' },
      'src/client.tsx client\nsrc/server/main.tsx server',
    ],
    [
      'wrangler.toml',
      { 'wrangler.toml': 'name = "a"\nmain = "src/server/main.tsx"\n[vars]\nmain = "no"\n' },
      'src/client.tsx client\nsrc/server/main.tsx server',
    ],
    [
      'the plugin’s',
      {
        'vite.config.mts': vite("redwood({ entry: { worker: 'src/server/main.tsx' } })", "import { redwood } from 'rwsdk/vite';"),
      },
      'src/client.tsx client\nsrc/server/main.tsx server',
    ],
  ])('%s', (_what, more, expected) => {
    expect(rootsOf({ ...files, ...(more as AppFiles) })).toBe(`RedwoodSDK:\n${expected}`);
  });
});

describe('Parcel', () => {
  const pages = { 'pages/index.tsx': component, 'pages/about.tsx': component, 'src/Page.tsx': component };

  it.each([
    ['a source', { targets: { server: { source: 'src/Page.tsx', context: 'react-server' } } }, 'src/Page.tsx server'],
    [
      'a list',
      { targets: { s: { source: ['src/Page.tsx', './pages/about.tsx'], context: 'react-server' } } },
      'pages/about.tsx server\nsrc/Page.tsx server',
    ],
    [
      'a glob',
      { targets: { s: { source: 'pages/**/*.tsx', context: 'react-server' } } },
      'pages/about.tsx server\npages/index.tsx server',
    ],
    ['the package’s own', { source: 'src/Page.tsx', targets: { s: { context: 'react-server' } } }, 'src/Page.tsx server'],
    ['another context', { targets: { s: { source: 'src/Page.tsx', context: 'node' } } }, ''],
  ])('%s', (_what, more, expected) => {
    expect(rootsOf({ ...pages, 'package.json': packageOf(['@parcel/rsc', 'parcel'], more) })).toBe(
      ['Parcel:', ...(expected ? [expected] : [])].join('\n'),
    );
  });

  it('"use server-entry", and "use client-entry"', () => {
    const files = {
      'package.json': packageOf(['@parcel/rsc', 'parcel']),
      'src/Page.tsx': "'use server-entry';\nimport './start';\nexport function Page() { return null }",
      'src/start.ts': "'use client-entry';\nimport './later';",
      'src/later.ts': 'export {};',
    };
    const graph = graphOf(projectOfFiles(files));
    expect([...graph.roots]).toEqual([['/p/src/Page.tsx', { side: 'server', framework: 'Parcel' }]]);
    expect(graph.environmentOf('/p/src/later.ts')).toEqual({ client: ['/p/src/Page.tsx', '/p/src/start.ts', '/p/src/later.ts'] });
  });
});

describe('Expo', () => {
  const files = {
    'package.json': packageOf(['expo', 'expo-router', 'react']),
    'app/_layout.tsx': component,
    'app/index.tsx': component,
    'app/data+api.ts': 'export function GET() {}',
    'app/+html.tsx': component,
  };
  const routes = (side: string): string => `Expo:\napp/_layout.tsx ${side}\napp/index.tsx ${side}`;

  it.each([
    [
      'routes on the server',
      { 'app.json': '{ "expo": { "experiments": { "reactServerComponentRoutes": true } } }' },
      routes('server'),
    ],
    [
      'Server Functions alone',
      { 'app.json': '{ "expo": { "experiments": { "reactServerFunctions": true } } }' },
      routes('client'),
    ],
    ['neither', { 'app.json': '{ "expo": { "experiments": { "reactServerFunctions": false } } }' }, 'Expo:'],
    [
      'app.config',
      { 'app.config.ts': 'export default ({ config }) => ({ ...config, experiments: { reactServerComponentRoutes: true } })' },
      routes('server'),
    ],
  ])('%s', (_what, more, expected) => {
    expect(rootsOf({ ...files, ...(more as AppFiles) })).toBe(expected);
  });
});

it('TanStack Start has none', () => {
  const config = vite('tanstackStart()', "import { tanstackStart } from '@tanstack/react-start/plugin/vite';");
  expect(
    rootsOf({
      'package.json': packageOf(['@tanstack/react-start']),
      'vite.config.ts': config,
      'src/routes/index.tsx': component,
    }),
  ).toBe('TanStack Start:');
});

it('vinext is known as Next.js is', () => {
  const files = { 'package.json': packageOf(['vinext', 'vite', '@vitejs/plugin-rsc', 'react']), 'app/page.tsx': component };
  const graph = graphOf(projectOfFiles({ ...files, 'vite.config.ts': vite('vinext()', "import vinext from 'vinext';") }));
  expect([...graph.entries]).toEqual([['/p/app/page.tsx', { kind: 'app', name: 'page' }]]);
  expect([...graph.roots]).toEqual([]);
});

it('each package of a repository for itself', () => {
  const found = rootsOf({
    'package.json': packageOf(['vite']),
    'apps/web/package.json': packageOf(['waku']),
    'apps/web/src/pages/index.tsx': component,
    'apps/shop/package.json': packageOf(['rwsdk']),
    'apps/shop/src/worker.tsx': component,
    'apps/site/package.json': packageOf(['next']),
    'apps/site/app/page.tsx': component,
  });
  expect(found).toBe('RedwoodSDK, Waku:\napps/shop/src/worker.tsx server\napps/web/src/pages/index.tsx server');
});

it('what the user sets stands over what is read', () => {
  const { settings } = { settings: { isServerRoot: (name: string) => name === '/p/src/mine.tsx' } };
  const files: Record<string, string> = {
    '/p/package.json': packageOf(['waku']),
    '/p/src/pages/index.tsx': component,
    '/p/src/mine.tsx': component,
  };
  const typescript = projectOfFiles({}).ts;
  const host = {
    directory: '/p',
    compilerOptions: {},
    fileNames: () => Object.keys(files).filter((name) => name.endsWith('.tsx')),
    fileExists: (name: string) => name in files,
    readFile: (name: string) => files[name],
  };
  expect([...graphOf(new DiskProject(typescript, host, settings)).roots]).toEqual([['/p/src/mine.tsx', { side: 'server' }]]);
});

describe('a route module of React Router', () => {
  const files = {
    'package.json': packageOf(['@react-router/dev', 'react-router', 'vite']),
    'vite.config.ts': vite(
      'reactRouterRSC()',
      "import { unstable_reactRouterRSC as reactRouterRSC } from '@react-router/dev/vite';",
    ),
    'app/routes.ts': "import { index } from '@react-router/dev/routes'; export default [index('home.tsx')];",
    'app/db.ts': 'export const db = 1;',
    'app/view.tsx': 'export const View = 1;',
    'app/both.ts': 'export const both = 1;',
    'app/effect.ts': 'export {};',
  };
  const sidesOf = (home: string): Record<string, string> => {
    const graph = graphOf(projectOfFiles({ ...files, 'app/home.tsx': home }));
    return Object.fromEntries(
      ['home.tsx', 'db.ts', 'view.tsx', 'both.ts', 'effect.ts'].map((name) => {
        const { server, client } = graph.environmentOf(`/p/app/${name}`);
        return [name.split('.')[0], [server && 'server', client && 'client'].filter(Boolean).join(' and ')];
      }),
    );
  };

  it('each import is on the sides of the exports that use it', () => {
    const imports = "import { db } from './db'; import { View } from './view'; import { both } from './both'; import './effect';";
    const home = `${imports}
      const query = () => db + both;
      export async function loader() { return query(); }
      function Inner() { return both; }
      export default () => [View, Inner];`;
    expect(sidesOf(home)).toEqual({
      home: 'server and client',
      db: 'server',
      view: 'client',
      both: 'server and client',
      effect: 'server and client',
    });
  });

  it('a half that no export is on is not made', () => {
    expect(sidesOf("import { View } from './view'; export default () => View;")).toMatchObject({
      home: 'client',
      view: 'client',
    });
    expect(sidesOf("import { db } from './db'; export async function ServerComponent() { return db; }")).toMatchObject({
      home: 'server',
      db: 'server',
    });
  });

  it('re-exports, and modules loaded late', () => {
    const home = "export { db as loader } from './db'; const View = lazy(() => import('./view')); export default () => View;";
    expect(sidesOf(home)).toMatchObject({ db: 'server', view: 'client' });
  });
});
