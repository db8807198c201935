import type ts from 'typescript';
import { guard } from '../editor/guard.ts';
import { createState, type EditorState } from '../editor/state.ts';
import { entryNames, readSettings } from '../src/settings.ts';
import type { TypeScript } from '../src/typescript.ts';

/** All the plugin knows of one project. There is one for each that speaks. */
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
  /**
   * Whether this state says nothing any more. tsserver reads a project anew when its tsconfig changes: it then makes each plugin
   * again, over the service of the one before, and takes none away that the tsconfig no longer names.
   */
  isRetired(): boolean;
  /** Called when there is another one for the same project. */
  retire(): void;
  /** The services of later plugins that already leave out what this one has judged. */
  readonly quieted: WeakSet<ts.LanguageService>;
}

/** What {@link guard} does, where a state still has something to say. */
export function added<T>(state: PluginState, operation: string, prior: T, run: () => T): T {
  return guard(state, operation, prior, () => (state.isRetired() ? prior : run()));
}

/**
 * Makes the state of one project.
 *
 * @param info what tsserver gives a plugin for a project; `info.config` is the tsconfig entry
 */
export function stateOf(typescript: TypeScript, info: ts.server.PluginCreateInfo): PluginState {
  let next: 'quiet' | 'leave' = 'quiet';
  let isRetired = false;
  const { languageServiceHost } = info;
  // The entry stands in a tsconfig, or in an editor's own list of plugins.
  const { name, global } = (info.config ?? {}) as { name?: string; global?: boolean };
  const isOfConfig = (): boolean => global !== true && isConfigured(info);
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
    isRetired: () => isRetired || (isOfConfig() && !namesOfPlugins(info).includes(name)),
    retire() {
      isRetired = true;
    },
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
  plugin.takeEntry(info.config, isOfConfig() ? `the "plugins" of ${info.project.getProjectName()}` : "the editor's settings");
  return plugin;
}

/** The plugins that the project's config names now. */
function namesOfPlugins({ project }: ts.server.PluginCreateInfo): ReadonlyArray<string | undefined> {
  const { plugins = [] } = project.getCompilerOptions() as { plugins?: ReadonlyArray<{ name?: string }> };
  return plugins.map(({ name }) => name);
}

/** Whether a project has a config file: tsserver calls such a one by it, and others by names of its own. */
function isConfigured({ project }: ts.server.PluginCreateInfo): boolean {
  return /\.json$/.test(project.getProjectName());
}
