import type { Rule as EslintRule } from 'eslint';
import { analyze } from '../src/analyze.ts';
import type { TextEdit } from '../src/finding.ts';
import { documentationOf, type Rule } from '../src/rule.ts';
import { inputOf } from './input.ts';

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
      messages: { ...rule.messages },
      schema: rule.options ? [{ ...rule.options.schema }] : [],
      ...(rule.options ? { defaultOptions: [{ ...rule.options.defaults }] } : {}),
      ...(rule.fixable ? { fixable: 'code' as const } : {}),
      hasSuggestions: rule.hasSuggestions,
    },
    create(context) {
      return {
        Program() {
          check(rule, context);
        },
      };
    },
  };
}

function check(rule: Rule, context: EslintRule.RuleContext): void {
  const input = inputOf(context);
  if (!input) return;
  const { sourceCode } = context;
  const options = context.options[0] as object | undefined;
  for (const finding of analyze(input.project, input.sourceFile, [{ rule, options }])) {
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
}

function fixesOf(fixer: EslintRule.RuleFixer, edits: readonly TextEdit[]): EslintRule.Fix[] {
  return edits.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.newText));
}
