import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../test/support/build.ts';
import type { Figure } from './statistics.ts';

/**
 * What the plugin keeps in memory: the heap of a language service with an app in it, before and after the plugin has answered for
 * some of its files, which makes it look at every module. To be run with `--expose-gc`, and in a process of its own.
 *
 * @param files relative to the app's directory
 */
export function measureMemory(name: string, directory: string, files: readonly string[]): Figure[] {
  const service = serviceFor(directory);
  const init = createRequire(import.meta.url)(join(root, 'dist/ts-plugin.cjs')) as (modules: {
    typescript: typeof ts;
  }) => ts.server.PluginModule;
  const host = {
    ...ts.sys,
    getCancellationToken: () => ({ isCancellationRequested: () => false }),
  } as unknown as ts.LanguageServiceHost;
  // The plugin speaks only where something went wrong: then nothing was measured.
  const log = (line: string): never => {
    throw new Error(line);
  };
  const project = {
    getCurrentDirectory: () => directory,
    getProjectName: () => `${directory}/tsconfig.json`,
    projectService: { logger: { info: log } },
  };
  const info = { languageService: service, languageServiceHost: host, config: { preset: 'all' }, project };
  const decorated = init({ typescript: ts }).create(info as unknown as ts.server.PluginCreateInfo);
  // All that TypeScript itself keeps of these files is there before the plugin is first asked.
  for (const file of files) service.getSemanticDiagnostics(`${directory}/${file}`);
  const before = heap();
  for (const file of files) decorated.getSemanticDiagnostics(`${directory}/${file}`);
  const added = heap() - before;
  const modules = service
    .getProgram()!
    .getSourceFiles()
    .filter((file) => file.fileName.startsWith(`${directory}/`) && !file.fileName.includes('/node_modules/')).length;
  return [
    {
      what: `${name}: memory added per module`,
      value: added / 1024 / modules,
      unit: 'kB',
      bound: 2,
      how: `heap after collection, over ${modules} modules`,
    },
  ];
}

function heap(): number {
  // Twice: what a finalizer lets go of is collected the second time.
  global.gc!();
  global.gc!();
  return process.memoryUsage().heapUsed;
}

function serviceFor(directory: string): ts.LanguageService {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    `${directory}/tsconfig.json`,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  )!;
  return ts.createLanguageService({
    getCompilationSettings: () => parsed.options,
    getScriptFileNames: () => parsed.fileNames,
    getScriptVersion: () => '1',
    getScriptSnapshot: (fileName) => {
      const text = ts.sys.readFile(fileName);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => directory,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (fileName) => ts.sys.fileExists(fileName),
    readFile: (fileName) => ts.sys.readFile(fileName),
    readDirectory: (path, ...rest) => ts.sys.readDirectory(path, ...rest),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    ...(ts.sys.realpath ? { realpath: ts.sys.realpath } : {}),
  });
}
