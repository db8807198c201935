import type ts from 'typescript';

/** The name of the plugin in a tsconfig's `plugins`: what is set there holds through every door. */
const pluginName = 'eslint-plugin-rsc-boundary/ts-plugin';

/** The plugin's entry in a config's `plugins`, of any shape; undefined where there is none. */
export function entryOf(options: ts.CompilerOptions): unknown {
  const plugins: unknown = options['plugins'];
  if (!Array.isArray(plugins)) return undefined;
  return (plugins as ReadonlyArray<{ readonly name?: unknown } | null>).find((plugin) => plugin?.name === pluginName);
}
