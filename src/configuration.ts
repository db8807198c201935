import type { SelectedRule } from './analyze.ts';
import type { PresetName, Rule, Severity } from './rule.ts';
import { rules, rulesOfPreset } from './rules/index.ts';

/** The names a user may give for a preset. */
export const presetNames = ['recommended', 'strict', 'security', 'all'] as const satisfies ReadonlyArray<PresetName | 'all'>;

/** How a user sets one rule: a severity, or a severity with options. */
export type RuleSetting = Severity | 'off' | readonly [Severity | 'off', object?];

/** What the editor's and the command line's users may set. */
export interface Configuration {
  /** One or more presets; `recommended` where nothing is said. */
  readonly presets?: readonly string[];
  readonly rules?: Readonly<Record<string, unknown>>;
}

/** A rule that is on, and how loudly it speaks. */
export interface ConfiguredRule extends SelectedRule {
  readonly severity: Severity;
}

/** What came of a configuration. */
export interface ConfigurationResult {
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
      const problem = parsed.options && optionProblem(rule, parsed.options);
      if (problem) problems.push(problem);
      on.set(name, { rule, severity: parsed.severity, options: problem ? undefined : parsed.options });
    }
  }
  return { rules: [...on.values()], problems };
}

function isPreset(name: string): name is (typeof presetNames)[number] {
  return (presetNames as readonly string[]).includes(name);
}

function parseSetting(setting: unknown): { severity: Severity | 'off'; options: object | undefined } | undefined {
  const [severity, options] = Array.isArray(setting) ? (setting as unknown[]) : [setting];
  if (severity !== 'off' && severity !== 'warn' && severity !== 'error') return undefined;
  if (options !== undefined && (typeof options !== 'object' || options === null)) return undefined;
  return { severity, options };
}

function optionProblem(rule: Rule, options: object): string | undefined {
  const known = Object.keys((rule.options?.schema['properties'] as object | undefined) ?? {});
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return undefined;
  const has = known.length > 0 ? alternatives(unknown, known) : 'It takes none.';
  return `Rule "${rule.name}" has no option "${unknown}". ${has}`;
}

/** "Did you mean …?" where one name is near, the list of names where none is. */
function alternatives(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, shared: sharedPairs(name, candidate) }))
    .sort((a, b) => b.shared - a.shared)[0];
  return near && near.shared >= 0.5 ? `Did you mean "${near.candidate}"?` : `There are: ${known.join(', ')}.`;
}

/** How alike two names are, 0 to 1: the share of letter pairs they have in common (Dice). */
function sharedPairs(a: string, b: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
  const [first, second] = [pairs(a), pairs(b)];
  const common = [...first].filter((pair) => second.has(pair)).length;
  return (2 * common) / Math.max(1, first.size + second.size);
}
