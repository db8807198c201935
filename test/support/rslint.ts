import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Expectation } from './markers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A finding as the rslint binary printed it. */
export interface RslintFinding extends Expectation {
  /** As rslint names it: relative to the folder, forward slashes. */
  readonly file: string;
  readonly severity: string;
}

interface Line {
  readonly ruleName: string;
  readonly message: string;
  readonly filePath: string;
  readonly severity: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** Both from 1; columns in UTF-16 code units. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Runs the real rslint over a folder, with the built plugin as one of its `plugins`.
 *
 * @param rules the rules that are on, as its configuration names them
 * @returns the plugin's findings, in the order of files and places
 */
export function runRslint(directory: string, rules: object = {}): RslintFinding[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-rslint-')));
  try {
    const configFile = join(folder, 'rslint.config.mjs');
    const plugin = pathToFileURL(join(root, 'dist/eslint-plugin.mjs')).href;
    writeFileSync(
      configFile,
      `import rscBoundary from '${plugin}';
export default [{ ignores: ['**/.next/**'] }, {
  files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
  plugins: { 'rsc-boundary': rscBoundary },
  rules: ${JSON.stringify(rules)},
}];
`,
    );
    const args = [join(root, 'node_modules/@rslint/core/bin/rslint.js'), '-c', configFile, '--format', 'jsonline'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 600_000,
    });
    if (status !== 0 && status !== 1) throw new Error(`rslint said: ${stdout}${stderr}`);
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    return lines
      .map((line) => toFinding(directory, JSON.parse(line) as Line))
      .sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.start - other.start));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toFinding(directory: string, { ruleName, message, filePath, severity, range }: Line): RslintFinding {
  const file = filePath.replaceAll('\\', '/');
  const lines = readFileSync(join(directory, file), 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/(?<=\n)/);
  const offset = ({ line, column }: Position): number => lines.slice(0, line - 1).join('').length + column - 1;
  const rule = ruleName.replace(/^rsc-boundary\//, '');
  return { rule, message, file, severity, start: offset(range.start), end: offset(range.end) };
}
