import { alternatives } from './alternatives.ts';
import { configure, type ConfiguredRule } from './configuration.ts';
import { isRecord } from './options.ts';

/** What a user can set for a project: in the entry of a tsconfig's `plugins`, in a language client, or by flags. */
export interface ProjectSettings {
  readonly rules: readonly ConfiguredRule[];
  /** Globs relative to the project's directory. */
  readonly serverRoots: readonly string[];
  /** Whether an editor is to show the findings: ESLint may do it in the same editor. */
  readonly diagnostics: boolean;
  /** What else an editor is to offer. */
  readonly features: EditorFeatures;
}

/** What an editor can offer beside findings, and a user can switch off. */
const editorFeatures = ['inlayHints', 'codeLens', 'documentHighlights', 'rename', 'refactorings'] as const;

export type EditorFeature = (typeof editorFeatures)[number];

export type EditorFeatures = Readonly<Record<EditorFeature, boolean>>;

/** Settings as they were read, with what was wrong with them. */
interface SettingsResult extends ProjectSettings {
  /** One sentence each; what is wrong is passed over. */
  readonly problems: readonly string[];
}

const ownNames = ['preset', 'rules', 'serverRoots', 'diagnostics', ...editorFeatures];

/** What stands in a tsconfig's entry beside the settings: tsserver's own keys, and `next`, which its plugin alone reads. */
export const entryNames: readonly string[] = ['name', 'next', 'global', 'enableForWorkspaceTypeScriptVersions'];

/**
 * Reads a user's settings. Nothing in them brings it down: what is unknown or of the wrong type is named in `problems` and passed
 * over.
 *
 * @param config the settings, of any shape
 * @param more names that a door knows beside these, and reads itself
 * @param foreign names that belong to other tools, and are neither read nor told of
 */
export function readSettings(config: unknown, more: readonly string[] = [], foreign: readonly string[] = []): SettingsResult {
  const given = isRecord(config) ? config : {};
  const { preset, rules, serverRoots, diagnostics = true } = given;
  const problems = unknownNames(given, [...ownNames, ...more], foreign);
  const presets = typeof preset === 'string' ? [preset] : Array.isArray(preset) ? preset.map(String) : undefined;
  if (config !== undefined && config !== null && !isRecord(config)) problems.push('The settings are one object.');
  if (preset !== undefined && !presets) problems.push('"preset" takes the name of a preset, or a list of names.');
  if (rules !== undefined && !isRecord(rules)) problems.push('"rules" takes an object of rule names and severities.');
  const roots = globsOf(serverRoots);
  if (roots.problem) problems.push(roots.problem);
  if (typeof diagnostics !== 'boolean') problems.push('"diagnostics" takes true or false.');
  const features = Object.fromEntries(
    editorFeatures.map((name) => {
      const value = given[name] ?? true;
      if (typeof value !== 'boolean') problems.push(`"${name}" takes true or false.`);
      return [name, value !== false];
    }),
  ) as EditorFeatures;
  const result = configure({ ...(presets ? { presets } : {}), ...(isRecord(rules) ? { rules } : {}) });
  return {
    rules: result.rules,
    serverRoots: roots.globs,
    diagnostics: diagnostics !== false,
    features,
    problems: [...problems, ...result.problems],
  };
}

/** ESLint's `settings['rsc-boundary']`: the server roots alone, for ESLint has a place of its own for the rules. */
export function readEslintSettings(config: unknown): {
  readonly serverRoots: readonly string[] | undefined;
  readonly problems: readonly string[];
} {
  if (config === undefined) return { serverRoots: undefined, problems: [] };
  if (!isRecord(config)) return { serverRoots: undefined, problems: ['It takes an object with "serverRoots".'] };
  const { globs, problem } = globsOf(config['serverRoots']);
  const problems = [...unknownNames(config, ['serverRoots'], []), ...(problem ? [problem] : [])];
  return { serverRoots: config['serverRoots'] === undefined ? undefined : globs, problems };
}

/** One user's settings over another's: rule by rule, and whole for the rest. */
export function mergeSettings(below: unknown, above: unknown): unknown {
  if (!isRecord(below)) return above;
  if (!isRecord(above)) return below;
  const rules = isRecord(below['rules']) && isRecord(above['rules']) ? { rules: { ...below['rules'], ...above['rules'] } } : {};
  return { ...below, ...above, ...rules };
}

function unknownNames(given: object, known: readonly string[], foreign: readonly string[]): string[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name) && !foreign.includes(name))
    .map((name) => `There is no setting "${name}". ${alternatives(name, known)}`);
}

function globsOf(value: unknown): { globs: readonly string[]; problem?: string } {
  if (value === undefined) return { globs: [] };
  if (Array.isArray(value) && value.every((glob) => typeof glob === 'string' && glob !== '')) return { globs: value as string[] };
  return { globs: [], problem: '"serverRoots" takes a list of globs.' };
}
