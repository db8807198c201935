import type { CodeAction, CreateFile, Range, TextDocumentEdit } from 'vscode-languageserver/node';
import { refactorings } from '../editor/hints.ts';
import { uriOf } from './paths.ts';
import { workspaceEdit, type EditTarget } from './workspace-edit.ts';

/** The kind of what moves a part of a file into another. */
export const MOVE = 'refactor.move';

/** Changes that make two files of one, at a range of a document; for a client that can make files. */
export function refactoringsAt(target: EditTarget, range: Range): CodeAction[] {
  const { project, document, fileName } = target;
  const asked = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return refactorings(project.state, fileName, asked).map(({ title, split }): CodeAction => {
    const uri = uriOf(split.fileName);
    const create: CreateFile = { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } };
    const zero = { line: 0, character: 0 };
    const written: TextDocumentEdit = {
      textDocument: { uri, version: null },
      edits: [{ range: { start: zero, end: zero }, newText: split.text }],
    };
    const { documentChanges = [] } = workspaceEdit(target, split.edits);
    return { title, kind: MOVE, edit: { documentChanges: [create, written, ...documentChanges] } };
  });
}
