import type { Rule as EslintRule } from 'eslint';
import { analyze } from '../src/analyze.ts';
import type { Finding, TextEdit } from '../src/finding.ts';
import { optionProblem } from '../src/options.ts';
import { documentationOf, isFileOnly, reasonOf, failureRemedyOf, type Rule } from '../src/rule.ts';
import { inputOf, sayUnmatchedRoots } from './input.ts';
import { checkSettings, optionsOf } from './settings.ts';

/**
 * A rule of the analysis as ESLint takes it: a filter over what the one analysis of the file found.
 *
 * @param rule a rule of the registry
 */
export function toEslintRule(rule: Rule): EslintRule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: {
        description: rule.description,
        url: documentationOf(rule.name),
        recommended: rule.presets.includes('recommended'),
      },
      messages: { ...rule.messages, [failed]: failedMessage },
      schema: rule.options ? [{ ...rule.options.schema }] : [],
      ...(rule.options ? { defaultOptions: [{ ...rule.options.defaults }] } : {}),
      ...(rule.fixable ? { fixable: 'code' as const } : {}),
      hasSuggestions: rule.hasSuggestions,
    },
    create(context) {
      checkSettings(context);
      // ESLint knows the schema; what only the rule can tell, a pattern it cannot use, is said before any file.
      const [options] = context.options as unknown[];
      const problem = options === undefined ? undefined : optionProblem(rule, options);
      if (problem !== undefined) throw new Error(problem);
      return {
        Program() {
          check(rule, context);
        },
      };
    },
  };
}

// What ESLint shows in place of the findings of a rule that failed. Thrown on, the exception would end the whole run.
const failed = 'failed';
const failedMessage = 'This rule failed here, and what it finds in this file is missing ({{reason}}). {{remedy}}.';

function check(rule: Rule, context: EslintRule.RuleContext): void {
  try {
    for (const finding of findingsOf(rule, context)) report(context, finding);
  } catch (error) {
    const start = { line: 1, column: 0 };
    context.report({
      loc: { start, end: start },
      messageId: failed,
      data: { reason: reasonOf(error), remedy: failureRemedyOf(error) },
    });
  }
}

function findingsOf(rule: Rule, context: EslintRule.RuleContext): readonly Finding[] {
  const input = inputOf(context);
  if (!input) return [];
  const options = optionsOf(rule, context.options[0] as object | undefined, input.settings);
  if (!isFileOnly(rule)) sayUnmatchedRoots(input, context.cwd);
  return analyze(input.project, input.sourceFile, { rules: [{ rule, severity: rule.severity, options }], withSilenced: true });
}

function report(context: EslintRule.RuleContext, finding: Finding): void {
  const { sourceCode } = context;
  const { fix } = finding;
  context.report({
    loc: { start: sourceCode.getLocFromIndex(finding.start), end: sourceCode.getLocFromIndex(finding.end) },
    messageId: finding.messageId,
    data: { ...finding.data },
    ...(fix ? { fix: (fixer) => fixesOf(fixer, fix) } : {}),
    // ESLint edits one file at a time: what belongs into another is for the editor.
    suggest: finding.suggestions
      .filter(({ edits }) => edits.every((edit) => edit.fileName === undefined))
      .map((suggestion) => ({
        messageId: suggestion.messageId,
        data: { ...suggestion.data },
        fix: (fixer) => fixesOf(fixer, suggestion.edits),
      })),
  });
}

function fixesOf(fixer: EslintRule.RuleFixer, edits: readonly TextEdit[]): EslintRule.Fix[] {
  return edits.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.newText));
}
