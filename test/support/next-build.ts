import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './build.ts';

const require = createRequire(import.meta.url);

/** What a real `next build` (webpack) compiled of an app's own modules: their names relative to the app. */
export interface BuiltModules {
  /** The modules whose code is in the browser's compilation; of a `"use server"` module there are only references in it. */
  readonly client: readonly string[];
  /** The modules whose code runs on the server as such, and not to render client components. */
  readonly server: readonly string[];
  /** The modules the client-reference manifests name: those with `"use client"` that a server module reaches. */
  readonly references: readonly string[];
}

/**
 * Copies an app to a place where it may be built, its `packages/` into its node_modules.
 *
 * @param app the app's folder
 * @returns the copy's folder; the caller deletes it
 */
export function copyApp(app: string, name: string): string {
  const copy = join(root, '.cache', 'apps', `${name}-${process.pid}`);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(app, copy, {
    recursive: true,
    filter: (path) => !/[\\/](?:\.next|node_modules|next\.config\.ts)(?:[\\/]|$)/.test(path.slice(app.length)),
  });
  if (existsSync(join(copy, 'packages'))) renameSync(join(copy, 'packages'), join(copy, 'node_modules'));
  return copy;
}

/**
 * Builds an app with Next.js and tells what it compiled for which side.
 *
 * @param app a copy made by {@link copyApp}
 * @throws with the build's output where it fails
 */
export function buildApp(app: string): BuiltModules {
  const own = join(app, 'next.config.mjs');
  if (existsSync(own)) renameSync(own, join(app, 'own.config.mjs'));
  writeFileSync(own, configOf(existsSync(join(app, 'own.config.mjs'))));
  // What it renders is not looked at.
  const { status, stdout, stderr } = build(app, '--experimental-build-mode=compile');
  if (status !== 0) throw new Error(`next build failed:\n${stdout}${stderr}`);
  const lines = readdirSync(app)
    .filter((name) => name.startsWith('modules-'))
    .flatMap((name) => JSON.parse(readFileSync(join(app, name), 'utf8')) as BuiltModule[]);
  const isOwn = ({ file }: BuiltModule): boolean =>
    file.startsWith(`${app}/`) && !file.includes('/node_modules/') && /\.[cm]?[jt]sx?$/.test(file);
  const names = (modules: readonly BuiltModule[]): string[] =>
    [...new Set(modules.filter(isOwn).map(({ file }) => file.slice(app.length + 1)))].sort();
  return {
    client: names(lines.filter(({ compiler, isReference }) => compiler === 'client' && !isReference)),
    server: names(
      lines.filter(({ compiler, layer, isReference }) => compiler !== 'client' && serverLayers.has(layer ?? '') && !isReference),
    ),
    references: referencesIn(app),
  };
}

interface BuiltModule {
  readonly file: string;
  readonly compiler: string;
  readonly layer: string | null;
  readonly isReference: boolean;
}

// Of Next.js's lib/constants WEBPACK_LAYERS: the others render client components (ssr) or the Pages Router on the server.
const serverLayers = new Set([
  'rsc',
  'actionBrowser',
  'action-browser',
  'apiNode',
  'api-node',
  'apiEdge',
  'api-edge',
  'middleware',
  'instrument',
]);

/** The test copy's config: it writes down every module of every compilation before anything is optimised away. */
function configOf(hasOwn: boolean): string {
  return `${hasOwn ? "import own from './own.config.mjs';" : 'const own = {};'}
import { writeFileSync } from 'node:fs';

export default {
  ...own,
  typescript: { ignoreBuildErrors: true },
  webpack(config, { isServer, nextRuntime }) {
    const compiler = isServer ? nextRuntime ?? 'server' : 'client';
    // The code that comes of it is not looked at.
    config.optimization.minimize = false;
    // It is built once.
    config.cache = false;
    config.plugins.push({
      apply(webpack) {
        const found = [];
        webpack.hooks.compilation.tap('modules', (compilation) => {
          if (compilation.compiler !== webpack) return;
          compilation.hooks.finishModules.tap('modules', (modules) => {
            for (const module of modules) {
              if (!module.resource) continue;
              const text = String(module.originalSource()?.source() ?? '');
              found.push({
                file: module.resource.replace(/[?].*/, ''),
                compiler,
                layer: module.layer ?? null,
                isReference: /registerClientReference|next-flight-loader[/]module-proxy|next-flight-server-reference-proxy-loader/.test(text),
              });
            }
            writeFileSync('modules-' + compiler + '.json', JSON.stringify(found));
          });
        });
      },
    });
    return config;
  },
};
`;
}

function referencesIn(app: string): string[] {
  const folder = join(app, '.next/server/app');
  const names = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('_client-reference-manifest.js')) continue;
    const text = readFileSync(join(folder, entry), 'utf8');
    const manifest = JSON.parse(text.slice(text.indexOf(']={') + 2).replace(/;\s*$/, '')) as {
      clientModules: Record<string, unknown>;
    };
    for (const key of Object.keys(manifest.clientModules)) {
      const file = key.replace(/#.*$/, '');
      if (file.startsWith(`${app}/`) && !file.includes('/node_modules/')) names.add(file.slice(app.length + 1));
    }
  }
  return [...names].sort();
}

/**
 * Builds an app with Next.js as far as it goes, without stopping at the first page that fails.
 *
 * @param app a copy made by {@link copyApp}
 * @param settings more of the configuration, as it is written
 * @returns the addresses of the pages that could not be prerendered
 * @throws with the build's output where something else is wrong
 */
export function failingPages(app: string, settings = ''): string[] {
  writeFileSync(
    join(app, 'next.config.mjs'),
    `export default { ${settings}typescript: { ignoreBuildErrors: true }, experimental: { prerenderEarlyExit: false, cpus: 1 } };\n`,
  );
  const { status, stdout, stderr } = build(app);
  const output = stdout + stderr;
  const pages = [...output.matchAll(/Error occurred prerendering page "([^"]+)"/g)].map(([, page]) => page!);
  if (status !== 0 && pages.length === 0) throw new Error(`next build failed:\n${output}`);
  return [...new Set(pages)];
}

function build(app: string, ...flags: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [require.resolve('next/dist/bin/next'), 'build', '--webpack', ...flags], {
    cwd: app,
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
}
