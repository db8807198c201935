import type ts from 'typescript';
import { editsOf, type TextEdit } from '../src/finding.ts';
import { disableComment } from './disable-comment.ts';
import { rules } from '../src/rules/index.ts';
import { RULE_PREFIX } from '../src/suppressions.ts';
import type { TypeScript } from '../src/typescript.ts';
import type { ConfiguredFinding, PluginState } from './state.ts';

const FIX_NAME = 'rsc-boundary';

interface InternalCodeFixes {
  registerCodeFix?(registration: {
    errorCodes: readonly number[];
    fixIds: readonly string[];
    getCodeActions(context: unknown): undefined;
    getAllCodeActions(context: unknown): { changes: never[] };
  }): void;
}

const registered = new WeakSet<TypeScript>();

/**
 * Makes TypeScript name this plugin's codes among those it has fixes for. VS Code asks for them without naming a file, which no
 * plugin is asked about, and then never asks for a fix of a code it was not told of (microsoft/vscode#219273).
 */
export function registerCodeFixes(typescript: TypeScript): void {
  if (registered.has(typescript)) return;
  registered.add(typescript);
  const { codefix } = typescript as unknown as { codefix?: InternalCodeFixes };
  // The fixes themselves come from the decorated service; here they only need a name.
  codefix?.registerCodeFix?.({
    errorCodes: rules.map((rule) => rule.code),
    fixIds: [],
    getCodeActions: () => undefined,
    getAllCodeActions: () => ({ changes: [] }),
  });
}

/** The fixes, suggestions and the comment that silences, for the findings of the asked codes that touch a range. */
export function fixesAt(
  state: PluginState,
  fileName: string,
  start: number,
  end: number,
  codes: readonly number[],
): ts.CodeFixAction[] {
  const sourceFile = state.sourceFile(fileName);
  if (!sourceFile) return [];
  const all = state.findingsOf(fileName);
  return all
    .filter(({ finding, rule }) => codes.includes(rule.rule.code) && finding.start <= end && start <= finding.end)
    .flatMap((found) => actionsFor(state, sourceFile, found, all));
}

function actionsFor(
  state: PluginState,
  sourceFile: ts.SourceFile,
  { finding }: ConfiguredFinding,
  all: readonly ConfiguredFinding[],
): ts.CodeFixAction[] {
  const actions: ts.CodeFixAction[] = [];
  if (finding.fix) {
    const isOneOfMany = all.filter((other) => other.finding.rule === finding.rule && other.finding.fix).length > 1;
    actions.push({
      fixName: FIX_NAME,
      description: `Fix this ${finding.rule} problem`,
      changes: changesOf(sourceFile, finding.fix),
      ...(isOneOfMany
        ? { fixId: fixIdOf(finding.rule), fixAllDescription: `Fix all ${finding.rule} problems in this file` }
        : {}),
    });
  }
  for (const { message, edits } of finding.suggestions) {
    actions.push({ fixName: FIX_NAME, description: message, changes: changesOf(sourceFile, edits) });
  }
  const comment = disableComment(state.typescript, sourceFile, finding.start, finding.rule);
  if (comment) {
    actions.push({
      fixName: `${FIX_NAME}-disable`,
      description: `Disable ${RULE_PREFIX}/${finding.rule} for this line`,
      changes: changesOf(sourceFile, [comment]),
    });
  }
  return actions;
}

/** All the fixes of one rule in a file; undefined for a fixId that is not this plugin's. */
export function combinedFix(
  state: PluginState,
  fileName: string,
  fixId: unknown,
): ts.CombinedCodeActions | undefined {
  const rule = rules.find((candidate) => fixIdOf(candidate.name) === fixId);
  const sourceFile = state.sourceFile(fileName);
  if (!rule || !sourceFile) return undefined;
  const groups = state.findingsOf(fileName).flatMap(({ finding }) =>
    finding.rule === rule.name && finding.fix ? [finding.fix] : [],
  );
  return { changes: changesOf(sourceFile, editsOf(groups)) };
}

function fixIdOf(rule: string): string {
  return `${RULE_PREFIX}/${rule}`;
}

function changesOf(sourceFile: ts.SourceFile, edits: readonly TextEdit[]): ts.FileTextChanges[] {
  const byFile = new Map<string, ts.TextChange[]>();
  for (const { fileName = sourceFile.fileName, start, end, newText } of edits) {
    const changes = byFile.get(fileName) ?? [];
    changes.push({ span: { start, length: end - start }, newText });
    byFile.set(fileName, changes);
  }
  // tsserver applies the changes of a file from the last to the first, in the order it is given.
  return [...byFile].map(([fileName, changes]) => ({
    fileName,
    textChanges: changes.sort((a, b) => a.span.start - b.span.start),
  }));
}
