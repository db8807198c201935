import type ts from 'typescript';
import { runRules } from '../run-rules.ts';
import { presetNames, type ConfiguredRule } from '../configuration.ts';
import type { CrossingKind } from '../crossings/crossing.ts';
import type { Finding, RelatedInformation, TextRange } from '../finding.ts';
import type { Side } from '../graph/environment.ts';
import type { Project } from '../project/project.ts';
import { reasonOf, type Rule } from '../rule.ts';
import { rules, rulesOfPreset } from '../rules/index.ts';
import { suppressionOf } from '../suppressions.ts';
import type { ModuleReasons } from './module.ts';
import type { ValueReason } from './value.ts';

/** What a rule does at a place, and on which condition that hangs. */
export interface RuleReason {
  readonly rule: string;
  /** `off`: it is not on, and would say something here; `silent`: it says nothing, on or not. */
  readonly state: 'reported' | 'suppressed' | 'off' | 'silent';
  readonly isOn: boolean;
  readonly text: string;
  readonly range?: TextRange | undefined;
  readonly related: readonly RelatedInformation[];
}

/** Which rule judges what crosses in each way; `no-secret-exposure` looks at what is sent as well. */
const judges: Readonly<Record<CrossingKind, string>> = {
  prop: 'serializable-props',
  spread: 'serializable-props',
  child: 'serializable-props',
  handed: 'serializable-props',
  capture: 'serializable-closure',
  bound: 'serializable-closure',
  argument: 'serializable-action-arguments',
  event: 'serializable-action-arguments',
  result: 'serializable-action-result',
  'cached-argument': 'serializable-cache-values',
  'cached-result': 'serializable-cache-values',
};

/** What is asked about: a range of a file, what is known of its module, and of what crosses in it. */
interface RuleQuestion {
  readonly project: Project;
  readonly sourceFile: ts.SourceFile;
  readonly range: TextRange;
  readonly on: readonly ConfiguredRule[];
  readonly module: ModuleReasons;
  readonly values: readonly ValueReason[];
}

/** What every rule does at a place: those that speak first, then those that would, then the silent ones. */
export function ruleReasons(question: RuleQuestion): RuleReason[] {
  const reasons = rules.flatMap((rule) => reasonsOf(question, rule));
  const order: ReadonlyArray<RuleReason['state']> = ['reported', 'suppressed', 'off', 'silent'];
  return reasons.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

function reasonsOf(question: RuleQuestion, rule: Rule): RuleReason[] {
  const { project, sourceFile, range, on } = question;
  const configured = on.find((candidate) => candidate.rule === rule);
  const isOn = configured !== undefined;
  let problem: string | undefined;
  const found = runRules(project, sourceFile, [{ rule, options: configured?.options }], {
    onRuleError: (_rule, error) => (problem = reasonOf(error)),
  });
  const silent = (text: string): RuleReason[] => [{ rule: rule.name, state: 'silent', isOn, text, related: [] }];
  if (problem !== undefined) return silent(`it failed on this file: ${problem}`);
  const here = found.filter(({ start, end }) => start <= range.end && range.start <= end);
  if (here.length > 0) return here.map((finding) => spoken(question, rule, isOn, finding));
  return silent(silenceOf(question, rule, found.length));
}

function spoken({ project, sourceFile }: RuleQuestion, rule: Rule, isOn: boolean, finding: Finding): RuleReason {
  const comment = suppressionOf(project.ts, sourceFile, finding);
  const { start, end, message, related } = finding;
  const line = comment && sourceFile.getLineAndCharacterOfPosition(comment.start).line + 1;
  const state = !isOn ? 'off' : comment ? 'suppressed' : 'reported';
  const presets = presetNames.filter((preset) => rulesOfPreset(preset).includes(rule)).join(', ');
  const text = !isOn
    ? `it is off (it is in ${presets}), and would say: ${message}`
    : comment
      ? `the comment on line ${line} silences: ${message}`
      : message;
  return { rule: rule.name, state, isOn, text, range: { start, end }, related };
}

/** Why a rule says nothing here: the first condition that does not hold, in the order in which rules ask. */
function silenceOf({ project, sourceFile, module, values }: RuleQuestion, rule: Rule, elsewhere: number): string {
  if (sourceFile.isDeclarationFile) return 'a declaration file has no run time of its own';
  if (rule.side && !module.sides.some(({ side }) => side === rule.side)) return otherSideText(rule.side, module);
  const kinds = (Object.keys(judges) as CrossingKind[]).filter((kind) => judges[kind] === rule.name);
  if (kinds.length > 0) {
    const own = values.filter(({ kind }) => kinds.includes(kind));
    if (own.length === 0) return 'no value of the kind it judges crosses here';
    return own.map(({ name, text }) => `${name}: ${text}`).join('; ');
  }
  if (rule.reach.includes('types') && !project.checker) return 'there are no types here, and what the syntax shows is nothing';
  return elsewhere > 0 ? 'what it speaks of in this file stands elsewhere' : 'it found nothing in this file';
}

function otherSideText(side: Side, { sides }: ModuleReasons): string {
  return sides.length === 0
    ? `it looks at modules on the ${side}, and on which side this one is is not known`
    : `it looks at modules on the ${side}, and this one is on the ${sides[0]!.side} alone`;
}
