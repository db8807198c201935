import { readFileSync } from 'node:fs';
import type { ESLint, Linter } from 'eslint';
import { presetNames } from '../src/configuration.ts';
import { rules, rulesOfPreset, type RuleName } from '../src/rules/index.ts';
import { RULE_PREFIX } from '../src/suppressions.ts';
import { toEslintRule } from './rule.ts';

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

type PresetName = (typeof presetNames)[number];

/** The plugin as ESLint's flat config takes it, with one config a preset. */
export interface RscBoundaryPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly configs: Readonly<Record<PresetName, Linter.Config>>;
  readonly rules: Readonly<Record<RuleName, NonNullable<ESLint.Plugin['rules']>[string]>>;
}

const plugin = {
  meta: { name, version, namespace: RULE_PREFIX },
  rules: Object.fromEntries(rules.map((rule) => [rule.name, toEslintRule(rule)])) as RscBoundaryPlugin['rules'],
  configs: {} as Record<PresetName, Linter.Config>,
} satisfies ESLint.Plugin;

for (const preset of presetNames) {
  plugin.configs[preset] = {
    name: `${RULE_PREFIX}/${preset}`,
    plugins: { [RULE_PREFIX]: plugin },
    rules: Object.fromEntries(rulesOfPreset(preset).map((rule) => [`${RULE_PREFIX}/${rule.name}`, rule.severity] as const)),
  };
}

const rscBoundary: RscBoundaryPlugin = plugin;

export default rscBoundary;

/** The presets: `recommended`, `strict`, `security`, `all`. */
export const configs: RscBoundaryPlugin['configs'] = plugin.configs;
