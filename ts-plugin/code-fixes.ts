import type ts from 'typescript';
import { actionsFor, allFixes, editsByFile, findingsAt, type EditorAction } from '../editor/actions.ts';
import type { TextEdit } from '../src/finding.ts';
import { codeOf, rules } from '../src/rules/index.ts';
import { RULE_PREFIX } from '../src/suppressions.ts';
import type { TypeScript } from '../src/typescript.ts';
import type { PluginState } from './state.ts';

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
  return findingsAt(state, fileName, start, end)
    .filter(({ rule }) => codes.includes(codeOf(rule)))
    .flatMap((finding) => actionsFor(state, sourceFile, finding))
    .map((action) => toCodeFix(state, fileName, action));
}

function toCodeFix(state: PluginState, fileName: string, { kind, title, finding, edits }: EditorAction): ts.CodeFixAction {
  const { rule } = finding;
  const fixable = kind === 'fix' ? state.findingsOf(fileName).filter((other) => other.rule === rule && other.fix) : [];
  return {
    fixName: kind === 'disable' ? `${FIX_NAME}-disable` : FIX_NAME,
    description: title,
    changes: changesOf(fileName, edits),
    ...(fixable.length > 1 ? { fixId: fixIdOf(rule), fixAllDescription: `Fix all ${rule} problems in this file` } : {}),
  };
}

/** All the fixes of one rule in a file; undefined for a fixId that is not this plugin's. */
export function combinedFix(state: PluginState, fileName: string, fixId: unknown): ts.CombinedCodeActions | undefined {
  const rule = rules.find((candidate) => fixIdOf(candidate.name) === fixId);
  if (!rule || !state.sourceFile(fileName)) return undefined;
  return { changes: changesOf(fileName, allFixes(state, fileName, rule.name)) };
}

function fixIdOf(rule: string): string {
  return `${RULE_PREFIX}/${rule}`;
}

// tsserver applies the changes of a file from the last to the first, in the order it is given.
function changesOf(fileName: string, edits: readonly TextEdit[]): ts.FileTextChanges[] {
  return [...editsByFile(fileName, edits)].map(([fileName, ofFile]) => ({
    fileName,
    textChanges: ofFile.map(({ start, end, newText }) => ({ span: { start, length: end - start }, newText })),
  }));
}
