import type ts from 'typescript';
import { describe, guard } from '../editor/guard.ts';
import type { TypeScript } from '../src/typescript.ts';
import { registerCodeFixes } from './code-fixes.ts';
import { decorate } from './decorate.ts';
import { quietLaterPlugins } from './beside-next.ts';
import { stateOf, type PluginState } from './state.ts';

/** The state that speaks for a project: tsserver makes the plugin again when it reads the project's config again. */
const stateOfProject = new WeakMap<ts.server.Project, PluginState>();

/**
 * The language-service plugin. tsserver calls it with its own TypeScript for each project, and again when it reads the project's
 * config again; `create` is called once each time.
 *
 * In `tsconfig.json`: `"plugins": [{ "name": "eslint-plugin-rsc-boundary/ts-plugin" }]`.
 */
function init({ typescript }: { typescript: TypeScript }): ts.server.PluginModule {
  const decorated: Array<{ state: PluginState; service: ts.LanguageService }> = [];
  return {
    create(info) {
      try {
        registerCodeFixes(typescript);
        const state = stateOf(typescript, info);
        const service = decorate(state);
        stateOfProject.get(info.project)?.retire();
        stateOfProject.set(info.project, state);
        decorated.push({ state, service });
        return service;
      } catch (error) {
        info.project.projectService.logger.info(`rsc-boundary: could not start: ${describe(error)}`);
        return info.languageService;
      }
    },
    // There are none; but tsserver asks when all plugins of a project are loaded, and before any request.
    getExternalFiles(project) {
      for (const { state, service } of decorated) {
        if (state.info.project === project) guard(state, 'getExternalFiles', undefined, () => quietLaterPlugins(state, service));
      }
      return [];
    },
    // Called where an editor sends settings of its own in place of the tsconfig entry's.
    onConfigurationChanged(config: unknown) {
      for (const { state } of decorated) {
        state.takeEntry(config, "the editor's settings");
        state.info.project.refreshDiagnostics();
      }
    },
  };
}

export default init;
