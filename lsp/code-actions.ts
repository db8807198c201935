import { CodeActionKind, type CodeAction, type CodeActionContext, type Diagnostic, type Range } from 'vscode-languageserver/node';
import { actionsFor, allFixes } from '../editor/actions.ts';
import { SOURCE } from '../editor/state.ts';
import type { Finding } from '../src/finding.ts';
import { toDiagnostic } from './diagnostics.ts';
import { MOVE, refactoringsAt } from './refactorings.ts';
import { workspaceEdit, type EditTarget } from './workspace-edit.ts';

/** The kind of the action that makes all fixes of a file; `source.fixAll` asks for it too. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.${SOURCE}`;

/** A document with what its actions are made from. */
export interface ActionSource extends EditTarget {
  /** Whether the client takes edits that make files. */
  readonly canCreate: boolean;
}

/** The actions for a range of a document: what can be done about each finding there, and where it is asked for, all fixes at once. */
export function codeActions(source: ActionSource, range: Range, { only, diagnostics }: CodeActionContext): CodeAction[] {
  const isWanted = (kind: string): boolean => !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  // Nobody means all fixes of a file who only asks what there is at the cursor.
  const all = only && isWanted(FIX_ALL) ? fixAll(source) : [];
  const moves = source.canCreate && isWanted(MOVE) ? refactoringsAt(source, range) : [];
  return [...(isWanted(CodeActionKind.QuickFix) ? quickFixes(source, range, diagnostics) : []), ...moves, ...all];
}

function quickFixes(source: EditTarget, range: Range, asked: readonly Diagnostic[]): CodeAction[] {
  const { files, project, document, fileName } = source;
  const sourceFile = project.state.sourceFile(fileName);
  if (!sourceFile) return [];
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  const found = project.state.findingsOf(fileName);
  return found.flatMap((finding) => {
    const diagnostic = toDiagnostic(files, project, document, finding);
    // Some editors ask at the cursor, with the diagnostics of its whole line.
    const isAsked = (finding.start <= end && start <= finding.end) || asked.some((other) => isSame(other, diagnostic));
    if (!isAsked) return [];
    const actions = actionsFor(project.state, sourceFile, finding).map(({ kind, title, edits }): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      ...(kind === 'fix' ? { isPreferred: true } : {}),
      edit: workspaceEdit(source, edits),
    }));
    return [...actions, ...fixAllOf(source, finding, found).map((action) => ({ ...action, diagnostics: [diagnostic] }))];
  });
}

function isSame(one: Diagnostic, other: Diagnostic): boolean {
  return one.source === other.source && one.code === other.code && JSON.stringify(one.range) === JSON.stringify(other.range);
}

/** All fixes of a finding's rule, where there is more than one. */
function fixAllOf(source: EditTarget, finding: Finding, found: readonly Finding[]): CodeAction[] {
  const { rule } = finding;
  if (!finding.fix || found.filter((other) => other.rule === rule && other.fix).length < 2) return [];
  const edits = allFixes(source.project.state, source.fileName, rule);
  return [{ title: `Fix all ${rule} problems in this file`, kind: CodeActionKind.QuickFix, edit: workspaceEdit(source, edits) }];
}

function fixAll(source: EditTarget): CodeAction[] {
  const edits = allFixes(source.project.state, source.fileName);
  return edits.length > 0 ? [{ title: `Fix all ${SOURCE} problems`, kind: FIX_ALL, edit: workspaceEdit(source, edits) }] : [];
}
