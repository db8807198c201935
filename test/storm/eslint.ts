import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import rscBoundary from '../../eslint-plugin/index.ts';
import { rules } from '../../src/rules/index.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';
import type { Fault } from './core.ts';
import type { Mutant } from './worlds.ts';

const sources = '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}';

/** ESLint on mutants that lie on the disk, where what one file says is found in another. */
export class EslintStorm {
  readonly #root = temporaryProject({});
  #count = 0;

  /** Lints all files of a mutant's world, with types or without. */
  async faults(mutant: Mutant, isTyped: boolean): Promise<Fault[]> {
    const { world } = mutant;
    // A folder of its own: ESLint's plugin keeps what it has read of a folder for some seconds.
    const directory = `${this.#root}/${++this.#count}`;
    cpSync(world.directory, directory, { recursive: true, filter: (name) => !/[\\/]\.next(?:[\\/]|$)/u.test(name) });
    writeFileSync(`${directory}/tsconfig.json`, readFileSync(world.tsconfig, 'utf8'));
    writeFileSync(`${directory}/${relative(world.directory, mutant.fileName)}`, mutant.text);
    const door = isTyped ? 'ESLint with types' : 'ESLint without types';
    try {
      const eslint = new ESLint({
        cwd: directory,
        overrideConfigFile: true,
        overrideConfig: [configOf(directory, isTyped)],
        ignore: false,
      });
      const results = await eslint.lintFiles([sources]);
      return results.flatMap((result) => faultsOf(result).map((text) => ({ mutant, door, text })));
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      // A world of one file that ESLint does not know as source.
      return /No files matching/.test(text) ? [] : [{ mutant, door, text }];
    } finally {
      // Else the parser keeps the programs of all folders there ever were.
      typescriptParser.clearCaches();
      rmSync(directory, { recursive: true, force: true });
    }
  }

  close(): void {
    removeProject(this.#root);
  }
}

function configOf(directory: string, isTyped: boolean): Linter.Config {
  const parserOptions = isTyped ? { projectService: true, tsconfigRootDir: directory } : {};
  return {
    files: [sources],
    plugins: { 'rsc-boundary': rscBoundary },
    languageOptions: { parser: typescriptParser, parserOptions },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: Object.fromEntries(rules.map(({ name }) => [`rsc-boundary/${name}`, 'error' as const])),
  };
}

function faultsOf({ messages, source, filePath }: ESLint.LintResult): string[] {
  const text = source ?? readFileSync(filePath, 'utf8');
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const isInside = (line: number, column: number): boolean => column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1;
  return messages
    .filter(({ fatal }) => !fatal)
    .flatMap(({ ruleId, messageId, message, line, column, endLine = line, endColumn = column }) => {
      if (messageId === 'failed') return [`${ruleId}: ${message}`];
      return isInside(line, column) && isInside(endLine, endColumn) ? [] : [`${ruleId}: ${line}:${column} is not in the file`];
    });
}
