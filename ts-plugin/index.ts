import type ts from 'typescript';
import type { TypeScript } from '../src/typescript.ts';
import { registerCodeFixes } from './code-fixes.ts';
import { decorate } from './decorate.ts';
import { describe, stateOf, type PluginState } from './state.ts';

/**
 * The language-service plugin. tsserver calls it once with its own TypeScript; `create` is called once a project.
 *
 * In `tsconfig.json`: `"plugins": [{ "name": "eslint-plugin-rsc-boundary/ts-plugin" }]`.
 */
function init({ typescript }: { typescript: TypeScript }): ts.server.PluginModule {
  const states: PluginState[] = [];
  return {
    create(info) {
      try {
        registerCodeFixes(typescript);
        const state = stateOf(typescript, info);
        const service = decorate(state);
        states.push(state);
        return service;
      } catch (error) {
        info.project.projectService.logger.info(`rsc-boundary: could not start: ${describe(error)}`);
        return info.languageService;
      }
    },
    // Called where an editor sends settings of its own in place of the tsconfig entry's.
    onConfigurationChanged(config: unknown) {
      for (const state of states) {
        state.configure(config);
        state.info.project.refreshDiagnostics();
      }
    },
  };
}

export default init;
