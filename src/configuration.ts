import type { SelectedRule } from './run-rules.ts';
import { alternatives } from './alternatives.ts';
import { optionProblem } from './options.ts';
import type { PresetName, Severity } from './rule.ts';
import { rules, rulesOfPreset } from './rules/index.ts';

/** The names a user may give for a preset. */
export const presetNames = ['recommended', 'strict', 'security', 'all'] as const satisfies ReadonlyArray<PresetName | 'all'>;

/** How a user sets one rule: a severity, or a severity with options. */
export type RuleSetting = Severity | 'off' | readonly [Severity | 'off', object?];

/** What the editor's and the command line's users may set. */
interface Configuration {
  /** One or more presets; `recommended` where nothing is said. */
  readonly presets?: readonly string[];
  readonly rules?: Readonly<Record<string, unknown>>;
}

/** A rule that is on, and how loudly it speaks. */
export interface ConfiguredRule extends SelectedRule {
  readonly severity: Severity;
}

/** What came of a configuration. */
interface ConfigurationResult {
  readonly rules: readonly ConfiguredRule[];
  /** One clear sentence for each thing that could not be understood; the rest holds all the same. */
  readonly problems: readonly string[];
}

/**
 * Turns presets and rule settings into the rules that are on. What it does not know it names, with the nearest name it does.
 */
export function configure({ presets, rules: settings = {} }: Configuration): ConfigurationResult {
  const problems: string[] = [];
  const on = new Map<string, ConfiguredRule>();
  for (const preset of presets ?? ['recommended']) {
    if (isPreset(preset)) {
      for (const rule of rulesOfPreset(preset)) on.set(rule.name, { rule, severity: rule.severity });
    } else problems.push(`There is no preset "${preset}". ${alternatives(preset, presetNames)}`);
  }
  for (const [key, setting] of Object.entries(settings)) {
    const name = key.replace(/^rsc-boundary\//, '');
    const rule = rules.find((candidate) => candidate.name === name);
    const parsed = parseSetting(setting);
    if (!rule)
      problems.push(
        `There is no rule "${name}". ${alternatives(
          name,
          rules.map((known) => known.name),
        )}`,
      );
    else if (!parsed) problems.push(`Rule "${name}" is set to ${JSON.stringify(setting)}; it takes "off", "warn" or "error".`);
    else if (parsed.severity === 'off') on.delete(name);
    else {
      const { severity, options } = parsed;
      const problem = options === undefined ? undefined : optionProblem(rule, options);
      if (problem) problems.push(problem);
      on.set(name, { rule, severity, options: problem ? undefined : (options as object | undefined) });
    }
  }
  return { rules: [...on.values()], problems };
}

function isPreset(name: string): name is (typeof presetNames)[number] {
  return (presetNames as readonly string[]).includes(name);
}

function parseSetting(setting: unknown): { severity: Severity | 'off'; options: unknown } | undefined {
  const [severity, options] = Array.isArray(setting) ? (setting as unknown[]) : [setting];
  if (severity !== 'off' && severity !== 'warn' && severity !== 'error') return undefined;
  if (Array.isArray(setting) && setting.length > 2) return undefined;
  return { severity, options };
}
