// `npm run test:frameworks`: small apps of other frameworks, built by their own packages. What a build refuses is found, and in an app
// that is right nothing is. What a build lets pass is asked of what it made: it fails when it is run, or holds what it should not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Not below node_modules: no file there is an app's own.
const cache = join(root, '.cache/frameworks');

// After all modules are compiled React Router 8.4 loses the manifest of the plugin's 0.5.38: its own fault, and nothing of the app's.
const ownFault = /Vite RSC assets manifest not found/;

const uncompiled = { refuses: undefined, holds: /of the server alone/ };
const accepted = { refuses: undefined };

/**
 * - `build`: what is run, below `node_modules`; `run`: what of the build is run too
 * - `page`: a module that is on the server
 * - `made`: where what it makes is, of which something is asked: the browser's code, in RedwoodSDK all of it
 * - `differs`: what holds in place of what a fault says, by its name
 */
const apps = {
  'vite-rsc': { framework: 'Vite RSC', build: ['vite/bin/vite.js', 'build'], source: 'src', page: 'src/page.tsx' },
  waku: {
    framework: 'Waku',
    build: ['waku/dist/cli.js', 'build'],
    source: 'src',
    page: 'src/pages/index.tsx',
    made: 'dist/public',
    differs: { 'an inline Server Function in a client file': uncompiled },
  },
  'react-router': {
    framework: 'React Router',
    build: ['@react-router/dev/bin.cjs', 'build'],
    source: 'app',
    page: 'app/routes/about.tsx',
  },
  vinext: { framework: 'Next.js', build: ['vinext/dist/cli.js', 'build'], source: 'app', page: 'app/page.tsx' },
  redwood: {
    framework: 'RedwoodSDK',
    build: ['vite/bin/vite.js', 'build'],
    source: 'src',
    page: 'src/page.tsx',
    made: 'dist',
    differs: {
      'a server-only module in a Client Component': { refuses: undefined, holds: /cannot be imported from a Client Component/ },
      'an inline Server Function in a client file': { ...uncompiled, rules: ['framework-directive'] },
      'a Server Function that is not async': accepted,
      'a value exported from a "use server" file': accepted,
      'a client-only module on the server': { refuses: undefined, holds: /cannot be imported from a Server Component/ },
    },
  },
  parcel: {
    framework: 'Parcel',
    build: ['parcel/lib/bin.js', 'build', '--no-cache', '--cache-dir', 'node_modules/.parcel-cache'],
    run: 'dist/server.js',
    source: 'src',
    page: 'src/page.tsx',
    made: 'dist/client',
    differs: {
      'a server-only module in a Client Component': { refuses: /cannot be imported from a Client Component/ },
      'an inline Server Function in a client file': uncompiled,
      'a Server Function that is not async': accepted,
      'a value exported from a "use server" file': accepted,
      'a client-only module on the server': { refuses: /cannot be imported from a Server Component/ },
    },
  },
  expo: {
    framework: 'Expo',
    build: ['expo/bin/cli', 'export', '--platform', 'web'],
    source: 'lib',
    page: 'app/index.tsx',
    made: 'dist/client',
    differs: {
      'an inline Server Function in a client file': uncompiled,
      'a Server Function that is not async': accepted,
      'a value exported from a "use server" file': { refuses: /Object\.defineProperties called on non-object/ },
    },
  },
  tanstack: { framework: 'TanStack Start', build: ['vite/bin/vite.js', 'build'], source: 'src', made: 'dist/client' },
  vite: { build: ['vite/bin/vite.js', 'build'], source: 'src', made: 'dist' },
};
const withoutServer = ['tanstack', 'vite'];

/** Changes of an app: which file becomes what, what the build says of it, and which rules do. */
const faults = [
  {
    name: 'a server-only module in a Client Component',
    change: {
      'button.tsx': (text) =>
        text.replace(
          "import { useState } from 'react';",
          "import { useState } from 'react';\nimport { readPosts } from './posts';\nvoid readPosts;",
        ),
    },
    refuses: /server-only/,
    rules: ['server-only-api'],
  },
  {
    name: 'an inline Server Function in a client file',
    change: {
      'button.tsx': (text) =>
        `${text.replace('void props.onPress();', 'void props.onPress();\n        void send();')}
export async function send() {
  'use server';
  return console.log('of the server alone');
}
`,
    },
    refuses: /use server/,
    rules: ['no-server-directive-in-client'],
  },
  {
    name: 'a Server Function that is not async',
    change: {
      'save.ts': (text) =>
        text.replace(
          'export async function save(): Promise<void> {\n  await',
          'export function save(): Promise<void> {\n  return',
        ),
    },
    refuses: /async/,
    rules: ['async-server-functions'],
  },
  {
    name: 'a value exported from a "use server" file',
    change: { 'save.ts': (text) => `${text}\nexport const limit = 3;\n` },
    refuses: /async/,
    rules: ['server-module-exports'],
  },
  {
    name: 'a client-only module on the server',
    change: { 'posts.ts': (text) => text.replace('server-only', 'client-only') },
    refuses: /client-only/,
    rules: ['client-only-api'],
  },
  {
    only: ['react-router'],
    name: 'a server-only module in clientLoader',
    change: {
      'routes/home.tsx': (text) => `${text}\nexport async function clientLoader() {\n  return { posts: await readPosts() };\n}\n`,
    },
    refuses: /server-only/,
    rules: ['server-only-api'],
  },
  {
    only: ['react-router'],
    name: 'an export beside the one that stands in its place',
    change: { 'routes/home.tsx': (text) => `${text}\nexport function ServerComponent() {\n  return null;\n}\n` },
    refuses: /mutually exclusive[^]*default and ServerComponent/,
    rules: ['next-file-conventions'],
  },
  {
    only: withoutServer,
    name: 'a Server Function',
    change: { 'save.ts': () => "'use server';\n\nexport async function save() {\n  return 'of the server alone';\n}\n" },
    holds: /of the server alone/,
    rules: ['framework-directive'],
  },
];

const quiet = {
  ...{ CI: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
  ...{ EXPO_OFFLINE: '1', EXPO_NO_TELEMETRY: '1', WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
};

const chosen = process.env.FRAMEWORK_APPS?.split(' ') ?? Object.keys(apps);

for (const [name, { framework, build, run, source, page, made, differs = {} }] of Object.entries(apps)) {
  if (!chosen.includes(name)) continue;
  const folder = join(cache, name);
  const skip = existsSync(join(folder, 'node_modules')) ? false : `${name} is not installed (npm run test:frameworks)`;
  // Some run on later versions of Node.js than this repository does.
  const ownNode = join(folder, 'node_modules/node/bin/node');
  const node = existsSync(ownNode) ? ownNode : process.execPath;

  const write = (change = {}) => {
    for (const old of [source, 'dist', 'build']) rmSync(join(folder, old), { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    cpSync(join(root, 'test/frameworks/apps', name), folder, { recursive: true });
    for (const [file, edit] of Object.entries(change)) {
      const before = readFileSync(join(folder, source, file), 'utf8');
      const after = edit(before);
      assert.notEqual(after, before, file);
      writeFileSync(join(folder, source, file), after);
    }
  };
  // Metro keeps what it has compiled there, with the paths that it had.
  const temporary = join(folder, 'node_modules/.tmp');
  const start = (...words) => {
    // Some builds do not end after an error.
    const limits = { timeout: 300_000, killSignal: 'SIGKILL' };
    const { status, stdout, stderr } = spawnSync(node, words, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...quiet, TMPDIR: temporary },
      ...limits,
    });
    const said = stdout + stderr;
    return status === 0 || ownFault.test(said) ? '' : said || `It ended with ${status}.`;
  };
  const built = () => start(join('node_modules', build[0]), ...build.slice(1)) || (run ? start(run) : '');
  const code = () =>
    readdirSync(join(folder, made), { recursive: true })
      .filter((file) => /\.m?js$/.test(file))
      .map((file) => readFileSync(join(folder, made, file), 'utf8'))
      .join('\n');
  const command = (...words) =>
    spawnSync(process.execPath, [join(root, 'dist/cli.mjs'), ...words], { cwd: folder, encoding: 'utf8' });
  const found = () => {
    const { stdout, stderr } = command('--format', 'json');
    assert.equal(stderr, '');
    return JSON.parse(stdout);
  };

  describe(name, { skip }, () => {
    test('is built, and nothing is found', () => {
      write();
      assert.equal(built(), '');
      if (made) assert.doesNotMatch(code(), /of the server alone/);
      assert.deepEqual(found(), []);
      const { frameworks, modules } = JSON.parse(command('graph', '--format', 'json').stdout);
      assert.deepEqual(
        frameworks.map((one) => one.name),
        framework ? [framework] : [],
      );
      if (page) assert.ok(modules.find(({ file }) => file === page).server);
    });
    for (const { only, name: what, change, ...says } of faults) {
      if (only ? !only.includes(name) : withoutServer.includes(name)) continue;
      test(what, () => {
        const { refuses, holds, rules } = { ...says, ...differs[what] };
        write(change);
        const said = built();
        if (refuses) assert.match(said, refuses);
        else assert.equal(said, '');
        if (holds) assert.match(code(), holds);
        assert.deepEqual([...new Set(found().map(({ rule }) => rule))], rules);
      });
    }
  });
}
