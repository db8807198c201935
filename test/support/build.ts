import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askedRule } from './whole-run.ts';

/** The repository's root, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/u, '');

const sources = [
  'src',
  'analysis',
  'node',
  'eslint-plugin',
  'ts-plugin',
  'editor',
  'lsp',
  'cli',
  'tsdown.config.ts',
  'package.json',
];
const bundles = [
  'dist/eslint-plugin.mjs',
  'dist/analysis.mjs',
  'dist/ts-plugin.cjs',
  'dist/cli.mjs',
  'dist/lsp.mjs',
  'dist/graph-page.iife.js',
];

/** Builds the bundles when one is missing or older than a source: what the doors' tests run is what would be shipped. */
export default function build(): void {
  // One rule's own cases ask the sources alone.
  if (askedRule !== undefined) return;
  const newest = Math.max(...sources.map((name) => changedAt(join(root, name))));
  const isFresh = bundles.every((name) => existsSync(join(root, name)) && changedAt(join(root, name)) > newest);
  if (!isFresh) {
    execFileSync(process.execPath, [join(root, 'node_modules/tsdown/dist/run.mjs'), '--logLevel', 'error'], {
      cwd: root,
      stdio: 'inherit',
    });
  }
}

/** When a file, or anything in a folder, was last written, in milliseconds. */
function changedAt(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}
