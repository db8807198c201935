import type { TextDocumentEdit, TextEdit as ProtocolEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { editsByFile } from '../editor/actions.ts';
import type { TextEdit } from '../src/finding.ts';
import { documentOf, rangeIn } from './diagnostics.ts';
import type { Files } from './files.ts';
import type { OpenDocument } from './place.ts';

/** A document with what edits for its client are made from. */
export interface EditTarget extends OpenDocument {
  readonly files: Files;
  /** Whether the client takes edits with the version of the document they are for. */
  readonly hasVersions: boolean;
}

/** Edits as the protocol has them; those that name no file are of the document. */
export function workspaceEdit({ files, project, fileName, hasVersions }: EditTarget, edits: readonly TextEdit[]): WorkspaceEdit {
  const changes: TextDocumentEdit[] = [];
  for (const [name, ofFile] of editsByFile(fileName, edits)) {
    const document = documentOf(files, project, name);
    if (!document) continue;
    const version = files.document(name) ? document.version : null;
    changes.push({
      textDocument: { uri: document.uri, version },
      edits: ofFile.map((edit) => ({ range: rangeIn(document, edit), newText: edit.newText })),
    });
  }
  if (hasVersions) return { documentChanges: changes };
  return { changes: Object.fromEntries(changes.map(({ textDocument, edits }) => [textDocument.uri, edits as ProtocolEdit[]])) };
}
