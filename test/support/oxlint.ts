import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Expectation } from './markers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A finding as the oxlint binary printed it. */
export interface OxlintFinding extends Expectation {
  /** As oxlint names it: relative to the folder, forward slashes. */
  readonly file: string;
  readonly severity: string;
}

interface Output {
  readonly diagnostics: ReadonlyArray<{
    readonly message: string;
    readonly code?: string;
    readonly severity: string;
    readonly filename: string;
    readonly labels: ReadonlyArray<{ readonly span: { readonly offset: number; readonly length: number } }>;
  }>;
}

/**
 * Runs the real oxlint over a folder, with the built plugin as one of its `jsPlugins`.
 *
 * @param config what else its configuration says: rules, settings
 * @param names the files to look at, relative to the folder; all of it where none are given
 * @returns the plugin's findings, offsets in UTF-16 code units without the byte order mark
 */
export function runOxlint(directory: string, config: object, names: readonly string[] = ['.']): OxlintFinding[] {
  const folder = mkdtempSync(join(tmpdir(), 'rsc-boundary-oxlint-'));
  try {
    const configFile = join(folder, 'oxlintrc.json');
    const jsPlugins = [join(root, 'dist/eslint-plugin.mjs')];
    writeFileSync(configFile, JSON.stringify({ jsPlugins, categories: { correctness: 'off' }, ...config }));
    const args = [
      join(root, 'node_modules/oxlint/bin/oxlint'),
      '-c',
      configFile,
      '--ignore-pattern',
      '**/.next/**',
      '--format',
      'json',
      ...names,
    ];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 600_000,
    });
    if (!stdout.startsWith('{')) throw new Error(`oxlint said: ${stdout}${stderr}`);
    return (JSON.parse(stdout) as Output).diagnostics.flatMap((diagnostic) => toFinding(directory, diagnostic) ?? []);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toFinding(directory: string, diagnostic: Output['diagnostics'][number]): OxlintFinding | undefined {
  const rule = /^rsc-boundary\((.*)\)$/.exec(diagnostic.code ?? '')?.[1];
  if (!rule) return undefined;
  const { message, severity, filename } = diagnostic;
  const { offset, length } = diagnostic.labels[0]!.span;
  const bytes = readFileSync(join(directory, filename));
  // oxlint counts bytes.
  const utf16 = (end: number): number => bytes.toString('utf8', 0, end).replace(/^\uFEFF/, '').length;
  const file = filename.replaceAll('\\', '/');
  return { rule, message, file, severity, start: utf16(offset), end: utf16(offset + length) };
}
