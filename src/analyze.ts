import type ts from 'typescript';
import { configure, type ConfiguredRule, type RuleSetting } from './configuration.ts';
import type { Finding } from './finding.ts';
import type { Project } from './project/project.ts';
import { runRules, type RunHooks } from './run-rules.ts';
import { withoutSuppressed } from './suppressions.ts';

/** Which rules are on, and what whoever asks wants to know beside the findings. */
export interface AnalyzeOptions extends RunHooks {
  /** `recommended` where nothing is said. */
  readonly presets?: readonly string[];
  /** Settings by name, over the presets; or the rules themselves, as `configure` has made them of settings, and then no preset. */
  readonly rules?: Readonly<Record<string, RuleSetting>> | readonly ConfiguredRule[];
  /** Whether what an `eslint-disable` comment silences is given too: for a host that applies its comments itself, as ESLint does. */
  readonly withSilenced?: boolean;
}

/**
 * What the rules find in a file of a project, in the order of all doors, without what an `eslint-disable` comment silences.
 *
 * @param file its name, absolute; or the file itself
 * @throws where the file is not there, or a setting cannot be understood; whatever a rule throws, where there is no `onRuleError`;
 *   what the project throws where the analysis has been cancelled
 */
export function analyze(project: Project, file: string | ts.SourceFile, options: AnalyzeOptions = {}): Finding[] {
  const sourceFile = typeof file === 'string' ? project.sourceFile(file) : file;
  if (!sourceFile) throw new Error(`${String(file)} is not a file of the project in ${project.directory}.`);
  const rules = rulesOf(options);
  const found = runRules(project, sourceFile, rules, options);
  const severities = new Map(rules.map(({ rule, severity }) => [rule.name, severity]));
  return (options.withSilenced ? found : withoutSuppressed(project.ts, sourceFile, found)).map((finding) => ({
    ...finding,
    severity: finding.isWarning ? 'warn' : severities.get(finding.rule)!,
  }));
}

function rulesOf({ presets, rules }: AnalyzeOptions): readonly ConfiguredRule[] {
  if (isConfigured(rules)) return rules;
  const configured = configure({ ...(presets ? { presets } : {}), ...(rules ? { rules } : {}) });
  if (configured.problems.length > 0) throw new Error(configured.problems.join('\n'));
  return configured.rules;
}

function isConfigured(rules: AnalyzeOptions['rules']): rules is readonly ConfiguredRule[] {
  return Array.isArray(rules);
}
