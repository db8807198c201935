import type ts from 'typescript';
import { createState, type EditorState } from '../editor/state.ts';
import { entryNames, readSettings } from '../src/settings.ts';
import type { TypeScript } from '../src/typescript.ts';

/** All the plugin knows of one project. There is one for each, and nothing in module variables. */
export interface PluginState extends EditorState {
  readonly info: ts.server.PluginCreateInfo;
  /**
   * Takes a user's settings.
   *
   * @param where what they stand in, for the log: `the "plugins" of /app/tsconfig.json`
   */
  takeEntry(config: unknown, where: string): void;
  /** What to do with what Next.js's own plugin says about the same places. */
  next(): 'quiet' | 'leave';
  /** The services of later plugins that already leave out what this one has judged. */
  readonly quieted: WeakSet<ts.LanguageService>;
}

/**
 * Makes the state of one project.
 *
 * @param info what tsserver gives a plugin for a project; `info.config` is the tsconfig entry
 */
export function stateOf(typescript: TypeScript, info: ts.server.PluginCreateInfo): PluginState {
  let next: 'quiet' | 'leave' = 'quiet';
  const { languageServiceHost } = info;
  const state = createState({
    typescript,
    directory: info.project.getCurrentDirectory().replaceAll('\\', '/'),
    disk: {
      // A pipe or a device is no file: reading one may never end.
      readFile: (fileName) => (languageServiceHost.fileExists(fileName) ? languageServiceHost.readFile(fileName) : undefined),
      fileExists: (fileName) => languageServiceHost.fileExists(fileName),
      directoryExists: (name) => languageServiceHost.directoryExists?.(name) ?? true,
      readDirectory: languageServiceHost.readDirectory && ((...asked) => languageServiceHost.readDirectory!(...asked)),
      realpath: (path) => languageServiceHost.realpath?.(path) ?? path,
    },
    program: () => info.languageService.getProgram(),
    isCancelled: () => languageServiceHost.getCancellationToken?.().isCancellationRequested() ?? false,
    log: (message) => info.project.projectService.logger.info(`rsc-boundary: ${message}`),
  });
  const plugin: PluginState = {
    ...state,
    info,
    quieted: new WeakSet(),
    next: () => next,
    takeEntry(config, where) {
      const settings = readSettings(config, ['next'], entryNames);
      const given = (config ?? {}) as { next?: unknown };
      next = given.next === 'leave' ? 'leave' : 'quiet';
      const problems = [...settings.problems];
      if (given.next !== undefined && given.next !== 'quiet' && given.next !== 'leave')
        problems.push('"next" takes "quiet" or "leave".');
      for (const problem of problems) state.log(`in ${where}: ${problem}`);
      state.configure(settings);
    },
  };
  plugin.takeEntry(info.config, placeOfEntry(info));
  return plugin;
}

/** Where a plugin's entry stands: a tsconfig, or an editor's own list of plugins. */
function placeOfEntry({ config, project }: ts.server.PluginCreateInfo): string {
  // tsserver calls a configured project by its config file, and others by names of its own.
  const isOfConfig = (config as { global?: unknown } | null)?.global !== true && /\.json$/.test(project.getProjectName());
  return isOfConfig ? `the "plugins" of ${project.getProjectName()}` : "the editor's settings";
}
