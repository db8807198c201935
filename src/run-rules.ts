import type ts from 'typescript';
import { factsOf } from './facts/index.ts';
import { hasUncompiledDirective } from './frameworks/bundler.ts';
import { withSoundEdits } from './fixes/sound-edits.ts';
import { compareFindings, type Finding } from './finding.ts';
import { hasIdleServerDirective } from './graph/client-importers.ts';
import type { Project } from './project/project.ts';
import { formatMessage, isFileOnly, rangeOf, type MessageData, type ReportDescriptor, type Rule } from './rule.ts';
import { memoized } from './syntax/memoized.ts';

/** A rule switched on, with its options. */
export interface SelectedRule {
  readonly rule: Rule;
  /** What the user set; merged over the rule's defaults. */
  readonly options?: object | undefined;
}

/** What whoever asks may add to a run of rules. */
export interface RunHooks {
  /** Told of an exception inside a rule, whose findings for this file are then lost; the other rules go on. Without it the exception is thrown. */
  onRuleError?(rule: Rule, error: unknown): void;
  /** Runs a rule for the analysis, to know how long it takes. */
  measure?<Result>(rule: Rule, run: () => Result): Result;
}

const frameworkDirective = 'framework-directive';
const ineffectiveDirective = 'no-ineffective-directive';

const noOptions: object = Object.freeze({});
const nothing: readonly Finding[] = Object.freeze([]);

type KnownFindings = Map<string, readonly Finding[]>;

const knownOfFile = memoized((_sourceFile: ts.SourceFile): KnownFindings => new Map());
const knownInProject = memoized((_project: Project, _sourceFile: ts.SourceFile): KnownFindings => new Map());

/**
 * Runs rules over one file. What a rule finds is kept: by SourceFile for a rule that looks at nothing else, by project and
 * SourceFile for the others, so each door may ask as often as it likes.
 *
 * @param project the project the file belongs to
 * @param sourceFile the file, with parent pointers set
 * @param rules the rules that are on
 * @returns the findings in the order of {@link compareFindings}, before any `eslint-disable` comment is honoured
 * @throws whatever a rule throws, when there is no `onRuleError`; what the project throws where the analysis has been cancelled
 */
export function runRules(
  project: Project,
  sourceFile: ts.SourceFile,
  rules: readonly SelectedRule[],
  hooks: RunHooks = {},
): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, options } of rules) {
    project.throwIfCancelled?.();
    try {
      const run = (): readonly Finding[] => findingsOf(project, sourceFile, rule, options);
      findings.push(...(hooks.measure ? hooks.measure(rule, run) : run()));
    } catch (error) {
      if (!hooks.onRuleError) throw error;
      hooks.onRuleError(rule, error);
    }
  }
  return findings.sort(compareFindings);
}

function findingsOf(
  project: Project,
  sourceFile: ts.SourceFile,
  rule: Rule,
  userOptions: object | undefined,
): readonly Finding[] {
  const byRule = isFileOnly(rule) ? knownOfFile(sourceFile) : knownInProject(project, sourceFile);
  const key = userOptions ? `${rule.name} ${JSON.stringify(userOptions)}` : rule.name;
  let findings = byRule.get(key);
  if (!findings) byRule.set(key, (findings = run(project, sourceFile, rule, userOptions)));
  return findings;
}

function run(project: Project, sourceFile: ts.SourceFile, rule: Rule, userOptions: object | undefined): readonly Finding[] {
  // A declaration file has no run time of its own: nothing in it can be a directive or cross a boundary.
  if (sourceFile.isDeclarationFile) return [];
  // One fault is said once: no other rule takes a directive at its word that nothing compiles.
  if (!isFileOnly(rule) && rule.name !== frameworkDirective && hasUncompiledDirective(project, sourceFile)) return [];
  if (!isFileOnly(rule) && rule.name !== ineffectiveDirective && hasIdleServerDirective(project, sourceFile)) return [];
  const findings: Finding[] = [];
  rule.check({
    ts: project.ts,
    sourceFile,
    facts: factsOf(project.ts, sourceFile),
    project,
    checker: rule.reach.includes('types') ? project.checker : undefined,
    options: userOptions ? { ...rule.options?.defaults, ...userOptions } : (rule.options?.defaults ?? noOptions),
    report: (descriptor) => findings.push(toFinding(rule, sourceFile, descriptor)),
  });
  return findings.length > 0 ? withSoundEdits(project, sourceFile, findings) : nothing;
}

function toFinding(rule: Rule, sourceFile: ts.SourceFile, descriptor: ReportDescriptor<string>): Finding {
  const { at, messageId, data = {}, fix, suggestions = [], related = [], tag, severity } = descriptor;
  return {
    rule: rule.name,
    messageId,
    data,
    message: messageOf(rule, messageId, data),
    ...rangeOf(sourceFile, at),
    ...(fix ? { fix } : {}),
    suggestions: suggestions.map((suggestion) => ({
      messageId: suggestion.messageId,
      data: suggestion.data ?? {},
      message: messageOf(rule, suggestion.messageId, suggestion.data ?? {}),
      edits: suggestion.edits,
    })),
    related,
    ...(tag ? { tag } : {}),
    severity: severity ?? rule.severity,
    ...(severity ? { isWarning: true } : {}),
  };
}

function messageOf(rule: Rule, messageId: string, data: MessageData): string {
  const template = rule.messages[messageId];
  if (template === undefined) throw new Error(`${rule.name} has no message "${messageId}"`);
  return formatMessage(template, data);
}
