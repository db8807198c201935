import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { npm } from '../support/npm.ts';

// Package managers are installed for it: a part of `npm run matrix` alone.
const isAsked = process.env['MATRIX'] !== undefined;
const folder = isAsked ? realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-layouts-'))) : '';
const tarball = join(folder, 'rsc-boundary.tgz');

interface Manager {
  readonly name: string;
  /** The package it comes in. */
  readonly from: string;
  readonly command: readonly string[];
  /** What it needs beside the app. */
  readonly files: Readonly<Record<string, string>>;
  /** How it runs a command of a package in a folder; none where Node finds the package by itself. */
  readonly run: readonly string[];
}

const managers: readonly Manager[] = [
  {
    name: 'pnpm, isolated',
    from: 'pnpm@10',
    command: ['pnpm/bin/pnpm.cjs', 'install', '--ignore-scripts', '--config.auto-install-peers=false'],
    files: { 'pnpm-workspace.yaml': 'packages: [apps/*, packages/*]\n' },
    run: ['pnpm/bin/pnpm.cjs', 'exec'],
  },
  {
    name: "Yarn's Plug'n'Play",
    from: '@yarnpkg/cli-dist@4',
    command: ['@yarnpkg/cli-dist/bin/yarn.js', 'install'],
    files: {
      '.yarnrc.yml':
        'nodeLinker: pnp\nenableScripts: false\nenableTelemetry: false\nenableImmutableInstalls: false\nenableGlobalCache: false\n',
      'yarn.lock': '',
    },
    run: ['@yarnpkg/cli-dist/bin/yarn.js', 'exec'],
  },
  {
    name: 'Bun, isolated',
    from: 'bun@1',
    command: ['bun/bin/bun.exe', 'install', '--ignore-scripts', '--linker', 'isolated'],
    files: {},
    run: [],
  },
  {
    name: 'npm, symlinked workspaces',
    from: '',
    command: [],
    files: {},
    run: [],
  },
];

/** A workspace whose app renders a package that is linked into it. */
const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'workspace', private: true, workspaces: ['apps/*', 'packages/*'] }),
  'apps/web/package.json': JSON.stringify({
    name: 'web',
    private: true,
    dependencies: { '@acme/ui': 'workspace:*' },
    devDependencies: { 'eslint-plugin-rsc-boundary': `file:${tarball}`, typescript: '~6.0', '@types/react': '19', react: '19' },
  }),
  'apps/web/tsconfig.json':
    '{ "compilerOptions": { "strict": true, "jsx": "preserve", "module": "esnext", "moduleResolution": "bundler", "lib": ["es2022"], "types": [] }, "include": ["**/*"] }',
  'apps/web/app/page.tsx': `import { Clock, Menu } from '@acme/ui';\nexport default function Page() {\n  return <Clock now={() => 1}><Menu /></Clock>;\n}\n`,
  'packages/ui/package.json': JSON.stringify({
    name: '@acme/ui',
    private: true,
    exports: './index.ts',
    peerDependencies: { react: '*' },
  }),
  'packages/ui/index.ts': `export { Clock } from './clock';\nexport { Menu } from './menu';\n`,
  'packages/ui/clock.tsx': `'use client';\nexport function Clock(props: { now: () => number; children: unknown }) {\n  return <b>{props.now()}</b>;\n}\n`,
  'packages/ui/menu.tsx': `import { useState } from 'react';\nexport function Menu() {\n  return <b>{useState(0)[0]}</b>;\n}\n`,
};

beforeAll(() => {
  if (!isAsked) return;
  const output = npm(root, ['pack', '--json', '--pack-destination', folder]);
  cpSync(join(folder, (JSON.parse(output) as Array<{ filename: string }>)[0]!.filename), tarball);
});
afterAll(() => {
  if (isAsked) rmSync(folder, { recursive: true, force: true });
});

describe.runIf(isAsked)('the command line in a workspace', () => {
  it.each(managers)('$name', ({ name, from, command, files: more, run }) => {
    const workspace = mkdtempSync(join(folder, 'workspace-'));
    const isNpm = from === '';
    for (const [file, text] of Object.entries({ ...files, ...more })) {
      mkdirSync(dirname(join(workspace, file)), { recursive: true });
      // npm does not know `workspace:`.
      writeFileSync(join(workspace, file), isNpm ? text.replace('workspace:*', '*') : text);
    }
    const manager = join(folder, 'managers');
    mkdirSync(manager, { recursive: true });
    if (isNpm) npm(workspace, ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']);
    else {
      npm(manager, ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-save', from]);
      // npm runs no scripts of packages that nobody has allowed.
      if (from.startsWith('bun@')) node(join(manager, 'node_modules/bun'), ['install.js']);
      const [file, ...args] = command;
      node(workspace, [join(manager, 'node_modules', file!), ...args]);
    }
    const web = join(workspace, 'apps/web');
    const cli = ['rsc-boundary', '--preset', 'all', '--format', 'json'];
    const [file, ...args] = run;
    const installed = join(isNpm ? workspace : web, 'node_modules/eslint-plugin-rsc-boundary/dist/cli.mjs');
    const output = file
      ? node(web, [join(manager, 'node_modules', file), ...args, ...cli])
      : node(web, [installed, ...cli.slice(1)]);
    const found = JSON.parse(/^\[[^]*^\]/m.exec(output)?.[0] ?? '[]') as Array<{ file: string; rule: string }>;
    expect(
      found.map((finding) => `${finding.file} ${finding.rule}`),
      `${name}: ${output}`,
    ).toEqual(['../../packages/ui/menu.tsx client-only-api', 'app/page.tsx serializable-props']);
  });
});

/** Runs a script, or a program, and gives all that it prints. */
function node(cwd: string, [file = '', ...args]: readonly string[]): string {
  const isScript = /\.[cm]?js$/.test(file);
  const { stdout, stderr, status } = spawnSync(isScript ? process.execPath : file, isScript ? [file, ...args] : args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
  });
  // With findings it ends with 1 and a list of them.
  if (status !== 0 && !(status === 1 && stdout.includes('['))) throw new Error(`${file} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}
