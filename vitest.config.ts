import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vitest/config';
import { LongFirst } from './test/support/long-first.ts';

/** Folders whose files share a process: TypeScript, the analysis and the programs of the fixtures are loaded once and not by each. */
const sharing =
  'test/{boundary,cli,core,docs,edits,eslint,examples,facts,flow,lsp,pack,project,rules,storm,ts-plugin}/**/*.test.ts';
/** What loads compilers and encoders: they share a process too, and with nothing else. */
const parity = 'test/parity/*.test.ts';

// A fixture may be called like a test: rules must know one.
const exclude = ['**/node_modules/**', 'test/fixtures/**', 'test/apps/**', 'test/parity/long/**'];
// Only where it is asked for: `npm run mutants`.
if (!process.env['MUTANTS']) exclude.push('test/mutants/**');

/** A file with the modules of the analysis in which every change has a switch, by path, as JSON: each test is asked about mutants. */
const mutants = process.env['MUTANTS_MODULES'];

function switchedModules(file: string): Plugin {
  const modules = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, string>>;
  const load = (id: string): string | undefined => modules[id.split('?')[0]!.replaceAll('\\', '/')];
  return { name: 'switched-modules', enforce: 'pre', load };
}

export default defineConfig({
  plugins: mutants ? [switchedModules(mutants)] : [],
  test: {
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    ...(mutants ? { runner: './test/mutants/runner.ts' } : {}),
    globalSetup: './test/support/build.ts',
    // How long a test takes is the machine's matter; one that hangs still ends.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    // Programs are made by the thousand and soon let go of: with room for the young, V8 collects a seventh of the time less.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongFirst },
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'shared', include: [sharing], exclude, isolate: false } },
      { extends: true, test: { name: 'parity', include: [parity], exclude, isolate: false } },
      // What stands in for modules, or watches a whole process, has one for each file.
      {
        extends: true,
        test: { name: 'alone', include: ['test/**/*.test.ts', 'src/**/*.test.ts'], exclude: [...exclude, sharing, parity] },
      },
    ],
  },
});
