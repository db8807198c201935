#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { keepCompiled, useCompiled } from '../node/compiled.ts';
import { endSoon } from '../node/short-run.ts';
import { loadTypeScriptBy } from '../node/typescript.ts';
import { UsageError } from '../node/usage-error.ts';
import { createCommand, type CheckOptions } from './arguments.ts';
import { withBackend } from './backend.ts';
import { checkChanges, listChanges } from './changes/check-changes.ts';
import { listJson, listText } from './changes/list.ts';
import { check, exitCodeOf } from './check.ts';
import { formatFailures, formatTooDeep } from './failures.ts';
import { showGraph } from './graph/index.ts';
import type { InitOptions } from './init/index.ts';
import { checkRequests, printResult, terminalFormat } from './output.ts';
import type { ProgramSource } from './programs.ts';
import { clearProgress, startTiming, timingText } from './progress.ts';
import { SourceFiles } from './source-files.ts';
import { checkOutput, print, visible } from './terminal.ts';
import type { WhyOptions } from './why/index.ts';

const isServer = process.argv[2] === 'lsp' || process.argv.some((argument) => /^(?:-w|--watch)$/.test(argument));
if (!isServer) endSoon();

const requireCompiled = useCompiled();
if (requireCompiled) loadTypeScriptBy(requireCompiled);

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

const runCheck = async (paths: readonly string[], options: CheckOptions): Promise<void> => {
  checkRequests(options.format);
  if (options.cache) keepCompiled();
  if (typeof options.writeBaseline === 'string') checkOutput(options.writeBaseline);
  if (!options.watch) return checkOnce(paths, options);
  if (options.fix || options.staged || options.since !== undefined || options.changed || options.writeBaseline !== undefined)
    throw new UsageError('--watch only looks: leave --fix, --staged, --since, --changed and --write-baseline out.');
  // What did not change is parsed once.
  const sourceFiles = new SourceFiles();
  const { watch } = await import('./watch.ts');
  await watch(async () => {
    await checkOnce(paths, options, { sourceFiles });
    return sourceFiles.names();
  }, process.cwd());
  process.exitCode = 0;
};
const checkOnce = async (paths: readonly string[], options: CheckOptions, source: ProgramSource = {}): Promise<void> => {
  if (options.timing) startTiming();
  const isOfChanges = options.staged || options.since !== undefined || options.changed;
  if (options.changed) {
    const files = listChanges(options, process.cwd());
    await print(terminalFormat(options.format) === 'json' ? listJson(files) : listText(files));
    return;
  }
  const result = await withBackend(options, process.cwd(), (backend) =>
    isOfChanges
      ? checkChanges(paths, options, process.cwd(), backend)
      : check(paths, options, process.cwd(), { ...source, backend }),
  );
  process.exitCode = exitCodeOf(result, options.maxWarnings);
  await printResult(result, options.format, version, process.cwd());
  process.stderr.write(formatTooDeep(result.tooDeep) + formatFailures(result.failures));
  if (options.timing) process.stderr.write(timingText());
};
const runWhy = async (place: string, options: WhyOptions): Promise<void> => {
  const { showWhy } = await import('./why/index.ts');
  await showWhy(place, options, process.cwd());
};
const runInit = async (options: InitOptions): Promise<void> => {
  const { init } = await import('./init/index.ts');
  await init(options, process.cwd());
};
const runServer = async (): Promise<void> => {
  // Only who asks for the server pays for the protocol's library.
  const { startServer } = await import('../lsp/index.ts');
  startServer(version);
};
const command = createCommand(
  version,
  runCheck,
  (files, options) => showGraph(files, options, process.cwd()),
  runWhy,
  runInit,
  runServer,
);

// Where standard error is closed, that cannot be reported either.
process.stderr.on('error', () => undefined);

try {
  await command.parseAsync();
} catch (error) {
  clearProgress();
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const message = error instanceof Error ? messageOf(error) : String(error);
    // What the system refuses (the working directory is gone, a folder may not be read) is no bug of ours.
    const isOurs = error instanceof UsageError || error instanceof RangeError || isSystemError(error);
    console.error(`rsc-boundary: ${visible(message)}${isOurs ? '' : ' This is a bug: please report it.'}`);
    process.exitCode = 2;
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function messageOf(error: Error): string {
  // TypeScript's parser calls itself, and so does its resolution of imports: some thousand levels are more than a stack can take.
  return error instanceof RangeError
    ? `TypeScript could not read the program (${error.message}): a source file or a package.json is nested too deeply, or files import each other in too long a chain. Leave generated files out with "exclude" in your tsconfig.json.`
    : error.message;
}
