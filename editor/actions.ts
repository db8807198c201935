import type ts from 'typescript';
import type { Finding, TextEdit } from '../src/finding.ts';
import { soundTogether } from '../src/fixes/sound-edits.ts';
import { RULE_PREFIX } from '../src/suppressions.ts';
import { syntaxErrorCount } from '../src/syntax/syntax-errors.ts';
import { disableComment } from './disable-comment.ts';
import type { EditorState } from './state.ts';

/** A change that an editor offers for a finding. */
export interface EditorAction {
  /** `fix`: certain to be right. `suggestion`: for a person to choose. `disable`: the comment that silences the rule for this line. */
  readonly kind: 'fix' | 'suggestion' | 'disable';
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly TextEdit[];
}

/**
 * The findings of a file that touch a range.
 *
 * @param start UTF-16 offset, 0-based
 * @param end the same, exclusive; may be `start`
 */
export function findingsAt(state: EditorState, fileName: string, start: number, end: number): Finding[] {
  return state.findingsOf(fileName).filter((finding) => finding.start <= end && start <= finding.end);
}

/**
 * What can be done about a finding: its fix, its suggestions, and the comment that silences it where one can stand. In a file that
 * does not parse nothing: where a thing begins and ends there is a guess.
 */
export function actionsFor(state: EditorState, sourceFile: ts.SourceFile, finding: Finding): EditorAction[] {
  if (syntaxErrorCount(state.typescript, sourceFile) > 0) return [];
  const { rule, fix, suggestions, start } = finding;
  const actions: EditorAction[] = [];
  if (fix) actions.push({ kind: 'fix', title: `Fix this ${rule} problem`, finding, edits: fix });
  for (const { message, edits } of suggestions) actions.push({ kind: 'suggestion', title: message, finding, edits });
  const comment = disableComment(state.typescript, sourceFile, start, rule);
  if (comment)
    actions.push({ kind: 'disable', title: `Disable ${RULE_PREFIX}/${rule} for this line`, finding, edits: [comment] });
  return actions;
}

/**
 * The fixes of a file that can be made at once.
 *
 * @param rule of this rule alone; of all where it is left out
 * @returns the edits, from the end of the text to its start
 */
export function allFixes(state: EditorState, fileName: string, rule?: string): TextEdit[] {
  const sourceFile = state.sourceFile(fileName);
  if (!sourceFile) return [];
  const fixes = state
    .findingsOf(fileName)
    .flatMap((finding) => ((rule === undefined || finding.rule === rule) && finding.fix ? [finding.fix] : []));
  return soundTogether(state.typescript, sourceFile, fixes).fromEnd();
}

/**
 * Edits by the file they are made in.
 *
 * @param fileName the file of the edits that name none
 * @returns each file's edits in the order of their starts, what is only put in before what takes the place of something
 */
export function editsByFile(fileName: string, edits: readonly TextEdit[]): Map<string, TextEdit[]> {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const name = edit.fileName ?? fileName;
    byFile.set(name, [...(byFile.get(name) ?? []), edit]);
  }
  for (const ofFile of byFile.values()) ofFile.sort((a, b) => a.start - b.start || a.end - b.end);
  return byFile;
}
