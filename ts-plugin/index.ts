import type ts from 'typescript';
import type { TypeScript } from '../src/typescript.ts';
import { registerCodeFixes } from './code-fixes.ts';
import { decorate } from './decorate.ts';
import { externalState } from './state.ts';

/**
 * The language-service plugin. tsserver calls it once with its own TypeScript; `create` is called once a project.
 *
 * In `tsconfig.json`: `"plugins": [{ "name": "eslint-plugin-rsc-boundary/ts-plugin" }]`.
 */
function init({ typescript }: { typescript: TypeScript }): ts.server.PluginModule {
  const states = new WeakMap<ts.server.Project, ReturnType<typeof externalState>>();
  let last: ReturnType<typeof externalState> | undefined;
  return {
    create(info) {
      const state = externalState(typescript, info);
      states.set(info.project, state);
      last = state;
      registerCodeFixes(typescript);
      return decorate(state);
    },
    onConfigurationChanged(config: unknown) {
      last?.configure(config);
    },
  };
}

export default init;
