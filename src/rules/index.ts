import type { PresetName, Rule } from '../rule.ts';
import { noConflictingDirectives } from './no-conflicting-directives.ts';

/** Every rule there is, in the order of the README's table. The only registry. */
export const rules: readonly Rule[] = [noConflictingDirectives];

/**
 * The rules of a preset. `strict` holds `recommended`; `security` is an addition to either; `all` is every rule.
 */
export function rulesOfPreset(preset: PresetName | 'all'): readonly Rule[] {
  if (preset === 'all') return rules;
  return rules.filter(
    ({ presets }) => presets.includes(preset) || (preset === 'strict' && presets.includes('recommended')),
  );
}
