import { LSPErrorCodes, ResponseError, type Range, type WorkspaceEdit } from 'vscode-languageserver/node';
import { boundaryProp } from '../editor/hints.ts';
import { isWholeRename, type BoundaryProp } from '../src/hints/prop-rename.ts';
import { rangeIn } from './diagnostics.ts';
import type { OpenDocument } from './place.ts';
import type { EditorProject } from './project.ts';
import { workspaceEdit, type EditTarget } from './workspace-edit.ts';

/**
 * What a rename at a place of a document would replace.
 *
 * @param offset UTF-16, 0-based
 * @returns null where there is no prop of a component at the boundary, or a rename would not reach all that give it
 */
export function prepareRenameAt({ project, document, fileName }: OpenDocument, offset: number): Range | null {
  const prop = renamable(project, fileName, offset);
  return prop ? rangeIn(document, { start: prop.node.getStart(), end: prop.node.end }) : null;
}

/**
 * Renames a prop where it is declared, where the component reads it, and at the elements that give it.
 *
 * @returns what it would change, or why it cannot: a name that is none, or that the component takes already
 */
export function renameAt(target: EditTarget, offset: number, newName: string): WorkspaceEdit | ResponseError<void> | null {
  const { project, fileName } = target;
  const prop = renamable(project, fileName, offset);
  if (!prop) return null;
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(newName)) return refused(`"${newName}" cannot be the name of a prop.`);
  if (prop.others.has(newName)) return refused(`The component takes a prop "${newName}" already.`);
  return workspaceEdit(
    target,
    project.renamePlaces(fileName, offset).map(({ fileName: name, textSpan, prefixText = '', suffixText = '' }) => ({
      fileName: name,
      start: textSpan.start,
      end: textSpan.start + textSpan.length,
      newText: prefixText + newName + suffixText,
    })),
  );
}

function renamable(project: EditorProject, fileName: string, offset: number): BoundaryProp | undefined {
  const prop = boundaryProp(project.state, fileName, offset);
  const whole = prop && project.state.project();
  if (!whole) return undefined;
  const places = project
    .renamePlaces(fileName, offset)
    .map(({ fileName: name, textSpan }) => ({ fileName: name, start: textSpan.start, end: textSpan.start + textSpan.length }));
  return isWholeRename(whole, prop, places) ? prop : undefined;
}

function refused(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
