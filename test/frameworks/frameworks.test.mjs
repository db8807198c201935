// `npm run test:frameworks`: small apps of other frameworks, built by their own packages. What a build refuses is found, and where it
// refuses nothing nothing is.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Not below node_modules: no file there is an app's own.
const cache = join(root, '.cache/frameworks');

// After all modules are compiled React Router 8.4 loses the manifest of the plugin's 0.5.38: its own fault, and nothing of the app's.
const ownFault = /Vite RSC assets manifest not found/;

const apps = {
  'vite-rsc': { framework: 'Vite RSC', bin: 'vite/bin/vite.js', source: 'src', page: 'page.tsx' },
  waku: { framework: 'Waku', bin: 'waku/dist/cli.js', source: 'src', page: 'pages/index.tsx' },
  'react-router': { framework: 'React Router', bin: '@react-router/dev/bin.cjs', source: 'app', page: 'routes/about.tsx' },
};

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
    change: { 'button.tsx': (text) => `${text}\nexport async function send() {\n  'use server';\n}\n` },
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
    app: 'react-router',
    name: 'a server-only module in clientLoader',
    change: {
      'routes/home.tsx': (text) => `${text}\nexport async function clientLoader() {\n  return { posts: await readPosts() };\n}\n`,
    },
    refuses: /server-only/,
    rules: ['server-only-api'],
  },
];

for (const [name, { framework, bin, source, page }] of Object.entries(apps)) {
  const folder = join(cache, name);
  const skip = existsSync(join(folder, 'node_modules')) ? false : `${name} is not installed (npm run test:frameworks)`;

  const write = (change = {}) => {
    for (const old of [source, 'dist', 'build']) rmSync(join(folder, old), { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, 'test/frameworks/apps', name), folder, { recursive: true });
    for (const [file, edit] of Object.entries(change)) {
      const before = readFileSync(join(folder, source, file), 'utf8');
      const after = edit(before);
      assert.notEqual(after, before, file);
      writeFileSync(join(folder, source, file), after);
    }
  };
  const build = () => {
    // Some builds do not end after an error.
    const limits = { timeout: 180_000, killSignal: 'SIGKILL' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'node_modules', bin), 'build'], {
      cwd: folder,
      encoding: 'utf8',
      ...limits,
    });
    const said = stdout + stderr;
    return status === 0 || ownFault.test(said) ? '' : said;
  };
  const command = (...words) =>
    spawnSync(process.execPath, [join(root, 'dist/cli.mjs'), ...words], { cwd: folder, encoding: 'utf8' });
  const found = () => JSON.parse(command('--format', 'json').stdout);

  describe(name, { skip }, () => {
    test('is built, and nothing is found', () => {
      write();
      assert.equal(build(), '');
      assert.deepEqual(found(), []);
      const { frameworks, modules } = JSON.parse(command('graph', '--format', 'json').stdout);
      assert.deepEqual(
        frameworks.map((one) => one.name),
        [framework],
      );
      assert.ok(modules.find(({ file }) => file === `${source}/${page}`).server);
    });
    for (const { app, name: what, change, refuses, rules } of faults) {
      if (app && app !== name) continue;
      test(what, () => {
        write(change);
        assert.match(build(), refuses);
        assert.deepEqual([...new Set(found().map(({ rule }) => rule))], rules);
      });
    }
  });
}
