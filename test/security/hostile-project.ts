import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a file does as soon as it runs, whoever runs it and in whatever way. */
const trace = (name: string): string => `globalThis.process?.emit('executed', ${JSON.stringify(name)});\n`;

const shell = 'touch executed';

/** Settings that are code: what a tool may be tempted to load. */
const settings = [
  '.babelrc.js',
  '.eslintrc.js',
  '.pnp.cjs',
  '.pnp.loader.mjs',
  '.prettierrc.mjs',
  '.rsc-boundary.js',
  'babel.config.cjs',
  'eslint.config.js',
  'next.config.js',
  'next.config.mjs',
  'next.config.ts',
  'postcss.config.mjs',
  'prettier.config.js',
  'rsc-boundary.config.js',
  'rsc-boundary.config.ts',
  'tailwind.config.ts',
  'vite.config.ts',
  'vitest.config.ts',
  'waku.config.ts',
];

/** Packages that lie in the project and have something to run. */
const packages = ['evil-plugin', 'next', 'react', 'react-dom', 'eslint-config-evil'];

const scripts = Object.fromEntries(
  ['preinstall', 'install', 'postinstall', 'prepare', 'test', 'build', 'lint', 'rsc-boundary'].map((name) => [name, shell]),
);

const sources: Readonly<Record<string, string>> = {
  'app/page.tsx': `import { Clock } from '../ui/clock';\nimport { save } from './actions';\nexport default function Page() {\n  return <Clock now={() => 1} action={save} />;\n}\n`,
  'app/actions.ts': `'use server';\nexport function save() {}\n`,
  'app/misspelt.ts': `'use sever';\nexport async function save() {}\n`,
  'ui/clock.tsx': `'use client';\nexport function Clock({ now }: { now: () => number; action: () => void }) {\n  return <b>{now()}</b>;\n}\n`,
  'instrumentation.ts': `export function register() {}\n`,
  'middleware.ts': `export function middleware() {}\n`,
};

/** What is found in the project, through whichever door. */
export const expectedFindings = [
  'app/actions.ts async-server-functions',
  'app/misspelt.ts directive-spelling',
  'app/page.tsx serializable-props',
];

/** Which of a tsconfig's plugins is to be run: tsserver runs what it names. */
const tsconfig = (plugins: readonly string[]): string =>
  JSON.stringify({
    extends: 'eslint-config-evil/tsconfig.json',
    compilerOptions: { jsx: 'preserve', strict: true, lib: ['es2022'], plugins: plugins.map((name) => ({ name })) },
    include: ['**/*'],
  });

/**
 * Writes a project of which every file tells when it runs.
 *
 * @param plugins the names in its tsconfig's `plugins`
 */
export function writeHostileProject(directory: string, plugins: readonly string[] = ['evil-plugin']): void {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({ name: 'hostile', scripts, eslintConfig: { extends: 'evil' }, prettier: 'evil-plugin' }),
    'tsconfig.json': tsconfig(plugins),
    '.npmrc': 'script-shell=./evil.sh\n',
    'evil.sh': shell,
    '.husky/pre-commit': shell,
  };
  for (const name of settings) files[name] = trace(name);
  for (const [name, text] of Object.entries(sources)) files[name] = text + trace(name);
  for (const name of packages) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '16.0.0', main: 'index.js', scripts });
    files[`node_modules/${name}/index.js`] = trace(name);
  }
  files['node_modules/eslint-config-evil/tsconfig.json'] =
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }';
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

/** All that lies below a folder: files by what is in them, links by where they lead to. */
export function treeOf(directory: string): Map<string, string> {
  const tree = new Map<string, string>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const stats = lstatSync(path);
    const content = stats.isFile()
      ? createHash('sha1').update(readFileSync(path)).digest('hex')
      : stats.isSymbolicLink()
        ? readlinkSync(path)
        : '';
    tree.set(path.slice(directory.length + 1).replaceAll('\\', '/'), `${stats.mode} ${content}`);
  }
  return tree;
}

/** The names of what is not in a tree as it was. */
export function changedSince(before: ReadonlyMap<string, string>, directory: string): string[] {
  const after = treeOf(directory);
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort();
}
