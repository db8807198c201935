import type { ReceivedDiagnostic } from '../support/tsserver.ts';

/** The options of the test projects, in the words of a tsconfig. */
export const compilerOptions = {
  strict: true,
  jsx: 'preserve',
  module: 'esnext',
  target: 'es2022',
  moduleResolution: 'bundler',
  allowJs: true,
  noEmit: true,
  types: [],
};

/** The name of the plugin, as a tsconfig has it. */
export const pluginName = 'eslint-plugin-rsc-boundary/ts-plugin';

/**
 * A tsconfig with this plugin in it.
 *
 * @param entry what the plugin's entry says beside the name
 */
export function tsconfig(entry: object = {}): string {
  return JSON.stringify({ compilerOptions: { ...compilerOptions, plugins: [{ name: pluginName, ...entry }] } });
}

/** A file with one finding that has a fix, */
export const sever = `'use sever';\nexport async function save() {}\n`;

/** and that finding as a server sends it. */
export const severFinding: ReceivedDiagnostic = {
  start: 0,
  end: 11,
  code: 83002,
  message: 'Did you mean "use server"? "use sever" is not a directive, so the functions of this file are no Server Functions.',
  category: 'error',
  source: 'rsc-boundary',
  related: [],
};

/** A file with a Server Function that is not async, */
export const sync = `'use server';\nexport function save() {}\n`;

/** and what is found in it. */
export const syncFinding: ReceivedDiagnostic = {
  start: 30,
  end: 34,
  code: 83005,
  message: '"use server" functions must be async functions. Add "async" to "save": its caller is on the other side of the network.',
  category: 'error',
  source: 'rsc-boundary',
  related: [],
};
