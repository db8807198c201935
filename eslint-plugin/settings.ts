import type { Rule as EslintRule } from 'eslint';
import type ts from 'typescript';
import { findConfig, normalize, readOptions } from '../node/disk.ts';
import { entryOf } from '../node/plugin-entry.ts';
import type { ConfiguredRule } from '../src/configuration.ts';
import type { Rule } from '../src/rule.ts';
import { entryNames, readEslintSettings, readSettings } from '../src/settings.ts';
import type { TypeScript } from '../src/typescript.ts';
import { notice } from './notice.ts';

/** What is set for a file's project: in ESLint, and below it in the entry of the tsconfig's `plugins`. */
export interface FileSettings {
  /** Globs relative to the project's directory. */
  readonly serverRoots: readonly string[];
  /** Where they are set: a tsconfig, or ESLint's settings. */
  readonly place: string;
  /** The rules of the tsconfig's entry: ESLint decides which are on, and takes options from here that it does not set itself. */
  readonly rules: readonly ConfiguredRule[];
}

interface Kept {
  readonly options: ts.CompilerOptions;
  readonly configFile: string | undefined;
  readonly since: number;
}

const key = 'rsc-boundary';
// By folder, and by config: most folders of a project have the same.
const configs = new Map<string, Kept>();
const configsByFile = new Map<string, Kept>();
// What a config's entry says is read once, and asked for each file.
const entries = new WeakMap<ts.CompilerOptions, ReturnType<typeof readSettings>>();

/** After this many milliseconds a process that still lints is an editor's, and a config is read again. */
const lifetime = 5000;

// ESLint has one object of settings for all files of a config, and asks for each rule.
const read = new WeakMap<object, ReturnType<typeof readEslintSettings>>();

function ownSettings(settings: EslintRule.RuleContext['settings']): ReturnType<typeof readEslintSettings> {
  let own = read.get(settings);
  if (!own) read.set(settings, (own = readEslintSettings(settings[key])));
  return own;
}

/**
 * Looks at what is set in ESLint for the plugin.
 *
 * @throws Error where it cannot be understood
 */
export function checkSettings({ settings }: EslintRule.RuleContext): void {
  const { problems } = ownSettings(settings);
  if (problems.length > 0) throw new Error(`In ESLint's settings["${key}"]: ${problems.join(' ')}`);
}

/**
 * The settings for a file.
 *
 * @param program the parser's, where there is one; else the nearest config is read
 * @param folder the file's own: absolute, forward slashes
 */
export function fileSettings(
  context: EslintRule.RuleContext,
  typescript: TypeScript,
  program: ts.Program | undefined,
  folder: string,
): FileSettings {
  const own = ownSettings(context.settings);
  const options = program?.getCompilerOptions();
  const config = options ? { options, configFile: options['configFilePath'] } : nearestConfig(typescript, folder);
  const place = `the "plugins" of ${String(config.configFile)}`;
  let entry = entries.get(config.options);
  if (!entry) entries.set(config.options, (entry = readSettings(entryOf(config.options), [], entryNames)));
  const { serverRoots, rules, problems } = entry;
  for (const problem of problems) notice(`In ${place}: ${problem}`);
  return own.serverRoots
    ? { serverRoots: own.serverRoots, place: `ESLint's settings["${key}"]`, rules }
    : { serverRoots, place, rules };
}

function nearestConfig(typescript: TypeScript, folder: string): Kept {
  let kept = configs.get(folder);
  if (!kept || Date.now() - kept.since > lifetime) {
    const configFile = findConfig(typescript, normalize(folder));
    const shared = configFile === undefined ? undefined : configsByFile.get(configFile);
    if (shared && Date.now() - shared.since <= lifetime) kept = shared;
    else kept = { options: configFile ? readOptions(typescript, configFile) : {}, configFile, since: Date.now() };
    configs.set(folder, kept);
    if (configFile !== undefined) configsByFile.set(configFile, kept);
  }
  return kept;
}

/**
 * A rule's options: ESLint's where it sets them, the tsconfig's below.
 *
 * @param given ESLint's, with the rule's defaults filled in
 */
export function optionsOf(rule: Rule, given: object | undefined, { rules }: FileSettings): object | undefined {
  const below = rules.find((configured) => configured.rule === rule)?.options;
  if (!below) return given;
  const defaults = (rule.options?.defaults ?? {}) as Record<string, unknown>;
  const set = Object.entries(given ?? {}).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]));
  return { ...below, ...Object.fromEntries(set) };
}
