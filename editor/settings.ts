import { configure, type ConfiguredRule } from '../src/configuration.ts';

/** What a user can set for an editor: an entry of a tsconfig's `plugins`, or the settings of a language client. */
export interface EditorSettings {
  readonly rules: readonly ConfiguredRule[];
  /** Globs relative to the project's directory. */
  readonly serverRoots: readonly string[];
  /** Whether the findings are to be shown: ESLint may do it in the same editor. */
  readonly diagnostics: boolean;
}

/** Settings as they were read, with what was wrong with them. */
export interface SettingsResult extends EditorSettings {
  /** One sentence each; what is wrong is passed over. */
  readonly problems: readonly string[];
}

const ownNames = ['preset', 'rules', 'serverRoots', 'diagnostics'];

/**
 * Reads a user's settings. Nothing in them brings it down: what is unknown or of the wrong type is named in `problems` and passed
 * over.
 *
 * @param config the settings, of any shape
 * @param more names that a door knows beside these, and reads itself
 * @param foreign names that belong to somebody else, and are neither read nor told of
 */
export function readSettings(config: unknown, more: readonly string[] = [], foreign: readonly string[] = []): SettingsResult {
  const given = (config ?? {}) as Record<string, unknown>;
  const { preset, rules, serverRoots, diagnostics = true } = given;
  const problems: string[] = [];
  const known = [...ownNames, ...more];
  for (const key of Object.keys(given).filter((key) => !known.includes(key) && !foreign.includes(key))) {
    problems.push(`There is no setting "${key}". There are: ${known.join(', ')}.`);
  }
  const presets = typeof preset === 'string' ? [preset] : Array.isArray(preset) ? preset.map(String) : undefined;
  if (preset !== undefined && !presets) problems.push('"preset" takes the name of a preset, or a list of names.');
  const isRecord = typeof rules === 'object' && rules !== null && !Array.isArray(rules);
  if (rules !== undefined && !isRecord) problems.push('"rules" takes an object of rule names and severities.');
  const areGlobs = Array.isArray(serverRoots) && serverRoots.every((glob) => typeof glob === 'string');
  if (serverRoots !== undefined && !areGlobs) problems.push('"serverRoots" takes a list of globs.');
  if (typeof diagnostics !== 'boolean') problems.push('"diagnostics" takes true or false.');
  const result = configure({
    ...(presets ? { presets } : {}),
    ...(isRecord ? { rules: rules as Record<string, unknown> } : {}),
  });
  return {
    rules: result.rules,
    serverRoots: areGlobs ? (serverRoots as string[]) : [],
    diagnostics: diagnostics !== false,
    problems: [...problems, ...result.problems],
  };
}
